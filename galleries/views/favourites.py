"""Favourites, in pages of thirty."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from galleries.queries.favourites import favourites_page
from galleries.views.links import favourites_on_flickr
from galleries.views.lists import read_list, render_wall_of
from galleries.views.months import jumps_to_months
from galleries.views.page import Request


@require_safe
@jumps_to_months()
def favourites(request: Request, who: str) -> HttpResponse:
    """Thirty photos that one person faved, newest fave first."""
    shown = read_list(request, who, favourites_page)
    if isinstance(shown, HttpResponse):
        return shown
    who = shown.doors.person.who
    return render_wall_of(
        request,
        "favourites/favourites",
        shown,
        favourites_on_flickr(who),
        here="favourites",
        place=f"favorites-{who}",
    )
