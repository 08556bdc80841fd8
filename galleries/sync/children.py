"""Streams that a list of somebody's calls for: photos of each album, what each group is like."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import QuerySet

from galleries.models import Stream
from galleries.models.letting_go import let_go

BATCH = 500


def open_children(
    parent: Stream,
    kind: Stream.Kind,
    subjects: Collection[str],
    *,
    changed: Collection[str],
    interval_s: int,
    now: datetime,
) -> None:
    """Keep these in step as well, by the same connection, and read those that changed now.

    No worker is nudged: the tick finds them, a few at a time.
    """
    for batch in _batches(subjects):
        known = _children(parent, kind).filter(subject__in=batch)
        here = set(known.values_list("subject", flat=True))
        Stream.objects.bulk_create(
            (
                Stream(
                    connection=parent.connection,
                    kind=kind,
                    subject=subject,
                    due_at=now,
                    interval_s=interval_s,
                )
                for subject in batch
                if subject not in here
            ),
            ignore_conflicts=True,
        )
    for batch in _batches(changed):
        theirs = _children(parent, kind).filter(subject__in=batch)
        theirs.update(wanted_at=now)
        theirs.filter(due_at__gt=now).update(due_at=now)


def close_children(parent: Stream, kind: Stream.Kind, subjects: Iterable[str]) -> None:
    """These are no longer anything of theirs."""
    for batch in _batches(subjects):
        let_go(_children(parent, kind).filter(subject__in=batch))


def _children(parent: Stream, kind: Stream.Kind) -> QuerySet[Stream]:
    return Stream.objects.filter(connection=parent.connection_id, kind=kind)


def _batches(subjects: Iterable[str]) -> list[list[str]]:
    every = sorted(subjects)
    return [every[start : start + BATCH] for start in range(0, len(every), BATCH)]
