"""Each family: what it asks for, what it makes of the answer."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from galleries.flickr import (
    activity,
    auth,
    comments,
    contacts,
    details,
    favorites,
    galleries,
    groups,
    licences,
    lookups,
    people,
    photos,
    photosets,
    pools,
    tags,
)
from galleries.flickr.client import Flickr
from galleries.flickr.errors import FlickrRefused, FlickrUnavailable, NotOnFlickr, TokenRefused
from galleries.flickr.photo_lists import EXTRAS
from galleries.flickr.records import UNSAID, Login, MemberType, Privacy, Throttle
from tests.flickr import families
from tests.flickr.scripted import fails, flickr_that, says
from tests.flickr.wire import photo, photo_page

ANNA = "11111111@N00"
GROUP = "22222222@N20"
PHOTO = "53000000001"
ALBUM = "72157629121093621"


def asked(call: Callable[[Flickr], object], reply: dict[str, Any]) -> tuple[Any, dict[str, str]]:
    """What a call makes of a reply, and the arguments it sent."""
    flickr, wire = flickr_that(says(reply))
    found = call(flickr)
    fields = wire.fields()
    if fields.get("extras") == ",".join(EXTRAS):
        fields["extras"] = "all"
    for common in ("format", "nojsoncallback"):
        fields.pop(common)
    return found, fields


def test_favourites_come_with_their_moment() -> None:
    reply = photo_page(photo(date_faved="1402501796"))
    page, sent = asked(lambda flickr: favorites.get_list(flickr, page=2), reply)
    assert page.items[0].photo.flickr_id == PHOTO
    assert page.items[0].faved_at == datetime(2014, 6, 11, 15, 49, 56, tzinfo=UTC)
    assert sent == {
        "method": "flickr.favorites.getList", "page": "2", "per_page": "500", "extras": "all",
    }  # fmt: skip


def test_public_lists_need_no_token() -> None:
    flickr, wire = flickr_that(says(photo_page(photo(date_faved="9"))), token=None)
    assert favorites.get_public_list(flickr, nsid=ANNA).items[0].photo.flickr_id == PHOTO
    assert people.get_public_photos(flickr, nsid=ANNA).items[0].flickr_id == PHOTO
    assert wire.fields()["user_id"] == ANNA


def test_entries_of_a_pool_come_with_their_moment() -> None:
    reply = photo_page(photo(dateadded="1699400405"))
    page, sent = asked(
        lambda flickr: pools.get_photos(flickr, group_nsid=GROUP, user_id=ANNA), reply
    )
    assert page.items[0].added_at == datetime(2023, 11, 7, 23, 40, 5, tzinfo=UTC)
    assert (sent["group_id"], sent["user_id"]) == (GROUP, ANNA)
    assert "tags" not in sent


def test_an_empty_pool_is_an_empty_page() -> None:
    reply = {"photos": {"page": 1, "pages": 0, "perpage": 500, "total": 0}, "stat": "ok"}
    page, _ = asked(lambda flickr: pools.get_photos(flickr, group_nsid=GROUP), reply)
    assert page.items == ()
    assert page.is_last


def test_an_album_lends_its_owner_to_its_photos() -> None:
    page, sent = asked(
        lambda flickr: photosets.get_photos(flickr, album_id=ALBUM, owner_nsid=ANNA),
        families.ALBUM_PHOTOS,
    )
    assert [item.is_primary for item in page.items] == [True, False]
    assert page.items[1].photo.owner.nsid == ANNA
    assert page.items[1].photo.owner.username == "anna"
    assert (page.page, page.per_page, page.total) == (1, 500, 2)
    assert (sent["photoset_id"], sent["user_id"]) == (ALBUM, ANNA)


def test_albums_are_listed_in_their_owners_order() -> None:
    page, _ = asked(lambda flickr: photosets.get_list(flickr, nsid=ANNA), families.ALBUMS)
    album = page.items[0]
    assert (album.flickr_id, album.title, album.photo_count) == (ALBUM, "Piers", 21)
    assert album.description_html == "All of <i>them</i>"
    assert album.cover_flickr_id == PHOTO
    assert "5ec2e7" not in repr(album)
    assert not page.is_last


@pytest.mark.parametrize("primary", ["", "0", 0, None], ids=repr)
def test_an_album_may_have_no_cover(primary: object) -> None:
    album = photosets.parse_info("photosets.getInfo", {"photoset": {"id": "7", "primary": primary}})
    assert album.cover_flickr_id is None


def test_one_album_is_asked_for_by_album_and_owner() -> None:
    album, sent = asked(
        lambda flickr: photosets.get_info(flickr, album_id=ALBUM, owner_nsid=ANNA),
        families.ALBUM_INFO,
    )
    assert album.changed_at == datetime.fromtimestamp(1455538908, UTC)
    assert sent["user_id"] == ANNA


def test_flickr_galleries_have_two_ids() -> None:
    page, _ = asked(lambda flickr: galleries.get_list(flickr, nsid=ANNA), families.GALLERIES)
    full, empty = page.items
    assert (full.api_id, full.gallery_id) == ("5704-72157621848008117", "72157621848008117")
    assert full.title == "Gulls & piers"
    assert empty.cover_flickr_id is None


def test_a_gallery_photo_comes_with_its_curators_words() -> None:
    page, sent = asked(
        lambda flickr: galleries.get_photos(flickr, api_id="5704-7"), families.GALLERY_PHOTOS
    )
    assert [item.comment_html for item in page.items] == ["look <b>left</b>", ""]
    assert [item.is_primary for item in page.items] == [True, False]
    assert sent["gallery_id"] == "5704-7"


def test_a_gallery_of_2014_has_its_plain_id_in_the_compound_one() -> None:
    wire = {k: v for k, v in families.GALLERY.items() if k != "gallery_id"}
    assert galleries.read_gallery(wire).gallery_id == "72157621848008117"


def test_a_person_is_read_with_what_they_show() -> None:
    info, sent = asked(lambda flickr: people.get_info(flickr, nsid=ANNA), families.PERSON)
    assert info.person.username == " anna <3"
    assert (info.is_pro, info.is_deleted, info.photo_count) == (True, False, 45)
    assert info.description_html == "I like <b>piers</b>"
    assert info.first_taken == "1825-01-01 00:00:00"
    assert info.timezone_name == "Europe/London"
    assert sent["user_id"] == ANNA


def test_a_person_who_hides_their_name_leaves_it_unsaid() -> None:
    wire = {"nsid": ANNA, "username": {"_content": "anna"}, "path_alias": None, "photos": {
        "firstdate": {}, "firstdatetaken": {"_content": ""}, "count": {"_content": 0}}}  # fmt: skip
    info = people.parse_info("people.getInfo", {"person": wire})
    assert info.person.realname is UNSAID
    assert info.person.path_alias == ""
    assert info.location is UNSAID
    assert info.first_uploaded_at is None
    assert info.first_taken is None
    assert info.is_contact is UNSAID


def test_group_names_are_unescaped_twice() -> None:
    found, sent = asked(lambda flickr: people.get_groups(flickr, nsid=ANNA), families.GROUPS)
    group = found[0]
    assert group.name == "Darren's & friends"
    assert (group.is_member, group.is_moderator, group.is_admin) == (True, True, False)
    assert (group.member_count, group.entry_count) == (126776, 965541)
    assert group.privacy is Privacy.PUBLIC
    assert group.throttle == Throttle(mode="none", count=0)
    assert group.restrictions.photos_ok is True
    assert group.restrictions.art_ok is UNSAID
    assert sent["extras"] == "privacy,throttle,restrictions"


def test_a_list_of_groups_without_paging_is_read_whole() -> None:
    _, sent = asked(lambda flickr: people.get_groups(flickr, nsid=ANNA), families.GROUPS)
    assert "page" not in sent


@pytest.mark.parametrize("groups", [{}, {"group": []}, "", None])
def test_somebody_without_groups_has_none(groups: object) -> None:
    assert people.parse_groups("people.getGroups", {"groups": groups, "stat": "ok"}) == ()


def test_groups_to_post_to_use_other_words_for_the_same() -> None:
    page, sent = asked(pools.get_groups, families.POSTABLE_GROUPS)
    group = page.items[0]
    assert (group.nsid, group.name, group.member_count, group.entry_count) == (
        GROUP, "Harbours", 812, 5,
    )  # fmt: skip
    assert (group.is_member, group.is_moderator, group.is_admin) == (True, False, True)
    assert (page.per_page, sent["per_page"]) == (400, "400")


def test_a_group_is_read_with_its_rules() -> None:
    info, _ = asked(lambda flickr: groups.get_info(flickr, nsid=GROUP), families.GROUP)
    assert info.group.name == "Harbours & piers"
    assert info.rules_html == "No boats.<br>No gulls."
    assert info.is_pool_moderated
    assert info.group.throttle == Throttle(mode="day", count=2, remaining=1)
    assert info.roles.admin == "Captain"
    assert info.group.restrictions.needs_geo
    assert info.blast_html == ""
    assert info.group.member_count == 812


def test_members_come_with_their_standing() -> None:
    page, _ = asked(lambda flickr: groups.get_members(flickr, nsid=GROUP), families.MEMBERS)
    assert [member.member_type for member in page.items] == [MemberType.MEMBER, MemberType.ADMIN]
    assert page.pages == 12655


def test_contacts_come_with_what_they_are_to_the_caller() -> None:
    page, sent = asked(contacts.get_list, families.CONTACTS)
    contact = page.items[0]
    assert (contact.is_friend, contact.is_family) == (True, False)
    assert contact.person.path_alias == ""
    assert sent["per_page"] == "1000"


def test_contacts_photos_are_the_newest_fifty() -> None:
    reply = photo_page(photo(ownername=None, username="anna"), per_page=50, perpage=None)
    found, sent = asked(photos.get_contacts_photos, reply)
    assert found[0].owner.username == "anna"
    assert sent["count"] == "50"
    assert sent["just_friends"] == "0"


def test_comments_are_sanitised() -> None:
    found, _ = asked(lambda flickr: comments.get_list(flickr, flickr_id=PHOTO), families.COMMENTS)
    assert found[0].text_html == "I &lt;3 it"
    assert found[0].author.username == "anna"
    assert found[0].permalink.startswith("https://www.flickr.com/")
    assert not found[0].author_is_deleted


def test_favers_are_counted_by_their_page() -> None:
    page, sent = asked(lambda flickr: comments.get_favers(flickr, flickr_id=PHOTO), families.FAVERS)
    assert page.total == 67
    assert page.items[0].person.nsid == ANNA
    assert sent["per_page"] == "50"


def test_exif_is_read_line_by_line() -> None:
    exif, _ = asked(lambda flickr: details.get_exif(flickr, flickr_id=PHOTO), families.EXIF)
    assert exif.camera == "Nikon D90"
    assert [(tag.tag, tag.raw, tag.clean) for tag in exif.tags] == [
        ("XResolution", "72", "72 dpi"), ("Make", "NIKON", ""),
    ]  # fmt: skip


def test_whoever_hides_their_exif_still_shows_the_photo() -> None:
    flickr, _ = flickr_that(fails(2, "Permission denied"))
    with pytest.raises(FlickrRefused):
        details.get_exif(flickr, flickr_id=PHOTO)


def test_where_a_photo_hangs() -> None:
    contexts, _ = asked(
        lambda flickr: details.get_contexts(flickr, flickr_id=PHOTO), families.CONTEXTS
    )
    assert contexts.albums[0].flickr_id == ALBUM
    assert (contexts.pools[0].name, contexts.pools[0].entries) == ("Darren's", 92374)


def test_a_photo_that_hangs_nowhere_has_a_reply_of_one_word() -> None:
    contexts, _ = asked(
        lambda flickr: details.get_contexts(flickr, flickr_id=PHOTO), {"stat": "ok"}
    )
    assert (contexts.albums, contexts.pools) == ((), ())


def test_people_in_a_photo_may_have_a_box_or_have_left() -> None:
    found, _ = asked(lambda flickr: details.get_people(flickr, flickr_id=PHOTO), families.PEOPLE)
    assert [person.box_px for person in found] == [(461, 155, 39, 164), None]
    assert [person.is_deleted for person in found] == [False, True]


def test_a_licence_history_is_sorted_and_links_nowhere_odd() -> None:
    found, _ = asked(
        lambda flickr: details.get_licence_history(flickr, flickr_id=PHOTO), families.HISTORY
    )
    assert [change.new_name for change in found] == ["Public Domain Mark", "Attribution License"]
    assert found[1].new_url == ""


def test_flickrs_licences_are_listed() -> None:
    found, _ = asked(licences.get_info, families.LICENCES)
    assert [(licence.id, licence.name) for licence in found] == [
        (0, "All Rights Reserved"), (4, "CC BY 2.0"),
    ]  # fmt: skip


def test_what_happened_to_my_photos() -> None:
    page, sent = asked(
        lambda flickr: activity.user_photos(flickr, timeframe="2d"), families.ACTIVITY
    )
    item = page.items[0]
    assert (item.kind, item.flickr_id, item.title) == ("photo", PHOTO, "Pier")
    assert [(event.kind, event.person.username, event.text_html) for event in item.events] == [
        ("fave", "bob", ""), ("comment", "bob", "nice"),
    ]  # fmt: skip
    assert sent["timeframe"] == "2d"


def test_tags_of_a_person_and_of_a_photo() -> None:
    words, _ = asked(lambda flickr: tags.get_list_user(flickr, nsid=ANNA), families.USER_TAGS)
    assert words == ("pier",)
    full, _ = asked(
        lambda flickr: tags.get_list_photo(flickr, flickr_id=PHOTO), families.PHOTO_TAGS
    )
    assert (full[0].text, full[0].raw) == ("nightpier", "Night Pier")
    assert (full[0].id, full[0].author_nsid) == ("1-5-2", ANNA)


def test_pasted_addresses_lead_to_people_groups_and_galleries() -> None:
    url = "https://www.flickr.com/photos/anna/"
    person, sent = asked(lambda flickr: lookups.lookup_user(flickr, url=url), families.FOUND_USER)
    assert (person.nsid, person.name) == (ANNA, "<sunshyne>")
    assert sent["url"] == url
    group, _ = asked(lambda flickr: lookups.lookup_group(flickr, url=url), families.FOUND_GROUP)
    assert (group.nsid, group.name) == (GROUP, "Harbours & piers")
    gallery, _ = asked(
        lambda flickr: lookups.lookup_gallery(flickr, url=url), families.GALLERY_INFO
    )
    assert gallery.owner_nsid == ANNA


def test_who_the_caller_is() -> None:
    found, _ = asked(auth.login, families.LOGIN)
    assert found == Login(nsid=ANNA, username="anna", path_alias="")


def test_a_revoked_token_is_found_out() -> None:
    flickr, _ = flickr_that(fails(98, "Invalid auth token"))
    with pytest.raises(TokenRefused):
        auth.check_token(flickr)


def test_without_a_token_there_is_nothing_to_check() -> None:
    flickr, _ = flickr_that(fails(98), token=None)
    with pytest.raises(ValueError, match="no token"):
        auth.check_token(flickr)


def test_a_members_only_pool_is_closed_to_strangers() -> None:
    flickr, _ = flickr_that(fails(4, "Group/pool is member only"))
    with pytest.raises(NotOnFlickr) as caught:
        pools.get_photos(flickr, group_nsid=GROUP)
    assert caught.value.subject == GROUP


@pytest.mark.parametrize(
    ("call", "reply"),
    [
        (lambda flickr: people.get_info(flickr, nsid="9@N00"), families.PERSON),
        (lambda flickr: groups.get_info(flickr, nsid="9@N00"), families.GROUP),
        (lambda flickr: photosets.get_info(flickr, album_id="9", owner_nsid=ANNA),
         families.ALBUM_INFO),
        (lambda flickr: photosets.get_photos(flickr, album_id="9", owner_nsid=ANNA),
         families.ALBUM_PHOTOS),
        (lambda flickr: galleries.get_info(flickr, api_id="5704-9"), families.GALLERY_INFO),
        (lambda flickr: comments.get_list(flickr, flickr_id="9"), families.COMMENTS),
        (lambda flickr: comments.get_favers(flickr, flickr_id="9"), families.FAVERS),
        (lambda flickr: details.get_exif(flickr, flickr_id="9"), families.EXIF),
        (lambda flickr: tags.get_list_user(flickr, nsid="9@N00"), families.USER_TAGS),
        (lambda flickr: tags.get_list_photo(flickr, flickr_id="9"), families.PHOTO_TAGS),
        (lambda flickr: comments.add(flickr, flickr_id="9", text="!"), families.ADDED_COMMENT),
        (lambda flickr: tags.add(flickr, flickr_id="9", tags=["a"]), families.ADDED_TAGS),
    ],
)  # fmt: skip
def test_a_reply_about_something_else_is_another_requests_body(
    call: Callable[[Flickr], object], reply: dict[str, Any]
) -> None:
    flickr, _ = flickr_that(says(reply))
    with pytest.raises(FlickrUnavailable, match="another request"):
        call(flickr)
