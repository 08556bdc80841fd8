"""How a page is rendered: whole, or the part of it that htmx asks for."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers

from accounts.models import User
from galleries.models import Viewer


class Request(HttpRequest):
    """A request as ``ViewerMiddleware`` hands it on."""

    viewer: Viewer


def the_user(request: Request) -> User:
    """Who is signed in, in a view that ``login_required`` guards."""
    user = request.viewer.user
    assert user is not None  # noqa: S101 - login_required has seen to that
    return user


def is_part(request: HttpRequest) -> bool:
    """htmx asks, for a part of the page."""
    return request.headers.get("HX-Request-Type") == "partial"


def is_ahead_of_time(request: HttpRequest) -> bool:
    """A browser or a tool fetches what nobody has asked to see yet."""
    said = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any(word in purpose.lower() for purpose in said for word in ("prefetch", "prerender"))


def render_page(
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    part: str = "",
    synced: bool = False,
) -> HttpResponse:
    """Render a page, or only its named part when htmx asks for that part.

    The same URL then has two bodies, so the response says it varies on
    ``HX-Request-Type`` (htmx 4); without that, a cache may show a bare part.

    synced  it shows what was copied from Flickr, which may be closed there at any time
    """
    if part and is_part(request):
        template = f"{template}#{part}"
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request-Type"])
    if synced or not request.viewer.is_visitor:
        keep_to_this_browser(response)
    return response


def keep_to_this_browser(response: HttpResponseBase) -> None:
    """No proxy keeps it, a browser asks again before it shows it again, no search engine lists it.

    Who may see a page can change from one moment to the next, for visitors as well.
    """
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    response.headers["X-Robots-Tag"] = "noindex"
