"""A desk is closed, and opened again as it was."""

from datetime import timedelta

import pytest

from galleries.actions.closing import close_desk
from galleries.actions.desks import CannotJudge, Reason, open_desk
from galleries.actions.sheets import take_sheet
from galleries.actions.signing import take_back
from galleries.models import Desk, DeskLine, Sheet, Verdict, Viewer
from galleries.models.sheets import HELD_FOR
from galleries.queries.desks import find_desk, group_to_open
from galleries.sync.desks import settle
from tests.actions.test_desks import mixed, piers, why
from tests.cast import NOW, Cast
from tests.desks import Piers, judge, sign_all, standing

__all__ = ["piers"]

pytestmark = pytest.mark.django_db


def test_nobody_sits_at_a_closed_desk_and_opened_again_it_goes_on(cast: Cast, piers: Piers) -> None:
    mixed(cast, piers, 5)
    judge(piers.take(), cast.alice, "kf")
    sign_all(Sheet.objects.get(), cast.alice)
    judge(piers.take(), cast.alice, "k--")
    assert close_desk(piers.desk, by=cast.alice.user, now=NOW) == 1
    for actor in (cast.alice, cast.bob):
        viewer = Viewer(actor.user, now=NOW)
        assert find_desk("piers", viewer) is None
        assert not DeskLine.objects.visible_to(viewer).exists()
        with pytest.raises(CannotJudge) as refused:
            take_sheet(piers.desk, by=actor.user, now=NOW)
        assert why(refused) is Reason.NO_SEAT
    assert group_to_open("piers", Viewer(cast.alice.user, now=NOW)) == piers.group
    for _ in range(2):
        assert open_desk(piers.group, by=cast.alice.user, now=NOW) == piers.desk
    assert standing(piers.desk) == "kf---"
    assert piers.take(cast.bob).places.count() == 3
    assert find_desk("piers", Viewer(cast.bob.user, now=NOW)) == piers.desk
    told = list(DeskLine.objects.order_by("pk").values_list("kind", flat=True))
    assert told == ["opened", "kept", "featured", "closed", "opened"]


def test_a_desk_is_not_closed_under_a_colleague(cast: Cast, piers: Piers) -> None:
    mixed(cast, piers, 3)
    judge(piers.take(cast.bob), cast.bob, "k")
    with pytest.raises(CannotJudge) as refused:
        close_desk(piers.desk, by=cast.alice.user, now=NOW)
    assert why(refused) is Reason.AT_WORK
    assert standing(piers.desk) == "k--"
    later = NOW + HELD_FOR + timedelta(seconds=1)
    assert close_desk(piers.desk, by=cast.alice.user, now=later) == 1
    assert standing(piers.desk) == "---"


def test_nor_while_a_removal_can_be_taken_back_or_is_being_sent(cast: Cast, piers: Piers) -> None:
    mixed(cast, piers, 3)
    judge(piers.take(), cast.alice, "x")
    sign_all(Sheet.objects.get(), cast.alice)
    judge(piers.take(), cast.alice, "k")
    with pytest.raises(CannotJudge) as refused:
        close_desk(piers.desk, by=cast.alice.user, now=NOW)
    assert why(refused) is Reason.REMOVALS_WAIT
    assert standing(piers.desk) == "xk-", "nothing was undone"
    assert Desk.objects.get().closed_at is None
    removal = Verdict.objects.get(kind=Verdict.Kind.REMOVE)
    take_back(piers.desk, [removal.pk], by=cast.bob.user, now=NOW)
    settle(now=NOW)
    close_desk(piers.desk, by=cast.alice.user, now=NOW)
    assert Desk.objects.get().closed_at == NOW


def test_only_a_seat_closes_it(cast: Cast, piers: Piers) -> None:
    with pytest.raises(CannotJudge) as refused:
        close_desk(piers.desk, by=cast.stranger.user, now=NOW)
    assert why(refused) is Reason.NO_SEAT
