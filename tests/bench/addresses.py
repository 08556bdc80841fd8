"""What is asked for: every list of the invented world at its start, its middle and its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet

from galleries.models import (
    Album,
    AlbumItem,
    ContactPhoto,
    Entry,
    Favourite,
    FlickrGallery,
    FlickrGalleryItem,
    Photo,
    PhotoTag,
)
from galleries.queries.keyset import (
    FAVOURITES,
    FRIENDS,
    PAGE_SIZE,
    PHOTOSTREAM,
    POOL,
    TAGGED,
    Keyset,
    Sorted,
)
from galleries.queries.positions import ALBUM, ALBUMS, FLICKR_GALLERY
from galleries.queries.taken import TAKEN
from galleries.seed.collections import FIRST_ALBUM, FIRST_GALLERY
from galleries.seed.people import nsid

WHO = "invented-0"  # signed in; the lists are theirs
OPEN = nsid(1)  # shows theirs to everybody
FLICKR_GALLERIES = Keyset("created_at", "pk")
PLACES = ("first", "middle", "last")


@dataclass(frozen=True, slots=True)
class Asked:
    """One page.

    place      "first", "middle" or "last" of a list; "" for a page that is none
    by_visitor somebody who has not signed in asks for it
    """

    name: str
    place: str
    address: str
    by_visitor: bool = False


def asked() -> Iterator[Asked]:
    """All pages, the places of one list one after another."""
    stream, groups = f"/photos/{WHO}/", "/groups/99000000@N98/"
    album, gallery = f"{stream}albums/{FIRST_ALBUM}/", f"{stream}galleries/{FIRST_GALLERY}/"
    photos = Photo.objects.filter(owner__nsid=nsid(0))
    faves = Favourite.objects.filter(person__nsid=nsid(0))
    entries = Entry.objects.filter(group__nsid="99000000@N98")
    items = AlbumItem.objects.filter(album=FIRST_ALBUM)
    tags = PhotoTag.objects.filter(text="invented")
    yield from _list("photostream", stream, photos, PHOTOSTREAM)
    yield from _list("by date taken", stream, photos, TAKEN, "?order=taken")
    yield from _list("favourites", f"{stream}favorites/", faves, FAVOURITES)
    albums = Album.objects.filter(owner__nsid=nsid(0))
    yield from _list("albums", f"{stream}albums/", albums, ALBUMS)
    yield from _list("album", album, items, ALBUM)
    yield Asked("groups", "", "/groups/")
    yield from _list("pool", groups, entries, POOL)
    contacts = ContactPhoto.objects.filter(person__nsid=nsid(0))
    yield from _list("friends", "/photos/friends/", contacts, FRIENDS)
    galleries = FlickrGallery.objects.filter(owner__nsid=nsid(0))
    yield from _list("Flickr galleries", f"{stream}galleries/", galleries, FLICKR_GALLERIES)
    hung = FlickrGalleryItem.objects.filter(gallery=FIRST_GALLERY)
    yield from _list("Flickr gallery", gallery, hung, FLICKR_GALLERY)
    yield Asked("person", "", f"/people/{WHO}/")
    yield from _list("tag", "/photos/tags/invented/", tags, TAGGED)
    own = tags.filter(owner__nsid=nsid(0))
    yield from _list("tag of somebody", f"{stream}tags/invented/", own, TAGGED)
    yield Asked("jump to a month", "", f"{stream}?month=2018-06")
    yield Asked("photo in photostream", "", _photo(photos, PHOTOSTREAM))
    yield Asked("photo in favourites", "", _photo(faves, FAVOURITES, f"favorites-{WHO}"))
    yield Asked("photo in pool", "", _photo(entries, POOL, "pool-99000000@N98"))
    yield Asked("photo in album", "", _photo(items, ALBUM, f"album-{FIRST_ALBUM}"))
    yield Asked("home", "", "/")
    yield Asked("desk", "", f"{groups}desk/")
    yield Asked("desk: sheet", "", f"{groups}desk/sheet/")
    yield Asked("desk: log", "", f"{groups}desk/log/")
    theirs = Photo.objects.filter(owner__nsid=OPEN)
    shown = _list("visitor: photostream", f"/photos/{OPEN}/", theirs, PHOTOSTREAM)
    yield from (Asked(one.name, one.place, one.address, by_visitor=True) for one in shown)
    yield Asked("visitor: albums", "", f"/photos/{OPEN}/albums/", by_visitor=True)
    yield Asked("visitor: photo", "", _photo(theirs, PHOTOSTREAM), by_visitor=True)


def _list(
    name: str, address: str, rows: QuerySet[Any], sorting: Sorted[Any], first: str = ""
) -> Iterator[Asked]:
    count = rows.count()
    yield Asked(name, "first", f"{address}{first}")
    for place, skipped in (("middle", count // 2), ("last", max(0, count - PAGE_SIZE))):
        item = sorting.forwards(rows)[skipped]
        query = f"after={quote(str(sorting.key(item)))}"
        yield Asked(name, place, f"{address}{first}&{query}" if first else f"{address}?{query}")


def _photo(rows: QuerySet[Any], sorting: Sorted[Any], within: str = "") -> str:
    """A public photo in the middle of a list."""
    way = "" if rows.model is Photo else "photo__"
    shown = rows.filter(**{f"{way}visibility": Photo.Visibility.PUBLIC, f"{way}safety": 0})
    found = sorting.forwards(shown)[rows.count() // 3]
    photo: Photo = found if isinstance(found, Photo) else found.photo
    tail = f"in/{quote(within, safe='@')}/" if within else ""
    return f"/photos/{photo.owner.who}/{photo.pk}/{tail}"
