"""What the page of a sheet shows: one photo large, what matters about it, and the thirty."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from galleries.models import (
    Desk,
    DeskReason,
    Entry,
    Photo,
    Sheet,
    SheetPlace,
    Talk,
    Verdict,
    Viewer,
)
from galleries.models.folding import folded
from galleries.models.sheets import WARNS_BEFORE
from galleries.models.summaries import Summary
from galleries.models.verdicts import STANDING
from galleries.queries.counts import remembered
from galleries.queries.photos import Place

LATELY = timedelta(days=7)
MOST_EARLIER = 5
FINAL = (Verdict.State.SIGNED, Verdict.State.SENT)
BACK = (Verdict.State.REFUSED, Verdict.State.TAKEN_BACK)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """An entry on a sheet.

    is_seen   this viewer may see the photo
    is_there  it is in the pool, as far as we know
    verdict   that stands on it; None
    is_ours   the verdict was given on this sheet, and can be changed
    burst     so many entries fold together with it, itself included; 1 for one that stands alone
    is_first  of its burst
    is_open   it waits for a verdict
    came_back  the latest verdict on it that had no effect; None
    """

    place: SheetPlace
    is_seen: bool
    is_there: bool
    verdict: Verdict | None
    is_ours: bool
    burst: int
    is_first: bool
    is_open: bool
    came_back: Verdict | None

    @property
    def photo(self) -> Photo:
        return self.place.photo

    @property
    def number(self) -> int:
        return self.place.position


@dataclass(frozen=True, slots=True)
class Facts:
    """What matters about an entry.

    first_at   since when this member is known to add to the pool
    is_first   this is the first that we know of
    nth_today  which of theirs it is on its day, by the desk's time zone
    lately     how many they added in the seven days up to it
    earlier    the latest verdicts on theirs, and ``counts`` of all of them by kind
    """

    first_at: datetime | None
    is_first: bool
    nth_today: int
    lately: int
    tags: tuple[str, ...]
    camera: str
    place: Place | None
    earlier: list[Verdict]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet with one of its photos large.

    decided    so many of the thirty have a verdict
    next_open  the place to go to after this one; None when nothing waits for a verdict
    warns      its time is nearly over, or ``is_over``
    """

    desk: Desk
    sheet: Sheet
    lines: list[PlaceLine]
    here: PlaceLine
    facts: Facts
    reasons: list[DeskReason]
    summary: Summary
    decided: int
    previous: PlaceLine | None
    next: PlaceLine | None
    next_open: PlaceLine | None
    warns: bool
    is_over: bool


def own_sheet(desk: Desk, viewer: Viewer) -> Sheet | None:
    """The sheet that this viewer holds, or one that lapsed with verdicts of theirs to sign."""
    own = desk.sheets.filter(holder__nsid=viewer.nsid).select_related("desk__group", "holder")
    held = own.filter(state=Sheet.State.OPEN).first()
    if held is not None:
        return held
    staged = own.filter(state=Sheet.State.LAPSED, verdicts__state=Verdict.State.STAGED)
    return staged.order_by("-number").first()


def sheet_page(sheet: Sheet, viewer: Viewer, *, number: int | None = None) -> SheetPage | None:
    """Read it, with the photo at that place large; by default the first without a verdict.

    None when there is no such place.
    """
    lines = sheet_lines(sheet, viewer)
    open_lines = [line for line in lines if line.is_open]
    if number is None:
        here = next(iter(open_lines), lines[0] if lines else None)
    else:
        here = next((line for line in lines if line.number == number), None)
    if here is None:
        return None
    at = lines.index(here)
    behind = [line for line in lines[at + 1 :] if line.is_open]
    return SheetPage(
        desk=sheet.desk,
        sheet=sheet,
        lines=lines,
        here=here,
        facts=_facts(here, sheet.desk, viewer),
        reasons=list(sheet.desk.reasons.filter(retired_at=None).order_by("position", "pk")),
        summary=_summary(sheet, lines),
        decided=sum(line.is_ours for line in lines),
        previous=lines[at - 1] if at else None,
        next=lines[at + 1] if at + 1 < len(lines) else None,
        next_open=next(iter(behind), next((one for one in open_lines if one is not here), None)),
        warns=sheet.claimed_until - WARNS_BEFORE < viewer.now,
        is_over=sheet.claimed_until < viewer.now,
    )


