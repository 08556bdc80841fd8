"""What curators do with the parts of a gallery.

add_section, write_section, move_section, remove_section
"""

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
    plain,
    show_again,
    words,
    write_over,
)
from galleries.actions.hanging import section_of, where_it_hung
from galleries.models import Gallery, Placement, Section
from galleries.models.positions import between, many_between

MOST_SECTIONS = 200


@transaction.atomic
def add_section(gallery: Gallery, *, title: str, by: User, now: datetime) -> Section:
    """Add a section at the end."""
    gallery = locked(gallery, by=by)
    last = gallery.sections.aggregate(last=Max("position"))["last"]
    if gallery.sections.count() >= MOST_SECTIONS:
        raise CannotCurate(Reason.TOO_MANY)
    section = Section.objects.create(
        gallery=gallery, title=plain(title, longest=200), position=between(last, None)
    )
    left = {"title": section.title, "wall_text": ""}
    before = {"section": section.pk, "left": left}
    note(gallery, Kind.SECTION_ADDED, by=by, now=now, before=before)
    show_again(gallery, now=now)
    return section


@transaction.atomic
def write_section(
    section: Section, *, title: str, wall_text: str, by: User, now: datetime, version: int
) -> Section:
    """Change the title and the wall text of a section. ``version`` as in ``write_over``."""
    gallery = locked(section.gallery, by=by)
    title, wall_text = plain(title, longest=200), words(wall_text)
    row = gallery.sections.filter(pk=section.pk).first()
    if row is None:
        raise CannotCurate(Reason.NOT_THERE, (section.pk,))
    said, kind = {"title": title, "wall_text": wall_text}, Kind.SECTION_WRITTEN
    write_over(row, said, kind=kind, gallery=gallery, by=by, now=now, version=version)
    return row


@transaction.atomic
def move_section(section: Section, *, after: int | None, by: User, now: datetime) -> None:
    """Move a section with all that hangs in it behind another one; None: to the beginning."""
    gallery = locked(section.gallery, by=by)
    staying = gallery.sections.exclude(pk=section.pk)
    low = None
    if after is not None:
        low = staying.filter(pk=after).values_list("position", flat=True).first()
        if low is None:
            raise CannotCurate(Reason.NOT_THERE, (after,))
    higher = staying.filter(position__gt=low) if low is not None else staying
    high = higher.order_by("position").values_list("position", flat=True).first()
    row, position = section_of(gallery, section), between(low, high)
    before = {"section": row.pk, "position": row.position, "left": {"position": position}}
    note(gallery, Kind.SECTION_MOVED, by=by, now=now, before=before)
    gallery.sections.filter(pk=row.pk).update(position=position)
    show_again(gallery, now=now)


@transaction.atomic
def remove_section(section: Section, *, by: User, now: datetime) -> None:
    """Remove a section; what hangs in it moves to the end of the one before it (or after it).

    Raises CannotCurate(LAST_SECTION): every gallery has one.
    """
    gallery = locked(section.gallery, by=by)
    row = section_of(gallery, section)
    others = gallery.sections.exclude(pk=row.pk)
    before_it = others.filter(position__lte=row.position).order_by("-position", "-pk").first()
    heir = before_it or others.order_by("position", "pk").first()
    if heir is None:
        raise CannotCurate(Reason.LAST_SECTION)
    moving = list(row.placements.in_order())
    last = heir.placements.aggregate(last=Max("position"))["last"]
    kept: dict[str, Any] = {
        "section": {"title": row.title, "wall_text": row.wall_text, "position": row.position},
        "rows": [where_it_hung(placement) for placement in moving],
    }
    for placement, position in zip(moving, many_between(last, None, len(moving)), strict=True):
        placement.section, placement.position = heir, position
    Placement.objects.bulk_update(moving, ["section", "position"], batch_size=500)
    kept["left"] = [where_it_hung(placement) for placement in moving]
    note(gallery, Kind.SECTION_REMOVED, by=by, now=now, before=kept)
    row.delete()
    show_again(gallery, now=now)
