"""What the page of every list does before there is something to render."""

from collections.abc import Callable

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import redirect

from galleries.queries.keyset import BadKey
from galleries.views.page import Request


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
