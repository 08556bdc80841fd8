"""A member's galleries on Flickr. Each has a stream of its own for its photos."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from galleries.flickr import galleries
from galleries.flickr.client import Flickr
from galleries.flickr.errors import FlickrUnavailable
from galleries.flickr.records import UNSAID, FlickrGalleryRecord, Page
from galleries.models import FlickrGallery, Stream
from galleries.sync.apply.flickr_galleries import apply_flickr_galleries
from galleries.sync.apply.missing import Missed, mark_missing_twice
from galleries.sync.children import close_children, open_children
from galleries.sync.decide.columns import CONTENT
from galleries.sync.kinds import flickr_gallery
from galleries.sync.kinds.kind import Applied, Kind, News


def fetch(flickr: Flickr, stream: Stream) -> Page[FlickrGalleryRecord]:
    """Newest first."""
    per_page = settings.FLICKR_PER_PAGE
    page = galleries.get_list(flickr, nsid=stream.nsid, page=stream.next_page, per_page=per_page)
    if any(record.owner_nsid not in (UNSAID, stream.nsid) for record in page.items):
        raise FlickrUnavailable("these are somebody else's galleries", 30)
    return page


def apply(
    page: Page[FlickrGalleryRecord], stream: Stream, began_at: datetime, now: datetime
) -> Applied:
    applied = apply_flickr_galleries(page.items, stream=stream, began_at=began_at)
    changed = {pk for pk, columns in applied.updates.items() if columns & CONTENT}
    api_ids = {int(record.gallery_id): record.api_id for record in page.items}
    open_children(
        stream,
        Stream.Kind.FLICKR_GALLERY,
        set(api_ids.values()),
        changed={api_ids[pk] for pk in applied.new | changed},
        interval_s=flickr_gallery.FLICKR_GALLERY.shortest_s,
        now=now,
    )
    here = _own(stream).filter(gone_at=None, missing_at=None).count()
    return Applied(applied.keys, applied.changed, doubtful=page.total != here + stream.short_by)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    missed = mark_missing_twice(_own(stream), stream, seen, key="pk", now=now)
    gone = _own(stream).filter(pk__in=missed.gone).values_list("api_id", flat=True)
    close_children(stream, Stream.Kind.FLICKR_GALLERY, gone)
    return missed


def _own(stream: Stream) -> QuerySet[FlickrGallery]:
    return FlickrGallery.objects.filter(owner__nsid=stream.nsid)


FLICKR_GALLERIES = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    news=News.FIRST_PAGE,
    shortest_s=60 * 60,
    longest_s=24 * 60 * 60,
    full_every=timedelta(days=7),
)
