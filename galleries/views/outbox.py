"""Somebody's own outbox: what they did to Flickr from here, and what became of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.connections import may_write
from accounts.local_paths import next_path
from galleries.actions import deeds
from galleries.actions.deeds import CannotDo, Verb
from galleries.models import OutboxItem, Viewer
from galleries.models.outbox import State
from galleries.queries.outbox import OutboxLine, outbox_page, own_item, waiting_lines
from galleries.views import outbox_words
from galleries.views.cards import photo_cards
from galleries.views.drafts import Draft, draft_page
from galleries.views.lists import read_page
from galleries.views.outbox_words import Told
from galleries.views.page import (
    Request,
    is_ahead_of_time,
    keep_to_this_browser,
    render_page,
    the_user,
)

WRITTEN = (Verb.COMMENT, Verb.EDIT_COMMENT)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """An item with its words.

    card     its photo with credit and licence; "" when that is not shown
    missing  why not; ""
    text     what was typed
    told     why it waits, or what came of it
    next_at  when Flickr is asked again, for an item that waits for that
    answers  the journal: when, what
    """

    item: OutboxItem
    deed: str
    state: str
    card: SafeString | str
    missing: str
    text: str
    told: Told
    next_at: datetime | None
    answers: list[tuple[datetime, str]]
    may_withdraw: bool
    may_change: bool
    may_try_again: bool


@require_safe
@login_required
def outbox(request: Request) -> HttpResponse:
    """Thirty of one's own deeds: what is open first, then what is over."""
    page = read_page(request, outbox_page)
    context = {
        "page": page,
        "waiting": _shown(page.waiting, request.viewer, may_write=page.may_write),
        "over": _shown(page.over, request.viewer, first=len(page.waiting)),
        "hold": page.hold.name,
        "hold_words": outbox_words.hold(page.hold, page.until),
        "here": "outbox",
    }
    return render_page(request, "galleries/outbox/outbox.html", context, part="deeds")


@require_safe
@login_required
def permission(request: Request) -> HttpResponse:
    """Why Flickr is asked for more, and what waits for that."""
    next_url = next_path(request) or reverse("outbox")
    if may_write(the_user(request)):
        return redirect(next_url)
    lines, count = waiting_lines(request.viewer)
    context = {
        "lines": _shown(lines, request.viewer, may_write=False),
        "more": count - len(lines),
        "next_url": next_url,
    }
    response = render(request, "galleries/outbox/permission.html", context)
    keep_to_this_browser(response)
    return response


def not_now(request: Request) -> HttpResponse:
    """No permission: what waits for it is withdrawn, by POST."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.viewer.is_visitor:
        return redirect_to_login(reverse("outbox"))
    if is_ahead_of_time(request):
        return HttpResponse(status=204)
    user = the_user(request)
    if not may_write(user):
        deeds.withdraw_all(user, OutboxItem.Outcome.BY_PERSON, now=timezone.now())
        messages.success(request, _("Nothing was sent. You find it in your outbox."))
    return redirect(next_path(request) or "outbox")


type View = Callable[[Request, OutboxItem], HttpResponse]


def about_an_item(*methods: str) -> Callable[[View], Callable[..., HttpResponse]]:
    """A form about one item of one's own outbox. The view is called with the item."""

    def decorate(view: View) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: Request, item_id: int) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if request.viewer.is_visitor:
                return redirect_to_login(reverse("outbox"))
            if request.method == "POST" and is_ahead_of_time(request):
                return HttpResponse(status=204)
            item = own_item(request.viewer, item_id)
            if item is None:
                raise Http404
            return view(request, item)

        return guarded

    return decorate


@about_an_item("POST")
def withdraw(request: Request, item: OutboxItem) -> HttpResponse:
    """Take back what was not sent yet."""
    if not deeds.withdraw(item, now=timezone.now()) and item.state != State.WITHDRAWN:
        messages.warning(request, _("It is too late to take that back: it is on its way."))
    return redirect(_back(request, item))


@about_an_item("POST")
def try_again(request: Request, item: OutboxItem) -> HttpResponse:
    """Send once more what was refused or withdrawn."""
    back = _back(request, item)
    if not deeds.try_again(item, now=timezone.now()):
        if not item.is_open:
            messages.warning(
                request,
                _("That cannot be sent again: the photo is not shown to you, or it waits already."),
            )
    elif not may_write(the_user(request)):
        return redirect(f"{reverse('outbox_permission')}?{urlencode({'next': back})}")
    return redirect(back)


@about_an_item("GET", "HEAD", "POST")
def change(request: Request, item: OutboxItem) -> HttpResponse:
    """The words of a comment that was not sent yet, in a field; changed by POST."""
    if item.verb not in WRITTEN:
        raise Http404
    back = _back(request, item)
    photo = item.photo
    if photo is not None and not photo.is_visible_to(request.viewer):
        photo = None
    heading = _("Change your comment")
    if request.method != "POST":
        if item.state != State.WAITING:
            messages.warning(request, outbox_words.cannot(deeds.Reason.BEING_SENT))
            return redirect(back)
        return draft_page(request, photo, Draft(heading=heading, text=item.text, back=back))
    text = request.POST.get("text", "")
    try:
        deeds.change_words(item, text=text, now=timezone.now())
    except CannotDo as error:
        problem = outbox_words.cannot(error.reason)
        draft = Draft(heading=heading, text=text, back=back, problem=problem)
        return draft_page(request, photo, draft)
    return redirect(back)


def _back(request: Request, item: OutboxItem) -> str:
    return next_path(request) or f"{reverse('outbox')}#deed-{item.pk}"


def _shown(
    lines: Iterable[OutboxLine], viewer: Viewer, *, first: int = 0, may_write: bool = True
) -> list[ShownLine]:
    return [
        _line(line, viewer, place, may_write=may_write) for place, line in enumerate(lines, first)
    ]


def _line(line: OutboxLine, viewer: Viewer, place: int, *, may_write: bool) -> ShownLine:
    item, photo, group = line.item, line.photo, line.group
    is_waiting = item.state == State.WAITING
    is_over_in_vain = item.state in (State.REFUSED, State.WITHDRAWN)
    is_put_off = is_waiting and may_write and item.waits_for and item.due_at > viewer.now
    if is_waiting and not may_write:
        told = Told(outbox_words.under_way(item, may_write=False))
    elif item.is_open:
        told = outbox_words.wait(item, photo, group)
    else:
        told = outbox_words.outcome(item, photo, group)
    return ShownLine(
        item=item,
        deed=outbox_words.deed(item, group),
        state=outbox_words.state(item),
        card=photo_cards([photo], viewer=viewer, place=place) if photo is not None else "",
        missing="" if photo is not None else outbox_words.missing(item),
        text=item.text,
        told=told,
        next_at=item.due_at if is_put_off else None,
        answers=[(answer.at, outbox_words.journal(answer)) for answer in item.answers.all()],
        may_withdraw=is_waiting,
        may_change=is_waiting and item.verb in WRITTEN,
        may_try_again=is_over_in_vain and photo is not None and item.verb != Verb.REMOVE_ENTRY,
    )
