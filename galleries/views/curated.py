"""Pages and forms of a gallery for those who hang it."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from galleries.queries.hanging_page import find_curated
from galleries.views.page import Request

type View = Callable[..., HttpResponse]


def about_a_gallery(*methods: str) -> Callable[[View], View]:
    """A page or a form of a gallery for its curators: the view is called with the gallery.

    For everybody else there is nothing at that address.
    """

    def decorate(view: View) -> View:
        @login_required
        @require_http_methods(methods)
        @wraps(view)
        def guarded(request: Request, slug: str, **more: int) -> HttpResponse:
            gallery = find_curated(slug, request.viewer)
            if gallery is None:
                raise Http404
            return view(request, gallery, **more)

        return guarded

    return decorate
