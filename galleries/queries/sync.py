"""How far the copying is: what /sync/ and the home page show of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from accounts.models import FlickrConnection
from galleries.models import CallBudget, Favourite, Photo, Stream, Viewer

SOON = timedelta(minutes=2)  # worth watching for


class State(StrEnum):
    """How a stream stands, for whoever watches it."""

    WAITING = "waiting"  # its turn has not come yet
    COPYING = "copying"  # the first time, or everything once more
    LOOKING = "looking"  # only for what is new
    ASKING = "asking"  # about what did not show
    IN_STEP = "in_step"
    TROUBLE = "trouble"


MOVING = (State.COPYING, State.LOOKING, State.ASKING)


@dataclass(frozen=True, slots=True)
class StreamLine:
    """One stream and how far it is.

    left_s  seconds until it is done, by the pace so far; None when nobody can tell
    """

    stream: Stream
    state: State
    left_s: int | None


@dataclass(frozen=True, slots=True)
class SyncPage:
    """Everything of one member that is kept in step.

    is_live     something will show soon: worth looking again in two seconds
    photos      of theirs that are here; None while that number is on the move
    favourites  likewise
    """

    connection: FlickrConnection | None
    lines: tuple[StreamLine, ...]
    stop: str
    paused_until: datetime | None
    is_live: bool
    photos: int | None
    favourites: int | None

    @property
    def is_kept(self) -> bool:
        return self.connection is not None and self.connection.in_step_since is not None

    @property
    def is_copying(self) -> bool:
        return any(line.state in MOVING for line in self.lines)

    @property
    def is_waiting(self) -> bool:
        return any(line.state is State.WAITING for line in self.lines)

    @property
    def is_troubled(self) -> bool:
        return any(line.state is State.TROUBLE for line in self.lines)


def sync_page(viewer: Viewer, *, now: datetime) -> SyncPage:
    """Read how far the viewer's own copying is."""
    lines = stream_lines(viewer, now=now)
    budget = CallBudget.objects.first()
    paused = budget is not None and budget.paused_until is not None and budget.paused_until > now
    is_live = any(_worth_watching(line, now=now) for line in lines)
    if lines:
        connection: FlickrConnection | None = lines[0].stream.connection
    else:
        connection = FlickrConnection.objects.filter(user=viewer.user).first()
    return SyncPage(
        connection=connection,
        lines=lines,
        stop=budget.stop if budget is not None and paused else "",
        paused_until=budget.paused_until if budget is not None and paused else None,
        is_live=is_live,
        photos=_own_photos(viewer) if lines and not is_live else None,
        favourites=_own_favourites(viewer) if lines and not is_live else None,
    )


def _own_photos(viewer: Viewer) -> int:
    return Photo.objects.visible_to(viewer).filter(owner__nsid=viewer.nsid).count()


def _own_favourites(viewer: Viewer) -> int:
    return Favourite.objects.visible_to(viewer).filter(person__nsid=viewer.nsid).count()


def stream_lines(viewer: Viewer, *, now: datetime) -> tuple[StreamLine, ...]:
    """The viewer's own streams, in the order in which they were begun. One query."""
    if viewer.user is None:
        return ()
    streams = Stream.objects.filter(connection__user=viewer.user).select_related("connection")
    return tuple(line_of(stream, now=now) for stream in streams.order_by("pk"))


def line_of(stream: Stream, *, now: datetime) -> StreamLine:
    return StreamLine(stream, state_of(stream), seconds_left(stream, now=now))


def state_of(stream: Stream) -> State:
    if stream.trouble or stream.connection.refused_at is not None:
        return State.TROUBLE
    if stream.walk == Stream.Walk.FULL:
        return State.COPYING
    if stream.walk == Stream.Walk.NEWS:
        return State.LOOKING
    if stream.walk == Stream.Walk.ASK:
        return State.ASKING
    return State.WAITING if stream.in_step_at is None else State.IN_STEP


def seconds_left(stream: Stream, *, now: datetime) -> int | None:
    """How long the walk will still take, if it goes on at the pace it had so far."""
    if not stream.walk or stream.walk_began_at is None or not stream.total or not stream.done:
        return None
    elapsed_s = (now - stream.walk_began_at).total_seconds()
    to_do = max(0, stream.total - stream.done)
    return max(0, round(elapsed_s / stream.done * to_do))


def _worth_watching(line: StreamLine, *, now: datetime) -> bool:
    if line.stream.connection.refused_at is not None:
        return False  # nothing happens before the person has connected again
    return bool(line.stream.walk) or line.stream.due_at <= now + SOON
