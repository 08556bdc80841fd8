"""Hanging: what curators do with the photos in a gallery.

hang, take_down                   one or many; hanging a photo twice is the same as once
move                              one or many, to a place in any section
write                             the caption and the alt text of one placement
add_section, write_section, move_section, remove_section
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

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
)
from galleries.models import (
    Forbidden,
    Gallery,
    Photo,
    Placement,
    Section,
    Viewer,
    Withdrawal,
)
from galleries.models.positions import many_between

MOST_AT_ONCE = 1_000
MOST_PLACEMENTS = 20_000
LONGEST_CAPTION = 2_000
LONGEST_ALT = 1_000
LONGEST_POSITION = 100  # then a section is spaced anew


@dataclass(frozen=True, slots=True)
class Hung:
    """What came of hanging. Each photo stands in exactly one of these, by its key.

    new       hangs now
    already   hung in this gallery before
    unseen    this curator may not see it, or it is not here
    refused   its photographer does not want it to hang here
    """

    new: tuple[int, ...] = ()
    already: tuple[int, ...] = ()
    unseen: tuple[int, ...] = ()
    refused: tuple[int, ...] = ()


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
    among = Photo.objects.filter(pk__in=wanted)
    seen = set(among.visible_to(Viewer(by, now=now)).values_list("pk", flat=True))
    refused = _refused(gallery, wanted) & seen
    already = set(gallery.placements.filter(photo__in=wanted).values_list("photo", flat=True))
    new = [key for key in wanted if key in seen and key not in refused and key not in already]
    last = section.placements.aggregate(last=Max("position"))["last"]
    person = person_of(by)
    rows = [
        Placement(
            gallery=gallery,
            section=section,
            photo_id=key,
            position=position,
            hung_by=person,
            hung_at=now,
        )
        for key, position in zip(new, many_between(last, None, len(new)), strict=True)
    ]
    Placement.objects.bulk_create(rows)
    if rows:
        keys = [row.pk for row in rows]
        note(gallery, Kind.HUNG, by=by, now=now, count=len(rows), before={"placements": keys})
        show_again(gallery, now=now)
    return Hung(
        new=tuple(new),
        already=tuple(key for key in wanted if key in already),
        unseen=tuple(key for key in wanted if key not in seen and key not in already),
        refused=tuple(key for key in wanted if key in refused and key not in already),
    )


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
) -> None:
    """Move photos, in this order, behind another one of a section.

    after  a placement of that section that is not moved itself; None: to the beginning

    One row is written for each that is moved. Raises CannotCurate(NOT_THERE).
    """
    gallery = locked(gallery, by=by)
    section = section_of(gallery, section)
    wanted = list(dict.fromkeys(placement_ids))
    if len(wanted) > MOST_AT_ONCE:
        raise CannotCurate(Reason.TOO_MANY)
    rows = gallery.placements.in_bulk(wanted)
    if len(rows) < len(wanted):
        raise CannotCurate(Reason.NOT_THERE, tuple(key for key in wanted if key not in rows))
    staying = section.placements.exclude(pk__in=wanted)
    low = None
    if after is not None:
        low = staying.filter(pk=after).values_list("position", flat=True).first()
        if low is None:
            raise CannotCurate(Reason.NOT_THERE, (after,))
    higher = staying.filter(position__gt=low) if low is not None else staying
    high = higher.order_by("position").values_list("position", flat=True).first()
    before = {"rows": [where_it_hung(rows[key]) for key in wanted]}
    positions = many_between(low, high, len(wanted))
    for key, position in zip(wanted, positions, strict=True):
        row = rows[key]
        row.section, row.position, row.version = section, position, row.version + 1
    Placement.objects.bulk_update(rows.values(), ["section", "position", "version"])
    if any(len(position) > LONGEST_POSITION for position in positions):
        _space(section)
    note(gallery, Kind.MOVED, by=by, now=now, count=len(wanted), before=before)
    show_again(gallery, now=now)


@transaction.atomic
def write(
    placement: Placement, *, caption: str, alt: str, by: User, now: datetime, version: int
) -> Placement:
    """Change the words beside a photo.

    version  of the placement when its words were last read. Raises CannotCurate(CHANGED) when
             somebody has changed it since, unless it says the same already
    """
    gallery = locked(placement.gallery, by=by)
    caption, alt = words(caption), plain(alt, longest=LONGEST_ALT)
    if len(caption) > LONGEST_CAPTION:
        raise CannotCurate(Reason.TOO_LONG)
    row = gallery.placements.filter(pk=placement.pk).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE, (placement.pk,))
    if (row.caption, row.alt) == (caption, alt):
        return row
    if row.version != version:
        raise CannotCurate(Reason.CHANGED, (row.pk,))
    before = {"placement": row.pk, "caption": row.caption, "alt": row.alt}
    note(gallery, Kind.WRITTEN, by=by, now=now, before=before)
    row.caption, row.alt, row.version = caption, alt, row.version + 1
    row.save(update_fields=["caption", "alt", "version"])
    show_again(gallery, now=now)
    return row


def section_of(gallery: Gallery, section: Section | None) -> Section:
    """The section, if it is one of this gallery; None: its last. Raises CannotCurate."""
    there = gallery.sections.order_by("-position", "-pk")
    row = there.first() if section is None else there.filter(pk=section.pk).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE, () if section is None else (section.pk,))
    return row


def _refused(gallery: Gallery, photo_ids: Sequence[int]) -> set[int]:
    """Those of these that their photographers do not want to hang in this gallery."""
    withdrawn = Withdrawal.objects.filter(photo__in=photo_ids)
    from_here = withdrawn.filter(gallery=None) | withdrawn.filter(gallery=gallery)
    forbidden = Photo.objects.filter(
        pk__in=photo_ids, owner__nsid__in=Forbidden.objects.values("nsid")
    )
    return {
        *from_here.values_list("photo", flat=True),
        *forbidden.values_list("pk", flat=True),
    }


def _space(section: Section) -> None:
    """Give everything in a section a short position again."""
    rows = list(section.placements.order_by("position", "pk"))
    for row, position in zip(rows, many_between(None, None, len(rows)), strict=True):
        row.position = position
    Placement.objects.bulk_update(rows, ["position"], batch_size=500)


def where_it_hung(row: Placement) -> dict[str, int | str]:
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
