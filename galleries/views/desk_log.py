"""The log of a desk: read by its filters, taken along as CSV or JSON, handed over with a note."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from galleries.actions import desks
from galleries.models import Desk, DeskLine
from galleries.queries.desk_log import Filters, LogLine, NoSuchFilter, log_export, log_page
from galleries.queries.desks import desk_people
from galleries.views import desk_words, words
from galleries.views.cards import small_picture
from galleries.views.desks import about_a_desk, about_the_group
from galleries.views.links import photo_on_flickr
from galleries.views.lists import read_page
from galleries.views.page import Request, keep_to_this_browser, render_page, the_user

COLUMNS = (
    *("at", "what", "by", "by_name", "photo", "added_at", "photographer", "photographer_name"),
    *("words", "outcome", "answer"),
)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its words, in the desk's time zone."""

    line: DeskLine
    at: datetime
    what: str
    outcome: str
    title: str
    photo_url: str
    picture: SafeString | str


@about_a_desk("GET", "HEAD")
def log(request: Request, desk: Desk) -> HttpResponse:
    """Thirty lines, newest first."""
    filters = _filters(request)
    shown = read_page(request, log_page, desk, filters)
    zone = ZoneInfo(desk.time_zone)
    said = request.GET.copy()
    for key in ("after", "before"):
        said.pop(key, None)
    context = {
        "desk": desk,
        **about_the_group(desk.group),
        "page": shown.page,
        "lines": [_shown(line, zone) for line in shown.lines],
        "filters": filters,
        "kinds": desk_words.kinds(),
        "people": desk_people(desk),
        "query": said.urlencode(),
    }
    return render_page(request, "galleries/desks/log.html", context, part="log", synced=True)


@about_a_desk("POST")
def hand_over(request: Request, desk: Desk) -> HttpResponse:
    """A note to whoever sits here next."""
    desks.hand_over(desk, request.POST.get("words", ""), by=the_user(request), now=timezone.now())
    messages.success(request, _("The note stands in the log, and on the desk."))
    return redirect("desk", desk.group.nsid)


@about_a_desk("GET", "HEAD")
def export(request: Request, desk: Desk, form: str) -> StreamingHttpResponse:
    """All lines by the same filters, oldest first, as a file."""
    rows = log_export(desk, _filters(request))
    told, kind = (_csv(rows), "text/csv") if form == "csv" else (_json(rows), "application/json")
    response = StreamingHttpResponse(told, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="desk-log.{form}"'
    keep_to_this_browser(response)
    return response


class _Echo:
    """What csv writes, handed back."""

    def write(self, value: str) -> str:
        return value


def _csv(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    writer = csv.DictWriter(_Echo(), COLUMNS)
    yield writer.writeheader()
    for row in rows:
        yield writer.writerow({name: _plain(value) for name, value in row.items()})


def _plain(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _json(rows: Iterator[dict[str, str]]) -> Iterator[str]:
    yield "["
    for number, row in enumerate(rows):
        yield ("," if number else "") + "\n" + json.dumps(row, ensure_ascii=False)
    yield "\n]\n"


def _filters(request: Request) -> Filters:
    try:
        return Filters.said(request.GET.dict())
    except NoSuchFilter as error:
        raise Http404 from error


def _shown(one: LogLine, zone: ZoneInfo) -> ShownLine:
    line, photo = one.line, one.photo
    owner = line.owner
    url = ""
    if line.photo_id is not None and owner is not None:
        url = photo_on_flickr(owner.who, line.photo_id)
    return ShownLine(
        line=line,
        at=line.at.astimezone(zone),
        what=desk_words.line(line),
        outcome=desk_words.outcome(line.outcome),
        title=words.title(photo) if photo is not None else _("A photo") if url else "",
        photo_url=url,
        picture=small_picture(photo, True) if photo is not None else "",
    )
