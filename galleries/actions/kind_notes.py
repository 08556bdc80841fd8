"""A kind note under a photo that was removed: by whoever signed, one at a time, by hand."""

import re
from datetime import datetime

from django.db import transaction

from accounts.models import User
from galleries.actions import deeds
from galleries.actions.deeds import LONGEST_COMMENT, CannotDo
from galleries.actions.desks import CannotJudge, Kind, Reason, locked, words
from galleries.actions.galleries import person_of
from galleries.models import DeskLine, OutboxItem, Verdict

_MARK = re.compile(r"\{(reason|group|name)\}")


@transaction.atomic
def write_note(verdict: Verdict, text: str, *, by: User, now: datetime) -> OutboxItem:
    """Write a comment under the photo of a removal that was sent. It goes through the outbox.

    Raises CannotJudge; CannotDo when the photo is not shown to them, or too much waits already.
    """
    desk = locked(verdict.desk, by=by, now=now)  # so that two presses are one note
    person = person_of(by)
    row = Verdict.objects.select_related("photo__owner").get(pk=verdict.pk)
    if row.by_id != person.pk:
        raise CannotJudge(Reason.NO_SEAT)
    if row.state != Verdict.State.SENT or row.kind != Verdict.Kind.REMOVE:
        raise CannotJudge(Reason.ON_ITS_WAY)
    if row.log.filter(kind=Kind.KIND_NOTE).exists():
        raise CannotJudge(Reason.WRITTEN)
    if row.photo is None:
        raise CannotDo(deeds.Reason.NOT_SHOWN)
    said = words(text, longest=LONGEST_COMMENT)
    item = deeds.comment(row.photo, text=said, by=by, now=now)
    DeskLine.objects.create(
        desk=desk,
        at=now,
        kind=Kind.KIND_NOTE,
        by=person,
        photo=row.photo,
        added_at=row.added_at,
        owner_id=row.owner_id,
        verdict=row,
        words=said,
    )
    return item


def filled(template: str, *, reason: str, group: str, name: str) -> str:
    """What a note begins with. A template without a place for the reason has it at its end."""
    text = template if "{reason}" in template else f"{template}\n\n{{reason}}"
    told = {"reason": reason, "group": group, "name": name}
    return _MARK.sub(lambda found: told[found[1]], text)
