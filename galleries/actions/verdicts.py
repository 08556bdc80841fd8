"""Verdicts: stored when the key is pressed, undone as long as the sheet is not signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from galleries.actions.desks import CannotJudge, Reason
from galleries.actions.galleries import person_of
from galleries.actions.sheets import held, undo_one, unfold_burst
from galleries.models import DeskReason, Entry, Sheet, SheetPlace, Verdict
from galleries.models.folding import burst_of

LONGEST_WORDS = 500

Kind, State = Verdict.Kind, Verdict.State
ON_ALL = (Kind.KEEP, Kind.HOLD)  # of a burst


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a key.

    places    numbers of those that have this verdict now
    unfolded  so many entries lie open now instead: choose among them first
    """

    places: tuple[int, ...] = ()
    unfolded: int = 0


@transaction.atomic
def decide(
    place: SheetPlace,
    kind: Verdict.Kind,
    *,
    by: User,
    now: datetime,
    reason: DeskReason | None = None,
    words: str = "",
) -> Decided:
    """Decide on an entry; again is a change of mind.

    Of a burst that is folded, keep and hold act on all of it; the others unfold it, and decide
    nothing yet. A removal says why: by a reason of the desk's list, or in words of its own.

    Raises CannotJudge; DECIDED with the verdict that somebody else has given meanwhile.
    """
    try:
        sheet = held(place.sheet, by=by, now=now)
    except CannotJudge as lost:
        if lost.reason is Reason.NO_SEAT:
            raise
        raise _decided_meanwhile(place, by) or lost from None
    places = list(sheet.places.select_related("photo"))
    here = next(one for one in places if one.pk == place.pk)
    burst = burst_of(here, places)
    if len(burst) > 1 and kind not in ON_ALL:
        return Decided(unfolded=unfold_burst(here, sheet))
    why = _why(kind, reason, words, sheet)
    there = [one for one in burst if _is_there(one, sheet)]
    if not there:
        raise CannotJudge(Reason.LEFT_POOL)
    former = _make_room(there, sheet)
    person = person_of(by)
    Verdict.objects.bulk_create(
        Verdict(
            desk=sheet.desk,
            sheet=sheet,
            photo_id=one.photo_id,
            added_at=one.added_at,
            owner_id=one.photo.owner_id,
            kind=kind,
            reason=reason if kind == Kind.REMOVE else None,
            words=why,
            by=person,
            at=now,
            replaces=former.get(one.photo_id),
        )
        for one in there
    )
    for one in there:
        _entry(one, sheet).update(decided_at=now)
    return Decided(places=tuple(one.position for one in there))


@transaction.atomic
def undo(sheet: Sheet, *, by: User, now: datetime) -> tuple[int, ...]:
    """Undo the last key on this sheet: the numbers of the places that have no verdict again."""
    sheet = held(sheet, by=by, now=now)
    staged = sheet.verdicts.filter(state=State.STAGED).order_by("-at", "-pk")
    last = staged.first()
    if last is None:
        raise CannotJudge(Reason.NOTHING_TO_UNDO)
    together = list(staged.filter(at=last.at).select_related("desk", "replaces"))
    for verdict in together:
        undo_one(verdict)
    photos = [verdict.photo_id for verdict in together]
    places = sheet.places.filter(photo__in=photos).order_by("position")
    return tuple(places.values_list("position", flat=True))


def _why(kind: Verdict.Kind, reason: DeskReason | None, words: str, sheet: Sheet) -> str:
    """Raises CannotJudge when a removal says nothing."""
    if kind != Kind.REMOVE:
        return ""
    own = " ".join(words.replace("\x00", "").split())
    if len(own) > LONGEST_WORDS:
        raise CannotJudge(Reason.TOO_LONG)
    listed = reason.words if reason is not None and reason.desk_id == sheet.desk_id else ""
    said = ": ".join(part for part in (listed, own) if part)
    if not said:
        raise CannotJudge(Reason.NO_REASON)
    return said[:LONGEST_WORDS]


def _make_room(places: Sequence[SheetPlace], sheet: Sheet) -> dict[int, Verdict]:
    """Take away what stands on these entries: what was staged here, and what was on hold.

    By the ids of the photos: what a new verdict replaces. Raises CannotJudge(DECIDED).
    """
    standing = Verdict.objects.standing().filter(
        desk=sheet.desk, photo__in=[one.photo_id for one in places]
    )
    moments = {one.photo_id: one.added_at for one in places}
    former: dict[int, Verdict] = {}
    for verdict in standing.select_related("desk", "replaces", "by"):
        if verdict.photo_id is None or moments[verdict.photo_id] != verdict.added_at:
            continue  # of an earlier entry of the same photo
        if verdict.state == State.STAGED and verdict.sheet_id == sheet.pk:
            undo_one(verdict)
            if verdict.replaces is None:
                continue
            verdict = verdict.replaces
        on_hold = Verdict.objects.filter(pk=verdict.pk, kind=Kind.HOLD, state=State.SIGNED)
        if not (sheet.of_held and on_hold.update(state=State.REPLACED)):
            raise CannotJudge(Reason.DECIDED, verdict)
        former[verdict.photo_id or 0] = verdict
    return former


def _is_there(place: SheetPlace, sheet: Sheet) -> bool:
    return _entry(place, sheet).filter(gone_at=None).exists()


def _entry(place: SheetPlace, sheet: Sheet) -> QuerySet[Entry]:
    return Entry.objects.filter(
        group=sheet.desk.group_id, photo=place.photo_id, added_at=place.added_at
    )


def _decided_meanwhile(place: SheetPlace, by: User) -> CannotJudge | None:
    """The verdict of somebody else that stands on the entry now."""
    standing = Verdict.objects.standing().filter(
        desk=place.sheet.desk_id, photo=place.photo_id, added_at=place.added_at
    )
    other = standing.exclude(by__nsid=by.nsid).select_related("by").first()
    return CannotJudge(Reason.DECIDED, other) if other is not None else None
