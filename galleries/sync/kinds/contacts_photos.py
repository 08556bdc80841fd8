"""The newest 50 photos of the people whom a member follows. Flickr tells no older ones."""

from collections.abc import Collection
from datetime import datetime, timedelta

from galleries.flickr import photos
from galleries.flickr.client import Flickr
from galleries.flickr.records import Page, PhotoRecord
from galleries.models import Stream
from galleries.sync.apply.contacts import apply_contacts_photos, let_older_ones_be
from galleries.sync.apply.missing import Missed
from galleries.sync.kinds.kind import Applied, Kind, News, whole

COUNT = 50


def fetch(flickr: Flickr, stream: Stream) -> Page[PhotoRecord]:
    return whole(photos.get_contacts_photos(flickr, count=COUNT))


def apply(page: Page[PhotoRecord], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    applied = apply_contacts_photos(page.items, stream=stream, began_at=began_at, now=now)
    return Applied(applied.ids, applied.changed)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    """Nothing: what is no longer among the newest is no less there."""
    let_older_ones_be(stream, list(seen))
    return Missed((), (), 0)


CONTACTS_PHOTOS = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    news=News.NONE,
    shortest_s=20 * 60,
    longest_s=6 * 60 * 60,
    for_their_eyes=True,
    full_every=timedelta(hours=6),
)
