"""A member's albums in their own order. Each has a stream of its own for its photos."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from galleries.flickr import photosets
from galleries.flickr.client import Flickr
from galleries.flickr.errors import FlickrUnavailable
from galleries.flickr.records import UNSAID, AlbumRecord, Page
from galleries.models import Album, Stream
from galleries.sync.apply.albums import apply_albums
from galleries.sync.apply.missing import Missed, mark_missing_twice
from galleries.sync.children import close_children, open_children
from galleries.sync.decide.columns import CONTENT
from galleries.sync.kinds import album
from galleries.sync.kinds.kind import Applied, Kind, News


def fetch(flickr: Flickr, stream: Stream) -> Page[AlbumRecord]:
    per_page = settings.FLICKR_PER_PAGE
    page = photosets.get_list(flickr, nsid=stream.nsid, page=stream.next_page, per_page=per_page)
    if any(record.owner_nsid not in (UNSAID, stream.nsid) for record in page.items):
        raise FlickrUnavailable("these are somebody else's albums", 30)
    return page


def apply(page: Page[AlbumRecord], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    first = (stream.next_page - 1) * page.per_page
    applied = apply_albums(page.items, first=first, stream=stream, began_at=began_at)
    changed = {pk for pk, columns in applied.updates.items() if columns & CONTENT}
    open_children(
        stream,
        Stream.Kind.ALBUM,
        {str(pk) for pk in applied.keys},
        changed={str(pk) for pk in applied.new | changed},
        interval_s=album.ALBUM.shortest_s,
        now=now,
    )
    here = _own(stream).filter(gone_at=None, missing_at=None).count()
    return Applied(applied.keys, applied.changed, doubtful=page.total != here + stream.short_by)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    missed = mark_missing_twice(_own(stream), stream, seen, key="pk", now=now)
    close_children(stream, Stream.Kind.ALBUM, map(str, missed.gone))
    return missed


def _own(stream: Stream) -> QuerySet[Album]:
    return Album.objects.filter(owner__nsid=stream.nsid)


ALBUMS = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    news=News.FIRST_PAGE,
    shortest_s=30 * 60,
    longest_s=8 * 60 * 60,
    full_every=timedelta(days=7),
)
