"""Sheets: taken by one moderator at a time, held for a while, given back.

Two never have the same entry. A sheet is taken under the desk's lock; it is held by counted
updates of its own row, so that extending it and taking it over exclude each other.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import User
from galleries.actions.desks import CannotJudge, Reason, ensure_seat, locked
from galleries.actions.galleries import person_of
from galleries.models import Desk, Entry, Sheet, SheetPlace, Verdict
from galleries.models.folding import burst_of
from galleries.models.sheets import HELD_FOR, SHEET_SIZE

State = Sheet.State

type Place = tuple[int, datetime]  # photo, added_at: an entry in the desk's group


@transaction.atomic
def take_sheet(desk: Desk, *, by: User, now: datetime, of_held: bool = False) -> Sheet:
    """Take the oldest thirty entries without a verdict that nobody else looks at.

    of_held  those that were put on hold, instead

    Whoever holds a sheet already is given that one. Sheets whose time is over lose what has no
    verdict on them yet.
    """
    desk = locked(desk, by=by, now=now)
    person = person_of(by)
    own = desk.sheets.filter(holder=person, state=State.OPEN)
    if own.update(claimed_until=now + HELD_FOR):
        return own.get()
    if not desk.is_fresh(now=now):
        raise CannotJudge(Reason.STALE)
    _let_lapse(desk, now=now)
    taken = set(_held_by_others(desk))
    entries = _on_hold(desk, taken) if of_held else _new(desk, taken)
    if not entries:
        raise CannotJudge(Reason.NOTHING_NEW)
    Desk.objects.filter(pk=desk.pk).update(sheets_taken=F("sheets_taken") + 1)
    sheet = Sheet.objects.create(
        desk=desk,
        number=desk.sheets_taken + 1,
        holder=person,
        of_held=of_held,
        taken_at=now,
        claimed_until=now + HELD_FOR,
    )
    SheetPlace.objects.bulk_create(
        SheetPlace(sheet=sheet, photo_id=photo, added_at=added_at, position=position)
        for position, (photo, added_at) in enumerate(entries)
    )
    return sheet


@transaction.atomic
def extend(sheet: Sheet, *, by: User, now: datetime) -> datetime:
    """Hold a sheet for longer: until when. Raises CannotJudge when somebody else has it now."""
    held(sheet, by=by, now=now)
    return now + HELD_FOR


@transaction.atomic
def give_back(sheet: Sheet, *, by: User, now: datetime) -> int:
    """Leave a sheet for others: how many verdicts that were not signed are undone by it."""
    ensure_seat(sheet.desk, by=by, now=now)
    mine = Sheet.objects.filter(pk=sheet.pk, holder=person_of(by))
    if not mine.filter(state__in=(State.OPEN, State.LAPSED)).update(
        state=State.GIVEN_BACK, ended_at=now
    ):
        raise CannotJudge(Reason.ENDED)
    return undo_all(sheet)


@transaction.atomic
def release(sheet: Sheet, *, by: User, now: datetime) -> int:
    """Give a sheet back that somebody else has left lying: how many verdicts are undone by it."""
    ensure_seat(sheet.desk, by=by, now=now)
    left = Sheet.objects.filter(pk=sheet.pk, state__in=(State.OPEN, State.LAPSED))
    if not left.filter(claimed_until__lt=now).update(state=State.GIVEN_BACK, ended_at=now):
        raise CannotJudge(Reason.IN_USE)
    return undo_all(sheet)


@transaction.atomic
def unfold(place: SheetPlace, *, by: User, now: datetime) -> int:
    """Look at each entry of a member's burst by itself: how many."""
    sheet = held(place.sheet, by=by, now=now)
    return unfold_burst(place, sheet)


def unfold_burst(place: SheetPlace, sheet: Sheet) -> int:
    places = list(sheet.places.select_related("photo"))
    burst = burst_of(next(one for one in places if one.pk == place.pk), places)
    if len(burst) > 1:
        sheet.places.filter(pk__in=[one.pk for one in burst]).update(is_unfolded=True)
    return len(burst)