def sheet_lines(sheet: Sheet, viewer: Viewer) -> list[PlaceLine]:
    """The thirty in two queries."""
    seen = Photo.objects.visible_to(viewer).filter(pk=OuterRef("photo"))
    entries = Entry.objects.filter(group=sheet.desk.group_id, gone_at=None)
    there = entries.filter(photo=OuterRef("photo"), added_at=OuterRef("added_at"))
    rows = sheet.places.annotate(is_seen=Exists(seen), is_there=Exists(there))
    places: list[Any] = list(rows.select_related("photo__owner", "photo__talk"))
    given = Verdict.objects.filter(
        desk=sheet.desk_id, photo__in=[place.photo_id for place in places]
    )
    verdicts: dict[tuple[int | None, datetime], Verdict] = {}
    back: dict[tuple[int | None, datetime], Verdict] = {}
    for one in given.select_related("by").order_by("pk"):
        about = back if one.state in BACK else verdicts if one.state in STANDING else {}
        about[one.photo_id, one.added_at] = one
    lines = []
    for run in folded(places):
        for place in run:
            entry = (place.photo_id, place.added_at)
            verdict = verdicts.get(entry)
            is_ours = verdict is not None and verdict.sheet_id == sheet.pk
            is_judged = is_ours or (verdict is not None and not sheet.of_held)
            lines.append(
                PlaceLine(
                    place=place,
                    is_seen=place.is_seen,
                    is_there=place.is_there,
                    verdict=verdict,
                    is_ours=is_ours,
                    burst=len(run),
                    is_first=place is run[0],
                    is_open=place.is_there and not is_judged,
                    came_back=back.get(entry),
                )
            )
    return lines


def _summary(sheet: Sheet, lines: list[PlaceLine]) -> Summary:
    """As ``summary_of`` says it, of what was read already."""
    staged = [line for line in lines if line.verdict is not None and line.is_ours]
    kinds = Counter(line.verdict.kind for line in staged if line.verdict and line.is_there)
    is_held = sheet.state == Sheet.State.OPEN
    return Summary.of(
        kinds,
        gone=sum(not line.is_there for line in staged),
        open=len(lines) - len(staged) if is_held else 0,
    )


def _facts(line: PlaceLine, desk: Desk, viewer: Viewer) -> Facts:
    photo, added_at = line.photo, line.place.added_at
    theirs = Entry.objects.filter(group=desk.group_id, owner=photo.owner_id)
    first_at, nth_today, lately = _habits(theirs, added_at, ZoneInfo(desk.time_zone))
    judged = Verdict.objects.filter(desk=desk, owner=photo.owner_id)
    final = judged.filter(state__in=FINAL)
    others = final.exclude(photo=photo.pk, added_at=added_at)
    earlier = others.exclude(kind=Verdict.Kind.KEEP).select_related("by", "photo")
    return Facts(
        first_at=first_at,
        is_first=first_at == added_at,
        nth_today=nth_today,
        lately=lately,
        tags=_tags(photo) if line.is_seen else (),
        camera=_camera(photo) if line.is_seen else "",
        place=_place(photo) if line.is_seen else None,
        earlier=list(earlier.order_by("-at", "-pk")[:MOST_EARLIER]),
        counts=_counts(final, line, viewer),
    )


def _counts(final: QuerySet[Verdict], line: PlaceLine, viewer: Viewer) -> dict[str, int]:
    """How many of each kind, without the one on this entry.

    Of a member with thousands they may be a minute old: to count them takes longer than the page.
    """

    def counted() -> dict[str, int]:
        rows = final.order_by().values("kind").annotate(number=Count("pk"))
        return {row["kind"]: row["number"] for row in rows}

    which = ("verdicts", line.place.sheet_id, line.photo.owner_id)
    found = remembered(counted, lambda told: sum(told.values()), of=which, viewer=viewer)
    on_it, own = line.verdict, ""
    if on_it is not None and on_it.state in FINAL and on_it.owner_id == line.photo.owner_id:
        own = on_it.kind
    counts = {kind: number - (kind == own) for kind, number in found.items()}
    return {kind: number for kind, number in counts.items() if number > 0}


def _habits(
    theirs: QuerySet[Entry], added_at: datetime, zone: ZoneInfo
) -> tuple[datetime | None, int, int]:
    """Since when they add, which one of its day this is, and how many within a week."""
    midnight = added_at.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    first = theirs.order_by("added_at").values("added_at")[:1]
    lately = theirs.filter(added_at__gt=added_at - LATELY, added_at__lte=added_at)
    found = lately.aggregate(
        first=Min(Subquery(first)),
        today=Count("pk", filter=Q(added_at__gte=midnight)),
        week=Count("pk"),
    )
    return found["first"], found["today"], found["week"]


def _tags(photo: Photo) -> tuple[str, ...]:
    return tuple(photo.tags.order_by("position", "pk").values_list("text", flat=True))


def _camera(photo: Photo) -> str:
    """As far as everybody may know it; "" when nobody asked."""
    told: Talk | None = getattr(photo, "talk", None)
    return told.camera if told is not None and not told.exif_is_owners else ""


def _place(photo: Photo) -> Place | None:
    if photo.latitude is None or photo.longitude is None:
        return None
    return Place(photo.latitude, photo.longitude, "")
