"""Favourites, in pages of thirty."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from galleries.queries.favourites import favourites_page
from galleries.views.links import favourites_on_flickr
from galleries.views.lists import read_list
from galleries.views.page import Request, render_page


@require_safe
def favourites(request: Request, who: str) -> HttpResponse:
    """Thirty photos that one person faved, newest fave first."""
    shown = read_list(request, who, favourites_page)
    if isinstance(shown, HttpResponse):
        return shown
    context = {
        "shown": shown,
        "place": f"favorites-{shown.person.who}",
        "flickr_url": favourites_on_flickr(shown.person.who),
        "here": "favourites" if shown.is_own else "",
    }
    return render_page(
        request, "galleries/favourites/favourites.html", context, part="wall", synced=True
    )
