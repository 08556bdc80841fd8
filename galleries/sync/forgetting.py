"""Forgetting: everything of a person goes, in batches that may stop anywhere."""

import time
from datetime import datetime

from django.db import connection, transaction

from galleries.models import Favourite, Forgetting, OwnerNote, Person, Photo, PhotoTag

BATCH = 500
SLICE_S = 15


def forget_some(*, slice_s: float = SLICE_S) -> bool:
    """Go on with what people asked to have forgotten. True when there is more to do."""
    ends = time.monotonic() + slice_s
    for job in Forgetting.objects.order_by("asked_at", "pk"):
        for forget_batch in (_forget_photos, _forget_favourites):
            while forget_batch(job.nsid, asked_at=job.asked_at):
                if time.monotonic() >= ends:
                    return True
        _forget_person(job.nsid)
        Forgetting.objects.filter(pk=job.pk).update(
            nsid=""
        )  # so that no trace is left of it either
        if not _leave_no_trace():
            return True  # somebody reads the old pages of the file just now: come again
        job.delete()
    return False


@transaction.atomic
def _forget_photos(nsid: str, *, asked_at: datetime) -> bool:
    """Remove one batch. False when none was left. What came after a return here stays."""
    theirs = Photo.objects.filter(owner__nsid=nsid, told_at__lte=asked_at)
    batch = list(theirs.select_for_update().order_by("pk").values_list("pk", flat=True)[:BATCH])
    PhotoTag.objects.filter(photo__in=batch).delete()
    OwnerNote.objects.filter(photo__in=batch).delete()
    Favourite.objects.filter(photo__in=batch).delete()
    Photo.objects.filter(pk__in=batch).delete()
    return bool(batch)


def _forget_favourites(nsid: str, *, asked_at: datetime) -> bool:
    """Remove one batch of what the person faved. False when none was left."""
    theirs = Favourite.objects.filter(person__nsid=nsid, told_at__lte=asked_at)
    batch = list(theirs.order_by("pk").values_list("pk", flat=True)[:BATCH])
    Favourite.objects.filter(pk__in=batch).delete()
    return bool(batch)


def _forget_person(nsid: str) -> None:
    Person.objects.filter(nsid=nsid, photos=None, favourites=None).delete()


def _leave_no_trace() -> bool:
    """Empty SQLite's journal, which still holds the old pages. True when that was possible.

    In the file itself deleted rows are overwritten (``secure_delete``). PostgreSQL keeps dead
    rows until its own vacuum, out of anybody's reach.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, _, _ = cursor.fetchone()
    return not busy
