"""What the engine wants to know of a kind of stream."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from galleries.flickr.client import Flickr
from galleries.flickr.records import Page
from galleries.models import Stream
from galleries.sync.apply.missing import Missed


class News(Enum):
    """How a round between two full walks finds out what is new."""

    ASKED = "asked"  # Flickr tells them: what changed since, or newest first until something known
    FIRST_PAGE = "first page"  # when it and Flickr's count are as before, so is the rest
    NONE = "none"  # every round reads every page


@dataclass(frozen=True, slots=True)
class Applied:
    """What one page did to our rows.

    ids            what is on the page, as whole numbers, in the order told, without repeats
    changed        rows written
    reached_known  the news end here: what follows was there before
    doubtful       Flickr counts otherwise than we do: read every page again
    """

    ids: tuple[int, ...]
    changed: int
    reached_known: bool = False
    doubtful: bool = False


type Follow = Callable[[], object]


def nothing_missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    """For what is no list: nothing of it can be missing."""
    return Missed((), (), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of stream.

    fetch         one call to Flickr: the page ``stream.next_page`` of the walk under way
    apply         write a page, inside the engine's transaction: (page, stream, began_at, now)
    missing       after a complete full walk: (stream, ids seen, now) marks what did not show
    ask           one call about one thing that was missing: (flickr, stream, now); what
                  follows is for the engine to run in its transaction; None: nothing is left.
                  Without ``ask`` a second walk tells
    holds_closed  whether the list holds photos of others that are not public, photos that hang
                  in public, or who sits at a desk: then every page is read within a day
    shortest_s …  the interval between two walks adapts within these limits
    full_every    how long the news may be trusted before every page is read again
    of_others     what its photos are now shows in full walks only: short lists are read whole
                  every day, longer ones as often as a quarter of a call an hour allows
    for_their_eyes  only the person looks at it: read more rarely the longer they stay away
    is_awaited    a newcomer sits and waits for its first page
    """

    fetch: Callable[[Flickr, Stream], Page[Any]]
    apply: Callable[[Page[Any], Stream, datetime, datetime], Applied]
    missing: Callable[[Stream, Collection[int], datetime], Missed] = nothing_missing
    ask: Callable[[Flickr, Stream, datetime], Follow | None] | None = None
    holds_closed: Callable[[Stream], bool] = lambda stream: False
    news: News
    shortest_s: int
    longest_s: int
    full_every: timedelta
    of_others: bool = False
    for_their_eyes: bool = False
    is_awaited: bool = False


def whole[T](items: tuple[T, ...]) -> Page[T]:
    """A list that Flickr tells in one reply, as the only page of one."""
    return Page(items=items, page=1, pages=1, per_page=max(1, len(items)), total=len(items))
