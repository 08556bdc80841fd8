"""Who may see which row of which list: one table for each, asked of everybody at once.

Take any rule away from a ``visible_to`` in ``galleries.models`` and something here fails. The
photos behind the rows have a table of their own, in ``tests.views.test_visibility``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.models import Model
from pytest_django import Settings

from accounts.models import User
from galleries.models import (
    Album,
    AlbumItem,
    Comment,
    Contact,
    ContactPhoto,
    Entry,
    FlickrGallery,
    FlickrGalleryItem,
    Group,
    GroupMember,
    Happening,
    Membership,
    Photo,
    Sighting,
    Stream,
    Viewer,
)
from galleries.sync.apply.contacts import let_older_ones_be
from tests.cast import (
    NOW,
    Actor,
    Cast,
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

pytestmark = pytest.mark.django_db

V = Photo.Visibility
K = Stream.Kind
PRIVATE, INVITE_ONLY = Group.Privacy.PRIVATE, Group.Privacy.INVITE_ONLY

# alice, bob, stranger   members; which of them the list is about, each table says
# guest                  has signed in, nothing of theirs is kept
# daring                 a guest who asked for moderate and restricted photos too
# operator               a guest who runs the installation
SIGNED_IN = {"alice", "bob", "stranger", "guest", "daring", "operator"}
EVERYBODY = SIGNED_IN | {"visitor"}


@dataclass
class House:
    """The cast, and what each of them is shown."""

    cast: Cast
    daring: User

    def viewer(self, who: str) -> Viewer:
        return Viewer(self.daring) if who == "daring" else getattr(self.cast, who).viewer

    def who_sees(self, row: Any) -> set[str]:
        rows = type(row).objects
        return {who for who in EVERYBODY if rows.visible_to(self.viewer(who)).contains(row)}


@pytest.fixture
def house(cast: Cast, settings: Settings) -> House:
    settings.OPERATOR = [cast.operator.user.nsid]
    return House(cast, User.objects.create_user("6@N06", name="daring", safety_limit=2))


def ago(**duration: float) -> datetime:
    return NOW - timedelta(**duration)


FRESH, STALE = {"hours": 1}, {"hours": 24, "minutes": 1}


def read(actor: Actor, kind: Stream.Kind, group: Group, **duration: float) -> Stream:
    """A stream of theirs about a group, whose last walk ended so long ago."""
    moment = ago(**duration)
    return make_stream(actor, kind, subject=group.nsid, in_step_at=moment, walked_at=moment)


def refuse(actor: Actor) -> None:
    actor.connection.refused_at = NOW
    actor.connection.save()


def nothing_more(house: House, row: Any) -> None:
    """As it stands."""


def gone(house: House, row: Any) -> None:
    row.gone_at = NOW
    row.save()


def missing(house: House, row: Any) -> None:
    row.missing_at = NOW
    row.save()


# --- Groups ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("privacy", "member_since", "gone_at", "missing_at", "shown_to"),
    [
        pytest.param(Group.Privacy.PUBLIC, None, None, None, SIGNED_IN, id="public"),
        pytest.param(INVITE_ONLY, None, None, None, SIGNED_IN, id="invite-only, but to be found"),
        pytest.param(PRIVATE, None, None, None, set(), id="private, and nobody is in it"),
        pytest.param(PRIVATE, FRESH, None, None, {"bob"}, id="private, told to Bob an hour ago"),
        pytest.param(PRIVATE, STALE, None, None, set(), id="private, told to Bob a day ago"),
        pytest.param(PRIVATE, FRESH, NOW, None, set(), id="private, and Bob has left"),
        pytest.param(PRIVATE, FRESH, None, NOW, set(), id="private, and Bob seems to have left"),
    ],
)
def test_a_group_is_shown_as_flickr_shows_it(
    house: House,
    privacy: Group.Privacy,
    member_since: dict[str, float] | None,
    gone_at: datetime | None,
    missing_at: datetime | None,
    shown_to: set[str],
) -> None:
    group = make_group(privacy=privacy)
    if member_since:
        told_at = ago(**member_since)
        make_membership(
            house.cast.bob, group, told_at=told_at, gone_at=gone_at, missing_at=missing_at
        )
    assert house.who_sees(group) == shown_to


def test_a_private_group_that_a_walk_of_ones_list_has_shown_is_fresh(house: House) -> None:
    group = make_group(privacy=PRIVATE)
    stream = make_stream(house.cast.bob, K.GROUPS, walked_at=ago(hours=2))
    make_membership(house.cast.bob, group, stream=stream, told_at=ago(days=300))
    assert house.who_sees(group) == {"bob"}
    Stream.objects.update(walked_at=ago(**STALE))
    assert house.who_sees(group) == set()


@pytest.mark.parametrize(
    ("kind", "change", "shown_to"),
    [
        pytest.param(K.GROUP, {}, {"bob"}, id="read an hour ago"),
        pytest.param(K.GROUP, {"in_step_at": ago(**STALE)}, set(), id="read a day ago"),
        pytest.param(K.GROUP, {"in_step_at": None}, set(), id="never read to the end"),
        pytest.param(K.GROUP, {"subject": "1@N20"}, set(), id="another group"),
        pytest.param(K.GROUP, {"trouble": "not_on_flickr"}, set(), id="closed to them"),
        pytest.param(K.GROUP, {"trouble": "unavailable"}, {"bob"}, id="Flickr was busy since"),
        pytest.param(K.FAVOURITES, {}, set(), id="something else"),
    ],
)
def test_a_private_group_is_shown_to_whoever_could_read_it_within_a_day(
    house: House, kind: Stream.Kind, change: dict[str, Any], shown_to: set[str]
) -> None:
    group = make_group(privacy=PRIVATE)
    read(house.cast.bob, kind, group, hours=1)
    Stream.objects.update(**change)
    assert house.who_sees(group) == shown_to


def test_a_group_that_nobody_told_of_for_eight_days_may_be_private_by_now(house: House) -> None:
    long_ago = ago(days=8, minutes=1)
    group = make_group(told_at=long_ago)
    assert house.who_sees(group) == set()
    Group.objects.update(asked_at=ago(days=7))
    assert house.who_sees(group) == SIGNED_IN
    Group.objects.update(asked_at=long_ago)
    membership = make_membership(house.cast.bob, group, told_at=long_ago)
    assert house.who_sees(group) == {"bob"}, "who is in it knows of it anyway"
    membership.stream = make_stream(house.cast.bob, K.GROUPS, walked_at=ago(days=7))
    membership.save()
    assert house.who_sees(group) == SIGNED_IN
    missing(house, membership)
    assert house.who_sees(group) == {"bob"}
    gone(house, membership)
    assert house.who_sees(group) == set()


@pytest.mark.parametrize(
    ("privacy", "told_ago", "change", "shown_to"),
    [
        pytest.param(Group.Privacy.PUBLIC, STALE, nothing_more, {"bob"}, id="public"),
        pytest.param(PRIVATE, FRESH, nothing_more, {"bob"}, id="private and fresh"),
        pytest.param(PRIVATE, STALE, nothing_more, set(), id="private and stale"),
        pytest.param(Group.Privacy.PUBLIC, FRESH, missing, {"bob"}, id="in doubt"),
        pytest.param(Group.Privacy.PUBLIC, FRESH, gone, set(), id="left"),
    ],
)
def test_which_groups_somebody_is_in_is_nobody_elses_business(
    house: House,
    privacy: Group.Privacy,
    told_ago: dict[str, float],
    change: Callable[[House, Any], None],
    shown_to: set[str],
) -> None:
    membership = make_membership(
        house.cast.bob, make_group(privacy=privacy), told_at=ago(**told_ago)
    )
    change(house, membership)
    assert house.who_sees(membership) == shown_to


# --- Pools and members ----------------------------------------------------------------------


def with_(**change: Any) -> Callable[[House], None]:
    def changed(_house: House) -> None:
        Stream.objects.update(**change)

    return changed


def as_it_is(_house: House) -> None:
    """Bob's token has read it an hour ago."""


