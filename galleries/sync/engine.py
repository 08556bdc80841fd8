"""The engine: pulls one page of a stream after the other while its claim holds.

Each page is fetched outside any transaction. Then its rows and the cursor behind it are
written in one, which is rolled back when somebody else has taken the claim meanwhile. Killed
anywhere it goes on at that page; run twice it writes nothing twice.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from galleries.flickr.client import Flickr
from galleries.models import Claim, Stream, WalkPage
from galleries.sync import budget, intervals, trouble
from galleries.sync.edge import flickr_for
from galleries.sync.ids import Ids, packed, unpacked
from galleries.sync.kinds import KINDS, Kind, News

log = logging.getLogger(__name__)

SLICE_S = 15  # then another stream may have its turn
SHORT_WALKS = 4  # in a row; then the difference is Flickr's own, and stays
NEWS_LAST_S = 24 * 3600  # then incomplete news are not believed any more
ASK_AT_MOST = 50  # calls about what one walk did not show

# What the columns say of a stream that works.
WELL: dict[str, Any] = {
    "trouble": Stream.Trouble.NONE,
    "trouble_detail": "",
    "trouble_at": None,
    "failures": 0,
    "waiting_since": None,
}

type Clock = Callable[[], datetime]


class ClaimLost(Exception):
    """Somebody else works on this stream now: write nothing."""


@dataclass(frozen=True, slots=True)
class Worked:
    """What one slice of work came to."""

    pages: int
    more: bool  # the walk goes on: nudge again


def work(claim: Claim, *, clock: Clock = timezone.now, slice_s: float = SLICE_S) -> Worked:
    """Pull pages of the claimed stream until the walk or the slice of time is over."""
    ends = clock() + timedelta(seconds=slice_s)
    pages = 0
    try:
        while Stream.objects.renew(claim, now=clock()):
            stream = Stream.objects.select_related("connection__user").get(pk=claim.pk)
            if stream.is_refused:
                _move(claim, claim=None, claimed_until=None)
                break
            if not stream.walk:
                _begin_walk(claim, stream, now=clock())
            step = _ask if stream.walk == Stream.Walk.ASK else _pull_page
            finished = step(claim, stream, clock=clock)
            pages += 1
            if finished:
                return Worked(pages, more=False)
            if clock() >= ends:
                _move(claim, claim=None, claimed_until=None, due_at=clock())
                return Worked(pages, more=True)
    except ClaimLost:
        log.info("stream=%s claim lost", claim.pk)
    except Exception as error:  # this stream stands still, the others go on
        trouble.note(claim, error, clock=clock)
    return Worked(pages, more=False)


def _begin_walk(claim: Claim, stream: Stream, *, now: datetime) -> None:
    wants_full = intervals.wants_full(KINDS[stream.kind], stream, now)
    begun = {
        "walk": Stream.Walk.FULL if wants_full else Stream.Walk.NEWS,
        "generation": stream.generation + 1,
        "next_page": 1,
        "walk_began_at": now,
        "walk_changed": False,
        "done": 0,
        "total": None,
    }
    _move(claim, **begun)
    for name, value in begun.items():
        setattr(stream, name, value)


def _pull_page(claim: Claim, stream: Stream, *, clock: Clock) -> bool:
    """Fetch, apply and move the cursor by one page. True when the walk is complete."""
    kind = KINDS[stream.kind]
    flickr = _flickr(stream, clock)
    began_at = clock()
    page = kind.fetch(flickr, stream)
    budget.it_works_again(began_at=began_at)
    now = clock()
    with transaction.atomic():
        _move(claim, done=F("done"))  # locks the stream: nobody takes it away under the page
        applied = kind.apply(page, stream, began_at, now)
        stream.walk_changed |= applied.changed > 0
        before = _ids(stream, stream.next_page - 1)
        new = set(applied.ids) - before
        more_behind = (
            # The number of pages may be one too small; a full page and the total say so.
            page.total is not None
            and len(page.items) >= page.per_page > 0
            and page.total > stream.next_page * page.per_page
        )
        finished = (
            (page.is_last and not more_behind)
            or applied.reached_known
            or (
                # Past its end a list repeats its last page for ever. A page may also repeat in the
                # middle of a walk, and an empty one is just short: only a second repeat is the end.
                bool(applied.ids) and not new and not before - _ids(stream, stream.next_page - 2)
            )
        )
        stream.total = page.total
        moved: dict[str, Any] = {"next_page": F("next_page") + 1}
        if stream.walk == Stream.Walk.NEWS and kind.news is News.FIRST_PAGE:
            # The only page there is, or one that tells that more has changed: read them all.
            if finished or applied.changed or applied.doubtful:
                stream.walk = Stream.Walk.FULL
                moved["walk"] = Stream.Walk.FULL
            finished = True if stream.walk == Stream.Walk.NEWS else finished
        read = packed(applied.ids)
        if not finished:
            _remember(stream, read)
        elif stream.walk == Stream.Walk.FULL:
            moved = _weighed(kind, stream, _seen(stream, read), now)
        else:
            known = applied.reached_known or kind.news is News.FIRST_PAGE
            told = 0 if known else len(_seen(stream, read))
            whole = known or 0 < told >= (page.total or 0)
            moved = _told(kind, stream, now, whole=whole, doubtful=applied.doubtful)
        if finished and stream.next_page > 1:
            stream.walk_pages.all().delete()
        counted = {"done": F("done") + len(new), "total": page.total}
        _move(claim, **WELL | counted | {"walk_changed": stream.walk_changed} | moved)
    return moved.get("walk") == Stream.Walk.NONE


def _ask(claim: Claim, stream: Stream, *, clock: Clock) -> bool:
    """Ask about one thing that the full walk did not show. True when all is asked."""
    kind = KINDS[stream.kind]
    follow = None
    if stream.next_page <= ASK_AT_MOST and kind.ask is not None:
        follow = kind.ask(_flickr(stream, clock), stream, clock())
    with transaction.atomic():
        if follow is None:
            _move(claim, **WELL | _rested(kind, stream, clock()))
        else:
            _move(claim, done=F("done"))
            follow()
            _move(claim, **WELL | {"next_page": F("next_page") + 1})
    return follow is None


def _flickr(stream: Stream, clock: Clock) -> Flickr:
    is_first = stream.in_step_at is None and stream.next_page == 1
    somebody_waits = is_first and KINDS[stream.kind].is_awaited
    return flickr_for(
        stream.connection,
        before_call=lambda _: budget.take(now=clock(), somebody_waits=somebody_waits),
        clock=clock,
    )


def _weighed(kind: Kind, stream: Stream, seen: Ids, now: datetime) -> dict[str, Any]:
    """A full walk is complete: mark what it did not show, and see what to make of it."""
    missed = kind.missing(stream, seen, now)
    # A photo deleted while we read shifts the rest: one may have slipped between two pages.
    short_by = (stream.total or 0) - len(seen)
    short_walks = stream.short_walks + 1 if short_by > 0 else 0
    the_same_again = short_by == stream.short_by and not stream.walk_changed and not missed.newly
    if short_by > 0 and kind.of_others and the_same_again:
        short_walks = SHORT_WALKS + 1  # photos that are not for this person are counted there
    stream.walk_changed |= bool(missed.newly or missed.gone)
    columns = {
        "walked_at": stream.walk_began_at,
        "watermark": stream.walk_began_at,
        "short_by": short_by,
        "missing": len(missed.newly),
        "short_walks": short_walks,
        "walk_again": 0 < short_walks <= SHORT_WALKS
        or missed.is_much
        or (short_walks <= SHORT_WALKS and len(missed.newly) > (ASK_AT_MOST if kind.ask else 0)),
        "walk_changed": stream.walk_changed,
    }
    if missed.newly and not missed.is_much and kind.ask:
        return columns | {"walk": Stream.Walk.ASK, "next_page": 1}
    stream.walk_again = bool(columns["walk_again"])
    stream.short_walks, stream.walked_at = short_walks, stream.walk_began_at
    return _rested(kind, stream, now) | columns


def _told(
    kind: Kind, stream: Stream, now: datetime, *, whole: bool, doubtful: bool
) -> dict[str, Any]:
    """The news are read: the watermark moves only when they were whole.

    News that are empty or fewer than Flickr counts are read again with the next round; if
    that goes on for a day, a full walk has to tell.
    """
    columns: dict[str, Any] = {}
    if not whole:
        columns["watermark"] = stream.watermark
        told_s = (now - stream.watermark).total_seconds() if stream.watermark else 0
        doubtful |= bool(stream.total) and told_s > NEWS_LAST_S
    stream.walk_again |= doubtful
    return _rested(kind, stream, now) | columns | {"walk_again": stream.walk_again}


def _rested(kind: Kind, stream: Stream, now: datetime) -> dict[str, Any]:
    """A walk is over: the columns of a stream that rests until it is due again."""
    interval_s = intervals.adapted(kind, stream)
    due_at = intervals.next_look(kind, stream, interval_s=interval_s, now=now)
    stream.refresh_from_db(fields=["wanted_at"])
    if stream.wanted_at and stream.walk_began_at and stream.wanted_at > stream.walk_began_at:
        due_at = now  # somebody asked for a look while this walk was under way
    return {
        "walk": Stream.Walk.NONE,
        "next_page": 1,
        "watermark": stream.walk_began_at,
        "in_step_at": now,
        "is_daily": kind.holds_closed(stream),
        "interval_s": interval_s,
        "due_at": due_at,
        "claim": None,
        "claimed_until": None,
    }


def _remember(stream: Stream, read: bytes) -> None:
    """Keep the packed ids of a page until its walk is over. The last page needs no row."""
    page = WalkPage(stream=stream, generation=stream.generation, page=stream.next_page, ids=read)
    WalkPage.objects.bulk_create(
        [page],
        update_conflicts=True,
        unique_fields=["stream", "generation", "page"],
        update_fields=["ids"],
    )


def _seen(stream: Stream, last: bytes) -> Ids:
    """The ids on every page of this walk."""
    if stream.next_page == 1:
        return Ids([last])
    pages = stream.walk_pages.filter(generation=stream.generation)
    return Ids(chain(pages.values_list("ids", flat=True).iterator(chunk_size=100), [last]))


def _ids(stream: Stream, page: int) -> set[int]:
    """The ids that an earlier page of this walk told."""
    if page < 1:
        return set()
    row = stream.walk_pages.filter(generation=stream.generation, page=page).first()
    return set(unpacked(row.ids)) if row else set()


def _move(held: Claim, /, **columns: Any) -> None:
    """Write the cursor, as long as the claim holds; else raise, which undoes the page."""
    if Stream.objects.held(held).update(**columns) != 1:
        raise ClaimLost
