"""When somebody was last here, and when their visit before that ended."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db.models import JSONField, Value
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.presence import note_visit
from tests.cast import NOW

pytestmark = pytest.mark.django_db

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def somebody(*, seen_at: datetime = NOW) -> User:
    user = User.objects.create_user("11111111@N01", name="Alice")
    User.objects.filter(pk=user.pk).update(seen_at=seen_at)
    return again()


def again() -> User:
    """As the next request reads them."""
    return User.objects.get()


def come(*moments: datetime) -> None:
    for moment in moments:
        note_visit(again(), now=moment)


def marks(entry: int) -> Callable[[], Value]:
    return lambda: Value({"entry": entry}, output_field=JSONField())


def test_a_first_visit_has_none_before_it() -> None:
    somebody()
    come(NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR)
    assert again().last_time_at is None
    assert again().seen_at == NOW + 3 * HOUR


def test_who_comes_back_the_next_day_was_last_here_when_they_left() -> None:
    somebody()
    come(NOW + HOUR, NOW + 26 * HOUR)
    assert again().last_time_at == NOW + HOUR


def test_that_stays_so_for_as_long_as_the_visit_lasts() -> None:
    somebody()
    come(*(NOW + 24 * HOUR + minutes * MINUTE for minutes in (0, 1, 59, 150, 290, 400)))
    assert again().last_time_at == NOW
    assert again().seen_at == NOW + 24 * HOUR + 400 * MINUTE


@pytest.mark.parametrize(
    ("away", "has_ended"),
    [
        pytest.param(2 * HOUR, False, id="two hours after the hour was written down"),
        pytest.param(3 * HOUR - MINUTE, False, id="two hours since the last page, perhaps less"),
        pytest.param(3 * HOUR, True, id="two hours since the last page, for certain"),
    ],
)
def test_a_visit_ends_with_two_hours_without_a_page(away: timedelta, has_ended: bool) -> None:
    somebody()
    come(NOW + 59 * MINUTE, NOW + away)  # the first is within the hour: nothing is written
    assert (again().last_time_at == NOW) is has_ended


def test_it_is_written_once_an_hour(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = somebody(seen_at=NOW - 24 * HOUR)
    with django_assert_num_queries(1):
        for minutes in range(60):
            note_visit(user, now=NOW + minutes * MINUTE)


def test_two_tabs_that_open_at_once_begin_one_visit() -> None:
    somebody(seen_at=NOW - 24 * HOUR)
    one, other = again(), again()
    note_visit(one, now=NOW)
    note_visit(other, now=NOW + timedelta(milliseconds=20))
    for user in (one, other, again()):
        assert user.last_time_at == NOW - 24 * HOUR
        assert user.seen_at == NOW


def test_whoever_was_forgotten_meanwhile_is_not_there_to_be_seen() -> None:
    user = somebody(seen_at=NOW - 24 * HOUR)
    User.objects.all().delete()
    note_visit(user, now=NOW)
    assert not User.objects.exists()


def test_how_far_the_copies_were_is_remembered_with_the_hour() -> None:
    somebody(seen_at=NOW - 24 * HOUR)
    for hours, reached in ((0, 7), (1, 8), (24, 9)):
        note_visit(again(), now=NOW + hours * HOUR, reached=marks(reached))
    user = again()
    assert user.last_time_up_to == {"entry": 8}
    assert user.seen_up_to == {"entry": 9}


def test_the_request_that_begins_a_visit_knows_it() -> None:
    user = somebody(seen_at=NOW - 24 * HOUR)
    note_visit(user, now=NOW)
    assert user.last_time_at == NOW - 24 * HOUR
