"""Somebody's photostream, in pages of thirty."""

import re
from datetime import UTC, datetime, timedelta
from itertools import chain

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Photo
from galleries.queries.keyset import PHOTOSTREAM, BadKey, Key
from tests.cast import NOW, Actor, Cast, make_favourite, make_person, make_photo, switch
from tests.views.deep_down import assert_read_from

URL = "/photos/alice/"
MARCH = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
PUBLIC, FRIENDS = Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS


def shown(page: str) -> list[int]:
    """The ids of the photos on a page, in their order."""
    return [int(found) for found in re.findall(r'data-photo="(\d+)"', page)]


def link(page: str, rel: str) -> str:
    """The address behind "Newer" (prev) or "Older" (next), "" when there is none."""
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return found[1] if found else ""


@pytest.mark.parametrize("who", ["alice", "ALICE", "11111111@N01"])
def test_alice_finds_her_photos_by_alias_and_by_nsid(cast: Cast, who: str) -> None:
    photo = make_photo(cast.alice, "Pier", uploaded_at=MARCH)
    page = cast.alice.client.get(f"/photos/{who}/").content.decode()
    assert "<title>Photos by Alice Ahlgren · flickrweb</title>" in page
    assert shown(page) == [photo.pk]
    assert "1 photo&nbsp;·" in " ".join(page.split())
    assert "March 2026" in page
    assert "https://www.flickr.com/photos/alice/" in page


@pytest.mark.parametrize("who", ["bob", "stranger", "guest", "operator", "visitor"])
def test_nobody_else_learns_that_there_is_anything(cast: Cast, who: str) -> None:
    make_photo(cast.alice, "A secret pier")
    looker: Actor = getattr(cast, who)
    found = looker.client.get(URL)
    nobody = looker.client.get("/photos/nobody-at-all/")
    assert found.status_code == nobody.status_code == 404
    page = found.content.decode()
    assert "Alice" not in page
    assert "secret pier" not in page
    assert "1 photo" not in page
    assert "<title>Nothing hangs here · flickrweb</title>" in page


