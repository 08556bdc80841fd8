"""Photos in doubt: withheld from others until Flickr shows them again, or gone."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, QuerySet

from galleries.models import Photo
from galleries.models.visibility import SIGHT_LASTS, told_by_lists, told_by_owner


def withhold(photos: Iterable[int], *, now: datetime) -> None:
    """Show these to nobody but their owner until Flickr shows them again.

    Not those whose owner is kept in step here: their own stream knows better than a list.
    """
    doubtful = Photo.objects.filter(pk__in=list(photos), gone_at=None, withheld_at=None)
    _without_a_better_teller(doubtful, now=now).update(withheld_at=now)


def not_found(photo_id: int, *, now: datetime) -> None:
    """Somebody's token was told that there is no such photo.

    It is gone, unless somebody knows better: its owner, or another person to whom Flickr has
    shown it within a day. It may be closed to this one token alone.
    """
    others = told_by_lists(now - SIGHT_LASTS)
    if not any(rows.filter(photo=photo_id).exists() for rows in others):
        _without_a_better_teller(Photo.objects.filter(pk=photo_id), now=now).update(gone_at=now)


def _without_a_better_teller(photos: QuerySet[Photo], *, now: datetime) -> QuerySet[Photo]:
    """Those of a few photos whose owner is not kept in step here.

    Found first and written then: an UPDATE with the same question inside was planned by
    PostgreSQL, before it had statistics, as one look at every photo for every photo.
    """
    found = photos.filter(~Exists(told_by_owner(now))).values_list("pk", flat=True)
    return Photo.objects.filter(pk__in=list(found))
