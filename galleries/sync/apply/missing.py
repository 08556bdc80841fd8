"""What a complete walk did not show: missing after one, gone after two."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from galleries.models import Stream

BATCH = 500


@dataclass(frozen=True, slots=True)
class Missed:
    """What a complete walk did not show.

    newly  Flickr's ids of what is missing for the first time, or has to be asked about again
    gone   and for the second time
    ours   how many the list held before
    """

    newly: tuple[int, ...]
    gone: tuple[int, ...]
    ours: int

    @property
    def is_much(self) -> bool:
        """So many at once that Flickr is more likely wrong than the person busy."""
        return len(self.newly) > 20 and len(self.newly) > self.ours / 10


def mark_missing(
    listed: QuerySet[Any],
    seen: Collection[int],
    *,
    key: str,
    total: int | None,
    asked_at: datetime,
    now: datetime,
) -> Missed:
    """Mark the rows of a list that a complete walk did not show.

    listed    rows with ``told_at``, ``missing_at`` and ``gone_at``
    key       the column that holds Flickr's id
    total     how many Flickr counts: a walk that saw fewer did not see all, so that nothing is
              gone by it and what did not show is asked about again
    asked_at  when the walk began; what we learned of later may be newer than what it saw

    Those that show themselves again are mended when they are applied.
    """
    is_whole = len(seen) >= (total or 0)
    ours = listed.filter(gone_at=None, told_at__lt=asked_at)
    count = 0
    newly: list[int] = []
    again: list[int] = []
    for flickr_id, missing_at in ours.values_list(key, "missing_at").iterator(BATCH * 4):
        count += 1
        if flickr_id not in seen:
            (again if missing_at is not None and is_whole else newly).append(flickr_id)
    for batch in _batches(newly):
        listed.filter(**{f"{key}__in": batch}).update(missing_at=now)
    for batch in _batches(again):
        listed.filter(**{f"{key}__in": batch}).update(gone_at=now)
    return Missed(tuple(newly), tuple(again), count)


def mark_missing_twice(
    listed: QuerySet[Any], stream: Stream, seen: Collection[int], *, key: str, now: datetime
) -> Missed:
    """The same for a list about whose rows nobody can be asked: a second walk tells.

    Some lists count what they never show. Two walks that were short by the same number saw all.
    """
    total = stream.total or 0
    if total - len(seen) == stream.short_by:
        total = len(seen)
    asked_at = stream.walk_began_at or now
    return mark_missing(listed, seen, key=key, total=total, asked_at=asked_at, now=now)


def _batches(ids: list[int]) -> list[list[int]]:
    return [ids[start : start + BATCH] for start in range(0, len(ids), BATCH)]
