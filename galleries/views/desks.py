"""The desk of a group: its home, how it is opened, and how it works."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from functools import wraps
from zoneinfo import ZoneInfo, available_timezones

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from accounts.local_paths import next_path
from galleries.actions import closing, desk_reasons, desks
from galleries.actions.desks import GRACES_MINUTES, CannotJudge, Reason
from galleries.models import Desk, DeskReason, Group, Verdict
from galleries.models.sheets import SHEET_SIZE
from galleries.queries.desk_log import NoSuchFilter, day_said
from galleries.queries.desks import Waiting, desk_page, find_desk, group_to_open
from galleries.views import desk_words, group_words
from galleries.views.cards import small_picture
from galleries.views.groups import group_icon
from galleries.views.links import group_on_flickr, pending_on_flickr, photo_on_flickr
from galleries.views.page import Request, is_ahead_of_time, render_page, the_user

BEGINS_WITH = 3 * SHEET_SIZE  # of the newest photos, unless it is to be the whole pool

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class ShownWaiting:
    """A removal on its way. ``picture`` is an empty place when the photo is not seen."""

    waiting: Waiting
    picture: SafeString | str
    photo_url: str
    due_at: datetime | None


def about_a_desk(*methods: str) -> Callable[[View], View]:
    """A page or a form of a desk, for whoever has a seat there. The view is called with the desk.

    For everybody else there is nothing at that address; the operator is no exception. What a form
    asks for in vain is said in a sentence, on the page it came from.
    """

    def decorate(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: Request, which: str, **more: object) -> HttpResponseBase:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if request.method == "POST" and is_ahead_of_time(request):
                return HttpResponse(status=204)
            desk = find_desk(which, request.viewer)
            if desk is None:
                raise Http404
            try:
                return view(request, desk, **more)
            except CannotJudge as error:
                if error.reason is Reason.NO_SEAT:
                    raise Http404 from None
                messages.warning(request, desk_words.cannot(error))
                return redirect(next_path(request) or home_of(desk))

        return guarded

    return decorate


def home_of(desk: Desk) -> str:
    """The address of a desk, by the group's NSID: that never changes."""
    return reverse("desk", args=[desk.group.nsid])


@login_required
@require_GET
def desk(request: Request, which: str) -> HttpResponse:
    """The home of a desk; or how to open one, for whoever may."""
    found = find_desk(which, request.viewer)
    if found is None:
        return _closed(request, which)
    shown = desk_page(found, request.viewer)
    zone = ZoneInfo(found.time_zone)
    context = {
        "shown": shown,
        "desk": found,
        **about_the_group(found.group),
        "seats": [(person, desk_words.role(role)) for person, role in shown.seats],
        "waiting": [_waiting(one, zone) for one in shown.waiting],
        "came_back": [_came_back(one) for one in shown.came_back],
        "pending_url": pending_on_flickr(found.group.nsid),
        "zone": zone,
    }
    return render_page(request, "galleries/desks/desk.html", context, part="desk")


@login_required
@require_POST
def open_desk(request: Request, which: str) -> HttpResponse:
    """Open the desk of a group that one runs."""
    group = group_to_open(which, request.viewer)
    if group is None:
        raise Http404
    now = timezone.now()
    try:
        desks.open_desk(
            group,
            by=the_user(request),
            now=now,
            time_zone=request.POST.get("time_zone", "UTC"),
            begins_with=0 if request.POST.get("since") == "all" else BEGINS_WITH,
            reasons=(
                _("Not what this group is about"),
                _("More than this group takes of one member"),
                _("Against the group’s rules"),
            ),
        )
    except CannotJudge as error:
        if error.reason is Reason.NO_SEAT:
            raise Http404 from None
        messages.warning(request, desk_words.cannot(error))
    return redirect("desk", which)


