"""The rows of somebody's albums, and of the photos in one."""

from collections.abc import Sequence
from datetime import datetime

from galleries.flickr.records import AlbumItemRecord, AlbumRecord
from galleries.models import Album, AlbumItem, Person, Stream
from galleries.sync.apply.items import AppliedItems, apply_items
from galleries.sync.apply.rows import AppliedRows, apply_rows
from galleries.sync.decide.columns import album_columns


def apply_albums(
    records: Sequence[AlbumRecord], *, first: int, stream: Stream, began_at: datetime
) -> AppliedRows:
    """Write one page of albums in their owner's own order. ``first`` is the place of the first."""
    owner, _ = Person.objects.get_or_create(nsid=stream.nsid)
    return apply_rows(
        Album.objects.filter(owner=owner),
        {
            int(record.flickr_id): album_columns(record) | {"position": first + place}
            for place, record in enumerate(records)
        },
        key="id",
        shared={"owner_id": owner.pk},
        unique=["id"],
        began_at=began_at,
    )


def apply_album_items(
    records: Sequence[AlbumItemRecord],
    *,
    album: Album,
    first: int,
    stream: Stream,
    began_at: datetime,
    now: datetime,
) -> AppliedItems:
    """Write one page of an album. ``first`` is the place of the first photo."""
    return apply_items(
        AlbumItem.objects.filter(album=album),
        [(record.photo, {"position": first + place}) for place, record in enumerate(records)],
        shared={"album_id": album.pk},
        stream=stream,
        began_at=began_at,
        now=now,
    )
