"""Words that are not sent yet, on a page of their own: to be written, changed or mended."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from galleries.models import Photo
from galleries.views.page import Request, keep_to_this_browser


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the field.

    problem  why it could not be kept like this; ""
    back     where the page leads to in the end
    """

    heading: str
    text: str
    back: str
    problem: str = ""


def draft_page(request: Request, photo: Photo | None, draft: Draft) -> HttpResponse:
    """The page with the field. It posts to its own address.

    photo  the one that the words are about, if it is shown here
    """
    context = {"draft": draft, "photos": [photo] if photo is not None else []}
    response = render(request, "galleries/photos/draft.html", context)
    keep_to_this_browser(response)
    return response
