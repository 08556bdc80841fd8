"""Off the public, and back on it: what a row says, and the pages that were kept of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from galleries.models.galleries import Gallery
from galleries.models.placements import Placement
from galleries.models.reports import TakenOff

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def name_of(gallery: Gallery) -> str:
    """What marks call it: no other gallery ever has both its key and its beginning."""
    return f"{gallery.pk}-{(gallery.begun_at - _EPOCH) // _MICROSECOND}"


@transaction.atomic
def take_off_photo(key: str, *, at: datetime) -> bool:
    """No public page shows it from this moment on, whoever hangs it. Whether one did."""
    off, is_new = TakenOff.objects.get_or_create(photo_id=int(key), defaults={"taken_off_at": at})
    if off.taken_off_at < at:
        TakenOff.objects.filter(pk=off.pk).update(taken_off_at=at)
    return is_new and _show_again(int(key))


@transaction.atomic
def put_back_photo(key: str) -> bool:
    """Whether anything has changed."""
    found, _ = TakenOff.objects.filter(photo=int(key)).delete()
    return bool(found) and _show_again(int(key))


def take_off_gallery(key: str, *, at: datetime) -> bool:
    """Only its curators see it from this moment on, whatever they do to it."""
    there = _named(key)
    there.filter(taken_off_at__lt=at).update(taken_off_at=at)
    return _update(there.filter(taken_off_at=None), taken_off_at=at)


def put_back_gallery(key: str) -> bool:
    """Whether anything has changed."""
    return _update(_named(key).exclude(taken_off_at=None), taken_off_at=None)


def _named(key: str) -> QuerySet[Gallery]:
    pk, begun = map(int, key.split("-"))
    return Gallery.objects.filter(pk=pk, begun_at=_EPOCH + begun * _MICROSECOND)


def _update(there: QuerySet[Gallery], **fields: Any) -> bool:
    return bool(there.update(**fields, version=F("version") + 1))


def _show_again(photo_id: int) -> bool:
    """What was kept of the pages that hang it is old from this transaction on."""
    hanging = Placement.objects.filter(photo=photo_id).order_by("gallery")
    keys = list(hanging.values_list("gallery", flat=True).distinct())
    Gallery.objects.filter(pk__in=keys).update(version=F("version") + 1)
    return True
