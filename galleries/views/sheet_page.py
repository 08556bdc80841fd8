"""What the page of a sheet says: of the photo that is large, of the thirty, and of the claim."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from galleries.flickr.licences import licence_of
from galleries.models import Desk, Photo, Verdict
from galleries.models.sheets import WARNS_BEFORE
from galleries.queries.sheets import PlaceLine, SheetPage
from galleries.views import desk_words, words
from galleries.views.desks import about_the_group
from galleries.views.filmstrip import filmstrip
from galleries.views.links import photo_on_flickr
from galleries.views.page import Request
from galleries.views.stages import Stage, stage_of


@dataclass(frozen=True, slots=True)
class ShownOther:
    """The photo that stands beside the large one to be compared with it; counted from 1."""

    number: int
    photo: Photo
    stage: Stage | None


def shown_on(request: Request, shown: SheetPage, other: PlaceLine | None) -> dict[str, object]:
    """What the page says of a sheet; ``other`` is the photo to compare with, None for none."""
    desk, line, facts = shown.desk, shown.here, shown.facts
    photo, zone = line.photo, ZoneInfo(desk.time_zone)
    url = reverse("sheet", args=[desk.group.nsid])
    beside = f"&with={other.number}" if other is not None else ""
    neighbour = shown.previous or shown.next
    verdict = line.verdict
    by = verdict.by if verdict is not None else None
    return {
        "shown": shown,
        "desk": desk,
        "sheet": shown.sheet,
        "photo": photo,
        "owner": photo.owner,
        **about_the_group(desk.group),
        "title": words.title(photo) if line.is_seen else _("A photo that is not shown to you"),
        "stage": stage_of(photo) if line.is_seen else None,
        "why_no_picture": _why_no_picture(line),
        "flickr_url": photo_on_flickr(photo.owner.who, photo.pk),
        "licence": licence_of(photo.licence),
        "licence_words": words.licence(licence_of(photo.licence)),
        "taken": words.taken(photo) if line.is_seen else "",
        "place": words.coordinates(facts.place) if facts.place is not None else "",
        "first_seen": desk_words.first_seen(facts, zone),
        "how_many": desk_words.how_many(facts),
        "earlier": desk_words.earlier(facts),
        "earlier_lines": [
            (desk_words.verdict(one.kind), one, desk_words.day(one.at, zone))
            for one in facts.earlier
        ],
        "came_back": desk_words.outcome(line.came_back.outcome) if line.came_back else "",
        "verdict": desk_words.verdict(verdict.kind) if verdict is not None else "",
        "verdict_by": by.name if by is not None and not line.is_ours else "",
        "added_at": line.place.added_at.astimezone(zone),
        "until": shown.sheet.claimed_until.astimezone(zone),
        "seconds": _seconds_left(request, shown.sheet.claimed_until),
        "warns_s": int(WARNS_BEFORE.total_seconds()),
        "strip": filmstrip(shown.lines, here=line, url=url),
        "bar": desk_words.bar(shown.summary),
        "marks": {kind.value: desk_words.mark(kind) for kind in Verdict.Kind},
        "last_reason": _last_reason(shown),
        "previous_url": _at(url, shown.previous, beside),
        "next_url": _at(url, shown.next, beside),
        "other": _other(other) if other is not None else None,
        "is_comparing": other is not None,
        "compare_url": _at(url, line, _beside(other, neighbour)) if neighbour is not None else "",
    }


def _at(url: str, line: PlaceLine | None, beside: str) -> str:
    return f"{url}?place={line.number}{beside}" if line is not None else ""


def _beside(other: PlaceLine | None, neighbour: PlaceLine) -> str:
    """What the link to compare says: on, or off again."""
    return f"&with={neighbour.number}" if other is None else ""


def _other(line: PlaceLine) -> ShownOther:
    return ShownOther(
        number=line.number + 1,
        photo=line.photo,
        stage=stage_of(line.photo) if line.is_seen else None,
    )


def _seconds_left(request: Request, until: datetime) -> int:
    return int((until - request.viewer.now).total_seconds())


def claim(request: Request, desk: Desk, until: datetime) -> dict[str, object]:
    """Until when a sheet is held: for a clock that may be wrong, and for the eye."""
    return {
        "seconds": _seconds_left(request, until),
        "until": desk_words.clock(until, ZoneInfo(desk.time_zone)),
    }


def _why_no_picture(line: PlaceLine) -> str:
    if not line.is_seen:
        return _("It is not public, or marked as something you did not ask to see here.")
    return words.why_no_picture(line.photo)


def _last_reason(shown: SheetPage) -> int | None:
    """What was chosen last on this sheet, to begin with."""
    given = [line.verdict for line in shown.lines if line.verdict is not None and line.is_ours]
    reasons = [(one.at, one.reason_id) for one in given if one.reason_id is not None]
    return max(reasons, default=(None, None), key=lambda said: said[0])[1]
