"""Purging: what is gone, or what nobody here has a reason to keep, leaves the house."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from accounts.models import User
from galleries.models import Favourite, Forgotten, OwnerNote, Person, Photo, PhotoTag

BATCH = 500
AFTER_GONE = timedelta(hours=24)
AFTER_UNSEEN = timedelta(days=30)


def purge_some(*, now: datetime) -> bool:
    """Remove one batch of what has to go. True when there may be more."""
    gone_rows = Favourite.objects.filter(gone_at__lt=now - AFTER_GONE)
    more = _remove_rows(gone_rows)
    more |= _remove_photos(Photo.objects.filter(gone_at__lt=now - AFTER_GONE))
    more |= _remove_photos(unheld(now=now))
    more |= _remove_photos(taken_back())
    more |= _remove_rows(Person.objects.filter(~Exists(_user()), photos=None, favourites=None))
    return more


def unheld(*, now: datetime) -> QuerySet[Photo]:
    """Photos of people who are not here, in nobody's list, and not told of for 30 days."""
    lists = Favourite.objects.filter(photo=OuterRef("pk"), gone_at=None)
    return Photo.objects.filter(
        ~Exists(_user("owner__")), ~Exists(lists), told_at__lt=now - AFTER_UNSEEN
    )


def taken_back() -> QuerySet[Photo]:
    """Photos that a page brought back in the moment in which they were forgotten."""
    kinds = Forgotten.Kind
    photo = Forgotten.objects.filter(kind=kinds.PHOTO, key=Cast(OuterRef("pk"), CharField()))
    person = Forgotten.objects.filter(kind=kinds.PERSON, key=OuterRef("owner__nsid"))
    return Photo.objects.filter(Exists(photo) | Exists(person))


@transaction.atomic
def _remove_photos(photos: QuerySet[Photo]) -> bool:
    batch = list(photos.select_for_update().order_by("pk").values_list("pk", flat=True)[:BATCH])
    for rows in (PhotoTag, OwnerNote, Favourite):
        rows.objects.filter(photo__in=batch).delete()
    Photo.objects.filter(pk__in=batch).delete()
    return len(batch) == BATCH


@transaction.atomic
def _remove_rows(rows: QuerySet[Favourite] | QuerySet[Person]) -> bool:
    batch = list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])
    rows.model._default_manager.filter(pk__in=batch).delete()
    return len(batch) == BATCH


def _user(prefix: str = "") -> QuerySet[User]:
    return User.objects.filter(nsid=OuterRef(f"{prefix}nsid"))
