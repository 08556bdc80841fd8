"""What becomes of verdicts: they follow their items in the outbox, and the log of what vanishes.

Nothing here is told by a message: a tick finds the rows, and finding them twice is the same as
once. Killed between two of its steps, the next tick goes on.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from galleries.models import Desk, DeskLine, Entry, OutboxItem, Verdict
from galleries.models.outbox import OPEN, State

BATCH = 200

Kind = DeskLine.Kind
Outcome = OutboxItem.Outcome
ENDS = {
    State.SENT: (Verdict.State.SENT, Kind.SENT),
    State.REFUSED: (Verdict.State.REFUSED, Kind.REFUSED),
    State.WITHDRAWN: (Verdict.State.TAKEN_BACK, Kind.TAKEN_BACK),
}


def settle(*, now: datetime) -> int:
    """Write down what came of signed removals whose items are over: how many."""
    signed = Verdict.objects.filter(kind=Verdict.Kind.REMOVE, state=Verdict.State.SIGNED)
    over = signed.filter(Q(item=None) | ~Q(item__state__in=OPEN)).select_related("item", "desk")
    return sum(_end(verdict, now=now) for verdict in over.order_by("signed_at", "pk")[:BATCH])


@transaction.atomic
def _end(verdict: Verdict, *, now: datetime) -> bool:
    """False when another worker has done so."""
    item = verdict.item
    # Without an item: its signer left, and took their outbox along.
    state, kind = ENDS[State(item.state) if item is not None else State.WITHDRAWN]
    outcome = Outcome(item.outcome) if item is not None else Outcome.DISCONNECTED
    answer = item.answers.order_by("at", "pk").last() if item is not None else None
    ended = Verdict.objects.filter(pk=verdict.pk, state=Verdict.State.SIGNED).update(
        state=state, ended_at=now, outcome=outcome, answer=answer.answer if answer else ""
    )
    if not ended:
        return False
    entry = Entry.objects.filter(
        group=verdict.desk.group_id, photo=verdict.photo_id, added_at=verdict.added_at
    )
    if state == Verdict.State.SENT or outcome == Outcome.ADDED_AGAIN:
        entry.filter(gone_at=None).update(gone_at=now)
    else:
        entry.update(decided_at=None)
    # Who took it back has written so already, in the same moment: see ``actions.signing``.
    DeskLine.objects.create(
        desk=verdict.desk,
        at=now,
        kind=kind,
        by_id=verdict.by_id if kind == Kind.SENT else None,
        photo_id=verdict.photo_id,
        added_at=verdict.added_at,
        owner_id=verdict.owner_id,
        verdict=verdict,
        words=verdict.words,
        outcome=outcome,
        answer=answer.answer if answer else "",
    )
    return True


def note_vanished(*, now: datetime) -> int:
    """Write down what left a pool with a desk and without a verdict here: how many lines.

    Before the purge takes the rows away. What was added again is a new entry, and has not left.
    """
    written = 0
    for desk in Desk.objects.order_by("pk"):
        written += _note_vanished(desk, now=now)
    return written


def _note_vanished(desk: Desk, *, now: datetime) -> int:
    here = Entry.objects.filter(group=desk.group_id, photo=OuterRef("photo"), gone_at=None)
    noted = DeskLine.objects.filter(
        desk=desk, kind=Kind.VANISHED, photo=OuterRef("photo"), added_at=OuterRef("added_at")
    )
    judged = Verdict.objects.standing().filter(
        desk=desk, photo=OuterRef("photo"), added_at=OuterRef("added_at")
    )
    gone = Entry.objects.filter(group=desk.group_id, gone_at__gte=desk.opened_at)
    left = gone.filter(~Exists(here), ~Exists(noted), ~Exists(judged)).order_by("gone_at", "pk")
    columns = ("photo", "added_at", "owner", "gone_at")
    lines = [_vanished(desk, *row) for row in left.values_list(*columns)]
    # Another worker may have found the same ones a moment ago.
    DeskLine.objects.bulk_create(lines, ignore_conflicts=True, batch_size=BATCH)
    return len(lines)


def _vanished(desk: Desk, photo: int, added_at: datetime, owner: int, gone_at: datetime) -> Any:
    return DeskLine(
        desk=desk,
        at=gone_at,
        kind=Kind.VANISHED,
        photo_id=photo,
        added_at=added_at,
        owner_id=owner,
    )
