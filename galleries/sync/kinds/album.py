"""The photos of one album, in its order. The list of albums says when to read them again."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings

from galleries.flickr import photosets
from galleries.flickr.client import Flickr
from galleries.flickr.records import AlbumItemRecord, Page
from galleries.models import Album, AlbumItem, Stream
from galleries.sync.apply.albums import apply_album_items
from galleries.sync.apply.missing import Missed, mark_missing_twice
from galleries.sync.kinds.kind import Applied, Kind, News


def fetch(flickr: Flickr, stream: Stream) -> Page[AlbumItemRecord]:
    return photosets.get_photos(
        flickr,
        album_id=stream.subject,
        owner_nsid=stream.nsid,
        page=stream.next_page,
        per_page=settings.FLICKR_PER_PAGE,
    )


def apply(
    page: Page[AlbumItemRecord], stream: Stream, began_at: datetime, now: datetime
) -> Applied:
    applied = apply_album_items(
        page.items,
        album=Album.objects.get(pk=int(stream.subject)),
        first=(stream.next_page - 1) * page.per_page,
        stream=stream,
        began_at=began_at,
        now=now,
    )
    return Applied(applied.ids, applied.changed)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    """The photo itself is the photostream's business: here only its place in the album."""
    rows = AlbumItem.objects.filter(album=int(stream.subject))
    return mark_missing_twice(rows, stream, seen, key="photo_id", now=now)


ALBUM = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    news=News.NONE,
    # By itself rarely: the photos come with the photostream, and the list of albums tells the rest.
    shortest_s=30 * 24 * 60 * 60,
    longest_s=30 * 24 * 60 * 60,
    full_every=timedelta(days=30),
)
