"""Seats, sheets and verdicts at a group's desk."""

from datetime import timedelta

import pytest

from galleries.actions.desks import CannotJudge, Reason, open_desk
from galleries.actions.sheets import extend, give_back, release, take_sheet, unfold
from galleries.actions.verdicts import decide, undo
from galleries.models import (
    DeskLine,
    Entry,
    GroupMember,
    Membership,
    OutboxItem,
    Role,
    Sheet,
    Verdict,
)
from galleries.models.summaries import summary_of
from tests.cast import (
    NOW,
    Cast,
    make_group,
    make_group_member,
    make_membership,
)
from tests.desks import Piers, judge, make_piers, place, sign_all, standing

pytestmark = pytest.mark.django_db

Kind = Verdict.Kind


@pytest.fixture
def piers(cast: Cast) -> Piers:
    """Alice's; Bob is a moderator, and half of what is new is the stranger's."""
    piers = make_piers(cast.alice)
    piers.seat(cast.bob)
    return piers


def mixed(cast: Cast, piers: Piers, count: int = 6) -> list[Entry]:
    """Entries without a burst: two members by turns."""
    return [piers.add((cast.stranger, cast.alice)[one % 2])[0] for one in range(count)]


def why(raised: pytest.ExceptionInfo[CannotJudge]) -> Reason:
    return raised.value.reason


# Seats


def test_only_whom_flickr_named_admin_or_moderator_opens_a_desk(cast: Cast) -> None:
    group = make_group("Ferries")
    for actor, role in ((cast.bob, Role.MEMBER), (cast.stranger, Role.MODERATOR)):
        make_membership(actor, group, role=role)
    for actor in (cast.bob, cast.alice, cast.guest):
        with pytest.raises(CannotJudge) as refused:
            open_desk(group, by=actor.user, now=NOW)
        assert why(refused) is Reason.NO_SEAT
    desk = open_desk(group, by=cast.stranger.user, now=NOW)
    assert open_desk(group, by=cast.stranger.user, now=NOW) == desk
    assert cast.stranger.connection.streams.filter(kind="pool", subject=group.nsid).exists()


@pytest.mark.parametrize(
    ("own", "listed", "sits"),
    [
        pytest.param((3, 0), None, True, id="their own token was told"),
        pytest.param(None, (4, 0), True, id="the list of members says so, for a guest too"),
        pytest.param((3, 25), None, False, id="longer than a day ago"),
        pytest.param((2, 1), (3, 5), False, id="a moderator that was, and is no more"),
        pytest.param((2, 5), (3, 1), True, id="has just become one"),
        pytest.param((2, 1), (3, 1), False, id="two words in one moment: the lesser counts"),
        pytest.param(None, None, False, id="nobody said a word"),
    ],
)
def test_a_seat_is_what_flickr_said_last_within_a_day(
    cast: Cast,
    piers: Piers,
    own: tuple[int, int] | None,
    listed: tuple[int, int] | None,
    sits: bool,
) -> None:
    actor = cast.stranger
    if own is not None:
        role, hours = own
        make_membership(actor, piers.group, role=role, told_at=NOW - timedelta(hours=hours))
    if listed is not None:
        role, hours = listed
        told_at = NOW - timedelta(hours=hours)
        make_group_member(piers.group, actor, role=role, told_at=told_at)
    piers.add(cast.alice)
    if sits:
        assert take_sheet(piers.desk, by=actor.user, now=NOW).holder == actor.person
    else:
        with pytest.raises(CannotJudge) as refused:
            take_sheet(piers.desk, by=actor.user, now=NOW)
        assert why(refused) is Reason.NO_SEAT


def test_whoever_left_the_group_has_no_seat_whatever_an_old_list_says(
    cast: Cast, piers: Piers
) -> None:
    Membership.objects.filter(person=cast.bob.person).update(gone_at=NOW)
    make_group_member(piers.group, cast.bob, role=3, told_at=NOW - timedelta(hours=2))
    with pytest.raises(CannotJudge):
        take_sheet(piers.desk, by=cast.bob.user, now=NOW)
    assert GroupMember.objects.count() == 1


# Sheets


