"""The nudges of the outbox: each may run twice, late, or never."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import FlickrConnection
from galleries.actions import deeds
from galleries.models import CallBudget, Outbox, OutboxItem
from galleries.models.outbox import State
from galleries.sync import schedule, tasks
from tests.simulated import Town
from tests.sync.outbox.stories import Writer, make_writer, only_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def aino(make_town: Callable[..., Town]) -> Writer:
    return make_writer(make_town)


def test_a_nudge_that_arrives_twice_sends_once(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=timezone.now())
    tasks.send(aino.user.pk)
    tasks.send(aino.user.pk)
    assert only_item().state == State.SENT
    assert aino.calls("favorites.add") == 1


def test_a_nudge_for_somebody_who_is_worked_on_does_nothing(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=timezone.now())
    assert Outbox.objects.claim(aino.user.pk, now=timezone.now()) is not None
    tasks.send(aino.user.pk)
    assert only_item().state == State.WAITING


def test_a_tick_finds_what_no_nudge_told_of(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=timezone.now())
    assert schedule.due_outboxes(now=timezone.now()) == [aino.user.pk]
    CallBudget.objects.create(pk=1, paused_until=timezone.now() + timedelta(minutes=1))
    assert schedule.due_outboxes(now=timezone.now()) == []


@pytest.mark.parametrize(
    "fields", [{"perms": "read"}, {"refused_at": timezone.now()}], ids=["reads", "refused"]
)
def test_a_tick_passes_those_by_who_may_not_write(aino: Writer, fields: dict[str, object]) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=timezone.now())
    FlickrConnection.objects.update(**fields)
    assert schedule.due_outboxes(now=timezone.now()) == []


def test_the_hourly_purge_ends_guests_permissions_and_what_waited_for_them(aino: Writer) -> None:
    long_ago = timezone.now() - timedelta(days=31)
    deeds.fave(aino.photo("tomas"), by=aino.user, now=timezone.now())
    FlickrConnection.objects.update(connected_at=long_ago)
    tasks.purge()
    assert not FlickrConnection.objects.exists()
    assert only_item().outcome == OutboxItem.Outcome.DISCONNECTED
