"""Photostreams, in pages of thirty."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from galleries.queries.keyset import BadKey
from galleries.queries.photostreams import photostream_page
from galleries.views.links import photostream_on_flickr
from galleries.views.page import Request, render_page


@require_safe
def photostream(request: Request, who: str) -> HttpResponse:
    """Thirty photos of one person, newest first."""
    try:
        shown = photostream_page(
            who,
            request.viewer,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
    except BadKey as error:
        raise Http404 from error
    if shown is None:
        if request.viewer.nsid == who:
            return redirect("sync")  # nothing is copied yet: that page says how to begin
        raise Http404
    context = {
        "shown": shown,
        "flickr_url": photostream_on_flickr(shown.person.who),
        "here": "you" if shown.is_own else "",
    }
    return render_page(
        request, "galleries/photostreams/photostream.html", context, part="wall", synced=True
    )
