"""Photostreams, in pages of thirty."""

from datetime import datetime

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from galleries.models import Viewer
from galleries.queries.photostreams import PhotostreamPage, photostream_page
from galleries.queries.taken import taken_query
from galleries.views.links import photostream_on_flickr
from galleries.views.lists import read_list, render_wall_of
from galleries.views.months import jumps_to_months, moment_page
from galleries.views.page import Request

TAKEN = "taken"


def _page_at(request: Request, end: datetime) -> str:
    is_by_taken = request.GET.get("order") == TAKEN
    return taken_query(end) if is_by_taken else moment_page(request, end)


@require_safe
@jumps_to_months(_page_at)
def photostream(request: Request, who: str) -> HttpResponse:
    """Thirty photos of one person, newest first: by upload, or ``?order=taken``."""
    order = request.GET.get("order", "")
    if order not in ("", TAKEN):
        raise Http404

    def read(who: str, viewer: Viewer, *, after: str, before: str) -> PhotostreamPage | None:
        by_taken = order == TAKEN
        return photostream_page(who, viewer, by_taken=by_taken, after=after, before=before)

    shown = read_list(request, who, read)
    if isinstance(shown, HttpResponse):
        return shown
    flickr_url = photostream_on_flickr(shown.doors.person.who)
    return render_wall_of(request, "photostreams/photostream", shown, flickr_url, order=order)