def bob_is_refused(house: House) -> None:
    refuse(house.cast.bob)


def it_is_the_strangers(house: House) -> None:
    Stream.objects.update(connection=house.cast.stranger.connection)


def nobody_reads_it(_house: House) -> None:
    Stream.objects.all().delete()


ONE_READER = [
    pytest.param(as_it_is, {"bob"}, id="an hour ago"),
    pytest.param(with_(in_step_at=ago(hours=23)), {"bob"}, id="23 hours ago"),
    pytest.param(with_(in_step_at=ago(**STALE)), set(), id="a day ago"),
    pytest.param(with_(in_step_at=None), set(), id="never to the end"),
    pytest.param(with_(subject="1@N20"), set(), id="of another group"),
    pytest.param(with_(kind=K.GROUP), set(), id="only what the group is like"),
    pytest.param(with_(trouble="not_on_flickr"), set(), id="until Flickr closed it to Bob"),
    pytest.param(with_(trouble="unavailable"), {"bob"}, id="Flickr was busy since"),
    pytest.param(bob_is_refused, set(), id="by a token that Flickr refuses"),
    pytest.param(it_is_the_strangers, {"stranger"}, id="by the stranger"),
    pytest.param(nobody_reads_it, set(), id="by nobody"),
]


@pytest.mark.parametrize(("change", "shown_to"), ONE_READER)
@pytest.mark.parametrize("privacy", list(Group.Privacy))
def test_a_pool_is_shown_to_those_whose_own_token_has_read_it_within_a_day(
    house: House,
    privacy: Group.Privacy,
    change: Callable[[House], None],
    shown_to: set[str],
) -> None:
    """Alice's public photo; Alice and Bob are in the group, and Bob alone has its pool kept."""
    group = make_group(privacy=privacy)
    make_membership(house.cast.alice, group)
    make_membership(house.cast.bob, group)
    stream = read(house.cast.bob, K.POOL, group, **FRESH)
    entry = make_entry(group, make_photo(house.cast.alice, visibility=V.PUBLIC), stream=stream)
    change(house)
    entry.refresh_from_db()
    assert house.who_sees(entry) == shown_to


