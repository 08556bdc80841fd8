"""The calls that everybody shares."""

from datetime import UTC, datetime, timedelta

import pytest

from galleries.models import CallBudget
from galleries.sync import budget
from galleries.sync.budget import BudgetSpent

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def take_all(now: datetime, *, somebody_waits: bool = True) -> int:
    taken = 0
    try:
        while True:
            budget.take(now=now, somebody_waits=somebody_waits)
            taken += 1
    except BudgetSpent:
        return taken


def test_a_full_bucket_holds_300_calls() -> None:
    assert take_all(NOW) == 300


def test_background_work_leaves_some_for_those_who_wait() -> None:
    assert take_all(NOW, somebody_waits=False) == 240
    assert take_all(NOW, somebody_waits=True) == 60


def test_no_hour_sees_more_than_3300_calls() -> None:
    minutes = [take_all(NOW + timedelta(minutes=minute)) for minute in range(180)]
    hours = [sum(minutes[start : start + 60]) for start in range(120)]
    assert max(hours) <= 3300
    assert min(hours[60:]) >= 2990, "and what may be spent can be spent"


def test_whoever_comes_too_early_is_told_when_to_come_back() -> None:
    take_all(NOW)
    with pytest.raises(BudgetSpent) as spent:
        budget.take(now=NOW, somebody_waits=True)
    budget.take(now=NOW + timedelta(seconds=spent.value.wait_s), somebody_waits=True)


def test_a_clock_that_jumps_back_gives_nothing_away() -> None:
    take_all(NOW)
    assert take_all(NOW - timedelta(hours=2)) == 0
    assert take_all(NOW) == 0


def test_a_busy_flickr_stops_everybody_for_as_long_as_it_says() -> None:
    until = budget.everybody_waits(because="busy", now=NOW, wait_s=90)
    assert until == NOW + timedelta(seconds=90)
    with pytest.raises(BudgetSpent):
        budget.take(now=NOW + timedelta(seconds=89), somebody_waits=True)
    budget.take(now=NOW + timedelta(seconds=91), somebody_waits=True)


def test_pauses_double_up_to_an_hour_and_start_short_again_once_flickr_answers() -> None:
    waits = []
    now = NOW
    for _ in range(8):
        until = budget.everybody_waits(because="busy", now=now)
        waits.append((until - now).total_seconds())
        now = until + timedelta(seconds=1)
    assert waits == [60, 120, 240, 480, 960, 1920, 3600, 3600]
    budget.it_works_again(began_at=now)
    assert budget.everybody_waits(because="busy", now=now) == now + timedelta(seconds=60)


def test_ten_workers_that_find_out_at_once_double_the_pause_only_once() -> None:
    untils = {budget.everybody_waits(because="busy", now=NOW) for _ in range(10)}
    assert untils == {NOW + timedelta(seconds=60)}


def test_the_operator_can_read_why_everything_stands_still() -> None:
    budget.everybody_waits(because="clock", now=NOW)
    assert CallBudget.objects.get().stop == CallBudget.Stop.CLOCK
    budget.it_works_again(began_at=NOW)
    assert CallBudget.objects.get().stop == CallBudget.Stop.CLOCK, "it was under way before"
    budget.it_works_again(began_at=NOW + timedelta(minutes=6))
    assert CallBudget.objects.get().stop == CallBudget.Stop.NONE
