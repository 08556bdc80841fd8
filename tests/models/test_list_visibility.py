"""Albums and one's own lists: who may see that something stands in them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import QuerySet

from galleries.models import (
    Album,
    AlbumItem,
    Comment,
    Contact,
    ContactPhoto,
    Desk,
    DeskLine,
    Entry,
    FlickrGallery,
    FlickrGalleryItem,
    Gallery,
    Group,
    GroupMember,
    Happening,
    Membership,
    OutboxItem,
    PersonInPhoto,
    Photo,
    Stream,
    TrayItem,
    Verdict,
    Viewer,
)
from galleries.sync.apply.contacts import let_older_ones_be
from tests.cast import (
    NOW,
    make_album,
    make_album_item,
    make_contact,
    make_contact_photo,
    make_entry,
    make_flickr_gallery,
    make_flickr_gallery_item,
    make_group,
    make_group_member,
    make_happening,
    make_member,
    make_membership,
    make_photo,
    make_stream,
    switch,
)
from tests.models.list_viewers import (
    EVERYBODY,
    FRESH,
    SIGNED_IN,
    STALE,
    House,
    K,
    V,
    ago,
    gone,
    missing,
    nobody_reads_it,
    nothing_more,
    read,
    refuse,
    with_,
)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class InAlbum:
    """What an album of Alice's holds, and who sees the album and the first photo in it."""

    photo: dict[str, Any] | None  # None: the album is empty
    shown_to: set[str]
    shows_photos: bool = True


@pytest.mark.parametrize(
    "story",
    [
        pytest.param(InAlbum({"visibility": V.PUBLIC}, EVERYBODY), id="a public photo"),
        pytest.param(
            InAlbum({"visibility": V.PUBLIC}, SIGNED_IN, shows_photos=False),
            id="a public photo of one who shows nothing",
        ),
        pytest.param(InAlbum({"visibility": V.PRIVATE}, {"alice"}), id="a private photo"),
        pytest.param(InAlbum({"visibility": V.FRIENDS}, {"alice"}), id="a photo for friends"),
        pytest.param(
            InAlbum({"visibility": V.PUBLIC, "safety": 1}, {"alice", "daring"}),
            id="a moderate photo",
        ),
        pytest.param(
            InAlbum({"visibility": V.PUBLIC, "gone_at": NOW}, set()), id="a photo that is gone"
        ),
        pytest.param(
            InAlbum({"visibility": V.PUBLIC, "withheld_at": NOW}, {"alice"}),
            id="a photo in doubt",
        ),
        pytest.param(InAlbum(None, set()), id="nothing"),
    ],
)
def test_an_album_is_shown_to_those_who_may_see_a_photo_in_it(house: House, story: InAlbum) -> None:
    switch(house.cast.alice, shows_photos=story.shows_photos)
    photos = [make_photo(house.cast.alice, **story.photo)] if story.photo is not None else []
    album = make_album(house.cast.alice, "Piers", *photos)
    assert house.who_sees(album) == story.shown_to
    assert who_sees_it_among_its_owners(house, album) == story.shown_to
    for item in album.items.all():
        assert house.who_sees(item) == story.shown_to
        assert who_sees_it_among_its_owners(house, item) == story.shown_to


def who_sees_it_among_its_owners(house: House, row: Album | AlbumItem) -> set[str]:
    """To whom it is shown where one person's albums are listed: their own are asked otherwise."""
    owner = house.cast.alice.person

    def rows(viewer: Viewer) -> QuerySet[Any]:
        if isinstance(row, Album):
            return Album.objects.by(owner, viewer)
        return AlbumItem.objects.in_albums_of(owner, viewer)

    return {who for who in EVERYBODY if rows(house.viewer(who)).filter(pk=row.pk).exists()}


@pytest.mark.parametrize(
    ("change", "shown_to"), [(missing, SIGNED_IN), (gone, set())], ids=["in doubt", "gone"]
)
@pytest.mark.parametrize("what", ["album", "item"])
def test_visitors_are_not_shown_what_is_in_doubt_and_nobody_what_is_gone(
    house: House, what: str, change: Callable[[House, Any], None], shown_to: set[str]
) -> None:
    switch(house.cast.alice, shows_photos=True)
    album = make_album(house.cast.alice, "Piers", make_photo(house.cast.alice, visibility=V.PUBLIC))
    item = AlbumItem.objects.get()
    change(house, album if what == "album" else item)
    assert house.who_sees(album) == shown_to
    assert who_sees_it_among_its_owners(house, album) == shown_to
    assert house.who_sees(item) == shown_to


