"""Signing at a group's desk, and what becomes of what was signed."""

from datetime import timedelta

import pytest

from galleries.actions.desks import CannotJudge, Reason
from galleries.actions.leaving import forget_me
from galleries.actions.signing import sign, take_back
from galleries.models import (
    DeskLine,
    Entry,
    Membership,
    OutboxItem,
    Person,
    Photo,
    Role,
    Sheet,
    Verdict,
)
from galleries.models.desk_log import OnlyAdded
from galleries.models.outbox import State
from galleries.models.summaries import summary_of
from galleries.sync.desks import note_vanished, settle
from galleries.sync.forgetting import forget_some
from galleries.sync.purge import purge_some
from tests.actions.test_desks import mixed, piers, why
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_entry,
    make_person,
)
from tests.desks import Piers, judge, sign_all, standing

__all__ = ["piers"]

pytestmark = pytest.mark.django_db

Kind = Verdict.Kind


def signed(cast: Cast, piers: Piers, verdicts: str = "xxk") -> Sheet:
    mixed(cast, piers, len(verdicts))
    sheet = piers.take()
    judge(sheet, cast.alice, verdicts)
    sign_all(sheet, cast.alice)
    return sheet


def end(state: State, outcome: OutboxItem.Outcome, nth: int = 0) -> None:
    """What a worker does to one of the items."""
    item = OutboxItem.objects.order_by("pk")[nth]
    OutboxItem.objects.filter(pk=item.pk).update(state=state, outcome=outcome, ended_at=NOW)
    assert settle(now=NOW) == 1
    assert settle(now=NOW) == 0


def test_signing_says_what_will_happen_and_waits_out_the_grace(cast: Cast, piers: Piers) -> None:
    mixed(cast, piers, 5)
    sheet = piers.take()
    judge(sheet, cast.alice, "xxkf")
    what = summary_of(sheet)
    assert (what.removed, what.kept, what.featured, what.open, what.calls) == (2, 1, 1, 1, 4)
    with pytest.raises(CannotJudge) as refused:
        sign(sheet, seen="1-1-0-0", by=cast.alice.user, now=NOW)
    assert why(refused) is Reason.CHANGED
    sign_all(sheet, cast.alice)
    due = set(OutboxItem.objects.values_list("user", "verb", "due_at", "waits_for"))
    assert due == {(cast.alice.user.pk, "remove_entry", NOW + timedelta(minutes=15), "grace")}
    with pytest.raises(CannotJudge) as refused:
        sign_all(sheet, cast.alice)
    assert why(refused) is Reason.ENDED
    assert OutboxItem.objects.count() == 2
    assert piers.take(cast.bob).places.count() == 1


def test_whoever_lost_the_role_signs_nothing(cast: Cast, piers: Piers) -> None:
    mixed(cast, piers, 3)
    sheet = piers.take(cast.bob)
    judge(sheet, cast.bob, "x")
    Membership.objects.filter(person=cast.bob.person).update(role=Role.MEMBER)
    with pytest.raises(CannotJudge) as refused:
        sign_all(sheet, cast.bob)
    assert why(refused) is Reason.NO_SEAT
    assert not OutboxItem.objects.exists()


def test_a_removal_is_taken_back_in_time_or_too_late_and_it_says_which(
    cast: Cast, piers: Piers
) -> None:
    signed(cast, piers, "xxxk")
    verdicts = list(Verdict.objects.filter(kind=Kind.REMOVE).order_by("pk"))
    OutboxItem.objects.filter(verdict=verdicts[0]).update(state=State.SENDING)
    keys = [verdict.pk for verdict in verdicts[:2]]
    told = take_back(piers.desk, keys, by=cast.bob.user, now=NOW)
    assert (told.in_time, told.too_late) == (1, 1)
    again = take_back(piers.desk, keys, by=cast.bob.user, now=NOW)
    assert (again.in_time, again.too_late) == (0, 1)
    assert standing(piers.desk) == "x-xk"
    assert settle(now=NOW) == 0
    assert DeskLine.objects.get(kind="taken_back").by == cast.bob.person
    assert piers.take(cast.bob).places.count() == 1  # it is new again


@pytest.mark.parametrize(
    ("state", "outcome", "left"),
    [
        (State.SENT, OutboxItem.Outcome.DONE, "xk"),
        (State.SENT, OutboxItem.Outcome.ALREADY, "xk"),
        (State.REFUSED, OutboxItem.Outcome.NOT_ALLOWED, "-k"),
        (State.REFUSED, OutboxItem.Outcome.NO_ROLE, "-k"),
        (State.WITHDRAWN, OutboxItem.Outcome.NO_PERMISSION, "-k"),
    ],
)
def test_a_verdict_follows_what_flickr_answered(
    cast: Cast, piers: Piers, state: State, outcome: OutboxItem.Outcome, left: str
) -> None:
    signed(cast, piers, "xk")
    end(state, outcome)
    assert standing(piers.desk) == left
    assert Verdict.objects.get(kind=Kind.REMOVE).outcome == outcome
    is_new = Entry.objects.filter(decided_at=None).exists()
    assert is_new == (state != State.SENT)
    assert Entry.objects.filter(gone_at__isnull=False).exists() == (state == State.SENT)