def test_bobs_own_page_counts_only_his(cast: Cast) -> None:
    make_photo(cast.alice)
    make_photo(cast.bob)
    page = " ".join(cast.bob.client.get("/photos/bob/").content.decode().split())
    assert "1 photo&nbsp;·" in page


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("alice", {"public", "moderate", "for friends", "private"}),
        ("bob", {"public", "for friends"}),
        ("stranger", {"public"}),
        ("guest", {"public"}),
        ("operator", {"public"}),
        ("visitor", set()),
    ],
)
def test_everybody_sees_and_counts_what_they_may(
    cast: Cast, settings: Settings, who: str, sees: set[str]
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    photos = [
        make_photo(cast.alice, "public", visibility=PUBLIC),
        make_photo(cast.alice, "moderate", visibility=PUBLIC, safety=Photo.Safety.MODERATE),
        make_photo(cast.alice, "for friends", visibility=FRIENDS),
        make_photo(cast.alice, "private"),
    ]
    make_favourite(cast.bob, photos[2])  # Flickr showed it to him
    answer = getattr(cast, who).client.get(URL)
    assert answer.status_code == (200 if sees else 404)
    page = " ".join(answer.text.split())
    assert {photo.title for photo in photos if photo.pk in shown(page)} == sees
    if sees:
        assert f"{len(sees)} photo{'s' if len(sees) > 1 else ''}&nbsp;·" in page


def test_a_visitor_sees_the_public_photos_of_whoever_shows_theirs(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    make_photo(cast.alice, visibility=FRIENDS)
    make_photo(cast.alice, visibility=PUBLIC, told_at=NOW - timedelta(days=9))
    switch(cast.alice, shows_photos=True, shows_favourites=True)
    page = cast.visitor.client.get(URL).text
    assert shown(page) == [photo.pk]
    assert "avourites" not in page  # other lists are no matter of theirs


def test_whoever_asked_for_moderate_photos_sees_them(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC, safety=Photo.Safety.MODERATE)
    switch(cast.guest, safety_limit=1)
    assert shown(cast.guest.client.get(URL).text) == [photo.pk]


def test_of_somebody_who_is_not_here_the_page_says_what_it_is(cast: Cast) -> None:
    away = make_person("away", nsid="9@N09", realname="Ava Way")
    make_favourite(cast.bob, make_photo(away, visibility=PUBLIC))
    page = " ".join(cast.alice.client.get("/photos/away/").text.split())
    assert "What we know of <bdi>Ava Way</bdi>’s photos through members’ favourites" in page
    assert 'href="https://www.flickr.com/photos/away/"' in page
    assert "bob" not in page.lower()
    assert cast.visitor.client.get("/photos/away/").status_code == 404
    assert "through members" not in cast.bob.client.get("/photos/bob/").text


def test_an_open_list_of_favourites_is_named_to_whoever_is_signed_in(cast: Cast) -> None:
    make_photo(cast.alice, visibility=PUBLIC)
    theirs = '<a class="doors__link" href="/photos/alice/favorites/">'
    assert theirs not in cast.bob.client.get(URL).text
    switch(cast.alice, shows_favourites=True)
    assert theirs in cast.bob.client.get(URL).text


def test_photos_that_are_gone_are_not_shown_or_counted(cast: Cast) -> None:
    make_photo(cast.alice, gone_at=NOW)
    page = cast.alice.client.get(URL).content.decode()
    assert shown(page) == []
    assert "Nothing hangs here yet." in page


def test_a_guest_is_sent_to_the_invitation(cast: Cast) -> None:
    answer = cast.guest.client.get(f"/photos/{cast.guest.user.nsid}/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sync/"


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(70):
        make_photo(cast.alice, visibility=PUBLIC)
    switch(cast.alice, shows_photos=True)
    for who in (cast.alice, cast.bob, cast.visitor):
        second = who.client.get(link(who.client.get(URL).text, "next")).text
        for address in (URL, link(second, "next"), link(second, "prev")):
            with django_assert_max_num_queries(6):
                who.client.get(address)


def test_htmx_gets_the_wall_and_everybody_else_the_whole_page(cast: Cast) -> None:
    make_photo(cast.alice)
    whole = cast.alice.client.get(URL).content.decode()
    part = cast.alice.client.get(URL, headers={"HX-Request-Type": "partial"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert len(shown(part)) == 1


def test_walking_through_a_hundred_photos_of_one_second_loses_and_repeats_nothing(
    cast: Cast,
) -> None:
    photos = [make_photo(cast.alice, uploaded_at=NOW) for _ in range(100)]
    newest_first = [photo.pk for photo in photos[::-1]]

    pages, url = [], URL
    while url:
        page = cast.alice.client.get(url).content.decode()
        pages.append(shown(page))
        url = link(page, "next").replace("&amp;", "&")
    assert [len(ids) for ids in pages] == [30, 30, 30, 10]
    assert list(chain(*pages)) == newest_first

    back, url = [pages[-1]], link(page, "prev")
    while url:
        page = cast.alice.client.get(url).content.decode()
        back.append(shown(page))
        url = link(page, "prev")
    assert back[::-1] == pages


def test_new_photos_do_not_move_a_page_that_one_has_open(cast: Cast) -> None:
    for number in range(70):
        make_photo(cast.alice, uploaded_at=NOW - timedelta(hours=number))
    second = link(cast.alice.client.get(URL).content.decode(), "next")
    before = shown(cast.alice.client.get(second).content.decode())
    for number in range(5):
        make_photo(cast.alice, uploaded_at=NOW + timedelta(hours=number))
    page = cast.alice.client.get(second).content.decode()
    assert shown(page) == before
    # The page before is not full any more in the old cut: the first page is shown in full.
    newest = cast.alice.client.get(link(page, "prev")).content.decode()
    assert len(shown(newest)) == 30


def test_the_pager_says_which_dates_it_leads_to(cast: Cast) -> None:
    for number in range(61):
        make_photo(cast.alice, uploaded_at=MARCH - timedelta(days=number))
    page = cast.alice.client.get(link(cast.alice.client.get(URL).content.decode(), "next"))
    words = " ".join(page.content.decode().split())
    assert "Newer<small>Feb. 19, 2026</small>" in words
    assert "Older<small>Jan. 19, 2026</small>" in words


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=1-2-3",
        "after=-1-5",
        "after=1767100000-",
        "after=1767100000-99999999999999999999",
        "after=1767100000-9223372036854775808",
        "after=999999999999-1",
        "after=٣-٤",
        "before=1%00-1",
        "after=1-1&before=1-1",
    ],
)
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, query: str) -> None:
    make_photo(cast.alice)
    assert cast.alice.client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("who", ["%00", "a%00b", "%F0%9F%93%B7", "x" * 500, "..", "a'b"])
def test_a_strange_name_is_nobodys(cast: Cast, who: str) -> None:
    assert cast.alice.client.get(f"/photos/{who}/").status_code == 404


def test_after_the_last_photo_there_is_a_way_back(cast: Cast) -> None:
    make_photo(cast.alice)
    page = cast.alice.client.get(f"{URL}?after=1-1").content.decode()
    assert "There is nothing older than this." in page


def test_a_key_reads_back_as_it_was_written() -> None:
    key = Key(NOW, 53_000_000_001)
    assert Key.parse(str(key)) == key
    with pytest.raises(BadKey):
        Key.parse("yesterday")


def test_a_page_deep_down_is_read_from_the_index(cast: Cast) -> None:
    photos = cast.alice.person.photos.filter(PHOTOSTREAM.behind(Key(NOW, 1)))
    page = PHOTOSTREAM.forwards(photos)[:31]
    assert_read_from("photo_photostream_page", "owner_id=… AND uploaded_at", page)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_a_key_at_the_end_of_time_is_none_in_every_zone(
    cast: Cast, settings: Settings, zone: str
) -> None:
    settings.TIME_ZONE = zone
    make_photo(cast.alice)
    for moment in (253_402_300_799, 253_402_300_799 - 3 * 86_400):
        assert cast.alice.client.get(URL, {"after": f"{moment}-1"}).status_code in (200, 404)
