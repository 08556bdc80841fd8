"""The photos of one Flickr gallery with its curator's words. They are other people's photos."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from galleries.flickr import galleries
from galleries.flickr.client import Flickr
from galleries.flickr.records import GalleryItemRecord, Page
from galleries.models import FlickrGallery, FlickrGalleryItem, Stream
from galleries.sync.apply.flickr_galleries import apply_flickr_gallery_items
from galleries.sync.apply.missing import Missed
from galleries.sync.kinds.asking import ask_about_one, missing_photos
from galleries.sync.kinds.kind import Applied, Follow, Kind, News


def fetch(flickr: Flickr, stream: Stream) -> Page[GalleryItemRecord]:
    page, per_page = stream.next_page, settings.FLICKR_PER_PAGE
    return galleries.get_photos(flickr, api_id=stream.subject, page=page, per_page=per_page)


def apply(
    page: Page[GalleryItemRecord], stream: Stream, began_at: datetime, now: datetime
) -> Applied:
    applied = apply_flickr_gallery_items(
        page.items,
        gallery=FlickrGallery.objects.get(owner__nsid=stream.nsid, api_id=stream.subject),
        first=(stream.next_page - 1) * page.per_page,
        stream=stream,
        began_at=began_at,
        now=now,
    )
    return Applied(applied.ids, applied.changed)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    return missing_photos(_rows(stream), stream, seen, now)


def ask(flickr: Flickr, stream: Stream, now: datetime) -> Follow | None:
    return ask_about_one(_rows(stream), flickr, stream, now)


def _rows(stream: Stream) -> QuerySet[FlickrGalleryItem]:
    return FlickrGalleryItem.objects.filter(
        gallery__owner__nsid=stream.nsid, gallery__api_id=stream.subject
    )


FLICKR_GALLERY = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    ask=ask,
    news=News.NONE,
    shortest_s=7 * 24 * 60 * 60,
    longest_s=7 * 24 * 60 * 60,
    full_every=timedelta(days=7),
)