def test_one_photo_that_may_be_seen_shows_the_album_and_no_other_photo(house: House) -> None:
    switch(house.cast.alice, shows_photos=True)
    hidden = make_photo(house.cast.alice, visibility=V.PRIVATE)
    shown = make_photo(house.cast.alice, visibility=V.PUBLIC)
    album = make_album(house.cast.alice, "Piers", hidden, shown)
    assert house.who_sees(album) == EVERYBODY
    assert house.who_sees(AlbumItem.objects.get(photo=hidden)) == {"alice"}
    other = make_album(house.cast.alice, "Hidden piers", hidden)
    assert house.who_sees(other) == {"alice"}, "though the other album is shown"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(with_(in_step_at=ago(days=8, minutes=1)), id="unread for eight days"),
        pytest.param(with_(in_step_at=None), id="never read"),
        pytest.param(with_(kind=K.CONTACTS), id="another list"),
        pytest.param(nobody_reads_it, id="nobody reads it any more"),
        pytest.param(lambda house: refuse(house.cast.alice), id="a token that Flickr refuses"),
        pytest.param(lambda house: house.cast.alice.connection.delete(), id="disconnected"),
    ],
)
def test_nobody_else_is_shown_the_albums_of_somebody_who_is_not_kept_in_step(
    house: House, change: Callable[[House], None]
) -> None:
    """The photo is as public as ever, and faved by others: only the album may be closed by now."""
    switch(house.cast.alice, shows_photos=True)
    photo = make_photo(house.cast.alice, visibility=V.PUBLIC)
    album = make_album(house.cast.alice, "Piers", photo)
    assert house.who_sees(album) == EVERYBODY
    change(house)
    assert house.who_sees(photo) == EVERYBODY
    assert house.who_sees(album) == {"alice"}
    assert house.who_sees(AlbumItem.objects.get()) == {"alice"}


@pytest.mark.parametrize(
    "marks", [{}, {"is_friend": True}, {"is_family": True}, {"is_ignored": True}]
)
@pytest.mark.parametrize(
    ("change", "shown_to"),
    [(nothing_more, {"alice"}), (missing, {"alice"}), (gone, set())],
    ids=["there", "in doubt", "gone"],
)
def test_whom_somebody_follows_is_shown_to_nobody_else_not_even_to_those_they_follow(
    house: House,
    marks: dict[str, bool],
    change: Callable[[House, Any], None],
    shown_to: set[str],
) -> None:
    switch(house.cast.alice, shows_photos=True, shows_favourites=True)
    contact = make_contact(house.cast.alice, house.cast.bob, **marks)
    change(house, contact)
    assert house.who_sees(contact) == shown_to


@pytest.mark.parametrize(
    ("photo", "told_ago", "shown_to"),
    [
        pytest.param({"visibility": V.PUBLIC}, FRESH, {"bob"}, id="public"),
        pytest.param({"visibility": V.FRIENDS}, FRESH, {"bob"}, id="for friends, and fresh"),
        pytest.param({"visibility": V.FRIENDS}, STALE, set(), id="for friends, a day old"),
        pytest.param(
            {"visibility": V.FRIENDS, "narrowed_asked_at": ago(minutes=5)},
            FRESH,
            set(),
            id="closed since",
        ),
        pytest.param({"visibility": V.PUBLIC, "safety": 2}, FRESH, set(), id="restricted"),
        pytest.param({"visibility": V.PUBLIC, "gone_at": NOW}, FRESH, set(), id="gone"),
    ],
)
def test_what_flickr_showed_of_ones_contacts_is_shown_to_nobody_else_in_that_list(
    house: House, photo: dict[str, Any], told_ago: dict[str, float], shown_to: set[str]
) -> None:
    row = make_contact_photo(
        house.cast.bob, make_photo(house.cast.alice, **photo), told_at=ago(**told_ago)
    )
    assert house.who_sees(row) == shown_to


def test_what_left_the_newest_50_of_ones_contacts_grows_stale(house: House) -> None:
    """A walk that no longer shows it does not make it fresh."""
    photo = make_photo(house.cast.alice, visibility=V.FRIENDS)
    stream = make_stream(house.cast.bob, K.CONTACTS_PHOTOS, walked_at=ago(**STALE))
    row = make_contact_photo(house.cast.bob, photo, stream=stream, told_at=ago(days=3))
    let_older_ones_be(stream, [])
    Stream.objects.update(walked_at=NOW)
    row.refresh_from_db()
    assert house.who_sees(row) == set()
    assert house.who_sees(photo) == {"alice"}


@pytest.mark.parametrize(
    ("photo", "shown_to"),
    [
        pytest.param({"visibility": V.PUBLIC}, {"bob"}, id="public"),
        pytest.param({"visibility": V.PRIVATE}, set(), id="closed since it was hung"),
        pytest.param({"visibility": V.PUBLIC, "safety": 1}, set(), id="moderate"),
        pytest.param({"visibility": V.PUBLIC, "gone_at": NOW}, set(), id="gone"),
    ],
)
def test_a_flickr_gallery_is_its_curators_alone(
    house: House, photo: dict[str, Any], shown_to: set[str]
) -> None:
    gallery = make_flickr_gallery(
        house.cast.bob, "Best piers", make_photo(house.cast.alice, **photo)
    )
    assert house.who_sees(gallery) == {"bob"}, "with whatever it holds"
    assert house.who_sees(FlickrGalleryItem.objects.get()) == shown_to