@about_a_desk("GET", "HEAD", "POST")
def settings(request: Request, desk: Desk) -> HttpResponse:
    """Time zone, grace period, reasons. Changed by POST."""
    zone = ZoneInfo(desk.time_zone)
    if request.method == "POST":
        said = request.POST
        desks.set_up(
            desk,
            time_zone=said.get("time_zone", ""),
            grace_minutes=number(said.get("grace_minutes")),
            since=_since(said.get("since", ""), said.get("time_zone", "")),
            by=the_user(request),
            now=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return redirect("desk_settings", desk.group.nsid)
    context = {
        "desk": desk,
        **about_the_group(desk.group),
        "zones": sorted(available_timezones()),
        "graces": GRACES_MINUTES,
        "since": desk.since.astimezone(zone).date() if desk.since is not None else None,
        "reasons": desk.reasons.filter(retired_at=None).order_by("position", "pk"),
    }
    return render_page(request, "galleries/desks/settings.html", context)


@login_required
@require_POST
def close_desk(request: Request, which: str) -> HttpResponseBase:
    """Close the desk to everybody; whoever runs the group opens it again. Twice is once."""
    if find_desk(which, request.viewer) is None and group_to_open(which, request.viewer):
        return redirect("desk", which)
    return _close(request, which)


@about_a_desk("POST")
def _close(request: Request, desk: Desk) -> HttpResponse:
    undone = closing.close_desk(desk, by=the_user(request), now=timezone.now())
    said = ngettext(
        "The desk is closed; %(count)d verdict that was not signed is undone.",
        "The desk is closed; %(count)d verdicts that were not signed are undone.",
        undone,
    )
    messages.success(request, said % {"count": undone} if undone else _("The desk is closed."))
    return redirect("group", desk.group.nsid)


@about_a_desk("POST")
def add_reason(request: Request, desk: Desk) -> HttpResponse:
    """A reason more, at the end of the list."""
    desk_reasons.add_reason(
        desk,
        request.POST.get("words", ""),
        template=request.POST.get("note", ""),
        by=the_user(request),
        now=timezone.now(),
    )
    return redirect(f"{_settings(desk)}#reasons")


@about_a_desk("POST")
def reason(request: Request, desk: Desk, reason_id: int) -> HttpResponse:
    """Change the words of a reason, or offer it no longer."""
    row = DeskReason.objects.filter(desk=desk, pk=reason_id, retired_at=None).first()
    if row is None:
        raise Http404
    by, now, said = the_user(request), timezone.now(), request.POST
    if said.get("do") == "retire":
        desk_reasons.retire_reason(row, by=by, now=now)
    else:
        desk_reasons.change_reason(
            row, said.get("words", ""), template=said.get("note", ""), by=by, now=now
        )
    return redirect(f"{_settings(desk)}#reasons")


def about_the_group(group: Group) -> dict[str, object]:
    """What every page of a desk says of its group."""
    return {
        "group": group,
        "name": group_words.name(group),
        "icon": group_icon(group),
        "flickr_url": group_on_flickr(group.nsid),
        "here": "groups",
    }


def number(said: object) -> int:
    """A number that a form says; -1 for anything else."""
    text = str(said)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else -1


def _closed(request: Request, which: str) -> HttpResponse:
    group = group_to_open(which, request.viewer)
    if group is None:
        raise Http404
    context = {
        **about_the_group(group),
        "zones": sorted(available_timezones()),
        "begins_with": BEGINS_WITH,
        "cost": group_words.cost(group),
        "former": getattr(group, "desk", None),
    }
    return render_page(request, "galleries/desks/closed.html", context)


def _waiting(one: Waiting, zone: ZoneInfo) -> ShownWaiting:
    photo, due_at = one.photo, one.verdict.due_at
    return ShownWaiting(
        waiting=one,
        picture=small_picture(photo, True) if photo is not None else "",
        photo_url=photo_on_flickr(photo.owner.who, photo.pk) if photo is not None else "",
        due_at=due_at.astimezone(zone) if due_at is not None else None,
    )


def _came_back(verdict: Verdict) -> tuple[Verdict, str, str]:
    photo = verdict.photo
    url = photo_on_flickr(photo.owner.who, photo.pk) if photo is not None else ""
    return verdict, desk_words.outcome(verdict.outcome), url


def _settings(desk: Desk) -> str:
    return reverse("desk_settings", args=[desk.group.nsid])


def _since(day: str, zone: str) -> datetime | None:
    """The beginning of a day that a form says. Raises CannotJudge."""
    if zone not in available_timezones():
        raise CannotJudge(Reason.NO_ZONE)
    try:
        said = day_said(day.strip())
    except NoSuchFilter:
        raise CannotJudge(Reason.NO_DAY) from None
    return datetime.combine(said, time.min, ZoneInfo(zone)) if said is not None else None
