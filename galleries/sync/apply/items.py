"""Lists of photos: the photos as somebody was told of them, and their rows in the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from galleries.flickr.records import PhotoRecord
from galleries.models import Listed, Stream
from galleries.sync.apply.photos import apply_photos
from galleries.sync.apply.rows import apply_rows


@dataclass(frozen=True, slots=True)
class AppliedItems:
    """What one page of such a list did to our rows.

    ids   Flickr's ids of the photos, in the order told, without repeats
    knew  how many of them the list held already
    """

    ids: tuple[int, ...]
    changed: int
    knew: int


def apply_items[Row: Listed](
    rows: QuerySet[Row],
    told: Sequence[tuple[PhotoRecord, Mapping[str, Any]]],
    *,
    shared: Mapping[str, Any],
    stream: Stream,
    began_at: datetime,
    now: datetime,
) -> AppliedItems:
    """Write one page: each photo, and the columns of its row in the list.

    rows    of this list; they have a ``photo``, and are unique by it and the shared columns
    shared  the columns that all rows of this list have in common

    A photo that could not be kept (its owner took it back, or is not told) has no row.
    """
    records = [record for record, _ in told]
    photos = apply_photos(records, teller_nsid=stream.nsid, began_at=began_at, now=now)
    columns = {int(record.flickr_id): said for record, said in told}
    applied = apply_rows(
        rows,
        {photo_id: columns[photo_id] for photo_id in photos.held},
        key="photo_id",
        shared=shared,
        unique=[*shared, "photo_id"],
        began_at=began_at,
        # Closed, and still shown to this person: they are among those who may see it now.
        renewed=photos.narrowed,
    )
    return AppliedItems(photos.ids, photos.changed + applied.changed, applied.knew)
