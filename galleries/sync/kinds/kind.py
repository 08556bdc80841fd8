"""What the engine wants to know of a kind of stream."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from galleries.flickr.client import Flickr
from galleries.flickr.records import Page
from galleries.models import Stream
from galleries.sync.apply.missing import Missed


@dataclass(frozen=True, slots=True)
class Applied:
    """What one page did to our rows.

    ids            Flickr's ids on the page, in the order told, without repeats
    changed        rows written
    reached_known  the news end here: what follows was there before
    doubtful       Flickr counts fewer than we hold: read every page again
    """

    ids: tuple[int, ...]
    changed: int
    reached_known: bool = False
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of stream.

    fetch         one call to Flickr: the page ``stream.next_page`` of the walk under way
    apply         write a page, inside the engine's transaction: (page, stream, began_at, now)
    missing       after a complete full walk: (stream, ids seen, now) marks what did not show
    ask           one call about one thing that was missing: (flickr, stream, now); what
                  follows is for the engine to run in its transaction; None: nothing is left
    shortest_s …  the interval between two walks adapts within these limits
    full_every    how long the news may be trusted before every page is read again
    """

    fetch: Callable[[Flickr, Stream], Page[Any]]
    apply: Callable[[Page[Any], Stream, datetime, datetime], Applied]
    missing: Callable[[Stream, Collection[int], datetime], Missed]
    ask: Callable[[Flickr, Stream, datetime], Callable[[], object] | None]
    shortest_s: int
    longest_s: int
    full_every: timedelta