def test_who_takes_a_removal_out_of_their_outbox_has_taken_the_verdict_back(
    cast: Cast, piers: Piers
) -> None:
    signed(cast, piers, "xk")
    end(State.WITHDRAWN, OutboxItem.Outcome.BY_PERSON)
    assert standing(piers.desk) == "-k"


def test_a_signer_who_left_took_their_outbox_along(cast: Cast, piers: Piers) -> None:
    signed(cast, piers, "xk")
    OutboxItem.objects.all().delete()
    assert settle(now=NOW) == 1
    assert standing(piers.desk) == "-k"


def test_a_photo_added_again_is_a_new_entry_without_a_verdict(cast: Cast, piers: Piers) -> None:
    signed(cast, piers, "xk")
    entry = Entry.objects.order_by("added_at")[0]
    Entry.objects.filter(pk=entry.pk).update(gone_at=NOW)
    make_entry(piers.group, entry.photo, added_at=NOW)
    end(State.REFUSED, OutboxItem.Outcome.ADDED_AGAIN)
    assert standing(piers.desk) == "-k-"
    assert [one.added_at for one in piers.take(cast.bob).places.all()] == [NOW]


# The log


def test_the_log_holds_who_decided_what_and_why_and_what_was_answered(
    cast: Cast, piers: Piers
) -> None:
    signed(cast, piers, "xkhf")
    end(State.REFUSED, OutboxItem.Outcome.NOT_ALLOWED)
    lines = DeskLine.objects.order_by("pk").values_list("kind", "by", "words")
    alice = cast.alice.person.pk
    assert list(lines) == [
        ("opened", alice, ""),
        ("removed", alice, "Not a pier"),
        ("kept", alice, ""),
        ("held", alice, ""),
        ("featured", alice, ""),
        ("refused", None, "Not a pier"),
    ]
    line = DeskLine.objects.all()[0]
    with pytest.raises(OnlyAdded):
        line.save()


def test_what_vanished_without_a_verdict_is_listed_once_with_whose_it_was(
    cast: Cast, piers: Piers
) -> None:
    entries = mixed(cast, piers, 3)
    judge(piers.take(), cast.alice, "k")
    Entry.objects.filter(group=piers.group).update(gone_at=NOW)
    make_entry(piers.group, entries[2].photo, added_at=NOW)  # added again
    assert note_vanished(now=NOW) == 1
    assert note_vanished(now=NOW) == 0
    line = DeskLine.objects.get(kind="vanished")
    assert (line.photo, line.owner, line.by) == (entries[1].photo, cast.alice.person, None)


# Forgetting


@pytest.mark.django_db(transaction=True)
def test_whoever_is_forgotten_leaves_a_desk_without_their_name(cast: Cast, piers: Piers) -> None:
    """By whom, and whose: both go. What was decided stays with the group."""
    signed(cast, piers, "xkk")
    theirs = [cast.alice, cast.stranger]
    for actor in theirs:
        forget_me(actor.user, typed=str(actor.user), never_again=False)
    while forget_some():
        pass
    assert settle(now=NOW) == 1
    assert Verdict.objects.count() == 3
    assert not Verdict.objects.exclude(by=None).exists()
    assert not Verdict.objects.exclude(owner=None, photo=None).exists()
    assert not DeskLine.objects.exclude(by=None, owner=None).exists()
    assert not Person.objects.filter(pk__in=[actor.person.pk for actor in theirs]).exists()


def test_of_a_removed_photo_nothing_stays_but_number_and_owner(cast: Cast, piers: Piers) -> None:
    elsewhere = make_person("elsewhere", nsid="88888888@N08")
    piers.add(Actor("elsewhere", maybe_person=elsewhere), of=2)
    sheet = piers.take()
    judge(sheet, cast.alice, "xk")
    sign_all(sheet, cast.alice)
    end(State.SENT, OutboxItem.Outcome.DONE)
    Entry.objects.all().delete()
    Photo.objects.update(told_at=NOW - timedelta(days=31))
    OutboxItem.objects.all().delete()
    while purge_some(now=NOW):
        pass
    photos = Photo.objects.values_list("owner", "title", "secret")
    assert list(photos) == [(elsewhere.pk, "", "")] * 2
