"""Forgetting: everything of a person goes, in batches that may stop anywhere."""

import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from galleries.models import (
    Album,
    AlbumItem,
    CallTally,
    Comment,
    Contact,
    ContactPhoto,
    Faver,
    Favourite,
    FlickrGallery,
    FlickrGalleryItem,
    Forgetting,
    GroupMember,
    Happening,
    Membership,
    Person,
    PersonInPhoto,
    Photo,
)
from galleries.sync.purge import remove_some, unpointed

SLICE_S = 15


def forget_some(*, slice_s: float = SLICE_S) -> bool:
    """Go on with what people asked to have forgotten. True when there is more to do."""
    ends = time.monotonic() + slice_s
    for job in Forgetting.objects.order_by("asked_at", "pk"):
        for rows in everything_of(job.nsid, asked_at=job.asked_at):
            while remove_some(rows):
                if time.monotonic() >= ends:
                    return True
        Forgetting.objects.filter(pk=job.pk).update(
            nsid=""
        )  # so that no trace is left of it either
        if not _leave_no_trace():
            return True  # somebody reads the old pages of the file just now: come again
        job.delete()
    return False


def everything_of(nsid: str, *, asked_at: datetime) -> Iterator[QuerySet[Any]]:
    """What speaks of a person and was told until then; what came after a return here stays.

    Long lists before what they hang on, the person at last and only if nothing points at them.
    Their photos take their places in everybody's lists along.
    """
    theirs = (
        (Photo, "owner"),
        (AlbumItem, "album__owner"),
        (Album, "owner"),
        (FlickrGalleryItem, "gallery__owner"),
        (FlickrGallery, "owner"),
        (Favourite, "person"),
        (ContactPhoto, "person"),
        (Contact, "person"),
        (Contact, "contact"),
        (Membership, "person"),
        (GroupMember, "person"),
        (Happening, "owner"),
        (Happening, "by"),
    )
    for rows, whose in theirs:
        found: QuerySet[Any] = rows._default_manager.filter(
            **{f"{whose}__nsid": nsid}, told_at__lte=asked_at
        )
        # In the order of their index: else SQLite sorts all that are left for every batch.
        yield found.order_by("photo") if rows in (Favourite, ContactPhoto) else found
    # Told with all that stands under their photo.
    told = {"photo__talk__told_at__lte": asked_at}
    yield Comment.objects.filter(author__nsid=nsid, **told)
    yield Faver.objects.filter(person__nsid=nsid, **told)
    yield PersonInPhoto.objects.filter(person__nsid=nsid, **told)
    yield CallTally.objects.filter(nsid=nsid, began_at__lte=asked_at)
    yield unpointed(Person).filter(nsid=nsid)


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