def test_a_sheet_holds_the_thirty_oldest_entries_without_a_verdict(
    cast: Cast, piers: Piers
) -> None:
    entries = mixed(cast, piers, 40)
    sheet = piers.take()
    assert [one.photo_id for one in sheet.places.all()] == [one.photo_id for one in entries[:30]]
    judge(sheet, cast.alice, "k" * 30)
    sign_all(sheet, cast.alice)
    rest = piers.take()
    assert [one.photo_id for one in rest.places.all()] == [one.photo_id for one in entries[30:]]
    assert (sheet.number, rest.number) == (1, 2)


def test_two_moderators_are_given_different_entries(cast: Cast, piers: Piers) -> None:
    entries = mixed(cast, piers, 33)
    first, second = piers.take(), piers.take(cast.bob)
    assert piers.take() == first  # whoever holds one is given it again
    assert [one.photo_id for one in second.places.all()] == [one.photo_id for one in entries[30:]]
    give_back(second, by=cast.bob.user, now=NOW)
    give_back(first, by=cast.alice.user, now=NOW)
    assert piers.take(cast.bob).places.count() == 30


def test_nothing_new_is_no_sheet(cast: Cast, piers: Piers) -> None:
    for gone in ({"gone_at": NOW}, {"missing_at": NOW}):
        Entry.objects.filter(pk=piers.add(cast.stranger)[0].pk).update(**gone)
    with pytest.raises(CannotJudge) as refused:
        piers.take()
    assert why(refused) is Reason.NOTHING_NEW
    assert not Sheet.objects.exists()


def test_no_sheet_is_taken_from_a_pool_that_was_not_read_within_a_day(
    cast: Cast, piers: Piers
) -> None:
    piers.add(cast.stranger)
    cast.alice.connection.streams.update(in_step_at=NOW - timedelta(hours=25))
    with pytest.raises(CannotJudge) as refused:
        piers.take()
    assert why(refused) is Reason.STALE


def test_a_sheet_lapses_for_others_and_its_holder_may_sign_what_they_decided(
    cast: Cast, piers: Piers
) -> None:
    mixed(cast, piers, 6)
    sheet = piers.take()
    judge(sheet, cast.alice, "kx")
    later = NOW + timedelta(minutes=31)
    # Until somebody else wants it, it is still hers.
    assert extend(sheet, by=cast.alice.user, now=later) == later + timedelta(minutes=30)
    later += timedelta(minutes=31)
    cast.alice.connection.streams.update(in_step_at=later)
    theirs = take_sheet(piers.desk, by=cast.bob.user, now=later)
    assert theirs.places.count() == 4
    for act in (
        lambda: extend(sheet, by=cast.alice.user, now=later),
        lambda: undo(sheet, by=cast.alice.user, now=later),
    ):
        with pytest.raises(CannotJudge) as refused:
            act()
        assert why(refused) is Reason.LAPSED
    decide(place(theirs, 0), Kind.HOLD, by=cast.bob.user, now=later)
    with pytest.raises(CannotJudge) as refused:
        decide(place(sheet, 2), Kind.KEEP, by=cast.alice.user, now=later)
    assert why(refused) is Reason.DECIDED
    assert refused.value.verdict is not None
    assert (refused.value.verdict.by, refused.value.verdict.kind) == (cast.bob.person, Kind.HOLD)
    assert sign_all(sheet, cast.alice).decided == 2
    assert standing(piers.desk) == "kxh---"


def test_what_somebody_left_lying_is_released_by_a_colleague(cast: Cast, piers: Piers) -> None:
    mixed(cast, piers, 4)
    sheet = piers.take()
    judge(sheet, cast.alice, "kx")
    with pytest.raises(CannotJudge) as refused:
        release(sheet, by=cast.bob.user, now=NOW)
    assert why(refused) is Reason.IN_USE
    assert release(sheet, by=cast.bob.user, now=NOW + timedelta(minutes=31)) == 2
    assert standing(piers.desk) == "----"
    assert piers.take(cast.bob).places.count() == 4


# Verdicts


