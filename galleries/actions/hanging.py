"""Hanging: what curators do with the photos in a gallery.

hang, take_down                   one or many; hanging a photo twice is the same as once
move                              one or many, to a place in any section
write                             the caption and the alt text of one placement
add_section, write_section, move_section, remove_section
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from galleries.actions.galleries import (
    CannotCurate,
    Kind,
    Reason,
    locked,
    note,
    person_of,
    plain,
    show_again,
    words,
    write_over,
)
from galleries.models import Gallery, Placement, Section, Viewer
from galleries.models.positions import many_between
from galleries.models.putting_up import Hung, put_up, weigh

MOST_AT_ONCE = 1_000
MOST_PLACEMENTS = 20_000
LONGEST_CAPTION = 2_000
LONGEST_ALT = 1_000
LONGEST_POSITION = 100  # then what hangs there is spaced anew
SPACED = 30  # on either side, if that is enough


@transaction.atomic
def hang(
    photo_ids: Sequence[int],
    *,
    gallery: Gallery,
    by: User,
    now: datetime,
    section: Section | None = None,
) -> Hung:
    """Hang photos at the end of a section (None: the last one), in this order."""
    gallery = locked(gallery, by=by)
    wanted = list(dict.fromkeys(photo_ids))
    hanging = gallery.placements.count()
    if len(wanted) > MOST_AT_ONCE or hanging + len(wanted) > MOST_PLACEMENTS:
        raise CannotCurate(Reason.TOO_MANY)
    section = section_of(gallery, section)
    hung = weigh(wanted, gallery=gallery, viewer=Viewer(by, now=now))
    last = section.placements.aggregate(last=Max("position"))["last"]
    positions = many_between(last, None, len(hung.new))
    places = [(key, section, place) for key, place in zip(hung.new, positions, strict=True)]
    put_up(places, gallery=gallery, by=person_of(by), now=now)
    return hung


@transaction.atomic
def take_down(placement_ids: Collection[int], *, gallery: Gallery, by: User, now: datetime) -> int:
    """Take photos down: how many. Their words are kept in the history, for an undo."""
    gallery = locked(gallery, by=by)
    rows = list(gallery.placements.filter(pk__in=placement_ids))
    if rows:
        before = {"rows": [_as_it_hung(row) for row in rows]}
        note(gallery, Kind.TAKEN_DOWN, by=by, now=now, count=len(rows), before=before)
        Placement.objects.filter(pk__in=[row.pk for row in rows]).delete()
        show_again(gallery, now=now)
    return len(rows)


@transaction.atomic
def move(
    placement_ids: Sequence[int],
    *,
    gallery: Gallery,
    by: User,
    now: datetime,
    section: Section,
    after: int | None,
    seen: Mapping[int, str] | None = None,
) -> list[Placement]:
    """Move photos, in this order, behind another one of a section: as they hang now.

    after  a placement of that section that is not moved itself; None: to the beginning
    seen   where they hung when their page was opened, as ``Placement.place`` names it: whoever has
           moved one of them since is not written over

    One row is written for each that is moved. Raises CannotCurate(NOT_THERE or CHANGED).
    """
    gallery = locked(gallery, by=by)
    section = section_of(gallery, section)
    wanted = list(dict.fromkeys(placement_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise CannotCurate(Reason.TOO_MANY)
    rows = gallery.placements.in_bulk(wanted)
    if len(rows) < len(wanted):
        raise CannotCurate(Reason.NOT_THERE, tuple(key for key in wanted if key not in rows))
    moved_since = tuple(key for key, place in (seen or {}).items() if rows[key].place != place)
    if moved_since:
        raise CannotCurate(Reason.CHANGED, moved_since)
    staying = section.placements.exclude(pk__in=wanted)
    low = None
    if after is not None:
        low = staying.filter(pk=after).values_list("position", flat=True).first()
        if low is None:
            raise CannotCurate(Reason.NOT_THERE, (after,))
    higher = staying.filter(position__gt=low) if low is not None else staying
    high = higher.order_by("position").values_list("position", flat=True).first()
    before: dict[str, Any] = {"rows": [where_it_hung(rows[key]) for key in wanted]}
    positions = many_between(low, high, len(wanted))
    for key, position in zip(wanted, positions, strict=True):
        row = rows[key]
        row.section, row.position = section, position
    Placement.objects.bulk_update(rows.values(), ["section", "position"])
    if any(len(position) > LONGEST_POSITION for position in positions):
        _space(section, around=positions[0])
        rows = gallery.placements.in_bulk(wanted)
    before["left"] = [where_it_hung(rows[key]) for key in wanted]
    note(gallery, Kind.MOVED, by=by, now=now, count=len(wanted), before=before)
    show_again(gallery, now=now)
    return [rows[key] for key in wanted]


@transaction.atomic
def write(
    placement: Placement, *, caption: str, alt: str, by: User, now: datetime, version: int
) -> Placement:
    """Change the words beside a photo. ``version`` as in ``write_over``. Raises CannotCurate."""
    gallery = locked(placement.gallery, by=by)
    caption, alt = words(caption), plain(alt, longest=LONGEST_ALT)
    if len(caption) > LONGEST_CAPTION:
        raise CannotCurate(Reason.TOO_LONG)
    row = gallery.placements.filter(pk=placement.pk).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE, (placement.pk,))
    said = {"caption": caption, "alt": alt}
    write_over(row, said, kind=Kind.WRITTEN, gallery=gallery, by=by, now=now, version=version)
    return row


def section_of(gallery: Gallery, section: Section | None) -> Section:
    """The section, if it is one of this gallery; None: its last. Raises CannotCurate."""
    there = gallery.sections.order_by("-position", "-pk")
    row = there.first() if section is None else there.filter(pk=section.pk).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE, () if section is None else (section.pk,))
    return row


def _space(section: Section, *, around: str) -> None:
    """Give what hangs around that position short positions again, and as few rows as will do."""
    reach = SPACED
    while True:
        low = section.placements.filter(position__lt=around).order_by("-position", "-pk")
        high = section.placements.filter(position__gte=around).order_by("position", "pk")
        rows = [*reversed(low[:reach]), *high[:reach]]
        edges = low[reach : reach + 1].first(), high[reach : reach + 1].first()
        first, last = (edge.position if edge is not None else None for edge in edges)
        positions = many_between(first, last, len(rows))
        if max(map(len, positions)) <= LONGEST_POSITION // 2 or edges == (None, None):
            break
        reach *= 8
    for row, position in zip(rows, positions, strict=True):
        row.position = position
    Placement.objects.bulk_update(rows, ["position"], batch_size=500)


def where_it_hung(row: Placement) -> dict[str, Any]:
    """As an undo needs it."""
    return {"placement": row.pk, "section": row.section_id, "position": row.position}


def _as_it_hung(row: Placement) -> dict[str, int | str | None]:
    return {
        "photo": row.photo_id,
        "section": row.section_id,
        "position": row.position,
        "caption": row.caption,
        "alt": row.alt,
        "hung_by": row.hung_by_id,
    }
