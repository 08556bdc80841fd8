"""How the installation is doing: what /operator/ and ``manage.py sync_status`` show.

Counts, states, error words and ids; of what people have here only the names they go by.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber

from accounts.models import FlickrConnection
from galleries.models import OutboxItem, Stream, StreamLog
from galleries.models.outbox import OPEN, State
from galleries.models.streams import COMES_BY_WITHIN
from galleries.queries.calls import Budget, Spent, budget_now, spent
from galleries.queries.stream_lines import starved

LATE_AFTER = timedelta(minutes=10)
LISTED = 10  # streams of each state that wants somebody to look
PAGE = 30  # streams of one person
DEEDS = 10
EVERYBODY = "everybody"  # whose streams those are that belong to nobody


class Care(StrEnum):
    """How a stream stands, for whoever runs the site. The first that fits."""

    PAUSED = "paused"
    REFUSED = "refused"  # nothing before its person signs in again
    BROKEN = "broken"  # the last try failed
    STARVED = "starved"  # no call was left for it, for a good while
    AT_WORK = "at_work"  # somebody has claimed it
    LATE = "late"  # due for ten minutes
    DUE = "due"
    RESTING = "resting"


# Those that are listed, a few of each. Refused ones are listed by their person.
LOOKED_INTO = (Care.BROKEN, Care.PAUSED, Care.STARVED, Care.LATE)


@dataclass(frozen=True, slots=True)
class Cared:
    """A stream and how it stands. ``nsid`` and ``name`` are "" for what belongs to everybody."""

    stream: Stream
    care: Care
    nsid: str
    name: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The first streams in one state, and how many more there are."""

    care: Care
    rows: tuple[Cared, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Refused:
    """A person whose token Flickr no longer accepts."""

    nsid: str
    name: str
    refused_at: datetime
    streams: int


@dataclass(frozen=True, slots=True)
class RefusedListing:
    rows: tuple[Refused, ...]
    more: int


@dataclass(frozen=True, slots=True)
class KindLine:
    """How many streams of one kind there are, and how many in each state."""

    kind: Stream.Kind
    count: int
    by_care: Mapping[Care, int]


@dataclass(frozen=True, slots=True)
class Found:
    """One person's streams, thirty at a time.

    who    their NSID, or "everybody"
    after  the key that the next page begins behind; None on the last
    """

    who: str
    name: str
    rows: tuple[Cared, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed of the operator, and whose stream it was."""

    log: StreamLog
    nsid: str
    name: str


@dataclass(frozen=True, slots=True)
class Outboxes:
    """What people do to Flickr from here, counted.

    waiting  not sent yet: it is its turn, Flickr's pause, or a permission that it waits for
    unclear  sent, without an answer that says anything: looked up next
    refused  within a day
    """

    waiting: int
    unclear: int
    refused: int


@dataclass(frozen=True, slots=True)
class OperatorPage:
    """Everything that the operator is told.

    listings  of the states that want somebody to look, those that occur
    found     the streams that were asked for; None when nobody asked
    """

    budget: Budget
    spent: Spent
    kinds: tuple[KindLine, ...]
    listings: tuple[Listing, ...]
    refused: RefusedListing
    outboxes: Outboxes
    found: Found | None
    deeds: tuple[Deed, ...]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.kinds)

    def count_of(self, care: Care) -> int:
        return sum(line.by_care.get(care, 0) for line in self.kinds)


def operator_page(*, now: datetime, who: str = "", after: int = 0) -> OperatorPage:
    """Read how the installation is doing. Ten queries at most, however much there is.

    who    whose streams to list: an NSID, or "everybody" for those that belong to nobody
    after  the key of the last one on the page before
    """
    budget = budget_now(now=now)
    streams = with_care(Stream.objects.all(), now=now, is_spent=budget.is_spent)
    kinds = _kinds(streams)
    return OperatorPage(
        budget=budget,
        spent=spent(now=now),
        kinds=kinds,
        listings=_listings(streams, kinds),
        refused=_refused(),
        outboxes=_outboxes(now=now),
        found=_found(streams, who, after) if who else None,
        deeds=_deeds(),
    )


def _outboxes(*, now: datetime) -> Outboxes:
    lately = Q(state=State.REFUSED, ended_at__gte=now - timedelta(days=1))
    items = OutboxItem.objects.filter(lately | Q(state__in=OPEN))
    counts = dict(items.values_list("state").annotate(Count("pk")).order_by())
    return Outboxes(
        waiting=counts.get(State.WAITING, 0),
        unclear=counts.get(State.SENDING, 0),
        refused=counts.get(State.REFUSED, 0),
    )


def with_care(streams: QuerySet[Stream], *, now: datetime, is_spent: bool) -> QuerySet[Any]:
    """The streams with ``care``: how each stands, as ``state_of`` says it of one."""
    # What happened to somebody's photos is not asked for while they do not come by.
    unasked = Q(kind=Stream.Kind.HAPPENINGS) & ~Q(
        connection__user__seen_at__gte=now - COMES_BY_WITHIN
    )
    return streams.annotate(
        care=Case(
            When(paused_at__isnull=False, then=Value(Care.PAUSED)),
            When(connection__refused_at__isnull=False, then=Value(Care.REFUSED)),
            When(~Q(trouble=Stream.Trouble.NONE), then=Value(Care.BROKEN)),
            When(unasked, then=Value(Care.RESTING)),
            When(starved(now=now, is_spent=is_spent), then=Value(Care.STARVED)),
            When(claimed_until__gte=now, then=Value(Care.AT_WORK)),
            When(due_at__lte=now - LATE_AFTER, then=Value(Care.LATE)),
            When(due_at__lte=now, then=Value(Care.DUE)),
            default=Value(Care.RESTING),
            output_field=CharField(),
        )
    )


def _kinds(streams: QuerySet[Any]) -> tuple[KindLine, ...]:
    by_kind: dict[str, dict[Care, int]] = {}
    for row in streams.values("kind", "care").annotate(count=Count("pk")).order_by():
        by_kind.setdefault(row["kind"], {})[Care(row["care"])] = row["count"]
    return tuple(
        KindLine(kind, sum(by_kind[kind].values()), by_kind[kind])
        for kind in Stream.Kind
        if kind in by_kind
    )


def _listings(streams: QuerySet[Any], kinds: tuple[KindLine, ...]) -> tuple[Listing, ...]:
    """Those that wait longest, of each state that wants somebody to look. One query."""
    place = Window(RowNumber(), partition_by=F("care"), order_by=[F("due_at").asc(), F("pk").asc()])
    first = (
        streams.filter(care__in=LOOKED_INTO)
        .annotate(place=place)
        .filter(place__lte=LISTED)
        .select_related("connection__user")
        .order_by("place")
    )
    rows: dict[Care, list[Cared]] = {}
    for stream in first:
        cared = _cared(stream)
        rows.setdefault(cared.care, []).append(cared)
    counts = {care: sum(line.by_care.get(care, 0) for line in kinds) for care in LOOKED_INTO}
    return tuple(
        Listing(care, tuple(rows[care]), max(0, counts[care] - len(rows[care])))
        for care in LOOKED_INTO
        if care in rows
    )


def _refused() -> RefusedListing:
    """Those whose token was refused last. One query."""
    members = FlickrConnection.objects.exclude(in_step_since=None)
    everyone = members.filter(refused_at__isnull=False)
    listed = everyone.annotate(
        of_theirs=Count("streams"), there_are=Window(Count("pk"))
    ).select_related("user")
    rows: list[Any] = list(listed.order_by("-refused_at", "pk")[:LISTED])
    return RefusedListing(
        rows=tuple(
            Refused(row.user.nsid, row.user.name, row.refused_at, row.of_theirs)
            for row in rows
            if row.refused_at is not None
        ),
        more=rows[0].there_are - len(rows) if rows else 0,
    )


def _found(streams: QuerySet[Any], who: str, after: int) -> Found:
    theirs = Q(connection=None) if who == EVERYBODY else Q(connection__user__nsid=who)
    found = streams.filter(theirs, pk__gt=after).select_related("connection__user").order_by("pk")
    rows = tuple(_cared(stream) for stream in found[: PAGE + 1])
    return Found(
        who=who,
        name=rows[0].name if rows else "",
        rows=rows[:PAGE],
        after=rows[PAGE - 1].stream.pk if len(rows) > PAGE else None,
    )


def _deeds() -> tuple[Deed, ...]:
    latest = StreamLog.objects.select_related("connection__user").order_by("-done_at", "-pk")
    return tuple(Deed(log, *_whose(log.connection)) for log in latest[:DEEDS])


def _cared(stream: Any) -> Cared:
    """A stream of ``with_care``, whose ``care`` the types do not know."""
    return Cared(stream, Care(stream.care), *_whose(stream.connection))


def _whose(connection: FlickrConnection | None) -> tuple[str, str]:
    return (connection.user.nsid, connection.user.name) if connection is not None else ("", "")
