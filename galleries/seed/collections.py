"""Albums and Flickr galleries of the invented world: what members put together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import FlickrConnection
from galleries.models import Album, AlbumItem, FlickrGallery, FlickrGalleryItem, Person, Stream
from galleries.seed.people import BATCH, in_step
from galleries.seed.photos import Photos
from galleries.seed.plan import (
    ALBUMS,
    ALBUMS_OF_OTHERS,
    FLICKR_GALLERIES,
    LARGEST_ALBUM,
    LARGEST_FLICKR_GALLERY,
    Plan,
    dice,
)
from galleries.seed.table import Row, Table

ALBUM_ITEMS = Table(AlbumItem, ("album_id", "photo_id", "position", "told_at"))
GALLERY_ITEMS = Table(
    FlickrGalleryItem,
    ("gallery_id", "photo_id", "stream_id", "position", "comment_html", "told_at"),
)
FIRST_ALBUM = 72_177_720_000_000_000
FIRST_GALLERY = 72_157_720_000_000_000


@dataclass(frozen=True, slots=True)
class Collection:
    """An album or a Flickr gallery, with the numbers of its photos in their order."""

    key: int
    owner: int
    photos: tuple[int, ...]


def albums(plan: Plan) -> Iterator[Collection]:
    """Of the first member many, one of them large; of the others a few."""
    key = FIRST_ALBUM
    for owner in range(plan.members):
        count = plan.part(ALBUMS, at_least=3) if owner == 0 else ALBUMS_OF_OTHERS
        for place in range(count):
            is_large = owner == 0 and place == 0
            size = plan.part(LARGEST_ALBUM, at_least=40) if is_large else 20 + dice(key, 50, 180)
            has = plan.photo_counts[owner]
            begin = dice(key, 51, has)
            places = ((begin + step) % has for step in range(min(size, has)))
            yield Collection(key, owner, tuple(plan.photo_of(owner, each) for each in places))
            key += 1


def galleries(photos: Photos) -> Iterator[Collection]:
    """The first member's, of what others show to everybody; the first of them is a large one."""
    plan = photos.plan
    for number in range(plan.part(FLICKR_GALLERIES, at_least=3)):
        size = min(LARGEST_FLICKR_GALLERY, plan.photos // 20) if number == 0 else 10 + number % 40
        begin = dice(number, 52, plan.photos)
        found = (plan.scattered(2_000, begin + step) for step in range(plan.photos))
        shown: list[int] = []
        for photo in found:
            if len(shown) == size:
                break
            if photos.is_for_all(photo) and plan.owner_of(photo) != 0:
                shown.append(photo)
        yield Collection(FIRST_GALLERY + number, 0, tuple(shown))


def make_albums(
    photos: Photos, people: list[Person], connections: list[FlickrConnection], *, now: datetime
) -> int:
    """Their own rows, and a stream for each."""
    count = 0
    for each in albums(photos.plan):
        count += 1
        _make_album(photos, each, people[each.owner], position=count, now=now)
    streams = (
        in_step(connections[each.owner], Stream.Kind.ALBUM, str(each.key), now=now)
        for each in albums(photos.plan)
    )
    Stream.objects.bulk_create(streams, batch_size=BATCH)
    return count


def _make_album(
    photos: Photos, each: Collection, owner: Person, *, position: int, now: datetime
) -> None:
    videos = sum(map(photos.is_video, each.photos))
    Album.objects.create(
        id=each.key,
        owner=owner,
        position=position,
        title=f"Invented album {each.key - FIRST_ALBUM}",
        cover_flickr_id=photos.key(each.photos[len(each.photos) // 2]),
        photo_count=len(each.photos) - videos,
        video_count=videos,
        created_at=now - timedelta(days=position),
        changed_at=now,
        told_at=now,
    )


def make_galleries(
    photos: Photos, people: list[Person], connections: list[FlickrConnection], *, now: datetime
) -> list[Stream]:
    """Their own rows, and a stream for each, which are returned in the same order."""
    streams = []
    for number, each in enumerate(galleries(photos)):
        FlickrGallery.objects.create(
            id=each.key,
            api_id=f"99000000-{each.key}",
            owner=people[each.owner],
            title=f"Invented gallery {number}",
            cover_flickr_id=photos.key(each.photos[0]),
            photo_count=len(each.photos),
            created_at=now - timedelta(days=number),
            changed_at=now,
            told_at=now,
        )
        reader = connections[each.owner]
        subject = f"99000000-{each.key}"
        streams.append(in_step(reader, Stream.Kind.FLICKR_GALLERY, subject, now=now))
    return Stream.objects.bulk_create(streams, batch_size=BATCH)


def album_item_rows(photos: Photos) -> Iterator[Row]:
    for each in albums(photos.plan):
        for position, photo in enumerate(each.photos):
            yield each.key, photos.key(photo), position, photos.told[True]


def gallery_item_rows(photos: Photos, streams: list[Stream]) -> Iterator[Row]:
    for each, stream in zip(galleries(photos), streams, strict=True):
        for position, photo in enumerate(each.photos):
            said = "" if position % 4 else "What nobody wrote under it."
            yield each.key, photos.key(photo), stream.pk, position, said, photos.told[True]
