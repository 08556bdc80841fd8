"""How far the copying is: what /sync/ shows of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, QuerySet, Value

from accounts.models import FlickrConnection
from galleries.models import Favourite, Photo, Stream, StreamLog, Viewer
from galleries.queries.calls import budget_now
from galleries.queries.children import Children, children_of, titled, titles_of
from galleries.queries.counts import remembered
from galleries.queries.stream_lines import STARVED_AFTER, State, StreamLine, stream_lines

type Titles = Mapping[tuple[str, str], str]

SOON = timedelta(minutes=2)  # worth watching for
DEEDS = 10  # of the operator, at the foot

# One line each, in the order of the page.
OWN_KINDS = (
    Stream.Kind.PHOTOSTREAM,
    Stream.Kind.FAVOURITES,
    Stream.Kind.CONTACTS_PHOTOS,
    Stream.Kind.ALBUMS,
    Stream.Kind.GROUPS,
    Stream.Kind.CONTACTS,
    Stream.Kind.FLICKR_GALLERIES,
    Stream.Kind.HAPPENINGS,
)
GROUP_KINDS = (Stream.Kind.POOL, Stream.Kind.MEMBERS)


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group that the viewer switched on.

    name   "" when Flickr has not shown the group to them of late
    parts  its pool and its members
    """

    nsid: str
    name: str
    parts: tuple[StreamLine, ...]

    @property
    def in_step_at(self) -> datetime | None:
        """Since when all of it is in step; None while not all is."""
        quiet = [part.stream.in_step_at for part in self.parts if part.state is State.IN_STEP]
        moments = [moment for moment in quiet if moment is not None]
        return min(moments) if len(moments) == len(self.parts) else None


@dataclass(frozen=True, slots=True)
class OperatorDeed:
    """What the operator did to one of the viewer's streams.

    title  of the album, group or gallery; "" for what has none, and when they may not know it
    """

    log: StreamLog
    title: str


@dataclass(frozen=True, slots=True)
class SyncPage:
    """Everything of one member that is kept in step.

    lines       one for each kind of list, its many children folded in
    groups      those switched on, by name
    is_live     something will show soon: worth looking again in two seconds
    photos      of theirs that are here; None while that number is on the move
    favourites  likewise
    deeds       what the operator did to them, latest first
    """

    connection: FlickrConnection | None
    lines: tuple[StreamLine, ...]
    groups: tuple[GroupLine, ...]
    stop: str
    paused_until: datetime | None
    is_live: bool
    photos: int | None
    favourites: int | None
    deeds: tuple[OperatorDeed, ...]

    @property
    def all_lines(self) -> tuple[StreamLine, ...]:
        return (*self.lines, *(part for group in self.groups for part in group.parts))

    @property
    def is_kept(self) -> bool:
        return self.connection is not None and self.connection.in_step_since is not None

    @property
    def is_copying(self) -> bool:
        return any(line.state is State.COPYING for line in self.all_lines)

    @property
    def is_waiting(self) -> bool:
        return any(line.state is State.WAITING for line in self.all_lines)

    @property
    def is_troubled(self) -> bool:
        return any(line.is_troubled for line in self.all_lines)

    @property
    def is_held_up(self) -> bool:
        return any(line.is_held_up for line in self.all_lines)


