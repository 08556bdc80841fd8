"""What a complete walk did not show: missing after one, gone after two."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from galleries.models import Photo

BATCH = 500


@dataclass(frozen=True, slots=True)
class Missed:
    """What a complete walk did not show."""

    newly: int  # missing for the first time
    gone: int  # missing for the second
    ours: int  # how many the list held before

    @property
    def is_much(self) -> bool:
        """So many at once that Flickr is more likely wrong than the owner busy."""
        return self.newly > 20 and self.newly > self.ours / 10


def mark_missing(
    listed: QuerySet[Photo], seen: Collection[int], *, asked_at: datetime, now: datetime
) -> Missed:
    """Mark the photos of an owner's own list that a complete walk did not show.

    asked_at  when the walk began; what we learned of later may have been uploaded meanwhile

    Missing from one complete walk: marked, and taken off public pages. From two: gone. Those
    that show themselves again are mended by ``apply_photos``.
    """
    ours = listed.filter(gone_at=None, told_at__lt=asked_at)
    every = ours.values_list("pk", flat=True).iterator(BATCH * 4)
    count, unseen = 0, []
    for pk in every:
        count += 1
        if pk not in seen:
            unseen.append(pk)
    newly = gone = 0
    for start in range(0, len(unseen), BATCH):
        batch = Photo.objects.filter(pk__in=unseen[start : start + BATCH])
        gone += batch.exclude(missing_at=None).update(gone_at=now)
        newly += batch.filter(missing_at=None).update(missing_at=now)
    return Missed(newly, gone, count)
