"""Closing a desk. What was decided there stays; opened again it goes on where it was."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from galleries.actions.desks import CannotJudge, Kind, Reason, locked, note
from galleries.actions.galleries import person_of
from galleries.actions.sheets import undo_all
from galleries.models import Desk, Sheet, Verdict

ENDING = (Sheet.State.OPEN, Sheet.State.LAPSED)


@transaction.atomic
def close_desk(desk: Desk, *, by: User, now: datetime) -> int:
    """Close a desk to everybody: how many verdicts that were not signed are undone by it.

    Raises CannotJudge: AT_WORK while a colleague holds a sheet, REMOVALS_WAIT while some can be
    taken back or are being sent.
    """
    desk = locked(desk, by=by, now=now)
    held = desk.sheets.filter(state=Sheet.State.OPEN, claimed_until__gte=now)
    if held.exclude(holder=person_of(by)).exists():
        raise CannotJudge(Reason.AT_WORK)
    # Before removals are looked for: whoever signs meanwhile has done so, or finds theirs ended.
    undone = sum(_give_back(sheet, now=now) for sheet in desk.sheets.filter(state__in=ENDING))
    removals = desk.verdicts.filter(kind=Verdict.Kind.REMOVE, state=Verdict.State.SIGNED)
    if removals.exists():
        raise CannotJudge(Reason.REMOVALS_WAIT)
    Desk.objects.filter(pk=desk.pk).update(closed_at=now)
    note(desk, Kind.CLOSED, by=by, now=now)
    return undone


def _give_back(sheet: Sheet, *, now: datetime) -> int:
    ending = Sheet.objects.filter(pk=sheet.pk, state__in=ENDING)
    if not ending.update(state=Sheet.State.GIVEN_BACK, ended_at=now):
        return 0
    return undo_all(sheet)
