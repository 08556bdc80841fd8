"""When a stream is looked at again, and whether all of it.

Pure arithmetic on the stream's own columns, but for the number of people who share the key.
"""

from datetime import datetime, timedelta

from django.conf import settings

from accounts.models import FlickrConnection
from galleries.models import Stream
from galleries.sync.kinds.kind import Kind, News

WALK_AGAIN_AFTER = timedelta(hours=1)
PAGE_WEIGHS = timedelta(seconds=144)  # so that second looks take 25 calls an hour at most
A_DAY = timedelta(hours=20)  # so that with all delays it is less than one
CALLS_EACH = 10  # an hour, of each who shares the key: with fewer everybody is asked more rarely
LONG = 2500  # photos in a list of others' that are read in a quarter of a call an hour


def wants_full(kind: Kind, stream: Stream, now: datetime) -> bool:
    """Whether the next walk has to read every page."""
    if stream.walked_at is None or stream.watermark is None or kind.news is News.NONE:
        return True
    age = now - stream.walked_at
    again = stream.walk_again and age >= _patience(stream)
    return again or age >= full_every(kind, stream)


def adapted(kind: Kind, stream: Stream) -> int:
    """Seconds between two walks: half as many when something changed, else half as many more."""
    halved, grown = stream.interval_s // 2, stream.interval_s * 3 // 2
    interval_s = max(_shortest_s(kind), halved) if stream.walk_changed else grown
    return min(kind.longest_s, interval_s)


def next_look(kind: Kind, stream: Stream, *, interval_s: int, now: datetime) -> datetime:
    """When a stream whose walk has just ended is due again."""
    due_at = now + max(timedelta(seconds=interval_s), _absence(kind, stream, now) / 4)
    if stream.walked_at is None:
        return due_at
    if stream.walk_again:
        due_at = min(due_at, max(now, stream.walked_at + _patience(stream)))
    if kind.news is News.NONE:
        return due_at
    # Not later than every page has to be read again, or a day would become a day and a round.
    return min(due_at, max(now, stream.walked_at + full_every(kind, stream)))


def full_every(kind: Kind, stream: Stream) -> timedelta:
    """How long the news may be trusted before every page is read again."""
    if kind.holds_closed(stream):
        return min(kind.full_every, A_DAY)
    if kind.of_others:
        return min(kind.full_every, max(A_DAY, (stream.total or 0) // LONG * A_DAY))
    return kind.full_every


def _absence(kind: Kind, stream: Stream, now: datetime) -> timedelta:
    """How long the person has been away, four days at most, where only they would look."""
    if not kind.for_their_eyes or stream.connection is None:
        return timedelta()
    return min(now - stream.connection.user.seen_at, timedelta(days=4))


def _shortest_s(kind: Kind) -> int:
    """How soon it may be looked at again: later, when many people share the one key."""
    people = FlickrConnection.objects.filter(in_step_since__isnull=False, refused_at=None).count()
    crowd = max(1, settings.FLICKR_CALLS_AN_HOUR // CALLS_EACH)
    return kind.shortest_s * max(crowd, people) // crowd


def _patience(stream: Stream) -> timedelta:
    """How long after a doubtful walk every page is read again: 1, 2, 4, 8 hours.

    Longer for long lists: somebody takes a photo out of a large pool every day.
    """
    pages = (stream.total or 0) // settings.FLICKR_PER_PAGE
    return max(WALK_AGAIN_AFTER * (1 << max(0, stream.short_walks - 1)), PAGE_WEIGHS * pages)
