"""The tray: what people put aside before they hang it.

put_aside, take_out     one photo; twice is the same as once
empty                   all of it
hang_all                in one of one's galleries; what hangs there then leaves the tray
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from galleries.actions.hanging import MOST_AT_ONCE, hang
from galleries.models import Gallery, Photo, Section, TrayItem, Viewer
from galleries.models.putting_up import Hung


class TrayFull(Exception):
    """So much lies in it already: nothing was changed."""


class NotShown(Exception):
    """No photo that this person may see: say no more than that."""


@transaction.atomic
def put_aside(photo_id: int, *, by: User, now: datetime) -> int:
    """Put a photo into the tray: how many lie there. Raises NotShown or TrayFull."""
    User.objects.select_for_update().get(pk=by.pk)  # so that two hands do not overfill it
    if not Photo.objects.visible_to(Viewer(by, now=now)).filter(pk=photo_id).exists():
        raise NotShown(photo_id)
    mine = TrayItem.objects.filter(user=by)
    count = mine.count()
    if mine.filter(photo=photo_id).exists():
        return count
    if count >= MOST_AT_ONCE:
        raise TrayFull
    # Pages are named after whole seconds.
    TrayItem.objects.create(user=by, photo_id=photo_id, kept_at=now.replace(microsecond=0))
    return count + 1


@transaction.atomic
def take_out(photo_id: int, *, by: User) -> int:
    """Take a photo out of the tray: how many lie there still."""
    mine = TrayItem.objects.filter(user=by)
    mine.filter(photo=photo_id).delete()
    return mine.count()


def empty(*, by: User) -> int:
    """Empty the tray: how many lay there."""
    return TrayItem.objects.filter(user=by).delete()[0]


@transaction.atomic
def hang_all(*, gallery: Gallery, by: User, now: datetime, section: Section | None = None) -> Hung:
    """Hang all that lies in the tray, in the order in which it was put there.

    What hangs in the gallery afterwards leaves the tray; what cannot hang there stays. Raises
    CannotCurate.
    """
    mine = TrayItem.objects.filter(user=by)
    keys = list(mine.order_by("kept_at", "pk").values_list("photo", flat=True))
    hung = hang(keys, gallery=gallery, by=by, now=now, section=section)
    mine.filter(photo__in=[*hung.new, *hung.already]).delete()
    return hung
