"""Favourites, in pages of thirty."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from galleries.queries.favourites import favourites_page
from galleries.queries.keyset import BadKey
from galleries.views.links import favourites_on_flickr
from galleries.views.page import Request, render_page


@require_safe
def favourites(request: Request, who: str) -> HttpResponse:
    """Thirty photos that one person faved, newest fave first."""
    try:
        shown = favourites_page(
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
        "place": f"favorites-{shown.person.who}",
        "flickr_url": favourites_on_flickr(shown.person.who),
        "here": "favourites" if shown.is_own else "",
    }
    return render_page(
        request, "galleries/favourites/favourites.html", context, part="wall", synced=True
    )
