"""What others did to a member's photos: comments, faves, notes and tags of the last days."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone

from galleries.flickr import activity
from galleries.flickr.client import Flickr
from galleries.flickr.errors import FlickrUnavailable
from galleries.flickr.records import UNSAID, ActivityItem, Page
from galleries.models import Happening, Stream
from galleries.sync.apply.happenings import apply_happenings
from galleries.sync.apply.missing import Missed
from galleries.sync.kinds.kind import Applied, Kind, News

PER_PAGE = 50
DAYS = 7  # read whole once a day, so that words that were taken back leave within a day
OVERLAP = timedelta(hours=1)


def fetch(flickr: Flickr, stream: Stream) -> Page[ActivityItem]:
    page = activity.user_photos(
        flickr, timeframe=_timeframe(stream), page=stream.next_page, per_page=PER_PAGE
    )
    if any(item.owner_nsid not in (UNSAID, stream.nsid) for item in page.items):
        raise FlickrUnavailable("this happened to somebody else's photos", 30)
    return page


def apply(page: Page[ActivityItem], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    changed = apply_happenings(page.items, stream=stream, began_at=began_at)
    return Applied(tuple(dict.fromkeys(int(item.flickr_id) for item in page.items)), changed)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    """What Flickr no longer tells of the last days was taken back: it goes at once."""
    began_at = stream.walk_began_at or now
    if len(seen) >= (stream.total or 0):
        Happening.objects.filter(
            owner__nsid=stream.nsid,
            happened_at__gt=began_at - timedelta(days=DAYS) + OVERLAP,
            told_at__lt=began_at,
        ).delete()
    return Missed((), (), 0)


def _timeframe(stream: Stream) -> str:
    """Days for a full walk; for the news the hours since the watermark, and one more."""
    if stream.walk == Stream.Walk.FULL or stream.watermark is None:
        return f"{DAYS}d"
    began_at = stream.walk_began_at or timezone.now()
    hours = int((began_at - stream.watermark + OVERLAP).total_seconds() // 3600) + 1
    return f"{hours}h"


HAPPENINGS = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    news=News.ASKED,
    shortest_s=60 * 60,  # Flickr asks for no more
    longest_s=6 * 60 * 60,
    for_their_eyes=True,
    full_every=timedelta(hours=20),
)
