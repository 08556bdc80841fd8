"""What leaves the house by itself, and what stays because somebody has a reason to keep it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from accounts.leaving import disconnect
from galleries.actions.hanging import take_down
from galleries.models import (
    AlbumItem,
    Contact,
    ContactPhoto,
    Entry,
    Favourite,
    FlickrGalleryItem,
    Forgotten,
    Group,
    GroupMember,
    Happening,
    OwnerNote,
    Person,
    Photo,
    PhotoTag,
    Stream,
)
from galleries.sync.purge import purge_some
from tests.cast import (
    NOW,
    Cast,
    make_album,
    make_contact,
    make_contact_photo,
    make_entry,
    make_favourite,
    make_flickr_gallery,
    make_flickr_gallery_item,
    make_group,
    make_group_member,
    make_happening,
    make_membership,
    make_person,
    make_photo,
    make_stream,
)
from tests.views.gallery_scenes import make_gallery

pytestmark = pytest.mark.django_db

LONG_AGO = NOW - timedelta(days=31)


def purge() -> None:
    while purge_some(now=NOW):
        pass


def elsewhere() -> Person:
    return make_person("elsewhere", nsid="88888888@N08")


def album_item(cast: Cast, **fields: Any) -> AlbumItem:
    make_album(cast.alice, "Piers", make_photo(cast.alice))
    AlbumItem.objects.update(**fields)
    return AlbumItem.objects.get()


LISTS: dict[str, Callable[..., Any]] = {
    "favourite": lambda cast, **f: make_favourite(cast.bob, make_photo(cast.alice), **f),
    "entry": lambda cast, **f: make_entry(make_group(), make_photo(cast.alice), **f),
    "album": lambda cast, **f: make_album(cast.alice, **f),
    "photo in an album": album_item,
    "contact": lambda cast, **f: make_contact(cast.bob, cast.alice, **f),
    "membership": lambda cast, **f: make_membership(cast.bob, make_group(), **f),
    "member of a group": lambda cast, **f: make_group_member(make_group(), cast.bob, **f),
    "Flickr gallery": lambda cast, **f: make_flickr_gallery(cast.bob, **f),
    "photo in a Flickr gallery": lambda cast, **f: make_flickr_gallery_item(
        make_flickr_gallery(cast.bob), make_photo(cast.alice), **f
    ),
}
every_list = pytest.mark.parametrize("make", list(LISTS.values()), ids=list(LISTS))


@every_list
@pytest.mark.parametrize(
    ("fields", "stays"),
    [
        ({"gone_at": NOW - timedelta(hours=25)}, False),
        ({"gone_at": NOW - timedelta(hours=23)}, True),
        ({"missing_at": NOW - timedelta(days=300)}, True),
        ({}, True),
    ],
    ids=["gone for a day", "gone since yesterday", "in doubt", "there"],
)
def test_what_is_gone_from_a_list_goes_a_day_later(
    cast: Cast, make: Callable[..., Any], fields: dict[str, Any], stays: bool
) -> None:
    row = make(cast, **fields)
    purge()
    assert type(row).objects.filter(pk=row.pk).exists() == stays
    assert Photo.objects.filter(owner=cast.alice.person).count() in (0, 1)


def test_an_album_goes_with_what_it_holds_and_leaves_the_photos(cast: Cast) -> None:
    photo = make_photo(cast.alice)
    make_album(cast.alice, "Old piers", photo, gone_at=NOW - timedelta(hours=25))
    kept = make_album(cast.alice, "Piers", photo)
    make_flickr_gallery(cast.bob, "Old", photo, gone_at=NOW - timedelta(hours=25))
    purge()
    assert [item.album for item in AlbumItem.objects.all()] == [kept]
    assert not FlickrGalleryItem.objects.exists()
    assert Photo.objects.filter(pk=photo.pk).exists()


KEEPERS: dict[str, Callable[..., Any]] = {
    "favourite": lambda cast, photo, **f: make_favourite(cast.bob, photo, **f),
    "entry": lambda cast, photo, **f: make_entry(make_group(), photo, **f),
    "Flickr gallery": lambda cast, photo, **f: make_flickr_gallery_item(
        make_flickr_gallery(cast.bob), photo, **f
    ),
    "photos of contacts": lambda cast, photo, **f: make_contact_photo(cast.bob, photo, **f),
}


@pytest.mark.parametrize("keep", list(KEEPERS.values()), ids=list(KEEPERS))
@pytest.mark.parametrize(
    ("fields", "stays"),
    [({}, True), ({"missing_at": NOW}, True), ({"gone_at": NOW}, False)],
    ids=["there", "in doubt", "gone"],
)
def test_a_photo_of_somebody_elsewhere_stays_while_a_list_holds_it(
    cast: Cast, keep: Callable[..., Any], fields: dict[str, Any], stays: bool
) -> None:
    photo = make_photo(elsewhere(), visibility=Photo.Visibility.PUBLIC, told_at=LONG_AGO)
    keep(cast, photo, **fields)
    purge()
    assert Photo.objects.filter(pk=photo.pk).exists() == stays


def test_a_photo_that_no_list_holds_goes_after_30_days_unless_it_is_somebodys_here(
    cast: Cast,
) -> None:
    other = elsewhere()
    young = make_photo(other, told_at=NOW - timedelta(days=29))
    old = make_photo(other, told_at=LONG_AGO)
    make_happening(old, cast.bob)
    own = make_photo(cast.alice, told_at=LONG_AGO)
    purge()
    assert set(Photo.objects.all()) == {young, own}
    assert not Happening.objects.exists()


@pytest.mark.parametrize(
    ("told_ago", "stays"), [(timedelta(days=29), True), (timedelta(days=31), False)]
)
@pytest.mark.parametrize("make", [make_entry, make_group_member])
def test_what_nobody_reads_any_more_goes_after_30_days(
    cast: Cast, make: Callable[..., Any], told_ago: timedelta, stays: bool
) -> None:
    kind = Stream.Kind.POOL if make is make_entry else Stream.Kind.MEMBERS
    read, unread = make_group(), make_group()
    about: Any = make_photo(cast.alice) if make is make_entry else cast.alice
    stream = make_stream(cast.bob, kind, subject=read.nsid, walked_at=NOW)
    kept = make(read, about, stream=stream, told_at=NOW - told_ago)
    row = make(unread, about, told_at=NOW - told_ago)
    purge()
    assert type(row).objects.filter(pk=kept.pk).exists()
    assert type(row).objects.filter(pk=row.pk).exists() == stays


def test_a_pool_lasts_30_days_from_the_last_walk_of_the_one_who_left(cast: Cast) -> None:
    """Others read the same pool: their walks take its entries over, with the days that are left."""
    stream = make_stream(cast.alice, Stream.Kind.POOL, walked_at=NOW - timedelta(days=2))
    entry = make_entry(make_group(), make_photo(cast.bob), stream=stream, told_at=LONG_AGO)
    newer = make_entry(make_group(), make_photo(cast.bob), stream=stream, told_at=NOW)
    disconnect(cast.alice.user)
    purge()
    entry.refresh_from_db()
    newer.refresh_from_db()
    assert (entry.stream, entry.told_at) == (None, NOW - timedelta(days=2))
    assert (newer.stream, newer.told_at) == (None, NOW)


@pytest.mark.parametrize(
    ("told_ago", "walked_ago", "stays"),
    [(29, None, True), (31, None, False), (31, 1, True), (31, 31, False)],
)
def test_what_flickr_showed_of_ones_contacts_goes_30_days_after_it_was_last_shown(
    cast: Cast, told_ago: int, walked_ago: int | None, stays: bool
) -> None:
    stream = None
    if walked_ago is not None:
        walked_at = NOW - timedelta(days=walked_ago)
        stream = make_stream(cast.bob, Stream.Kind.CONTACTS_PHOTOS, walked_at=walked_at)
    photo = make_photo(cast.alice)
    make_contact_photo(cast.bob, photo, stream=stream, told_at=NOW - timedelta(days=told_ago))
    purge()
    assert ContactPhoto.objects.exists() == stays


def test_what_happened_goes_after_eight_days(cast: Cast) -> None:
    photo = make_photo(cast.alice)
    make_happening(photo, cast.bob, happened_at=NOW - timedelta(days=8, minutes=1))
    young = make_happening(photo, cast.bob, happened_at=NOW - timedelta(days=7, hours=23))
    purge()
    assert list(Happening.objects.all()) == [young]


def stream_about(kind: Stream.Kind) -> Callable[[Cast, Group], object]:
    return lambda cast, group: make_stream(cast.bob, kind, subject=group.nsid)


@pytest.mark.parametrize(
    ("reason", "stays"),
    [
        pytest.param(lambda cast, group: None, False, id="nobody"),
        pytest.param(lambda cast, group: make_membership(cast.bob, group), True, id="a member"),
        pytest.param(
            lambda cast, group: make_entry(group, make_photo(cast.alice)), True, id="an entry"
        ),
        pytest.param(
            lambda cast, group: make_group_member(group, cast.alice), True, id="its members"
        ),
        *(
            pytest.param(stream_about(kind), True, id=f"a stream: {kind}")
            for kind in (Stream.Kind.GROUP, Stream.Kind.POOL, Stream.Kind.MEMBERS)
        ),
        pytest.param(stream_about(Stream.Kind.ALBUM), False, id="a stream of another kind"),
        pytest.param(
            lambda cast, group: Group.objects.update(told_at=NOW - timedelta(days=29)),
            True,
            id="told of",
        ),
        pytest.param(
            lambda cast, group: Group.objects.update(asked_at=NOW - timedelta(days=29)),
            True,
            id="asked about",
        ),
        pytest.param(
            lambda cast, group: Group.objects.update(asked_at=LONG_AGO), False, id="asked before"
        ),
    ],
)
def test_a_group_stays_while_somebody_here_has_to_do_with_it(
    cast: Cast, reason: Callable[[Cast, Group], object], stays: bool
) -> None:
    group = make_group(told_at=LONG_AGO)
    reason(cast, group)
    purge()
    assert Group.objects.filter(pk=group.pk).exists() == stays


@pytest.mark.parametrize(
    ("reason", "stays"),
    [
        pytest.param(lambda cast, them: None, False, id="nothing"),
        pytest.param(lambda cast, them: make_photo(them), True, id="a photo"),
        pytest.param(
            lambda cast, them: make_favourite(them, make_photo(cast.alice)), True, id="a favourite"
        ),
        pytest.param(lambda cast, them: make_album(them), True, id="an album"),
        pytest.param(lambda cast, them: make_contact(cast.bob, them), True, id="followed"),
        pytest.param(lambda cast, them: make_contact(them, cast.bob), True, id="following"),
        pytest.param(
            lambda cast, them: make_contact_photo(them, make_photo(cast.alice)),
            True,
            id="a photo of a contact",
        ),
        pytest.param(
            lambda cast, them: make_membership(them, make_group()), True, id="a membership"
        ),
        pytest.param(
            lambda cast, them: make_group_member(make_group(), them), True, id="seen in a group"
        ),
        pytest.param(lambda cast, them: make_flickr_gallery(them), True, id="a Flickr gallery"),
        pytest.param(
            lambda cast, them: make_happening(make_photo(cast.alice), them), True, id="a deed"
        ),
    ],
)
def test_a_person_elsewhere_stays_while_something_speaks_of_them(
    cast: Cast, reason: Callable[[Cast, Person], object], stays: bool
) -> None:
    them = elsewhere()
    reason(cast, them)
    purge()
    assert Person.objects.filter(pk=them.pk).exists() == stays
    assert Person.objects.filter(nsid=cast.alice.user.nsid).exists(), "who is here stays anyway"


def test_what_a_page_brought_back_while_it_was_forgotten_goes_as_well(cast: Cast) -> None:
    them = elsewhere()
    photo, taken_back = make_photo(cast.alice), make_photo(cast.alice)
    for kind, key in (("person", them.nsid), ("photo", str(taken_back.pk)), ("photo", "1")):
        Forgotten.objects.create(kind=kind, key=key, asked_at=NOW)
    make_contact(cast.bob, them)
    make_group_member(make_group(), them)
    make_happening(photo, them)
    make_happening(taken_back, cast.bob)
    Happening.objects.create(
        owner=cast.alice.person, by=cast.bob.person, photo_id=1, happened_at=NOW, told_at=NOW
    )
    make_favourite(cast.bob, taken_back)
    make_entry(make_group(), make_photo(them))
    others = [make_contact(cast.bob, cast.alice), make_happening(photo, cast.bob)]
    purge()
    assert [*Contact.objects.all(), *Happening.objects.all()] == others
    for rows in (GroupMember, Entry, Favourite):
        assert not rows._default_manager.exists()
    assert list(Photo.objects.all()) == [photo]
    assert not Person.objects.filter(pk=them.pk).exists()


def test_of_a_photo_that_hangs_its_number_and_its_owner_stay_alone(cast: Cast) -> None:
    """Curators see that something hung there, and nothing of what it was."""
    long_gone = NOW - timedelta(hours=25)
    hung = make_photo(cast.alice, "Pier", visibility=1, tags=("pier",), latitude=1, longitude=2)
    gallery = make_gallery(cast.alice, "Piers", hung)
    OwnerNote.objects.create(photo=hung, latitude=1, longitude=2)
    bare = make_photo(cast.alice, "Bare")
    Photo.objects.update(gone_at=long_gone, description_html="Of wood", taken="2025-01-01 00:00:00")
    purge()
    assert not Photo.objects.filter(pk=bare.pk).exists()
    kept = Photo.objects.values().get()
    assert (kept["id"], kept["owner_id"]) == (hung.pk, cast.alice.person.pk)
    words = {
        name: kept[name] for name in ("title", "description_html", "taken", "secret", "server")
    }
    assert set(words.values()) == {""}
    assert (kept["sizes"], kept["latitude"], kept["longitude"]) == ({}, None, None)
    assert not PhotoTag.objects.exists()
    assert not OwnerNote.objects.exists()
    take_down([gallery.placements.get().pk], gallery=gallery, by=cast.alice.user, now=NOW)
    purge()
    assert not Photo.objects.exists()


def test_a_photo_of_somebody_elsewhere_stays_while_it_hangs_here(cast: Cast) -> None:
    photo = make_photo(elsewhere(), "Pier", visibility=1)
    gallery = make_gallery(cast.alice, "Piers", photo)
    Photo.objects.update(told_at=LONG_AGO)
    purge()
    assert Photo.objects.exists()
    take_down([gallery.placements.get().pk], gallery=gallery, by=cast.alice.user, now=NOW)
    purge()
    assert not Photo.objects.exists()
