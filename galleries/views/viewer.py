"""The one place where a viewer is made."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from accounts.presence import note_visit
from galleries.models import Viewer
from galleries.queries.since import reached


class ViewerMiddleware:
    """Puts ``request.viewer`` on every request, made when first asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.viewer = SimpleLazyObject(lambda: viewer_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def viewer_of(request: HttpRequest) -> Viewer:
    """Who looks at this request's page."""
    if not isinstance(request.user, User):
        return Viewer()
    viewer = Viewer(request.user)
    note_visit(request.user, now=viewer.now, reached=reached)
    return viewer
