"""The pool of a group that a member switched on: who added what, and when."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from galleries.flickr import pools
from galleries.flickr.client import Flickr
from galleries.flickr.records import EntryRecord, Page
from galleries.models import Entry, Group, Sighting, Stream
from galleries.sync.apply.entries import apply_entries, forget_unsighted
from galleries.sync.apply.missing import Missed
from galleries.sync.kinds.asking import ask_about_one, missing_photos
from galleries.sync.kinds.kind import Applied, Follow, Kind, News
from galleries.sync.kinds.on_walls import much_hangs


def fetch(flickr: Flickr, stream: Stream) -> Page[EntryRecord]:
    """Newest addition first, so that the news end where something known begins."""
    page, per_page = stream.next_page, settings.FLICKR_PER_PAGE
    return pools.get_photos(flickr, group_nsid=stream.subject, page=page, per_page=per_page)


def apply(page: Page[EntryRecord], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    group = Group.objects.get(nsid=stream.subject)
    applied = apply_entries(page.items, group=group, stream=stream, began_at=began_at, now=now)
    news = stream.walk == Stream.Walk.NEWS
    fewer = False
    if news and page.total is not None:
        fewer = page.total < Entry.objects.standing().filter(group=group).count()
    return Applied(
        applied.ids, applied.changed, reached_known=news and applied.knew > 0, doubtful=fewer
    )


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    forget_unsighted(stream, seen)
    return missing_photos(_rows(stream), stream, seen, now)


def ask(flickr: Flickr, stream: Stream, now: datetime) -> Follow | None:
    return ask_about_one(_rows(stream), flickr, stream, now)


def holds_closed(stream: Stream) -> bool:
    """Photos that are not public; or much of it hangs in galleries."""
    closed = Sighting.objects.filter(stream=stream).exists()
    return closed or much_hangs(_rows(stream).filter(gone_at=None).values("photo"), stream)


def _rows(stream: Stream) -> QuerySet[Entry]:
    """The entries that this reader of the pool keeps; others are in sight of other readers only."""
    return Entry.objects.filter(Q(stream=stream) | Q(stream=None), group__nsid=stream.subject)


POOL = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    ask=ask,
    holds_closed=holds_closed,
    news=News.ASKED,
    shortest_s=10 * 60,
    longest_s=3 * 60 * 60,
    full_every=timedelta(days=7),
    of_others=True,
)
