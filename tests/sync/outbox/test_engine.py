"""What people do here happens on Flickr: once, in their name, in their order."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import FlickrConnection
from galleries.actions import deeds
from galleries.models import (
    CallBudget,
    Outbox,
    OutboxAnswer,
    OutboxItem,
    Stream,
)
from galleries.models.outbox import State
from galleries.sync.outbox import engine
from galleries.sync.schedule import due_outboxes
from tests.simulated import Town
from tests.sync.outbox.stories import Writer, make_writer, only_item

pytestmark = pytest.mark.django_db

Verb, Outcome, Wait = OutboxItem.Verb, OutboxItem.Outcome, OutboxItem.Wait


@pytest.fixture
def aino(make_town: Callable[..., Town]) -> Writer:
    return make_writer(make_town)


# An answer that did not come


@pytest.mark.parametrize("fault", ["reset", "504", "slow", "half", "another body"])
def test_what_flickr_took_without_saying_so_is_looked_up_and_not_sent_again(
    aino: Writer, fault: str
) -> None:
    photo = aino.photo("tomas")
    deeds.comment(photo, text="What a light", by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next(fault)
    aino.work()
    assert only_item().state == State.SENDING
    assert only_item().waits_for == Wait.NO_ANSWER
    aino.wait(seconds=40)
    item = only_item()
    assert (item.state, item.outcome, item.tries) == (State.SENT, Outcome.DONE, 1)
    assert aino.calls("photos.comments.addComment") == 1
    assert aino.calls("photos.comments.getList") == 1
    assert aino.said(photo) == ["What a light"]


@pytest.mark.parametrize("fault", ["refused", "502", "html", "code 105", "code 106"])
def test_what_flickr_did_not_take_is_looked_up_and_then_sent_again(
    aino: Writer, fault: str
) -> None:
    photo = aino.photo("tomas")
    deeds.fave(photo, by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next(fault)
    aino.work()
    assert not aino.faves(photo)
    aino.wait(seconds=40)
    item = only_item()
    assert (item.state, item.tries) == (State.SENT, 2)
    assert aino.faves(photo)
    methods = [call.method for call in aino.town.simulator.journal.calls()]
    assert methods[-3:] == ["favorites.add", "favorites.getList", "favorites.add"]


def test_who_died_while_sending_left_it_to_be_looked_up(aino: Writer) -> None:
    """Killed after Flickr took it and before that was written down."""
    photo = aino.photo("tomas")
    item = deeds.fave(photo, by=aino.user, now=aino.town.clock())
    assert item is not None
    aino.work()
    OutboxItem.objects.filter(pk=item.pk).update(state=State.SENDING, ended_at=None, outcome="")
    Outbox.objects.update(due_at=aino.town.clock())
    aino.work()
    assert only_item().state == State.SENT
    assert aino.calls("favorites.add") == 1


def test_nothing_is_looked_up_or_sent_while_flickr_is_given_time(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("502")
    aino.work()
    calls = aino.town.calls()
    aino.wait(seconds=20)
    assert aino.town.calls() == calls
    assert Outbox.objects.get().due_at == only_item().due_at


# Order


def test_a_throttled_add_that_waits_for_tomorrow_holds_up_no_fave(aino: Writer) -> None:
    group = aino.group(throttle_mode="day", throttle_count=1)
    first, second = aino.photo("aino", 0), aino.photo("aino", 1)
    deeds.add_to_pool(first, group=group, by=aino.user, now=aino.town.clock())
    aino.work()
    deeds.add_to_pool(second, group=group, by=aino.user, now=aino.town.clock())
    other = aino.photo("tomas")
    deeds.fave(other, by=aino.user, now=aino.town.clock())
    deeds.add_tags(second, text="pier", by=aino.user, now=aino.town.clock())
    aino.work()
    waiting = OutboxItem.objects.get(state=State.WAITING)
    assert (waiting.photo, waiting.waits_for) == (second, Wait.LIMIT)
    assert aino.faves(other)
    assert OutboxItem.objects.get(verb=Verb.ADD_TAGS).state == State.SENT
    for _ in range(5):
        aino.wait(hours=6)
    assert not OutboxItem.objects.open().exists()
    assert aino.effects("groups.pools.add") == 2


def test_what_else_is_added_to_a_group_that_takes_no_more_is_not_even_tried(aino: Writer) -> None:
    group = aino.group(throttle_mode="day", throttle_count=1)
    for nth in range(4):
        photo = aino.photo("aino", nth)
        deeds.add_to_pool(photo, group=group, by=aino.user, now=aino.town.clock())
    aino.work()
    assert aino.calls("groups.pools.add") == 2
    waiting = OutboxItem.objects.open()
    assert {item.waits_for for item in waiting} == {Wait.LIMIT}
    assert len(waiting) == 3


def test_a_change_of_mind_never_overtakes_what_came_before(aino: Writer) -> None:
    photo = aino.photo("tomas")
    deeds.fave(photo, by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("reset")
    aino.work()
    aino.town.clock.advance(seconds=1)
    assert deeds.unfave(photo, by=aino.user, now=aino.town.clock()) is not None
    aino.work()
    assert aino.calls("favorites.remove") == 0
    aino.wait(seconds=40)
    assert not aino.faves(photo)
    assert aino.effects("favorites.add") == aino.effects("favorites.remove") == 1


def test_one_person_sends_one_thing_at_a_time(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    now = aino.town.clock()
    assert Outbox.objects.claim(aino.user.pk, now=now) is not None
    assert Outbox.objects.claim(aino.user.pk, now=now) is None
    assert Outbox.objects.claim(aino.user.pk, now=now + timedelta(seconds=91)) is not None


def test_whoever_lost_their_claim_makes_no_call(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    now = aino.town.clock()
    lost = Outbox.objects.claim(aino.user.pk, now=now)
    assert lost is not None
    assert Outbox.objects.claim(aino.user.pk, now=now + timedelta(seconds=91)) is not None
    assert engine.work(lost, clock=aino.town.clock) is False
    assert aino.town.calls() == 0
    assert only_item().state == State.WAITING


# A change of mind


def test_what_was_withdrawn_is_not_sent(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    assert deeds.withdraw(only_item(), now=aino.town.clock())
    aino.work()
    assert aino.town.calls() == 0
    assert only_item().outcome == Outcome.BY_PERSON


@pytest.mark.parametrize("change", ["withdrawn", "other words"])
def test_who_changes_their_mind_after_a_worker_has_read_it_is_heard(
    aino: Writer, change: str
) -> None:
    photo = aino.photo("tomas")
    deeds.comment(photo, text="What a light", by=aino.user, now=aino.town.clock())
    claim = Outbox.objects.claim(aino.user.pk, now=aino.town.clock())
    assert claim is not None
    read = OutboxItem.objects.select_related("user", "photo").get()
    if change == "withdrawn":
        deeds.withdraw(only_item(), now=aino.town.clock())
    else:
        deeds.change_words(only_item(), text="What a sky", now=aino.town.clock())
    connection = FlickrConnection.objects.select_related("user").get()
    engine._step(claim, read, connection, clock=aino.town.clock)
    assert aino.town.calls() == 0
    engine.work(claim, clock=aino.town.clock)
    assert aino.said(photo) == ([] if change == "withdrawn" else ["What a sky"])


def test_what_is_being_sent_can_be_neither_withdrawn_nor_changed(aino: Writer) -> None:
    deeds.comment(aino.photo("tomas"), text="Hm", by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("reset")
    aino.work()
    assert not deeds.withdraw(only_item(), now=aino.town.clock())
    with pytest.raises(deeds.CannotDo) as refused:
        deeds.change_words(only_item(), text="Ah", now=aino.town.clock())
    assert refused.value.reason is deeds.Reason.BEING_SENT


# Machines never argue with people


def test_what_a_moderated_group_may_have_queued_is_not_sent_again_by_a_machine(
    aino: Writer,
) -> None:
    """Its queue is shown to nobody: an admin may have said no meanwhile."""
    group = aino.group(is_moderated=True)
    deeds.add_to_pool(aino.own, group=group, by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("502")
    aino.work()
    aino.wait(seconds=40)
    item = only_item()
    assert (item.state, item.outcome) == (State.REFUSED, Outcome.UNSURE)
    aino.wait(days=2)
    assert aino.calls("groups.pools.add") == 1
    assert deeds.try_again(item, now=aino.town.clock())  # a human may
    aino.work()
    assert only_item().outcome == Outcome.QUEUED


@pytest.mark.parametrize(("minutes", "state"), [(5, State.SENT), (30, State.REFUSED)])
def test_an_add_that_stayed_unclear_for_long_is_left_to_a_human(
    aino: Writer, minutes: int, state: str
) -> None:
    """An admin may have taken the photo out again before anybody looked."""
    group = aino.group()
    deeds.add_to_pool(aino.own, group=group, by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("502")
    aino.work()
    aino.wait(minutes=minutes)
    assert only_item().state == state


def test_a_photo_that_was_added_again_is_another_entry_and_stays(aino: Writer) -> None:
    group = aino.group()
    photo, sim = aino.own, aino.town.simulator
    deeds.add_to_pool(photo, group=group, by=aino.user, now=aino.town.clock())
    aino.work()
    aino.town.clock.advance(minutes=1)
    deeds.remove_from_pool(photo, group=group, by=aino.user, now=aino.town.clock())
    sim.faults.next("reset")
    aino.work()
    aino.town.clock.advance(minutes=1)
    sim.pools.add_as(sim.world.member(aino.nsid), group.nsid, str(photo.pk))
    aino.wait(minutes=1)
    assert OutboxItem.objects.get(verb=Verb.REMOVE_FROM_POOL).state == State.SENT
    assert sim.pools.of(group.nsid).find(photo.pk) is not None
    assert aino.calls("groups.pools.remove") == 1


# The house


def test_what_is_about_a_photo_that_left_the_house_is_not_sent(aino: Writer) -> None:
    photo = aino.photo("tomas")
    deeds.comment(photo, text="Ahoy", by=aino.user, now=aino.town.clock())
    photo.delete()
    aino.work()
    item = only_item()
    assert (item.state, item.outcome, item.text) == (State.REFUSED, Outcome.NOT_THERE, "Ahoy")
    assert aino.town.calls() == 0


def test_every_call_and_its_answer_stand_in_the_journal(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    aino.town.simulator.faults.next("502")
    aino.work()
    aino.wait(seconds=40)
    told = OutboxAnswer.objects.order_by("pk").values_list("is_look", "answer")
    assert [(is_look, answer.split(";")[0]) for is_look, answer in told] == [
        (False, "HTTP 502"),
        (True, "not_there"),
        (False, "ok"),
    ]


def test_an_outbox_with_nothing_left_rests(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    aino.work()
    outbox = Outbox.objects.get()
    assert (outbox.due_at, outbox.claim) == (None, None)
    assert due_outboxes(now=timezone.now() + timedelta(days=300)) == []


def test_calls_of_the_outbox_come_before_background_work(aino: Writer) -> None:
    """A person waits: the last fifth of the bucket is theirs."""
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    CallBudget.objects.update_or_create(
        pk=1, defaults={"full_at_s": aino.town.clock.epoch() + 280 * 1.2}
    )
    aino.work()
    assert only_item().state == State.SENT


def test_a_budget_that_is_spent_makes_it_wait_and_not_sending(aino: Writer) -> None:
    deeds.fave(aino.photo("tomas"), by=aino.user, now=aino.town.clock())
    CallBudget.objects.update_or_create(
        pk=1, defaults={"full_at_s": aino.town.clock.epoch() + 400 * 1.2}
    )
    aino.work()
    assert only_item().state == State.WAITING
    assert aino.town.calls() == 0
    aino.wait(minutes=5)
    assert only_item().state == State.SENT


def test_streams_are_not_needed_to_write(aino: Writer) -> None:
    """A guest, for whom nothing is copied."""
    assert not Stream.objects.exists()
    photo = aino.photo("tomas")
    deeds.fave(photo, by=aino.user, now=aino.town.clock())
    aino.work()
    assert aino.faves(photo)
