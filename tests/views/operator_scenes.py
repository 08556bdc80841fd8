"""What the tests of /operator/ share: an operator, and calls that were made."""

import re
from datetime import datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from galleries.models import CallTally, Stream
from galleries.sync import budget
from galleries.sync.budget import BudgetSpent
from tests.cast import NOW, Cast

URL = "/operator/"
Kind = Stream.Kind
Result = CallTally.Result
LATER = timezone.now() + timedelta(hours=3)
QUIET: dict[str, Any] = {"in_step_at": NOW, "due_at": LATER}
VERBS = ("run", "pause", "go-on", "reset")


@pytest.fixture
def named_operator(settings: Settings, cast: Cast) -> None:
    """The operator of the cast runs this site."""
    settings.OPERATOR = [cast.operator.user.nsid]


def text(cast: Cast, url: str = URL) -> str:
    """The page as it reads: without tags, blanks put together."""
    page = cast.operator.client.get(url).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).replace("\xa0", " ").split())


def minutes_ago(minutes: float) -> datetime:
    return timezone.now() - timedelta(minutes=minutes)


def spend_everything(now: datetime, *, somebody_waits: bool = False) -> int:
    """How many calls that were."""
    taken = 0
    try:
        while True:
            budget.take(now=now, somebody_waits=somebody_waits)
            taken += 1
    except BudgetSpent:
        return taken


def tally(method: str, count: int, *, result: Result = Result.OK, **fields: Any) -> None:
    fields = {"began_at": minutes_ago(15), "nsid": "11111111@N01"} | fields
    CallTally.objects.create(method=method, count=count, result=result, **fields)