@pytest.mark.parametrize(("change", "shown_to"), ONE_READER)
def test_the_members_of_a_group_are_shown_to_those_whose_own_token_has_read_them(
    house: House, change: Callable[[House], None], shown_to: set[str]
) -> None:
    group = make_group()
    make_membership(house.cast.alice, group)
    make_membership(house.cast.bob, group)
    row = make_group_member(
        group, house.cast.alice, stream=read(house.cast.bob, K.MEMBERS, group, **FRESH)
    )
    change(house)
    row.refresh_from_db()
    assert house.who_sees(row) == shown_to


def test_whose_walk_keeps_an_entry_does_not_say_who_may_see_it(house: House) -> None:
    group = make_group(privacy=PRIVATE)
    bobs = read(house.cast.bob, K.POOL, group, **FRESH)
    read(house.cast.stranger, K.POOL, group, **FRESH)
    entry = make_entry(group, make_photo(house.cast.alice, visibility=V.PUBLIC), stream=bobs)
    assert house.who_sees(entry) == {"bob", "stranger"}


@pytest.mark.parametrize("make", [make_entry, make_group_member])
@pytest.mark.parametrize(
    ("change", "shown_to"), [(missing, {"bob"}), (gone, set())], ids=["in doubt", "gone"]
)
def test_what_left_a_group_is_shown_no_more(
    house: House,
    make: Callable[[Group, Any], Model],
    change: Callable[[House, Any], None],
    shown_to: set[str],
) -> None:
    group = make_group()
    read(house.cast.bob, K.POOL, group, **FRESH)
    read(house.cast.bob, K.MEMBERS, group, **FRESH)
    photo = make_photo(house.cast.alice, visibility=V.PUBLIC)
    row = make(group, photo if make is make_entry else house.cast.alice)
    change(house, row)
    assert house.who_sees(row) == shown_to


def test_a_photo_for_friends_in_a_pool_is_shown_to_those_who_were_shown_it_there(
    house: House,
) -> None:
    """In a pool Flickr shows to all members what its owner keeps from them everywhere else."""
    group = make_group(privacy=PRIVATE)
    photo = make_photo(house.cast.alice, visibility=V.FRIENDS, narrowed_asked_at=ago(hours=5))
    bobs = read(house.cast.bob, K.POOL, group, **FRESH)
    read(house.cast.stranger, K.POOL, group, **FRESH)
    entry = make_entry(group, photo, stream=bobs)
    sighting = Sighting.objects.create(stream=bobs, photo=photo, told_at=ago(hours=30))
    assert house.who_sees(entry) == {"bob"}
    assert house.who_sees(photo) == {"alice", "bob"}
    sighting.delete()
    assert house.who_sees(entry) == set()
    assert house.who_sees(photo) == {"alice"}


# --- Albums ---------------------------------------------------------------------------------


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
    for item in album.items.all():
        assert house.who_sees(item) == story.shown_to


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


# --- One's own: contacts, their photos, Flickr galleries, happenings ------------------------


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
    asked |= {Comment}  # in tests.models.test_comment_visibility
    from django.apps import apps

    shown = {
        model
        for model in apps.get_app_config("galleries").get_models()
        if hasattr(model._default_manager, "visible_to")
    }
    elsewhere = {"Photo", "Favourite"}  # tests.views.test_visibility
    assert {model.__name__ for model in shown - asked} == elsewhere


def test_a_second_album_of_somebody_else_changes_nothing(house: House) -> None:
    """Nor does that somebody else is kept in step: it is about the album's own owner."""
    carol = make_member("carol", nsid="77777777@N07")
    make_album(carol, "Other piers", make_photo(carol, visibility=V.PUBLIC))
    photo = make_photo(house.cast.alice, visibility=V.PUBLIC)
    album = make_album(house.cast.alice.person, "Piers")
    make_album_item(album, photo)
    assert house.who_sees(album) == {"alice"}
