"""The calls that everybody shares."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from galleries.models import CallBudget, CallTally, Turn
from galleries.sync import budget
from galleries.sync.budget import BudgetSpent
from tests.sync.hours import busiest_hour

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


def test_whoever_is_told_to_wait_longer_is_believed() -> None:
    budget.everybody_waits(because="busy", now=NOW, wait_s=60)
    until = NOW + timedelta(seconds=900)
    assert budget.everybody_waits(because="busy", now=NOW, wait_s=900) == until
    assert budget.everybody_waits(because="busy", now=NOW, wait_s=60) == until
    assert CallBudget.objects.get().pause_s == 60, "the next pause is no longer for that"


def test_the_operator_can_read_why_everything_stands_still() -> None:
    budget.everybody_waits(because="clock", now=NOW)
    assert CallBudget.objects.get().stop == CallBudget.Stop.CLOCK
    budget.it_works_again(began_at=NOW)
    assert CallBudget.objects.get().stop == CallBudget.Stop.CLOCK, "it was under way before"
    budget.it_works_again(began_at=NOW + timedelta(minutes=6))
    assert CallBudget.objects.get().stop == CallBudget.Stop.NONE


# Whatever happens: stories of an installation that may make 100 calls an hour.

AN_HOUR, HELD, KEPT, REFILL_S = 100, 10, 2, 36


@dataclass(frozen=True, slots=True)
class Calls:
    by: str  # "people", "background" or "sign-in"
    times: int


@dataclass(frozen=True, slots=True)
class Passes:
    seconds: int  # less than nothing when somebody sets the clock back


@dataclass(frozen=True, slots=True)
class Refusal:
    because: str
    wait_s: int


@dataclass(frozen=True, slots=True)
class Answer:
    began_ago_s: int


EVERYBODY = ("people", "background", "sign-in")
STORIES = st.lists(
    st.one_of(
        st.builds(Calls, st.sampled_from(EVERYBODY), st.sampled_from([1, 3, 99, 99])),
        st.builds(Calls, st.sampled_from(EVERYBODY), st.just(99)),
        st.builds(Passes, st.integers(1, 900)),
        st.builds(Passes, st.integers(1, 900)),
        st.builds(Passes, st.integers(-7200, 7200)),
        st.builds(Refusal, st.sampled_from(["busy", "key", "clock"]), st.sampled_from([0, 5, 900])),
        st.builds(Answer, st.sampled_from([0, 0, 60])),
    ),
    min_size=20,
    max_size=80,
)


@dataclass
class Installation:
    """Lives through a story, and writes down when a call was let through."""

    now: datetime = NOW
    calls: list[datetime] = field(default_factory=list)
    nobody_before: datetime | None = None

    def live_through(self, happening: Calls | Passes | Refusal | Answer) -> None:
        match happening:
            case Calls(by, times):
                for _ in range(times):
                    if not self.may_call(by):
                        return
            case Passes(seconds):
                self.now += timedelta(seconds=seconds)
            case Refusal(because, wait_s):
                until = budget.everybody_waits(because=because, now=self.now, wait_s=wait_s)  # type: ignore[arg-type]
                assert until >= self.now + timedelta(seconds=max(wait_s, 1))
                self.nobody_before = until
            case Answer(began_ago_s):
                began_at = self.now - timedelta(seconds=began_ago_s)
                budget.it_works_again(began_at=began_at)
                if self.nobody_before is not None and self.nobody_before <= began_at:
                    self.nobody_before = None

    def may_call(self, by: str) -> bool:
        if by == "sign-in":
            with mock.patch.object(timezone, "now", return_value=self.now):
                wait_s = budget.take_for_sign_in()
        else:
            wait_s = 0
            try:
                budget.take(now=self.now, somebody_waits=by == "people")
            except BudgetSpent as spent:
                wait_s = spent.wait_s
                assert wait_s > 0
        if not wait_s:
            assert self.nobody_before is None or self.nobody_before <= self.now, "nobody calls"
            self.calls.append(self.now)
        return not wait_s


def lived_through(story: list[Calls | Passes | Refusal | Answer]) -> Installation:
    for model in (CallBudget, CallTally, Turn):
        model.objects.all().delete()
    installation = Installation()
    for happening in story:
        installation.live_through(happening)
    return installation


any_story = settings(
    max_examples=50,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@any_story
@given(story=STORIES)
@override_settings(FLICKR_CALLS_AN_HOUR=AN_HOUR)
def test_whatever_happens_no_hour_sees_more_than_it_may(
    story: list[Calls | Passes | Refusal | Answer],
) -> None:
    moments = sorted(moment.timestamp() for moment in lived_through(story).calls)
    assert busiest_hour(moments) <= AN_HOUR + HELD
    # Nor does any other stretch of time: a full bucket, and what is refilled meanwhile.
    first_s = float("inf")
    for number, moment in enumerate(moments):
        first_s = min(first_s, moment - number * REFILL_S)
        assert number + 1 <= HELD + (moment - first_s) / REFILL_S


@any_story
@given(story=STORIES)
@override_settings(FLICKR_CALLS_AN_HOUR=AN_HOUR)
def test_whatever_happens_background_work_leaves_the_share_of_those_who_wait(
    story: list[Calls | Passes | Refusal | Answer],
) -> None:
    installation = lived_through(story)
    taken = take_all(installation.now, somebody_waits=False)
    left = take_all(installation.now)
    assert left == KEPT if taken else left <= KEPT


@any_story
@given(story=STORIES)
@override_settings(FLICKR_CALLS_AN_HOUR=AN_HOUR)
def test_whatever_happened_after_a_while_calls_are_made_again(
    story: list[Calls | Passes | Refusal | Answer],
) -> None:
    installation = lived_through(story)
    latest = max([installation.now, *installation.calls])
    if installation.nobody_before is not None:
        latest = max(latest, installation.nobody_before)
    assert take_all(latest + timedelta(seconds=HELD * REFILL_S)) == HELD