def held(sheet: Sheet, *, by: User, now: datetime) -> Sheet:
    """The sheet, held for another half hour and locked until the transaction is over.

    Raises CannotJudge when it is not this person's any more.
    """
    ensure_seat(sheet.desk, by=by, now=now)
    person = person_of(by)
    mine = Sheet.objects.filter(pk=sheet.pk, holder=person)
    if not mine.filter(state=State.OPEN).update(claimed_until=now + HELD_FOR):
        is_lapsed = mine.filter(state=State.LAPSED).exists()
        raise CannotJudge(Reason.LAPSED if is_lapsed else Reason.ENDED)
    return Sheet.objects.select_related("desk__group").get(pk=sheet.pk)


def undo_all(sheet: Sheet) -> int:
    """Undo what is staged on a sheet, inside a transaction: how many."""
    staged = list(sheet.verdicts.filter(state=Verdict.State.STAGED).select_related("replaces"))
    for verdict in staged:
        undo_one(verdict)
    return len(staged)


def undo_one(verdict: Verdict) -> None:
    """Take a staged verdict away; what it had replaced stands again."""
    staged = Verdict.objects.filter(pk=verdict.pk, state=Verdict.State.STAGED)
    if not staged.update(state=Verdict.State.UNDONE):
        return
    former = verdict.replaces
    if former is not None and former.state == Verdict.State.REPLACED:
        Verdict.objects.filter(pk=former.pk).update(state=Verdict.State.SIGNED)
    else:
        entry_of(verdict).update(decided_at=None)


def entry_of(verdict: Verdict) -> QuerySet[Entry]:
    return Entry.objects.filter(
        group=verdict.desk.group_id, photo=verdict.photo_id, added_at=verdict.added_at
    )


def _let_lapse(desk: Desk, *, now: datetime) -> None:
    """Counted, so that whoever extends theirs in the same moment either has or loses it."""
    over = desk.sheets.filter(state=State.OPEN, claimed_until__lt=now)
    over.update(state=State.LAPSED, ended_at=now)


def _held_by_others(desk: Desk) -> Iterable[Place]:
    places = SheetPlace.objects.filter(sheet__desk=desk, sheet__state=State.OPEN)
    return places.order_by().values_list("photo", "added_at")


def _new(desk: Desk, taken: set[Place]) -> list[Place]:
    """The oldest entries without a verdict."""
    if desk.begins_with:
        here = Entry.objects.filter(group=desk.group_id, gone_at=None)
        desk.since, desk.begins_with = here.nth_newest(desk.begins_with), 0
        desk.save(update_fields=["since", "begins_with"])
    rows = Entry.objects.to_judge(desk).filter(decided_at=None, missing_at=None)
    rows = rows.order_by("added_at", "photo")
    while True:
        wanted = SHEET_SIZE + len(taken)
        found = list(rows.values_list("photo", "added_at")[:wanted])
        entries = [entry for entry in found if entry not in taken][:SHEET_SIZE]
        decided = _decided(desk, entries)
        if not decided:
            return entries
        # A copy that was read anew does not know of them.
        for photo, added_at in decided:
            same = Entry.objects.filter(group=desk.group_id, photo=photo, added_at=added_at)
            same.update(decided_at=added_at)


def _decided(desk: Desk, entries: list[Place]) -> set[Place]:
    standing = Verdict.objects.standing().filter(desk=desk, photo__in=[e[0] for e in entries])
    return set(standing.values_list("photo", "added_at")) & set(entries)


def _on_hold(desk: Desk, taken: set[Place]) -> list[Place]:
    found = (
        Verdict.objects.on_hold(desk).order_by("added_at", "photo").values_list("photo", "added_at")
    )
    wanted = SHEET_SIZE + len(taken)
    places = [(photo, at) for photo, at in found[:wanted] if photo is not None]
    return [place for place in places if place not in taken][:SHEET_SIZE]
