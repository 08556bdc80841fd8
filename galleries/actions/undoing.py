"""Undoing: what a curator changed becomes what it was, as long as nobody has changed it since."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from galleries.actions.galleries import CannotCurate, Kind, Reason, locked, note, show_again
from galleries.actions.hanging import where_it_hung
from galleries.models import Gallery, GalleryChange, Photo, Placement, Section
from galleries.models.putting_up import refused


@transaction.atomic
def undo(change: GalleryChange, *, by: User, now: datetime) -> GalleryChange:
    """Take one change back. Doing it twice is the same as once.

    Raises CannotCurate: CHANGED when what it left is not there any more, NO_UNDO for what has a
    button of its own.
    """
    gallery = locked(change.gallery, by=by)
    row = gallery.changes.get(pk=change.pk)
    if row.undone_at is not None:
        return row
    if not can_be_undone(row):
        raise CannotCurate(Reason.NO_UNDO)
    UNDO[row.kind](gallery, row.before, now)
    row.undone_at = now
    row.save(update_fields=["undone_at"])
    note(gallery, Kind.UNDONE, by=by, now=now, count=row.count, before={"change": row.pk})
    show_again(gallery, now=now)
    return row


def can_be_undone(change: GalleryChange) -> bool:
    """Whether it is of a kind that is undone here, and says what it left."""
    told = change.kind in (Kind.HUNG, Kind.TAKEN_DOWN) or "left" in change.before
    return change.kind in UNDO and told and change.undone_at is None


def last_undoable(gallery: Gallery, *, by: User) -> GalleryChange | None:
    """What this curator would undo next."""
    own = gallery.changes.filter(by__nsid=by.nsid, undone_at=None, kind__in=UNDO)
    return next((row for row in own.newest_first()[:20] if can_be_undone(row)), None)


def _hung(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    rows = gallery.placements.in_bulk([key for key, _section, _position in before["placements"]])
    for key, section, position in before["placements"]:
        row = rows.get(key)
        if row is None or (row.section_id, row.position) != (section, position) or row.version > 1:
            raise _changed()
    Placement.objects.filter(pk__in=rows).delete()


def _taken_down(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    keys = [row["photo"] for row in before["rows"]]
    there = set(Photo.objects.filter(pk__in=keys).values_list("pk", flat=True))
    there -= refused(gallery, keys)
    if not there or gallery.placements.filter(photo__in=keys).exists():
        raise _changed()
    sections = gallery.sections.in_bulk([row["section"] for row in before["rows"]])
    last = gallery.sections.order_by("position", "pk").last()
    assert last is not None  # noqa: S101 - every gallery has a section
    Placement.objects.bulk_create(
        Placement(
            gallery=gallery,
            photo_id=row["photo"],
            section=sections.get(row["section"], last),
            position=row["position"],
            caption=row["caption"],
            alt=row["alt"],
            hung_by_id=row["hung_by"],
            hung_at=now,
        )
        for row in before["rows"]
        if row["photo"] in there
    )


def _moved(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    rows = _as_left(gallery, before["left"])
    sections = set(gallery.sections.values_list("pk", flat=True))
    for was in before["rows"]:
        if was["section"] not in sections:
            raise _changed()
        row = rows[was["placement"]]
        row.section_id, row.position = was["section"], was["position"]
    Placement.objects.bulk_update(rows.values(), ["section", "position"], batch_size=500)


def _written(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    row = gallery.placements.filter(pk=before["placement"]).first()
    if row is None or {"caption": row.caption, "alt": row.alt} != before["left"]:
        raise _changed()
    row.caption, row.alt, row.version = before["caption"], before["alt"], row.version + 1
    row.save(update_fields=["caption", "alt", "version"])


def _section_added(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    row = _section(gallery, before, "title", "wall_text")
    if row.placements.exists() or gallery.sections.count() == 1:
        raise _changed()
    row.delete()


def _section_written(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    row = _section(gallery, before, "title", "wall_text")
    row.title, row.wall_text, row.version = before["title"], before["wall_text"], row.version + 1
    row.save(update_fields=["title", "wall_text", "version"])


def _section_moved(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    row = _section(gallery, before, "position")
    row.position = before["position"]
    row.save(update_fields=["position"])


def _section_removed(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    rows = _as_left(gallery, before["left"])
    section = Section.objects.create(gallery=gallery, **before["section"])
    for was in before["rows"]:
        row = rows[was["placement"]]
        row.section, row.position = section, was["position"]
    Placement.objects.bulk_update(rows.values(), ["section", "position"], batch_size=500)


def _about(gallery: Gallery, before: dict[str, Any], now: datetime) -> None:
    left = before["left"]
    if {name: getattr(gallery, _column(name)) for name in left} != left:
        raise _changed()
    cover = before.get("cover")
    if cover is not None and not gallery.placements.filter(pk=cover).exists():
        raise _changed()
    Gallery.objects.filter(pk=gallery.pk).update(**{_column(name): before[name] for name in left})


def _column(name: str) -> str:
    return "cover_id" if name == "cover" else name


def _as_left(gallery: Gallery, left: list[dict[str, Any]]) -> dict[int, Placement]:
    """The placements, each where a change left it. Raises CannotCurate(CHANGED)."""
    rows = gallery.placements.in_bulk([each["placement"] for each in left])
    for each in left:
        row = rows.get(each["placement"])
        if row is None or where_it_hung(row) != each:
            raise _changed()
    return rows


def _section(gallery: Gallery, before: dict[str, Any], *fields: str) -> Section:
    """The section, as a change left it. Raises CannotCurate(CHANGED)."""
    row = gallery.sections.filter(pk=before["section"]).first()
    if row is None or {name: getattr(row, name) for name in fields} != before["left"]:
        raise _changed()
    return row


def _changed() -> CannotCurate:
    return CannotCurate(Reason.CHANGED)


UNDO: dict[str, Callable[[Gallery, dict[str, Any], datetime], None]] = {
    Kind.HUNG: _hung,
    Kind.TAKEN_DOWN: _taken_down,
    Kind.MOVED: _moved,
    Kind.WRITTEN: _written,
    Kind.SECTION_ADDED: _section_added,
    Kind.SECTION_WRITTEN: _section_written,
    Kind.SECTION_MOVED: _section_moved,
    Kind.SECTION_REMOVED: _section_removed,
    Kind.ABOUT: _about,
}