def sync_page(viewer: Viewer, *, now: datetime) -> SyncPage:
    """Read how far the viewer's own copying is. At most ten queries, however much there is."""
    budget = budget_now(now=now)
    kinds = (*OWN_KINDS, *GROUP_KINDS)
    found = stream_lines(viewer, kinds, now=now, is_spent=budget.is_spent)
    children = children_of(viewer, starved_before=now - STARVED_AFTER) if found else {}
    parts = [line for line in found if line.stream.kind in GROUP_KINDS]
    logs = _logs(viewer)
    titles = titles_of(_to_be_named(children, parts, logs), viewer)
    children = {kind: titled(theirs, titles) for kind, theirs in children.items()}
    own = [_with_children(line, children) for line in found if line.stream.kind in OWN_KINDS]
    is_live = any(_worth_watching(line, now=now) for line in (*own, *parts)) and (
        budget.paused_until is None or budget.paused_until <= now + SOON
    )
    if found:
        connection: FlickrConnection | None = found[0].stream.connection
    else:
        connection = FlickrConnection.objects.filter(user=viewer.user).first()
    held: dict[str, int] = {}
    if found and not is_live:
        held = remembered(lambda: _held(viewer), _in_all, of="held", viewer=viewer)
    return SyncPage(
        connection=connection,
        lines=tuple(sorted(own, key=lambda line: OWN_KINDS.index(Stream.Kind(line.stream.kind)))),
        groups=_group_lines(parts, titles),
        stop=budget.stop,
        paused_until=budget.paused_until,
        is_live=is_live,
        photos=held.get("photos"),
        favourites=held.get("favourites"),
        deeds=tuple(OperatorDeed(log, titles.get((log.kind, log.subject), "")) for log in logs),
    )


def _with_children(line: StreamLine, children: dict[str, Children]) -> StreamLine:
    """A list is copied once all that it calls for is copied."""
    theirs = children.get(line.stream.kind)
    if theirs is None:
        return line
    state = line.state
    if theirs.is_copying and state not in (State.TROUBLE, State.PAUSED, State.STARVED):
        state = State.COPYING
    return replace(line, state=state, children=theirs)


def _group_lines(parts: list[StreamLine], titles: Titles) -> tuple[GroupLine, ...]:
    by_group: dict[str, list[StreamLine]] = {}
    for part in parts:
        by_group.setdefault(part.stream.subject, []).append(part)
    lines = [
        GroupLine(
            nsid,
            titles.get((Stream.Kind.POOL, nsid), ""),
            tuple(
                sorted(theirs, key=lambda line: GROUP_KINDS.index(Stream.Kind(line.stream.kind)))
            ),
        )
        for nsid, theirs in by_group.items()
    ]
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.nsid)))


def _to_be_named(
    children: Mapping[str, Children], parts: list[StreamLine], logs: tuple[StreamLog, ...]
) -> Iterator[tuple[str, str]]:
    """Everything on the page that has a title, by kind and subject."""
    for theirs in children.values():
        yield from ((child.kind, child.subject) for child in theirs.named)
    yield from ((part.stream.kind, part.stream.subject) for part in parts)
    yield from ((log.kind, log.subject) for log in logs if log.subject)


def _logs(viewer: Viewer) -> tuple[StreamLog, ...]:
    own = StreamLog.objects.filter(connection__user=viewer.user)
    return tuple(own.order_by("-done_at", "-pk")[:DEEDS])


def _held(viewer: Viewer) -> dict[str, int]:
    """How many "photos" and "favourites" of theirs are here. One query."""
    photos = Photo.objects.filter(owner__nsid=viewer.nsid, gone_at=None)
    favourites = Favourite.objects.visible_to(viewer).filter(person__nsid=viewer.nsid)
    rows = _counted("photos", photos).union(_counted("favourites", favourites), all=True)
    return dict(rows)


def _in_all(held: dict[str, int]) -> int:
    return sum(held.values())


def _counted(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    named = rows.order_by().annotate(what=Value(name)).values_list("what")
    counted: QuerySet[Any] = named.annotate(count=Count("pk"))
    return counted


def _worth_watching(line: StreamLine, *, now: datetime) -> bool:
    """Something moves, or is about to for the first time, after a trouble or a press of a button.

    What is in step and due soon moves only a little: nobody needs to watch for that.
    """
    stream = line.stream
    if stream.is_refused or line.state in (State.PAUSED, State.STARVED):
        return False  # nothing happens before somebody does something, or not for a while
    if line.children is not None and (line.children.to_come or line.children.moving):
        return True
    soon = now if line.state is State.IN_STEP else now + SOON
    return bool(stream.walk) or stream.due_at <= soon
