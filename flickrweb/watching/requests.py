"""Every request gets its id, and is counted."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from flickrweb.watching import ids
from flickrweb.watching.numbers import count_request


class RequestMiddleware:
    """The first of all: what the others log carries the id, and the time they take is counted.

    Behind a proxy the id may come from there. Without one it is a visitor's own, and not taken.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        told = request.headers.get(ids.HEADER, "") if settings.TRUSTED_PROXIES else ""
        request_id = ids.begin(told)
        began = time.monotonic()
        # The id stays until the next request begins: Django logs some answers after this.
        response = self.get_response(request)
        response.headers[ids.HEADER] = request_id
        count_request(request, response.status_code, seconds=time.monotonic() - began)
        return response
