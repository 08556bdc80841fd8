"""Asking about photos that a list of other people's photos did not show."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet

from galleries.flickr import photos
from galleries.flickr.client import Flickr
from galleries.flickr.errors import NotOnFlickr
from galleries.flickr.records import PhotoInfo
from galleries.models import Stream
from galleries.sync.apply.doubts import not_found, withhold
from galleries.sync.apply.missing import Missed, mark_missing
from galleries.sync.apply.photos import apply_photos
from galleries.sync.kinds.kind import Follow


def missing_photos(
    rows: QuerySet[Any], stream: Stream, seen: Collection[int], now: datetime
) -> Missed:
    """Mark the rows of such a list, and withhold their photos until Flickr was asked."""
    asked_at = stream.walk_began_at or now
    missed = mark_missing(
        rows, seen, key="photo_id", total=stream.total, asked_at=asked_at, now=now
    )
    withhold(missed.gone, now=now)
    if not missed.is_much:
        withhold(missed.newly, now=now)
    return missed


def ask_about_one(
    rows: QuerySet[Any], flickr: Flickr, stream: Stream, now: datetime
) -> Follow | None:
    """Ask about one photo that did not show: it is gone, or no longer in the list."""
    row = rows.filter(gone_at=None).exclude(missing_at=None).order_by("photo").first()
    if row is None:
        return None
    try:
        info = photos.get_info(flickr, flickr_id=str(row.photo_id))
    except NotOnFlickr:
        return partial(_lost, rows, row.pk, row.photo_id, None, stream, now)
    return partial(_lost, rows, row.pk, row.photo_id, info, stream, now)


def _lost(
    rows: QuerySet[Any],
    pk: int,
    photo_id: int,
    info: PhotoInfo | None,
    stream: Stream,
    now: datetime,
) -> None:
    rows.filter(pk=pk).update(gone_at=now)
    if info is None:
        not_found(photo_id, now=now)
    else:
        apply_photos([info.photo], teller_nsid=stream.nsid, began_at=now, now=now)
