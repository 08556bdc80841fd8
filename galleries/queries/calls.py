"""What the calls to Flickr were spent on, and how many may be made now.

Numbers, methods and ids, and no word of anybody's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from galleries.models import CallBudget, CallTally

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
HOLDS = 1 / 10  # of an hour's calls, as galleries.sync.budget has it
PEOPLE = 30


@dataclass(frozen=True, slots=True)
class Budget:
    """The call budget at one moment.

    left          calls that could be made at once
    holds         that many at most
    most          more than this many no 60 minutes ever see
    paused_until  nobody calls before; None when calls may be made
    stop          why, one of CallBudget.Stop
    """

    left: int
    holds: int
    most: int
    paused_until: datetime | None
    stop: str

    @property
    def is_spent(self) -> bool:
        """Whoever waits, waits for a call: less than half is left, or nobody may call at all."""
        return self.paused_until is not None or self.left * 2 < self.holds


@dataclass(frozen=True, slots=True)
class Span:
    """The calls in one span of time.

    amiss  how many had which result, of those that did not go well
    """

    count: int
    amiss: Mapping[CallTally.Result, int]


@dataclass(frozen=True, slots=True)
class Calls:
    """The calls of one method, or of one person.

    key   the method, or the NSID; "" without anybody's token
    name  of the person here; "" when there is none
    """

    key: str
    hour: Span
    day: Span
    name: str = ""


@dataclass(frozen=True, slots=True)
class Spent:
    """What the calls of the last hour and day were spent on. Each method and person by the day.

    The hour ends now and begins with the ten minutes that are still in it; so does the day.
    others  people with calls, beyond the thirty that are listed
    """

    hour: int
    day: int
    methods: tuple[Calls, ...]
    people: tuple[Calls, ...]
    others: int


def budget_now(*, now: datetime) -> Budget:
    """How many calls are left. One query."""
    an_hour = settings.FLICKR_CALLS_AN_HOUR
    row = CallBudget.objects.first() or CallBudget()
    refill_s = 3600 / an_hour
    # A millisecond less, as galleries.sync.budget forgives it.
    taken_s = max(0.0, row.full_at_s - now.timestamp() - 0.001)
    is_paused = row.paused_until is not None and row.paused_until > now
    return Budget(
        left=max(0, int(an_hour * HOLDS - taken_s / refill_s)),
        holds=round(an_hour * HOLDS),
        most=round(an_hour * (1 + HOLDS)),
        paused_until=row.paused_until if is_paused else None,
        stop=row.stop if is_paused else "",
    )


def spent(*, now: datetime) -> Spent:
    """Read what the calls were spent on. Three queries."""
    counted = CallTally.objects.filter(began_at__gt=now - DAY)
    in_hour = Q(began_at__gt=now - HOUR)
    total = counted.aggregate(
        hour=Coalesce(Sum("count", filter=in_hour), 0),
        day=Coalesce(Sum("count"), 0),
        people=Count("nsid", distinct=True),
    )
    methods = _by("method", now=now)
    named = User.objects.filter(nsid=OuterRef("nsid")).values("name")
    people = _by("nsid", now=now).annotate(name=Subquery(named))[:PEOPLE]
    return Spent(
        hour=total["hour"],
        day=total["day"],
        methods=tuple(_calls(row, row["method"]) for row in methods),
        people=tuple(_calls(row, row["nsid"], row["name"] or "") for row in people),
        others=max(0, total["people"] - PEOPLE),
    )


def _by(column: str, *, now: datetime) -> Any:
    """The tallies of the day added up by one column, the most first."""
    spans = {"hour": Q(began_at__gt=now - HOUR), "day": Q(began_at__gt=now - DAY)}
    sums = {
        f"{span}_{result.value}": Coalesce(Sum("count", filter=since & Q(result=result)), 0)
        for span, since in spans.items()
        for result in CallTally.Result
    }
    counted = CallTally.objects.filter(spans["day"]).values(column)
    return counted.annotate(day=Sum("count"), **sums).order_by("-day", column)


def _calls(row: Mapping[str, Any], key: str, name: str = "") -> Calls:
    return Calls(key=key, name=name, hour=_span(row, "hour"), day=_span(row, "day"))


def _span(row: Mapping[str, Any], span: str) -> Span:
    results = {result: row[f"{span}_{result.value}"] for result in CallTally.Result}
    amiss: dict[CallTally.Result, int] = {
        result: count
        for result, count in results.items()
        if count and result is not CallTally.Result.OK
    }
    return Span(sum(results.values()), amiss)
