"""How the installation is doing, and what its operator may do to one stream."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.local_paths import next_path
from galleries.actions import operating
from galleries.models import Stream
from galleries.queries.calls import Budget, Calls
from galleries.queries.operating import (
    EVERYBODY,
    Care,
    Cared,
    Found,
    KindLine,
    Listing,
    OperatorPage,
    operator_page,
)
from galleries.views import operating_words as words
from galleries.views.page import Request, render_page

LARGEST_KEY = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ShownStream:
    """A stream in the operator's words.

    may_run  running it now would do something
    """

    cared: Cared
    what: str
    whose: str
    care: str
    why: str
    small_print: str
    may_run: bool


@dataclass(frozen=True, slots=True)
class ShownListing:
    """Streams in one state, with as many as there are more of them."""

    care: Care
    name: str
    count: int
    streams: tuple[ShownStream, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ShownCalls:
    """A row of what the calls were spent on."""

    name: str
    nsid: str
    hour: int
    day: int
    amiss_in_hour: str
    amiss_in_day: str


@dataclass(frozen=True, slots=True)
class ShownKind:
    """A kind of stream and how many of it stand how; the numbers in the order of ``Care``."""

    name: str
    count: int
    counts: tuple[int, ...]


def operator_only[**P](
    view: Callable[Concatenate[Request, P], HttpResponse],
) -> Callable[Concatenate[Request, P], HttpResponse]:
    """For everybody else there is nothing here."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.viewer.is_operator:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@operator_only
@require_safe
def operator(request: Request) -> HttpResponse:
    """What the calls were spent on, what does not go well, and one person's streams."""
    who = request.GET.get("who", "").strip()
    page = operator_page(now=timezone.now(), who=who, after=_key(request.GET.get("after", "")))
    context = {
        "page": page,
        "budget": words.budget(page.budget),
        "spent_in_hour": words.spent_in_hour(page.spent.hour, page.budget),
        "spent_in_day": words.spent_in_day(page.spent.day),
        "outboxes": words.outboxes(page.outboxes),
        "methods": [_calls(calls, words.method(calls)) for calls in page.spent.methods],
        "people": [_calls(calls, words.caller(calls)) for calls in page.spent.people],
        "listings": [_listing(listing, page.budget) for listing in page.listings],
        "cares": [words.CARES[care] for care in Care],
        "kinds": [_kind(line) for line in page.kinds],
        "totals": [page.count_of(care) for care in Care],
        "found": [_stream(cared, page.budget) for cared in page.found.rows] if page.found else [],
        "whose": _whose(page.found),
        "who": who,
        "everybody": EVERYBODY,
        "deeds": [(words.deed(deed), deed.log.done_at) for deed in page.deeds],
        "is_quiet": _is_quiet(page),
        "here": "operator",
    }
    return render_page(request, "galleries/operating/operator.html", context)


@operator_only
@require_POST
def run(request: Request, stream_id: int) -> HttpResponse:
    """Have one stream looked at now."""
    stream = get_object_or_404(Stream, pk=stream_id)
    try:
        operating.run_now(stream, now=timezone.now())
    except operating.CannotRun:
        told = _("It stands still: it is paused, or its person has to sign in again first.")
        messages.warning(request, told)
    else:
        messages.success(request, _("It is due now. %(what)s") % {"what": words.kind(stream)})
    return _back(request)


@operator_only
@require_POST
def pause(request: Request, stream_id: int) -> HttpResponse:
    """Let one stream rest until the operator says otherwise."""
    stream = get_object_or_404(Stream, pk=stream_id)
    operating.pause(stream, now=timezone.now())
    messages.success(request, _("It is paused. %(what)s") % {"what": words.kind(stream)})
    return _back(request)


@operator_only
@require_POST
def go_on(request: Request, stream_id: int) -> HttpResponse:
    """End the pause of one stream."""
    stream = get_object_or_404(Stream, pk=stream_id)
    operating.go_on(stream, now=timezone.now())
    messages.success(request, _("It goes on. %(what)s") % {"what": words.kind(stream)})
    return _back(request)


@operator_only
@require_POST
def reset(request: Request, stream_id: int) -> HttpResponse:
    """Have one stream read anew."""
    stream = get_object_or_404(Stream, pk=stream_id)
    operating.reset(stream, now=timezone.now())
    told = _("All of it is read anew. Nothing was deleted. %(what)s")
    messages.success(request, told % {"what": words.kind(stream)})
    return _back(request)


def _back(request: Request) -> HttpResponse:
    return redirect(next_path(request) or "operator")


def _key(after: str) -> int:
    """Where the page begins. Raises Http404 for what is no key."""
    if not after:
        return 0
    if not after.isascii() or not after.isdigit() or len(after) > 19 or int(after) > LARGEST_KEY:
        raise Http404
    return int(after)


def _whose(found: Found | None) -> str:
    if found is None:
        return ""
    return words.whose("" if found.who == EVERYBODY else found.who, found.name)


def _is_quiet(page: OperatorPage) -> bool:
    """Nothing wants somebody to look."""
    return not page.listings and not page.refused.rows and page.budget.paused_until is None


def _listing(listing: Listing, budget: Budget) -> ShownListing:
    return ShownListing(
        care=listing.care,
        name=str(words.CARES[listing.care]),
        count=len(listing.rows) + listing.more,
        streams=tuple(_stream(cared, budget) for cared in listing.rows),
        more=listing.more,
    )


def _stream(cared: Cared, budget: Budget) -> ShownStream:
    return ShownStream(
        cared=cared,
        what=words.kind(cared.stream),
        whose=words.whose(cared.nsid, cared.name),
        care=str(words.CARES[cared.care]),
        why=words.why(cared, budget),
        small_print=words.small_print(cared),
        may_run=cared.care not in (Care.PAUSED, Care.REFUSED),
    )


def _calls(calls: Calls, name: str) -> ShownCalls:
    return ShownCalls(
        name=name,
        nsid=calls.key if calls.name else "",
        hour=calls.hour.count,
        day=calls.day.count,
        amiss_in_hour=words.amiss(calls.hour),
        amiss_in_day=words.amiss(calls.day),
    )


def _kind(line: KindLine) -> ShownKind:
    counts = tuple(line.by_care.get(care, 0) for care in Care)
    return ShownKind(str(words.KINDS[line.kind]), line.count, counts)
