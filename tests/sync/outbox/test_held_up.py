"""What holds up everything of a person, and what becomes of it without their permission."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import FlickrConnection, User
from galleries.actions import deeds
from galleries.models import (
    CallBudget,
    OutboxItem,
)
from galleries.models.outbox import State
from galleries.sync.outbox.leaving import UNPERMITTED, expire_unpermitted
from galleries.sync.schedule import due_outboxes
from tests.simulated import Town
from tests.sync.outbox.stories import Writer, make_writer, only_item, permit

pytestmark = pytest.mark.django_db

Verb, Outcome, Wait = OutboxItem.Verb, OutboxItem.Outcome, OutboxItem.Wait


@pytest.fixture
def aino(make_town: Callable[..., Town]) -> Writer:
    return make_writer(make_town)


# What holds everything of a person


def test_when_flickr_says_too_many_calls_everything_waits(aino: Writer) -> None:
    for nth in range(3):
        deeds.fave(aino.photo("tomas", nth), by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("429")
    aino.work()
    assert aino.calls("favorites.add") == 1
    assert {item.state for item in OutboxItem.objects.all()} == {State.WAITING}
    assert CallBudget.objects.get().paused_until is not None
    assert due_outboxes(now=aino.town.clock()) == []
    aino.wait(seconds=61)
    assert {item.state for item in OutboxItem.objects.all()} == {State.SENT}
    assert aino.effects("favorites.add") == 3


def test_a_refused_token_holds_everything_until_they_connect_again(aino: Writer) -> None:
    for nth in range(2):
        deeds.fave(aino.photo("tomas", nth), by=aino.user, now=aino.town.clock())
    aino.town.simulator.oauth.revoke_all(aino.nsid)
    aino.work()
    assert FlickrConnection.objects.get().refused_at is not None
    assert [item.state for item in OutboxItem.objects.all()] == [State.WAITING] * 2
    calls = aino.town.calls()
    aino.wait(days=3)
    assert aino.town.calls() == calls
    deeds.when_connected(connection=permit(aino.town, aino.user))
    aino.work()
    assert [item.state for item in OutboxItem.objects.all()] == [State.SENT] * 2


def test_a_token_that_flickr_refuses_once_by_mistake_is_not_given_up(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("code 98")
    aino.work()
    assert FlickrConnection.objects.get().refused_at is None
    aino.wait(seconds=61)
    assert only_item().state == State.SENT


def test_a_token_that_may_only_read_waits_for_a_higher_permission(aino: Writer) -> None:
    """They changed the address on Flickr's page, and allowed less than was asked."""
    photo = aino.photo("tomas")
    deeds.fave(photo, by=aino.user, now=aino.town.clock())
    aino.town.simulator.lower(aino.nsid, "read")
    aino.work()
    assert FlickrConnection.objects.get().perms == "read"
    assert only_item().state == State.WAITING
    deeds.when_connected(connection=permit(aino.town, aino.user))
    aino.wait(minutes=1)
    assert aino.faves(photo)


def test_a_wrong_key_stops_everybody_and_blames_no_token(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("key unknown")
    aino.work()
    assert FlickrConnection.objects.get().refused_at is None
    assert CallBudget.objects.get().stop == CallBudget.Stop.KEY
    assert only_item().state == State.WAITING


def test_a_broken_seal_asks_them_to_connect_again(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    FlickrConnection.objects.update(sealed_token="rubbish")
    aino.work()
    assert FlickrConnection.objects.get().refused_at is not None
    assert only_item().state == State.WAITING
    assert aino.town.calls() == 0


def test_an_account_that_was_closed_here_sends_nothing(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    User.objects.update(is_active=False)
    assert due_outboxes(now=aino.town.clock()) == []


# Permission


def test_disconnecting_withdraws_what_waits(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    FlickrConnection.objects.get().delete()
    item = only_item()
    assert (item.state, item.outcome) == (State.WITHDRAWN, Outcome.DISCONNECTED)
    aino.wait(days=1)
    assert aino.town.calls() == 0


def test_what_was_being_sent_when_they_disconnected_is_looked_up_once_they_are_back(
    aino: Writer,
) -> None:
    photo = aino.photo("tomas")
    deeds.comment(photo, text="Ahoy", by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("reset")
    aino.work()
    FlickrConnection.objects.get().delete()
    assert only_item().state == State.SENDING
    aino.wait(days=1)
    assert aino.town.calls() == 1
    deeds.when_connected(connection=permit(aino.town, aino.user))
    aino.work()
    assert only_item().state == State.SENT
    assert aino.said(photo) == ["Ahoy"]
    assert aino.calls("photos.comments.addComment") == 1


@pytest.mark.parametrize("perms", ["", "read"])
def test_what_waits_for_a_permission_that_is_not_given_is_withdrawn_after_a_day(
    aino: Writer, perms: str
) -> None:
    FlickrConnection.objects.all().delete()
    if perms:
        permit(aino.town, aino.user, perms)
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    aino.work()
    expire_unpermitted(now=aino.town.clock() + UNPERMITTED)
    assert only_item().state == State.WAITING
    expire_unpermitted(now=aino.town.clock() + UNPERMITTED + timedelta(seconds=1))
    item = only_item()
    assert (item.state, item.outcome) == (State.WITHDRAWN, Outcome.NO_PERMISSION)
    assert aino.town.calls() == 0


def test_what_waits_for_somebody_to_connect_again_is_not_withdrawn(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    FlickrConnection.objects.update(refused_at=aino.town.clock())
    expire_unpermitted(now=aino.town.clock() + timedelta(days=30))
    assert only_item().state == State.WAITING
