"""How much somebody may send: in one request, and in ten minutes.

The rates stand in ``ACCOUNT_RATE_LIMITS`` and are counted in the cache that all web processes
share. A view with a rate of its own asks ``allauth.core.ratelimit.consume(request, action=…)``
and answers ``respond_429(request)``.
"""

from collections.abc import Callable

from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from galleries.views.errors import too_large, too_many

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})


class LimitMiddleware:
    """Refuses what is too large or comes too often, before anything is read or changed.

    Writes count per person, those of visitors per address. Reports of browsers have their own
    rate: they must not use up what somebody may do.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE:
            return self.get_response(request)
        if _bytes_announced(request) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return too_large(request)
        if request.path_info != settings.CSP_REPORTS:
            action = "write" if request.user.is_authenticated else "visitor_write"
            if not ratelimit.consume(request, action=action):
                return too_many(request)
        return self.get_response(request)


def _bytes_announced(request: HttpRequest) -> int:
    """The length of the body. No more than that is ever read of it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
