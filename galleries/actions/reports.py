"""What becomes of a report.

report                         anybody, about a public page
answer                         the operator
take_off_photo, put_back_...   the operator: from every public page, or a whole gallery
"""

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import F

from galleries.models import Gallery, Placement, Report, TakenOff

LONGEST_WORDS = 2_000  # characters


class NotShown(Exception):
    """No public page shows it: nothing was kept."""


@transaction.atomic
def report(
    gallery: Gallery, photo_id: int | None, *, reason: Report.Reason, words: str, now: datetime
) -> str:
    """Keep a report. Gives the key under which its answer can be read. Raises NotShown.

    words  cut where they are too long: they come from somebody whom nobody can ask
    """
    if not gallery.is_public:
        raise NotShown(gallery.slug)
    shown = Placement.objects.filter(gallery=gallery, photo=photo_id).shown(now=now)
    if photo_id is not None and not shown.exists():
        raise NotShown(photo_id)
    key = token_urlsafe(16)  # 128 bits
    Report.objects.create(
        gallery=gallery,
        photo_id=photo_id,
        reason=reason,
        words=words.replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST_WORDS],
        key_hash=hash_of(key),
        sent_at=now,
    )
    return key


def hash_of(key: str) -> str:
    return sha256(key.encode()).hexdigest()


@transaction.atomic
def answer(report: Report, *, words: str, now: datetime) -> None:
    """Answer a report, which closes it. A later answer takes the place of an earlier one."""
    words = words.replace("\x00", "").replace("\r\n", "\n").strip()[:LONGEST_WORDS]
    Report.objects.filter(pk=report.pk).update(answer=words, closed_at=now)


@transaction.atomic
def take_off_photo(photo_id: int, *, now: datetime) -> None:
    """No public page shows it from this moment on, whoever hangs it."""
    TakenOff.objects.get_or_create(photo_id=photo_id, defaults={"taken_off_at": now})
    _show_again(photo_id)


@transaction.atomic
def put_back_photo(photo_id: int) -> None:
    TakenOff.objects.filter(photo=photo_id).delete()
    _show_again(photo_id)


@transaction.atomic
def take_off_gallery(gallery: Gallery, *, now: datetime) -> None:
    """Only its curators see it from this moment on, whatever they do to it."""
    there = Gallery.objects.filter(pk=gallery.pk, taken_off_at=None)
    there.update(taken_off_at=now, version=F("version") + 1)


@transaction.atomic
def put_back_gallery(gallery: Gallery) -> None:
    there = Gallery.objects.filter(pk=gallery.pk).exclude(taken_off_at=None)
    there.update(taken_off_at=None, version=F("version") + 1)


def _show_again(photo_id: int) -> None:
    """What was kept of the pages that hang it is old from this transaction on."""
    hanging = Placement.objects.filter(photo=photo_id).order_by("gallery")
    keys = list(hanging.values_list("gallery", flat=True).distinct())
    Gallery.objects.filter(pk__in=keys).update(version=F("version") + 1)
