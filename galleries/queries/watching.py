"""What whoever watches the installation is told: numbers and states, and no word of anybody's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, Sum

from accounts.models import FlickrConnection
from galleries.models import CallBudget, CallTally, Outbox, OutboxItem, Pulse, Report, Stream, Told
from galleries.models.outbox import OPEN
from galleries.queries.calls import HOUR, Budget, budget_now
from galleries.queries.operating import with_care

DAY = timedelta(days=1)
STUCK_AFTER = 5  # failures in a row
STUCK_FOR_GOOD = (Stream.Trouble.UNEXPECTED,)  # a bug of ours: one failure is enough
PARTS = ("beat", "worker")


@dataclass(frozen=True, slots=True)
class Measured:
    """The installation in numbers at one moment.

    calls     in the last hour, by (method, result)
    streams   by (kind, how they stand)
    deeds     by state: the open ones, and those that ended within a day
    oldest_s  for how many seconds the oldest due work has waited; 0 when nothing is due
    pulses_s  by part: seconds since it last showed that it lives; parts without one are absent
    """

    budget: Budget
    calls: Mapping[tuple[str, str], int]
    streams: Mapping[tuple[str, str], int]
    deeds: Mapping[str, int]
    oldest_s: float
    pulses_s: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Wrong:
    """What the operator should know.

    refused      connections that Flickr has refused since the operator was last told
    streams      streams that are stuck, by kind
    stop         why Flickr refuses this installation: "key", "signature" or "clock"; else ""
    reports      of visitors, that wait for an answer
    """

    refused: int
    streams: Mapping[str, int]
    stop: str
    reports: int

    @property
    def matters(self) -> tuple[Told.Matter, ...]:
        is_so = {
            Told.Matter.CONNECTIONS: bool(self.refused),
            Told.Matter.STREAMS: bool(self.streams),
            Told.Matter.INSTALLATION: bool(self.stop),
            Told.Matter.REPORTS: bool(self.reports),
        }
        return tuple(matter for matter, holds in is_so.items() if holds)


def pulses(*, now: datetime) -> dict[str, float]:
    """Seconds since each part last showed that it lives. One query."""
    return {row.part: max(0.0, (now - row.at).total_seconds()) for row in Pulse.objects.all()}


def measured(*, now: datetime) -> Measured:
    """Count everything. Seven queries, however much there is."""
    budget = budget_now(now=now)
    tallies = CallTally.objects.filter(began_at__gt=now - HOUR).values_list("method", "result")
    cared = with_care(Stream.objects.all(), now=now, is_spent=budget.is_spent)
    ended = Q(ended_at__gte=now - DAY)
    items = OutboxItem.objects.filter(Q(state__in=OPEN) | ended).values_list("state")
    return Measured(
        budget=budget,
        calls={(method, result): n for method, result, n in tallies.annotate(Sum("count"))},
        streams={
            (kind, care): n
            for kind, care, n in cared.values_list("kind", "care").annotate(Count("pk")).order_by()
        },
        deeds=dict(items.annotate(Count("pk")).order_by()),
        oldest_s=_oldest_s(now=now),
        pulses_s=pulses(now=now),
    )


def wrong(*, now: datetime) -> Wrong:
    """What the operator should know now. Five queries."""
    last = (
        Told.objects.filter(matter=Told.Matter.CONNECTIONS, sent_at__isnull=False)
        .order_by("-began_at")
        .first()
    )
    refused = FlickrConnection.objects.filter(refused_at__isnull=False)
    if last is not None:
        refused = refused.filter(refused_at__gt=last.began_at)
    for_long = Q(trouble=Stream.Trouble.UNAVAILABLE, failures__gte=STUCK_AFTER)
    stuck = Stream.objects.filter(
        for_long | Q(trouble__in=STUCK_FOR_GOOD), paused_at=None, connection__refused_at=None
    )
    stop = CallBudget.objects.values_list("stop", flat=True).first() or ""
    return Wrong(
        refused=refused.count(),
        streams=dict(stuck.values_list("kind").annotate(Count("pk")).order_by("kind")),
        stop="" if stop == CallBudget.Stop.BUSY else stop,
        reports=Report.objects.waiting().count(),
    )


def _oldest_s(*, now: datetime) -> float:
    streams = Stream.objects.due(now=now).order_by().aggregate(at=Min("due_at"))["at"]
    outboxes = Outbox.objects.due(now=now).order_by().aggregate(at=Min("due_at"))["at"]
    waiting = [moment for moment in (streams, outboxes) if moment is not None]
    return max((now - min(waiting)).total_seconds(), 0.0) if waiting else 0.0