def test_a_verdict_is_stored_when_the_key_is_pressed_and_undone_by_another(
    cast: Cast, piers: Piers
) -> None:
    mixed(cast, piers, 4)
    sheet = piers.take()
    judge(sheet, cast.alice, "kxhf")
    assert standing(piers.desk) == "kxhf"
    assert undo(sheet, by=cast.alice.user, now=NOW)
    decide(place(sheet, 0), Kind.HOLD, by=cast.alice.user, now=NOW + timedelta(seconds=1))
    assert standing(piers.desk)[0] == "h"  # a change of mind
    assert undo(sheet, by=cast.alice.user, now=NOW) == (0,)
    assert not DeskLine.objects.exclude(kind="opened").exists()  # nothing is final yet


def test_a_removal_says_why(cast: Cast, piers: Piers) -> None:
    mixed(cast, piers, 3)
    sheet = piers.take()
    own = make_piers(cast.stranger, nsid="99@N09").desk.reasons.first()
    for said in ({}, {"words": "  "}, {"reason": own}):
        with pytest.raises(CannotJudge) as refused:
            decide(place(sheet, 0), Kind.REMOVE, by=cast.alice.user, now=NOW, **said)
        assert why(refused) is Reason.NO_REASON
    reason = piers.desk.reasons.first()
    decide(place(sheet, 0), Kind.REMOVE, by=cast.alice.user, now=NOW, reason=reason)
    decide(place(sheet, 1), Kind.REMOVE, by=cast.alice.user, now=NOW, reason=reason, words="A boat")
    assert list(Verdict.objects.order_by("pk").values_list("words", flat=True)) == [
        "Not a pier",
        "Not a pier: A boat",
    ]


def test_keep_and_hold_act_on_a_whole_burst_and_remove_unfolds_it_first(
    cast: Cast, piers: Piers
) -> None:
    piers.add(cast.alice)
    piers.add(cast.stranger, of=4)
    piers.add(cast.alice, of=2)  # two are no burst
    sheet, by = piers.take(), cast.alice.user
    assert decide(place(sheet, 2), Kind.HOLD, by=by, now=NOW).places == (1, 2, 3, 4)
    assert standing(piers.desk) == "-hhhh--"
    assert undo(sheet, by=by, now=NOW) == (1, 2, 3, 4)
    assert decide(place(sheet, 2), Kind.REMOVE, by=by, now=NOW, words="No").unfolded == 4
    assert standing(piers.desk) == "-------"
    assert decide(place(sheet, 2), Kind.REMOVE, by=by, now=NOW, words="No").places == (2,)
    assert decide(place(sheet, 5), Kind.KEEP, by=by, now=NOW).places == (5,)
    assert standing(piers.desk) == "--x--k-"
    assert unfold(place(sheet, 1), by=by, now=NOW) == 1


def test_nobody_decides_on_what_has_left_the_pool(cast: Cast, piers: Piers) -> None:
    entry = mixed(cast, piers, 3)[0]
    sheet = piers.take()
    judge(sheet, cast.alice, "-xx")
    Entry.objects.filter(photo__in=[entry.photo_id, place(sheet, 1).photo_id]).update(gone_at=NOW)
    with pytest.raises(CannotJudge) as refused:
        judge(sheet, cast.alice, "k")
    assert why(refused) is Reason.LEFT_POOL
    assert (summary_of(sheet).removed, summary_of(sheet).gone) == (1, 1)
    sign_all(sheet, cast.alice)
    assert OutboxItem.objects.count() == 1


def test_what_is_on_hold_is_decided_from_a_sheet_of_its_own(cast: Cast, piers: Piers) -> None:
    mixed(cast, piers, 3)
    sheet = piers.take()
    judge(sheet, cast.alice, "hkh")
    sign_all(sheet, cast.alice)
    held = take_sheet(piers.desk, by=cast.bob.user, now=NOW, of_held=True)
    assert held.places.count() == 2
    judge(held, cast.bob, "xk")
    assert standing(piers.desk) == "xkk"
    assert undo(held, by=cast.bob.user, now=NOW)
    assert standing(piers.desk).count("h") in (1, 2)
    judge(held, cast.bob, "xk")
    sign_all(held, cast.bob)
    assert standing(piers.desk) == "xkk"
    with pytest.raises(CannotJudge) as refused:
        take_sheet(piers.desk, by=cast.alice.user, now=NOW, of_held=True)
    assert why(refused) is Reason.NOTHING_NEW
