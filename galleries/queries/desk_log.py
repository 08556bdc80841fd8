"""What the log of a desk shows, by its filters, and all of it for an export."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from galleries.models import Desk, DeskLine, Person, Photo, Viewer
from galleries.models.desk_log import DeskLineQuerySet
from galleries.queries.by_row import NewestFirst
from galleries.queries.keyset import KeysetPage

CHUNK = 500
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class NoSuchFilter(ValueError):
    """The address asks for something that no line can have."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Which lines are wanted. "" and None: all.

    by, member   names as in addresses: NSID or path alias
    first, last  days in the desk's time zone, both included
    """

    kind: str = ""
    by: str = ""
    member: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def said(cls, said: dict[str, str]) -> "Filters":
        """As a form sends them. Raises NoSuchFilter."""
        kind = said.get("kind", "").strip()
        if kind and kind not in DeskLine.Kind:
            raise NoSuchFilter(kind)
        return cls(
            kind=kind,
            by=said.get("by", "").strip(),
            member=said.get("member", "").strip(),
            first=day_said(said.get("first", "").strip()),
            last=day_said(said.get("last", "").strip()),
        )


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line. ``photo`` is None when there is none, or when this viewer may not see it."""

    line: DeskLine
    photo: Photo | None


@dataclass(frozen=True, slots=True)
class LogPage:
    lines: list[LogLine]
    page: KeysetPage[DeskLine]


def log_page(
    desk: Desk, filters: Filters, viewer: Viewer, *, after: str = "", before: str = ""
) -> LogPage:
    """Thirty lines, newest first, in two queries and one for each name. Raises BadKey."""
    rows = _with_all(_lines(desk, filters))
    page = NewestFirst(desk.log.all(), "at").page(rows, after=after, before=before)
    keys = [line.photo_id for line in page.items if line.photo_id]
    seen = set(Photo.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    return LogPage(
        lines=[LogLine(one, one.photo if one.photo_id in seen else None) for one in page.items],
        page=page,
    )


def log_export(desk: Desk, filters: Filters) -> Iterator[dict[str, Any]]:
    """All lines that are wanted, oldest first, a few at a time. Names and words, no pictures."""
    rows = _with_all(_lines(desk, filters)).order_by("at", "pk")
    for line in rows.iterator(CHUNK):
        yield {
            "at": line.at.isoformat(),
            "what": line.kind,
            "by": line.by.nsid if line.by is not None else "",
            "by_name": line.by.name if line.by is not None else "",
            "photo": str(line.photo_id or ""),
            "added_at": line.added_at.isoformat() if line.added_at is not None else "",
            "photographer": line.owner.nsid if line.owner is not None else "",
            "photographer_name": line.owner.name if line.owner is not None else "",
            "words": line.words,
            "outcome": line.outcome,
            "answer": line.answer,
        }


def _with_all(rows: DeskLineQuerySet) -> DeskLineQuerySet:
    return rows.select_related("by", "owner", "photo__owner")


def _lines(desk: Desk, filters: Filters) -> DeskLineQuerySet:
    rows = DeskLine.objects.filter(desk=desk)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    for column, who in (("by", filters.by), ("owner", filters.member)):
        if who:
            person = Person.objects.named(who).first()
            rows = rows.filter(**{column: person}) if person is not None else rows.none()
    zone = ZoneInfo(desk.time_zone)
    if filters.first is not None:
        rows = rows.filter(at__gte=datetime.combine(filters.first, time.min, zone))
    if filters.last is not None:
        behind = filters.last + timedelta(days=1)
        rows = rows.filter(at__lt=datetime.combine(behind, time.min, zone))
    return rows


def day_said(text: str) -> date | None:
    """Raises NoSuchFilter."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not 2000 <= day.year <= 2100:
        raise NoSuchFilter(text)
    return day
