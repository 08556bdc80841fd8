"""Off the public, and back on it: what a row says, and the pages that were kept of it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from galleries.models.galleries import Gallery
from galleries.models.placements import Placement
from galleries.models.reports import TakenOff


@transaction.atomic
def take_off_photo(photo_id: int, *, at: datetime) -> bool:
    """No public page shows it from this moment on, whoever hangs it. Whether one did."""
    _, is_new = TakenOff.objects.get_or_create(photo_id=photo_id, defaults={"taken_off_at": at})
    return is_new and _show_again(photo_id)


@transaction.atomic
def put_back_photo(photo_id: int, *, at: datetime) -> bool:
    """It was not taken off again since then. Whether anything has changed."""
    found, _ = TakenOff.objects.filter(photo=photo_id, taken_off_at__lte=at).delete()
    return bool(found) and _show_again(photo_id)


def take_off_gallery(pk: int, *, at: datetime) -> bool:
    """Only its curators see it from this moment on, whatever they do to it.

    Of a gallery that was there by then: keys that a lost database gave away may come again.
    """
    return _update(pk, Q(taken_off_at=None, begun_at__lte=at), taken_off_at=at)


def put_back_gallery(pk: int, *, at: datetime) -> bool:
    """As with a photo."""
    return _update(pk, Q(taken_off_at__lte=at), taken_off_at=None)


def _update(pk: int, there: Q, **fields: Any) -> bool:
    found = Gallery.objects.filter(there, pk=pk)
    return bool(found.update(**fields, version=F("version") + 1))


def _show_again(photo_id: int) -> bool:
    """What was kept of the pages that hang it is old from this transaction on."""
    hanging = Placement.objects.filter(photo=photo_id).order_by("gallery")
    keys = list(hanging.values_list("gallery", flat=True).distinct())
    Gallery.objects.filter(pk__in=keys).update(version=F("version") + 1)
    return True
