"""Photos in doubt: withheld from others until Flickr shows them again, or gone."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists

from galleries.models import Photo
from galleries.models.visibility import SIGHT_LASTS, told_by_lists, told_by_owner


def withhold(photos: Iterable[int], *, now: datetime) -> None:
    """Show these to nobody but their owner until Flickr shows them again.

    Not those whose owner is kept in step here: their own stream knows better than a list.
    """
    doubtful = Photo.objects.filter(pk__in=list(photos), gone_at=None, withheld_at=None)
    doubtful.filter(~Exists(told_by_owner(now))).update(withheld_at=now)


def not_found(photo_id: int, *, now: datetime) -> None:
    """Somebody's token was told that there is no such photo.

    It is gone, unless somebody knows better: its owner, or another person to whom Flickr has
    shown it within a day. It may be closed to this one token alone.
    """
    others = told_by_lists(now - SIGHT_LASTS)
    if not any(rows.filter(photo=photo_id).exists() for rows in others):
        Photo.objects.filter(~Exists(told_by_owner(now)), pk=photo_id).update(gone_at=now)
