"""A member's own photostream: every photo they ever uploaded, whoever may see it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db.models import QuerySet

from galleries.flickr import people, photos
from galleries.flickr.client import Flickr
from galleries.flickr.errors import FlickrUnavailable, NotOnFlickr
from galleries.flickr.records import UNSAID, Page, PhotoRecord
from galleries.models import Photo, Stream
from galleries.sync.apply.missing import Missed, mark_missing
from galleries.sync.apply.photos import apply_photos
from galleries.sync.kinds.kind import Applied, Follow, Kind, News
from galleries.sync.kinds.on_walls import much_hangs

# Flickr's index lags behind and its clock is not ours: ask for a little more than is new.
OVERLAP = timedelta(minutes=10)


def fetch(flickr: Flickr, stream: Stream) -> Page[PhotoRecord]:
    paged = {"page": stream.next_page, "per_page": settings.FLICKR_PER_PAGE}
    if stream.walk == Stream.Walk.NEWS and stream.watermark is not None:
        since = stream.watermark - OVERLAP
        page = photos.recently_updated(flickr, since=since, **paged)
    else:
        page = people.get_photos(flickr, user_id="me", **paged)
    if any(photo.owner is not UNSAID and photo.owner.nsid != stream.nsid for photo in page.items):
        # Flickr has been seen to deliver the body of another request (snarfed/bridgy#537).
        raise FlickrUnavailable("these are somebody else's photos", 30)
    return page


def apply(page: Page[PhotoRecord], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    applied = apply_photos(page.items, teller_nsid=stream.nsid, began_at=began_at, now=now)
    return Applied(applied.ids, applied.changed)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    asked_at = stream.walk_began_at or now
    missed = mark_missing(
        _own(stream), seen, key="pk", total=stream.total, asked_at=asked_at, now=now
    )
    if not missed.is_much:
        _own(stream).filter(missing_at=now).update(withheld_at=now)
    return missed


def ask(flickr: Flickr, stream: Stream, now: datetime) -> Follow | None:
    """Ask about one photo that did not show: it is deleted, or the walk overlooked it."""
    photo = _own(stream).filter(gone_at=None).exclude(missing_at=None).order_by("pk").first()
    if photo is None:
        return None
    try:
        info = photos.get_info(flickr, flickr_id=str(photo.pk))
    except NotOnFlickr:
        return partial(Photo.objects.filter(pk=photo.pk).update, gone_at=now)
    return partial(apply_photos, [info.photo], teller_nsid=stream.nsid, began_at=now, now=now)


def hangs_in_public(stream: Stream) -> bool:
    """The member shows their public photos to visitors, or many of them hang in galleries."""
    if stream.connection is not None and stream.connection.user.shows_photos:
        return True
    return much_hangs(_own(stream).values("pk"), stream)


def _own(stream: Stream) -> QuerySet[Photo]:
    return Photo.objects.filter(owner__nsid=stream.nsid)


PHOTOSTREAM = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    ask=ask,
    holds_closed=hangs_in_public,
    news=News.ASKED,
    shortest_s=20 * 60,
    longest_s=2 * 60 * 60,
    full_every=timedelta(days=7),
    is_awaited=True,
)
