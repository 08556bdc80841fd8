"""Pasting: a list of addresses becomes photos in a gallery.

What is known here hangs at once; what is not is asked of Flickr by a worker, and has its place.
No address is ever opened: what it names is read from its letters.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from galleries.actions.galleries import CannotCurate, Reason, locked, person_of
from galleries.actions.hanging import MOST_PLACEMENTS, section_of
from galleries.flickr.urls import Kind, named_by
from galleries.models import Gallery, PastedAddress, Section, Stream, Viewer
from galleries.models.positions import many_between
from galleries.models.putting_up import put_up, weigh
from galleries.sync.schedule import open_stream

MOST_ADDRESSES = 500
LONGEST_ADDRESS = 300
LARGEST_ID = 2**63 - 1
_BETWEEN = re.compile(r"[\s,;<>\"'()\[\]{}|]+")

Outcome = PastedAddress.Outcome


@transaction.atomic
def paste(
    text: str,
    *,
    gallery: Gallery,
    by: User,
    now: datetime,
    section: Section | None = None,
) -> list[PastedAddress]:
    """Hang what these addresses name at the end of a section (None: the last one), in this order.

    The report on what was pasted before gives way to this one, as far as it is done. Raises
    CannotCurate.
    """
    gallery = locked(gallery, by=by)
    section = section_of(gallery, section)
    read = list(_read(text))
    if not read:
        raise CannotCurate(Reason.NO_ADDRESSES)
    if len(read) > MOST_ADDRESSES:
        raise CannotCurate(Reason.TOO_MANY_ADDRESSES)
    keys = [key for _written, key, _outcome in read if key is not None]
    if gallery.placements.count() + len(keys) > MOST_PLACEMENTS:
        raise CannotCurate(Reason.TOO_MANY)
    came = weigh(keys, gallery=gallery, viewer=Viewer(by, now=now))
    last = section.placements.aggregate(last=Max("position"))["last"]
    positions = dict(zip(keys, many_between(last, None, len(keys)), strict=True))
    known = dict.fromkeys(came.new, Outcome.HUNG) | dict.fromkeys(came.already, Outcome.ALREADY)
    known |= dict.fromkeys(came.refused, Outcome.REFUSED)
    gallery.pasted.exclude(outcome=Outcome.WAITING).delete()
    person = person_of(by)
    rows = [
        PastedAddress(
            gallery=gallery,
            by=person,
            pasted_at=now,
            written=written[:LONGEST_ADDRESS],
            flickr_id=key,
            section=section,
            position=positions[key] if key is not None else "",
            outcome=outcome if key is None else known.get(key, Outcome.WAITING),
        )
        for written, key, outcome in read
    ]
    PastedAddress.objects.bulk_create(rows)
    places = [(key, section, positions[key]) for key in came.new]
    put_up(places, gallery=gallery, by=person, now=now, together=now.isoformat())
    if any(row.outcome == Outcome.WAITING for row in rows):
        open_stream(None, Stream.Kind.PASTED, now=now)
    return rows


def _read(text: str) -> Iterator[tuple[str, int | None, PastedAddress.Outcome]]:
    """Each address with the photo that it names, or why it names none. A photo comes once."""
    told: set[int] = set()
    for line in text.replace("\x00", "").splitlines():
        if not line.strip():
            continue
        addresses = [part for part in _BETWEEN.split(line) if "/" in part and "." in part]
        for address in addresses:
            named = named_by(address.rstrip(".:!?"))
            if named is None:
                yield address, None, Outcome.NO_ADDRESS
            elif named.kind is not Kind.PHOTO or not 0 < int(named.id) <= LARGEST_ID:
                yield address, None, Outcome.NO_PHOTO
            elif int(named.id) not in told:
                told.add(int(named.id))
                yield address, int(named.id), Outcome.WAITING
        if not addresses:
            yield line.strip(), None, Outcome.NO_ADDRESS
