"""What becomes of a report.

report                         anybody, about a public page
answer                         the operator
take_off_photo, put_back_...   the operator: from every public page, or a whole gallery
"""

from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from secrets import token_urlsafe

from django.db import transaction

from galleries.models import Gallery, Placement, Report, marks, taking_off
from galleries.models.marks import Mark

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
    """No public page shows it from this moment on, whoever hangs it.

    No older backup changes that, nor what the others do. Raises OSError: then nothing is done.
    """
    mark = _latest(Mark.Kind.PHOTO_OFF, str(photo_id), now=now)
    taking_off.take_off_photo(mark.key, at=mark.at)
    marks.write(mark)


@transaction.atomic
def put_back_photo(photo_id: int, *, now: datetime) -> None:
    mark = _latest(Mark.Kind.PHOTO_ON, str(photo_id), now=now)
    taking_off.put_back_photo(mark.key)
    transaction.on_commit(partial(marks.write, mark))


@transaction.atomic
def take_off_gallery(gallery: Gallery, *, now: datetime) -> None:
    """Only its curators see it from this moment on, whatever they do to it."""
    mark = _latest(Mark.Kind.GALLERY_OFF, taking_off.name_of(gallery), now=now)
    taking_off.take_off_gallery(mark.key, at=mark.at)
    marks.write(mark)


@transaction.atomic
def put_back_gallery(gallery: Gallery, *, now: datetime) -> None:
    mark = _latest(Mark.Kind.GALLERY_ON, taking_off.name_of(gallery), now=now)
    taking_off.put_back_gallery(mark.key)
    transaction.on_commit(partial(marks.write, mark))


# A mark that says "off" is written before the transaction ends, one that says "on" behind it: what
# stands between the two when something breaks is off the public.


def _latest(kind: Mark.Kind, key: str, *, now: datetime) -> Mark:
    """The last word about it, whatever the clocks of several machines say."""
    earlier = [mark.at for mark in marks.read() if mark.key == key and mark.at >= now]
    return Mark(kind, key, max(earlier) + timedelta(microseconds=1) if earlier else now)
