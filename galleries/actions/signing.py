"""Signing a sheet, and taking back what was signed while it waits out its grace period."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from galleries.actions.desks import CannotJudge, Reason, ensure_seat
from galleries.actions.galleries import person_of
from galleries.actions.sheets import entry_of
from galleries.models import Desk, DeskLine, OutboxItem, Person, Sheet, Verdict
from galleries.models.outbox import State as ItemState
from galleries.models.summaries import Summary, still_there, summary_of
from galleries.sync.schedule import wake_outbox

Kind, State = Verdict.Kind, Verdict.State
LINES = {
    Kind.KEEP: DeskLine.Kind.KEPT,
    Kind.REMOVE: DeskLine.Kind.REMOVED,
    Kind.HOLD: DeskLine.Kind.HELD,
    Kind.FEATURE: DeskLine.Kind.FEATURED,
}


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What came of taking removals back.

    in_time   will not be sent
    too_late  were being sent, or are over
    """

    in_time: int = 0
    too_late: int = 0


@transaction.atomic
def sign(sheet: Sheet, *, seen: str, by: User, now: datetime) -> Summary:
    """Sign what was decided on a sheet. Removals wait out the grace period in one's outbox.

    seen  what the signer has read, as ``Summary.seen`` says it. Raises CannotJudge(CHANGED) when
          it is something else by now
    """
    ensure_seat(sheet.desk, by=by, now=now)
    mine = Sheet.objects.filter(pk=sheet.pk, holder=person_of(by))
    before = mine.first()
    ending = mine.filter(state__in=(Sheet.State.OPEN, Sheet.State.LAPSED))
    # Counted, and locked from here on: signed twice at once, it is signed once.
    if before is None or not ending.update(state=Sheet.State.SIGNED, ended_at=now):
        raise CannotJudge(Reason.ENDED)
    what = summary_of(before)
    if not what.decided:
        raise CannotJudge(Reason.NOTHING_TO_SIGN)
    if what.seen != seen:
        raise CannotJudge(Reason.CHANGED)
    staged = list(
        sheet.verdicts.filter(state=State.STAGED).select_related("desk").order_by("at", "pk")
    )
    there = still_there(sheet, staged)
    due_at = now + timedelta(minutes=sheet.desk.grace_minutes)
    for verdict in staged:
        if verdict.kind == Kind.REMOVE and verdict.pk in there:
            verdict.item = _put(verdict, by, now=now, due_at=due_at)
            verdict.due_at = due_at
        verdict.state = State.SIGNED if verdict.pk in there else State.UNDONE
        verdict.signed_at = now
    Verdict.objects.bulk_update(staged, ["item", "due_at", "state", "signed_at"])
    DeskLine.objects.bulk_create(
        _line(verdict, LINES[Kind(verdict.kind)], at=verdict.at, by=person_of(by))
        for verdict in staged
        if verdict.pk in there
    )
    if what.removed:
        wake_outbox(by, now=now)
    return what


@transaction.atomic
def take_back(desk: Desk, verdict_ids: Collection[int], *, by: User, now: datetime) -> TakenBack:
    """Take removals back before they are sent. Any seat may: to leave a photo harms nobody.

    Each is in time or too late, by one counted update of what waits in the signer's outbox.
    """
    ensure_seat(desk, by=by, now=now)
    signed = Verdict.objects.filter(
        desk=desk, pk__in=verdict_ids, kind=Kind.REMOVE, item__isnull=False
    )
    in_time = too_late = 0
    for verdict in signed.select_related("desk").order_by("item"):
        assert verdict.item_id is not None  # noqa: S101 - as they were asked for
        # By its own columns: over a join, PostgreSQL would not see that it is being sent meanwhile.
        waiting = OutboxItem.objects.filter(pk=verdict.item_id, state=ItemState.WAITING)
        if not waiting.update(
            state=ItemState.WITHDRAWN, outcome=OutboxItem.Outcome.BY_PERSON, ended_at=now
        ):
            too_late += verdict.state != State.TAKEN_BACK
            continue
        in_time += 1
        Verdict.objects.filter(pk=verdict.pk, state=State.SIGNED).update(
            state=State.TAKEN_BACK, ended_at=now, outcome=OutboxItem.Outcome.BY_PERSON
        )
        entry_of(verdict).update(decided_at=None)
        _line(verdict, DeskLine.Kind.TAKEN_BACK, at=now, by=person_of(by)).save()
    return TakenBack(in_time, too_late)


def _put(verdict: Verdict, by: User, *, now: datetime, due_at: datetime) -> OutboxItem:
    return OutboxItem.objects.create(
        user=by,
        photo_id=verdict.photo_id,
        group_id=verdict.desk.group_id,
        verb=OutboxItem.Verb.REMOVE_ENTRY,
        asked_at=now,
        due_at=due_at,
        waits_for=OutboxItem.Wait.GRACE,
    )


def _line(verdict: Verdict, kind: DeskLine.Kind, *, at: datetime, by: Person) -> DeskLine:
    return DeskLine(
        desk_id=verdict.desk_id,
        at=at,
        kind=kind,
        by=by,
        photo_id=verdict.photo_id,
        added_at=verdict.added_at,
        owner_id=verdict.owner_id,
        verdict=verdict,
        words=verdict.words,
    )
