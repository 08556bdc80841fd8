"""Favourites, in pages of thirty."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from galleries.queries.favourites import favourites_page
from galleries.views.links import favourites_on_flickr
from galleries.views.lists import read_list
from galleries.views.months import jumps_to_months
from galleries.views.page import Request, render_page


@require_safe
@jumps_to_months()
def favourites(request: Request, who: str) -> HttpResponse:
    """Thirty photos that one person faved, newest fave first."""
    shown = read_list(request, who, favourites_page)
    if isinstance(shown, HttpResponse):
        return shown
    context = {
        "shown": shown,
        "doors": shown.doors,
        "place": f"favorites-{shown.doors.person.who}",
        "flickr_url": favourites_on_flickr(shown.doors.person.who),
        "here": "favourites" if shown.doors.is_own else "",
    }
    return render_page(
        request, "galleries/favourites/favourites.html", context, part="wall", synced=True
    )
