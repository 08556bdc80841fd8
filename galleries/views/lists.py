"""What the pages of all lists have in common."""

from collections.abc import Callable
from typing import Protocol

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect

from galleries.queries.doors import Doors
from galleries.queries.keyset import BadKey
from galleries.views.page import Request, render_page


def read_page[P](request: Request, read: Callable[..., P | None], *what: object) -> P:
    """The page that an address asks for, of a list that ``what`` names.

    Raises Http404 for a bad key, and where there is nothing that this viewer may know of.
    """
    try:
        shown = read(
            *what,
            request.viewer,
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
    except BadKey as error:
        raise Http404 from error
    if shown is None:
        raise Http404
    return shown


def read_list[P](
    request: Request, who: str, read: Callable[..., P | None]
) -> P | HttpResponseRedirect:
    """The page that an address asks for, or the way to /sync/ while one's own list is not copied.

    Raises Http404 for a bad key, and where there is nothing that this viewer may know of.
    """
    try:
        return read_page(request, read, who)
    except Http404 as nothing:
        if request.viewer.nsid == who and not isinstance(nothing.__cause__, BadKey):
            return redirect("sync")  # nothing is copied yet: that page says how to begin
        raise


class OfSomebody(Protocol):
    """A page of a list that belongs to one person."""

    @property
    def doors(self) -> Doors: ...


def render_wall(
    request: Request, template: str, shown: object, flickr_url: str, **more: object
) -> HttpResponse:
    """Render a list, or the part of it that changes from page to page.

    flickr_url  the same list on Flickr
    more        what else the template takes
    """
    context = {"shown": shown, "flickr_url": flickr_url, **more}
    return render_page(request, f"galleries/{template}.html", context, part="wall", synced=True)


def render_wall_of(
    request: Request,
    template: str,
    shown: OfSomebody,
    flickr_url: str,
    *,
    here: str = "you",
    **more: object,
) -> HttpResponse:
    """Render a list that belongs to one person.

    here  the section of the site that it belongs to when it is the viewer's own
    """
    doors = shown.doors
    more |= {"doors": doors, "here": here if doors.is_own else ""}
    return render_wall(request, template, shown, flickr_url, **more)
