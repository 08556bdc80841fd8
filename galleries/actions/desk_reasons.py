"""The group's own list of reasons. What was removed for one keeps its words as they read then."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from galleries.actions.desks import CannotJudge, Kind, Reason, locked, note
from galleries.models import Desk, DeskReason

LONGEST_REASON = 200  # characters
LONGEST_TEMPLATE = 2_000
MOST_REASONS = 30


@transaction.atomic
def add_reason(desk: Desk, text: str, *, template: str = "", by: User, now: datetime) -> DeskReason:
    """Put a reason at the end of the list. The same words twice are one reason."""
    desk = locked(desk, by=by, now=now)
    text, template = _said(text, template)
    offered = desk.reasons.filter(retired_at=None)
    same = offered.filter(words=text).first()
    if same is not None:
        return same
    if offered.count() >= MOST_REASONS:
        raise CannotJudge(Reason.TOO_LONG)
    last = desk.reasons.aggregate(last=Max("position"))["last"]
    row = desk.reasons.create(words=text, note=template, position=0 if last is None else last + 1)
    note(desk, Kind.REASONS, by=by, now=now, words=text)
    return row


@transaction.atomic
def change_reason(
    reason: DeskReason, text: str, *, template: str, by: User, now: datetime
) -> DeskReason:
    desk = locked(reason.desk, by=by, now=now)
    text, template = _said(text, template)
    row = desk.reasons.select_for_update(of=("self",)).get(pk=reason.pk)
    if (row.words, row.note) != (text, template):
        row.words, row.note = text, template
        row.save(update_fields=["words", "note"])
        note(desk, Kind.REASONS, by=by, now=now, words=text)
    return row


@transaction.atomic
def retire_reason(reason: DeskReason, *, by: User, now: datetime) -> None:
    """Offer it no longer."""
    desk = locked(reason.desk, by=by, now=now)
    if desk.reasons.filter(pk=reason.pk, retired_at=None).update(retired_at=now):
        note(desk, Kind.REASONS, by=by, now=now, words=f"– {reason.words}")


def _said(text: str, template: str) -> tuple[str, str]:
    """Raises CannotJudge."""
    text = " ".join(text.replace("\x00", "").split())
    template = template.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise CannotJudge(Reason.BLANK)
    if len(text) > LONGEST_REASON or len(template) > LONGEST_TEMPLATE:
        raise CannotJudge(Reason.TOO_LONG)
    return text, template