@pytest.mark.parametrize(
    ("change", "shown_to"), [(missing, {"bob"}), (gone, set())], ids=["in doubt", "gone"]
)
def test_a_flickr_gallery_that_is_gone_shows_nothing(
    house: House, change: Callable[[House, Any], None], shown_to: set[str]
) -> None:
    gallery = make_flickr_gallery(
        house.cast.bob, "Best piers", make_photo(house.cast.alice, visibility=V.PUBLIC)
    )
    item = FlickrGalleryItem.objects.get()
    change(house, gallery)
    assert house.who_sees(gallery) == shown_to
    assert house.who_sees(item) == shown_to


@pytest.mark.parametrize(
    ("change", "shown_to"), [(missing, {"bob"}), (gone, set())], ids=["in doubt", "gone"]
)
@pytest.mark.parametrize("make", [make_contact_photo, make_flickr_gallery_item])
def test_a_photo_that_is_gone_from_a_list_is_shown_in_it_no_more(
    house: House,
    make: Callable[[Any, Photo], Any],
    change: Callable[[House, Any], None],
    shown_to: set[str],
) -> None:
    holder: Any = house.cast.bob
    if make is make_flickr_gallery_item:
        holder = make_flickr_gallery(house.cast.bob)
    row = make(holder, make_photo(house.cast.alice, visibility=V.PUBLIC))
    change(house, row)
    assert house.who_sees(row) == shown_to


def test_what_happened_to_ones_photos_is_told_to_nobody_else_not_even_to_who_did_it(
    house: House,
) -> None:
    switch(house.cast.alice, shows_photos=True)
    photo = make_photo(house.cast.alice, visibility=V.PUBLIC)
    happening = make_happening(photo, house.cast.bob, "comment", text_html="A secret")
    assert house.who_sees(happening) == {"alice"}


def test_nothing_of_a_list_is_shown_to_visitors_but_albums(house: House) -> None:
    """Everybody of the cast has everything, opened as far as it can be opened."""
    for actor in (house.cast.alice, house.cast.bob):
        switch(actor, shows_photos=True, shows_favourites=True, safety_limit=2)
    alice = house.cast.alice
    photo = make_photo(alice, visibility=V.PUBLIC)
    group = make_group()
    rows: list[Any] = [
        make_contact(alice, house.cast.bob),
        make_contact_photo(house.cast.bob, photo),
        make_membership(alice, group),
        make_group_member(group, alice, stream=read(alice, K.MEMBERS, group, **FRESH)),
        make_entry(group, photo, stream=read(alice, K.POOL, group, **FRESH)),
        make_flickr_gallery(house.cast.bob, "Best piers", photo),
        FlickrGalleryItem.objects.get(),
        make_happening(photo, house.cast.bob),
        group,
    ]
    shown = [row for row in rows if "visitor" in house.who_sees(row)]
    assert shown == []
    assert house.who_sees(make_album(alice, "Piers", photo)) == EVERYBODY


def test_every_list_has_its_row_in_this_table() -> None:
    """A model whose rows are shown to people has to be asked about here."""
    asked = {
        Album, AlbumItem, Contact, ContactPhoto, Entry, FlickrGallery, FlickrGalleryItem,
        Group, GroupMember, Happening, Membership,
    }  # fmt: skip
    asked |= {Gallery}  # in tests.views.test_gallery
    asked |= {TrayItem}  # in tests.views.test_tray
    asked |= {Desk, DeskLine, Verdict}  # in tests.views.test_desk_visibility
    asked |= {Comment}  # in tests.models.test_comment_visibility
    asked |= {OutboxItem}  # in tests.models.test_outbox_visibility
    asked |= {PersonInPhoto}  # in tests.actions.test_people_in_photos
    from django.apps import apps

    shown = {
        model
        for model in apps.get_app_config("galleries").get_models()
        if hasattr(model._default_manager, "visible_to")
    }
    # In tests.views.test_visibility and test_visibility_of_more_pages.
    elsewhere = {"Photo", "Favourite", "PhotoTag"}
    assert {model.__name__ for model in shown - asked} == elsewhere


def test_a_second_album_of_somebody_else_changes_nothing(house: House) -> None:
    """Nor does that somebody else is kept in step: it is about the album's own owner."""
    carol = make_member("carol", nsid="77777777@N07")
    make_album(carol, "Other piers", make_photo(carol, visibility=V.PUBLIC))
    photo = make_photo(house.cast.alice, visibility=V.PUBLIC)
    album = make_album(house.cast.alice.person, "Piers")
    make_album_item(album, photo)
    assert house.who_sees(album) == {"alice"}
