"""Photostreams, in pages of thirty."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from galleries.queries.photostreams import photostream_page
from galleries.views.links import photostream_on_flickr
from galleries.views.lists import read_list
from galleries.views.page import Request, render_page


@require_safe
def photostream(request: Request, who: str) -> HttpResponse:
    """Thirty photos of one person, newest first."""
    shown = read_list(request, who, photostream_page)
    if isinstance(shown, HttpResponse):
        return shown
    context = {
        "shown": shown,
        "flickr_url": photostream_on_flickr(shown.person.who),
        "here": "you" if shown.is_own else "",
    }
    return render_page(
        request, "galleries/photostreams/photostream.html", context, part="wall", synced=True
    )
