"""A stream in one line: how it stands, how far it is, how long it will take."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db.models import Q

from galleries.models import Stream, Viewer
from galleries.queries.children import Children


class State(StrEnum):
    """How a stream stands, for whoever watches it."""

    WAITING = "waiting"  # its turn has not come yet
    COPYING = "copying"  # the first time, or everything once more
    LOOKING = "looking"  # only for what is new
    ASKING = "asking"  # about what did not show
    IN_STEP = "in_step"
    TROUBLE = "trouble"
    STARVED = "starved"  # no call was left for it, for a good while
    PAUSED = "paused"  # by the operator, until they let it go on


STARVED_AFTER = timedelta(minutes=30)

# Reading all of one of these once more takes a while; the others are a page or two.
LONG = (
    Stream.Kind.PHOTOSTREAM,
    Stream.Kind.FAVOURITES,
    Stream.Kind.POOL,
    Stream.Kind.MEMBERS,
)


@dataclass(frozen=True, slots=True)
class StreamLine:
    """One stream and how far it is.

    left_s    seconds until it is done, by the pace so far; None when nobody can tell
    children  the streams that this one calls for, if it calls for any
    """

    stream: Stream
    state: State
    left_s: int | None
    children: Children | None = None

    @property
    def is_troubled(self) -> bool:
        troubled_children = self.children is not None and self.children.troubled > 0
        return self.state is State.TROUBLE or troubled_children

    @property
    def is_held_up(self) -> bool:
        """Nothing is wrong with it, and still it does not go on."""
        held_up = self.children is not None and bool(self.children.paused or self.children.starved)
        return self.state in (State.PAUSED, State.STARVED) or held_up


def stream_lines(
    viewer: Viewer, kinds: Collection[str], *, now: datetime, is_spent: bool = False
) -> tuple[StreamLine, ...]:
    """The viewer's own streams of these kinds, in the order in which they were begun. One query.

    is_spent  hardly a call is left for anybody
    """
    if viewer.user is None:
        return ()
    streams = Stream.objects.filter(connection__user=viewer.user, kind__in=kinds)
    found = streams.select_related("connection").order_by("pk")
    return tuple(line_of(stream, now=now, is_spent=is_spent) for stream in found)


def line_of(stream: Stream, *, now: datetime, is_spent: bool = False) -> StreamLine:
    state = state_of(stream, now=now, is_spent=is_spent)
    return StreamLine(stream, state, seconds_left(stream, now=now))


def state_of(stream: Stream, *, now: datetime, is_spent: bool = False) -> State:
    if stream.paused_at is not None:
        return State.PAUSED  # whatever else there is to say of it waits for that
    if stream.trouble or stream.is_refused:
        return State.TROUBLE
    if is_starved(stream, now=now, is_spent=is_spent):
        return State.STARVED
    if stream.walk == Stream.Walk.FULL:
        is_look = stream.in_step_at is not None and stream.kind not in LONG
        return State.LOOKING if is_look else State.COPYING
    if stream.walk == Stream.Walk.NEWS:
        return State.LOOKING
    if stream.walk == Stream.Walk.ASK:
        return State.ASKING
    return State.WAITING if stream.in_step_at is None else State.IN_STEP


def is_starved(stream: Stream, *, now: datetime, is_spent: bool) -> bool:
    """No call was left for it, for so long that somebody may wonder.

    Either it was turned away, or it was not even tried because nothing was left to try with.
    """
    if stream.claimed_until is not None and stream.claimed_until >= now:
        return False
    latest = now - STARVED_AFTER
    turned_away = stream.waiting_since is not None and stream.waiting_since <= latest
    return turned_away or (is_spent and stream.due_at <= latest)


def starved(*, now: datetime, is_spent: bool) -> Q:
    """The same, asked of the database."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=now)
    waits = Q(waiting_since__lte=now - STARVED_AFTER)
    if is_spent:
        waits |= Q(due_at__lte=now - STARVED_AFTER)
    return free & waits


def seconds_left(stream: Stream, *, now: datetime) -> int | None:
    """How long the walk will still take, if it goes on at the pace it had so far."""
    if not stream.walk or stream.walk_began_at is None or not stream.total or not stream.done:
        return None
    elapsed_s = (now - stream.walk_began_at).total_seconds()
    to_do = max(0, stream.total - stream.done)
    return max(0, round(elapsed_s / stream.done * to_do))
