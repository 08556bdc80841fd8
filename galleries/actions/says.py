"""What photographers say about their work in galleries here. It holds at once.

say                   a sentence beside one's photo in one gallery; "" takes it back
withdraw, let_hang    one's photo from one gallery (or, None, from all), and back
forbid, permit        all of one's work, now and later
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import User
from galleries.actions.galleries import plain
from galleries.models import Forbidden, Gallery, Photo, Sentence, Withdrawal

LONGEST_SENTENCE = 500  # characters


class NotTheirs(Exception):
    """It is somebody else's photo, or none that hangs there: nothing was changed."""


@transaction.atomic
def say(photo_id: int, text: str, *, gallery: Gallery, by: User, now: datetime) -> None:
    """Put a sentence beside a photo. Raises NotTheirs; CannotCurate when it is too long."""
    photo = _own(photo_id, by)
    if not gallery.placements.filter(photo=photo).exists():
        raise NotTheirs(photo_id)
    text = plain(text, longest=LONGEST_SENTENCE)
    theirs = Sentence.objects.filter(gallery=gallery, photo=photo)
    if text:
        Sentence.objects.update_or_create(
            gallery=gallery, photo=photo, defaults={"text": text, "said_at": now}
        )
    else:
        theirs.delete()
    _show_again(Gallery.objects.filter(pk=gallery.pk))


@transaction.atomic
def withdraw(photo_id: int, *, gallery: Gallery | None, by: User, now: datetime) -> None:
    """Take a photo down from one gallery, or from all that there are and will be."""
    photo = _own(photo_id, by)
    Withdrawal.objects.get_or_create(photo=photo, gallery=gallery, defaults={"withdrawn_at": now})
    _show_again(_hanging(photo, gallery))


@transaction.atomic
def let_hang(photo_id: int, *, gallery: Gallery | None, by: User) -> None:
    """Let a photo hang again where it was withdrawn: there, or everywhere."""
    photo = _own(photo_id, by)
    Withdrawal.objects.filter(photo=photo, gallery=gallery).delete()
    _show_again(_hanging(photo, gallery))


@transaction.atomic
def forbid(*, by: User, now: datetime) -> None:
    """None of one's work hangs in any gallery here, whoever hangs it, now and later."""
    Forbidden.objects.get_or_create(nsid=by.nsid, defaults={"forbidden_at": now})
    _show_again(_showing_work_of(by))


@transaction.atomic
def permit(*, by: User) -> None:
    """Take that back."""
    Forbidden.objects.filter(nsid=by.nsid).delete()
    _show_again(_showing_work_of(by))


def _own(photo_id: int, by: User) -> Photo:
    photo = Photo.objects.filter(pk=photo_id, owner__nsid=by.nsid).first()
    if photo is None:
        raise NotTheirs(photo_id)
    return photo


def _hanging(photo: Photo, gallery: Gallery | None) -> QuerySet[Gallery]:
    there = Gallery.objects.filter(placements__photo=photo)
    return there if gallery is None else there.filter(pk=gallery.pk)


def _showing_work_of(user: User) -> QuerySet[Gallery]:
    return Gallery.objects.filter(placements__photo__owner__nsid=user.nsid)


def _show_again(galleries: QuerySet[Gallery]) -> None:
    """What was kept of their pages is old from this transaction on."""
    keys = list(galleries.order_by("pk").distinct().values_list("pk", flat=True))
    Gallery.objects.filter(pk__in=keys).update(version=F("version") + 1)
