"""Removals that a desk decided, sent to Flickr: once, by whoever signed, of that entry alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from accounts.models import FlickrConnection
from galleries.actions import deeds
from galleries.actions.desks import CannotJudge, open_desk
from galleries.actions.sheets import take_sheet
from galleries.actions.signing import sign, take_back
from galleries.actions.verdicts import decide
from galleries.flickr.simulator.group_cast import MEMBER, MODERATOR, SimGroup
from galleries.models import (
    Desk,
    DeskLine,
    Entry,
    Group,
    Membership,
    OutboxItem,
    Photo,
    Role,
    Sheet,
    Stream,
    Verdict,
)
from galleries.models.outbox import State
from galleries.models.summaries import summary_of
from galleries.sync.desks import settle
from tests.simulated import Town
from tests.sync.outbox.stories import Writer, make_writer

pytestmark = pytest.mark.django_db

Outcome = OutboxItem.Outcome


@dataclass
class Office:
    """Aino is a moderator of a group; photos of others have just been added to it."""

    aino: Writer
    sim_group: SimGroup
    group: Group
    desk: Desk

    @property
    def now(self) -> datetime:
        return self.aino.town.clock()

    @property
    def pool(self) -> set[int]:
        """What is in the pool on Flickr."""
        return {one.photo_id for one in self.aino.town.simulator.pools.of(self.sim_group)}

    def entry(self, owner: str, nth: int = 0) -> Photo:
        photo = self.aino.photo(owner, nth)
        self.aino.town.clock.advance(seconds=1)
        sim, at = self.aino.town.simulator, int(self.aino.town.clock.epoch())
        sim.pools.add(self.sim_group, photo.pk, at)
        entry = next(one for one in sim.pools.of(self.sim_group) if one.photo_id == photo.pk)
        Entry.objects.create(
            group=self.group,
            photo=photo,
            owner=photo.owner,
            added_at=datetime.fromtimestamp(entry.added_at, UTC),
            told_at=self.now,
        )
        return photo

    def clear(self, verdicts: str) -> Sheet:
        """Take a sheet, decide, and sign it."""
        by, now = self.aino.user, self.now
        sheet = take_sheet(self.desk, by=by, now=now)
        for place, letter in zip(sheet.places.all(), verdicts, strict=True):
            kind = Verdict.Kind.REMOVE if letter == "x" else Verdict.Kind.KEEP
            decide(place, kind, by=by, now=now, words="No" if letter == "x" else "")
        sign(sheet, seen=summary_of(sheet).seen, by=by, now=now)
        return sheet

    def work(self, **later: float) -> None:
        self.aino.wait(**later)
        settle(now=self.now)

    def seat(self, role: int) -> None:
        """What Aino is in the group on Flickr from now on."""
        self.aino.town.simulator.groups.set_role(self.sim_group, self.aino.nsid, role)


@pytest.fixture
def office(make_town: Callable[..., Town]) -> Office:
    aino = make_writer(make_town)
    FlickrConnection.objects.update(in_step_since=aino.town.clock())
    group = aino.group()
    sim_group = aino.town.simulator.groups.get(group.nsid)
    assert sim_group is not None
    Membership.objects.update(role=Role.MODERATOR)
    desk = open_desk(group, by=aino.user, now=aino.town.clock())
    Stream.objects.filter(kind="pool").update(in_step_at=aino.town.clock())
    found = Office(aino, sim_group, group, desk)
    found.seat(MODERATOR)
    return found


def verdict() -> Verdict:
    return Verdict.objects.get(kind=Verdict.Kind.REMOVE)


def test_a_removal_waits_out_its_grace_and_takes_effect_once(office: Office) -> None:
    kept, gone = office.entry("tomas"), office.entry("marie")
    office.clear("kx")
    office.work(minutes=14)
    assert office.pool == {kept.pk, gone.pk}
    assert office.aino.calls("groups.getInfo") == 0
    office.work(minutes=2)
    assert office.pool == {kept.pk}
    assert office.aino.effects("groups.pools.remove") == 1
    assert (office.aino.calls("groups.getInfo"), office.aino.calls("groups.pools.getPhotos")) == (
        1,
        1,
    )
    assert (verdict().state, verdict().outcome) == (Verdict.State.SENT, Outcome.DONE)
    assert Entry.objects.get(photo=gone).gone_at is not None
    assert DeskLine.objects.filter(kind="sent", answer="ok").exists()


def test_flickr_is_asked_once_for_a_whole_sheet(office: Office) -> None:
    for owner in ("tomas", "marie", "tomas"):
        office.entry(owner, Entry.objects.count())
    office.clear("xxx")
    office.work(minutes=16)
    assert office.pool == set()
    assert office.aino.calls("groups.getInfo") == 1
    assert office.aino.effects("groups.pools.remove") == 3


@pytest.mark.parametrize("role", [MEMBER, 0])
def test_whoever_lost_the_role_has_nothing_sent_and_is_told(office: Office, role: int) -> None:
    office.entry("tomas")
    office.entry("marie")
    office.clear("xx")
    if role:
        office.seat(role)
    else:
        office.aino.town.simulator.groups.leave(office.sim_group, office.aino.nsid)
    office.work(minutes=16)
    assert office.aino.calls("groups.pools.remove") == 0
    assert len(office.pool) == 2
    items = set(OutboxItem.objects.values_list("state", "outcome"))
    assert items == {(State.REFUSED, Outcome.NO_ROLE)}
    assert set(Verdict.objects.values_list("state", flat=True)) == {Verdict.State.REFUSED}
    assert office.aino.calls("groups.getInfo") == 1
    with pytest.raises(CannotJudge):  # there is no seat any more
        take_sheet(office.desk, by=office.aino.user, now=office.now)


def test_a_photo_added_again_is_never_removed_by_the_old_verdict(office: Office) -> None:
    photo = office.entry("tomas")
    office.clear("x")
    office.aino.town.clock.advance(minutes=5)
    sim = office.aino.town.simulator
    sim.pools.remove(office.sim_group, photo.pk)
    sim.pools.add(office.sim_group, photo.pk, int(office.aino.town.clock.epoch()))
    office.work(minutes=11)
    assert office.pool == {photo.pk}
    assert office.aino.calls("groups.pools.remove") == 0
    assert (verdict().state, verdict().outcome) == (Verdict.State.REFUSED, Outcome.ADDED_AGAIN)


def test_what_has_left_the_pool_already_is_done(office: Office) -> None:
    photo = office.entry("tomas")
    office.clear("x")
    office.aino.town.simulator.pools.remove(office.sim_group, photo.pk)
    office.work(minutes=16)
    assert (verdict().state, verdict().outcome) == (Verdict.State.SENT, Outcome.ALREADY)


@pytest.mark.parametrize("fault", ["reset", "refused"])
def test_no_clear_answer_is_looked_up_and_sent_at_most_once(office: Office, fault: str) -> None:
    office.entry("tomas")
    office.clear("x")
    office.aino.town.clock.advance(minutes=16)
    office.aino.town.simulator.faults.next(fault, method="groups.pools.remove")
    office.work()
    office.work(seconds=40)
    assert office.pool == set()
    assert office.aino.effects("groups.pools.remove") == 1
    assert verdict().state == Verdict.State.SENT


def test_no_permission_comes_back_with_the_reason(office: Office) -> None:
    photo = office.entry("tomas")
    office.clear("x")
    office.aino.town.clock.advance(minutes=16)
    # Between the question and the removal.
    Sheet.objects.update(checked_at=office.now)
    office.seat(MEMBER)
    office.work()
    assert office.pool == {photo.pk}
    assert (verdict().state, verdict().outcome) == (Verdict.State.REFUSED, Outcome.NOT_ALLOWED)
    assert "Insufficient permission" in verdict().answer
    Stream.objects.filter(kind="pool").update(in_step_at=office.now)
    assert take_sheet(office.desk, by=office.aino.user, now=office.now).places.count() == 1


def test_while_flickr_does_not_say_who_one_is_nothing_is_sent_and_all_can_be_taken_back(
    office: Office,
) -> None:
    office.entry("tomas")
    office.clear("x")
    office.aino.town.clock.advance(minutes=16)
    office.aino.town.simulator.faults.next("500", method="groups.getInfo", times=3)
    office.work()
    assert OutboxItem.objects.get().state == State.WAITING
    told = take_back(office.desk, [verdict().pk], by=office.aino.user, now=office.now)
    assert (told.in_time, told.too_late) == (1, 0)
    office.work(hours=2)
    assert office.aino.calls("groups.pools.remove") == 0
    assert len(office.pool) == 1


def test_other_deeds_on_the_same_photo_do_not_wait_for_the_grace(office: Office) -> None:
    photo = office.entry("tomas")
    office.clear("x")
    deeds.fave(photo, by=office.aino.user, now=office.now)
    office.work()
    assert office.aino.faves(photo)
    assert verdict().state == Verdict.State.SIGNED


def test_a_role_that_flickr_confirms_is_a_seat_for_another_day(office: Office) -> None:
    office.entry("tomas")
    office.clear("x")
    office.work(minutes=16)
    assert Membership.objects.get(person__nsid=office.aino.nsid).told_at == office.now
