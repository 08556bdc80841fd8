"""Marks that stand outside the database: what they say is done here as well.

A database that comes from elsewhere, or from before, holds what was forgotten since. A worker
that starts looks, and a restore does so before anybody sees a row.
"""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from accounts import leaving
from accounts.models import User
from galleries.keeping import taken_off
from galleries.models import Curator, Forgetting, Forgotten, Happening, OwnerNote, Person, Photo
from galleries.models.marks import Mark, digest, left
from galleries.models.marks import read as read_marks
from galleries.models.marks import write as write_marks
from galleries.models.passing_on import pass_on
from galleries.models.unseating import unseat
from galleries.sync.forgetting import everything_of
from galleries.sync.purge import BATCH, remove_some

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What all marks together come to.

    photos, people  never to be copied again, and since when
    back            may come again after all, since then
    left            digests of the NSIDs of which everything went, and when it was last asked
    """

    photos: dict[str, datetime] = field(default_factory=dict)
    people: dict[str, datetime] = field(default_factory=dict)
    back: dict[str, datetime] = field(default_factory=dict)
    left: dict[str, datetime] = field(default_factory=dict)


def sum_up(marks: Iterable[Mark]) -> Wanted:
    """Pure: the last word about each counts."""
    wanted = Wanted()
    for mark in sorted(marks, key=lambda mark: mark.at):
        match mark.kind:
            case Mark.Kind.PHOTO:
                wanted.photos[mark.key] = mark.at
            case Mark.Kind.PERSON:
                wanted.people[mark.key] = wanted.left[digest(mark.key)] = mark.at
                wanted.back.pop(mark.key, None)
            case Mark.Kind.BACK:
                wanted.people.pop(mark.key, None)
                wanted.back[mark.key] = mark.at
            case Mark.Kind.LEFT:
                wanted.left[mark.key] = mark.at
    return wanted


def apply(marks: Iterable[Mark], *, at_once: bool = False) -> int:
    """Forget what is here and should not be: how many photos and people that were.

    at_once  also what a worker would otherwise remove within the hour
    """
    wanted = sum_up(marks)
    if not (wanted.photos or wanted.people or wanted.back or wanted.left):
        return 0
    _keep_away(wanted)
    found = sum(remove_some(rows) for rows in _photos(wanted))
    return found + sum(_forget(nsid, at, at_once=at_once) for nsid, at in _who_left(wanted))


def when_worker_starts(**_: Any) -> None:
    """The database may have come from elsewhere while nobody worked here."""
    if found := apply(read_marks()):
        log.warning("forgotten once more, as the file of marks says: %s", found)
    if found := taken_off.take_off([*taken_off.of_database(), *read_marks()]):
        log.warning("off the public, or back, as the file of marks says: %s", found)
    # What is off here, and not in the file, was taken off with another one.
    write_marks(*taken_off.missing(read_marks()))
    if not connection.in_atomic_block:
        connection.close()  # this process only watches over those that work


def of_database() -> list[Mark]:
    """What the database itself says: what it keeps away, whom it forgets, and what is off."""
    away = [Mark(Mark.Kind(row.kind), row.key, row.asked_at) for row in Forgotten.objects.all()]
    leaving_now = Forgetting.objects.exclude(nsid="")
    forgets = [left(job.nsid, at=job.asked_at) for job in leaving_now]
    return [*away, *forgets, *taken_off.of_database()]


def missing(marks: Iterable[Mark]) -> list[Mark]:
    """What the database says and these marks do not know of."""
    marks = list(marks)
    wanted = sum_up(marks)
    known = {
        Mark.Kind.PHOTO: wanted.photos,
        Mark.Kind.PERSON: wanted.people,
        Mark.Kind.LEFT: wanted.left,
    }
    told = [mark for mark in of_database() if mark.kind in known]
    unknown = [mark for mark in told if mark.key not in known[mark.kind]]
    return [*unknown, *taken_off.missing(marks)]


@transaction.atomic
def _keep_away(wanted: Wanted) -> None:
    kinds = Forgotten.Kind
    for nsid, at in wanted.back.items():
        Forgotten.objects.filter(kind=kinds.PERSON, key=nsid, asked_at__lte=at).delete()
    for kind, keys in ((kinds.PHOTO, wanted.photos), (kinds.PERSON, wanted.people)):
        rows = [Forgotten(kind=kind, key=key, asked_at=at) for key, at in keys.items()]
        Forgotten.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def _photos(wanted: Wanted) -> Iterator[QuerySet[Any]]:
    numbers = [int(key) for key in wanted.photos]
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        Happening.objects.filter(photo__in=batch).delete()
        yield Photo.objects.filter(pk__in=batch)


def _who_left(wanted: Wanted) -> Iterator[tuple[str, datetime]]:
    """People of whom something is here that was to go. What came after a return is theirs."""
    if not wanted.left:
        return
    found = set()
    for people in (User, Person):
        nsids = people._default_manager.values_list("nsid", flat=True)
        found |= {nsid for nsid in nsids.iterator() if digest(nsid) in wanted.left}
    for nsid in sorted(found):
        at = wanted.left[digest(nsid)]
        if _is_here(nsid, at):
            yield nsid, at


def _is_here(nsid: str, at: datetime) -> bool:
    if User.objects.filter(nsid=nsid, joined_at__lte=at).exists():
        return True
    if Curator.objects.filter(person__nsid=nsid, since__lte=at).exists():
        return True
    told = everything_of(nsid, asked_at=at)
    return any(rows.model is not Person and rows.exists() for rows in told)


@transaction.atomic
def _forget(nsid: str, at: datetime, *, at_once: bool) -> bool:
    """As a person's own "forget me" does, but of what was here by then."""
    for user in User.objects.filter(nsid=nsid, joined_at__lte=at):
        leaving.remove(user)
    OwnerNote.objects.filter(photo__owner__nsid=nsid, photo__told_at__lte=at).delete()
    pass_on(nsid, asked_at=at)
    unseat(nsid, asked_at=at)
    for rows in everything_of(nsid, asked_at=at) if at_once else ():
        while remove_some(rows):
            pass
    Forgetting.objects.create(nsid=nsid, asked_at=at)  # the tick finds it, and wipes the traces
    return True
