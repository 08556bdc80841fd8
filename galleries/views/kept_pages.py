"""Public pages of galleries, kept as bytes for visitors without a session.

Each web process keeps its own. What was found to be true less than a second ago is trusted: so
every process is right within one second of any commit. The bytes hold no CSRF token, no nonce and
no name of a reader, and end with the process: a new release begins with nothing.
"""

import gzip
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import blake2b
from threading import Lock

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import get_language_from_request

from galleries.queries.still_shown import Showing, is_still_shown

MOST_BYTES = 16 * 1024 * 1024  # of all pages that one process keeps
LONGEST_QUERY = 60  # characters
PARAMETERS = ("after", "before", "show")  # all that these pages ask of their address
_ADDRESS = re.compile(r"/galleries/[-\w]+/(?:[0-9]+/)?", re.ASCII)
# Who carries one of these gets a page of their own.
_PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")


@dataclass(slots=True)
class Kept:
    """One page. ``true_at`` and ``made_at`` are of the keeper's clock."""

    showing: Showing
    body: bytes
    packed: bytes  # with gzip
    etag: str
    headers: tuple[tuple[str, str], ...]
    match: ResolverMatch | None
    made_at: float
    true_at: float

    def __len__(self) -> int:
        return len(self.body) + len(self.packed)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The page, or 304 for a browser that has it."""
        request.resolver_match = self.match  # as the count of requests names it
        is_packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
        body = self.packed if is_packed else self.body
        response = HttpResponse(body)
        for name, value in self.headers:
            response.headers[name] = value
        response.headers["Content-Length"] = str(len(body))
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        if "HTTP_IF_NONE_MATCH" in request.META:
            return get_conditional_response(request, self.etag, response=response) or response
        return response


class Keeper:
    """The pages that one process keeps, those used last; safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable) -> Kept | None:
        """A page that is still what everybody may see."""
        asked_at = self.clock()
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            self._pages.move_to_end(key)
        if asked_at - page.true_at < settings.KEPT_PAGE_TRUSTED_S:
            return page
        # What opens again, and what is only counted, may be as late as that.
        is_old = asked_at - page.made_at >= settings.KEPT_PAGE_LASTS_S
        if is_old or not is_still_shown(page.showing, now=timezone.now()):
            self.drop(key)
            return None
        page.true_at = asked_at
        return page

    def put(self, key: Hashable, page: Kept) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(page)
            while self._bytes > MOST_BYTES:
                self._drop(next(iter(self._pages)))

    def drop(self, key: Hashable) -> None:
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._pages)

    def _drop(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        self._bytes -= len(page) if page is not None else 0


KEEPER = Keeper()


class KeptPagesMiddleware:
    """Answers with a page that is kept, and keeps what a view says may be kept.

    It stands before all that looks at sessions. What those after it put on an answer, headers and
    policy, is kept with it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        page = KEEPER.get(key)
        if page is None:
            asked_at = KEEPER.clock()
            response = self.get_response(request)
            page = _made(request, response, asked_at)
            if page is None:
                return response
            KEEPER.put(key, page)
        return page.answer(request)


def may_be_kept(response: HttpResponse, showing: Showing) -> None:
    """Of a page whose view has seen that everybody gets the same."""
    response._showing = showing  # type: ignore[attr-defined]  # for the middleware above


def key_of(request: HttpRequest) -> Hashable | None:
    """What decides how a page looks; None for a request that no kept page answers."""
    if request.method not in ("GET", "HEAD") or not _ADDRESS.fullmatch(request.path_info):
        return None
    if any(name in request.COOKIES for name in _PERSONAL):
        return None
    query: tuple[str | None, ...] = ()
    if written := request.META.get("QUERY_STRING", ""):
        query = tuple(request.GET.get(name) for name in PARAMETERS)
        if len(written) > LONGEST_QUERY:
            return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None  # to be refused as everywhere
    language = get_language_from_request(request) if len(settings.LANGUAGES) > 1 else ""
    return request.scheme, host, request.path_info, query, language


def _made(request: HttpRequest, response: HttpResponse, asked_at: float) -> Kept | None:
    showing: Showing | None = getattr(response, "_showing", None)
    if showing is None or response.status_code != 200 or response.cookies:
        return None
    body = response.content
    patch_cache_control(response, no_cache=True)  # browsers ask each time, and are told 304
    patch_vary_headers(response, ["Accept-Encoding"])
    response.headers["ETag"] = etag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    return Kept(
        showing=showing,
        body=body,
        packed=gzip.compress(body, mtime=0),
        etag=etag,
        headers=tuple(response.headers.items()),
        match=request.resolver_match,
        made_at=asked_at,
        true_at=asked_at,
    )
