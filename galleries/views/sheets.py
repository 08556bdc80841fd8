"""A sheet: one photo large with what matters about it, and what is decided. All of it by forms.

A script may ask for ``application/json`` instead of a page: see ``_json``.
"""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.connections import may_write
from galleries.actions import sheets, signing, verdicts
from galleries.actions.desks import CannotJudge, Reason
from galleries.actions.verdicts import Decided
from galleries.models import Desk, Sheet, SheetPlace, Verdict
from galleries.models.summaries import summary_of
from galleries.queries.sheets import own_sheet, sheet_page
from galleries.views import desk_words
from galleries.views.desks import about_a_desk, about_the_group, home_of, number
from galleries.views.page import Request, render_page, the_user
from galleries.views.sheet_page import claim, shown_on


@about_a_desk("GET", "HEAD")
def sheet(request: Request, desk: Desk) -> HttpResponse:
    """One's own sheet, with one of its photos large: ``?place=7``, counted from 0.

    ``&with=6`` shows another beside it, to compare them.
    """
    held = own_sheet(desk, request.viewer)
    if held is None:
        return redirect(home_of(desk))
    at = request.GET.get("place")
    shown = sheet_page(held, request.viewer, number=number(at) if at is not None else None)
    if shown is None:
        raise Http404
    beside = number(request.GET.get("with"))
    other = next((line for line in shown.lines if line.number == beside), None)
    context = shown_on(request, shown, other if other is not shown.here else None)
    return render_page(request, "galleries/desks/sheet.html", context, part="sheet", synced=True)


@about_a_desk("POST")
def take_sheet(request: Request, desk: Desk) -> HttpResponse:
    """Take the next sheet, or that of what is on hold."""
    of_held = request.POST.get("of") == "held"
    sheets.take_sheet(desk, by=the_user(request), now=timezone.now(), of_held=of_held)
    return redirect("sheet", desk.group.nsid)


@about_a_desk("POST")
def extend_sheet(request: Request, desk: Desk) -> HttpResponse:
    """Hold one's sheet for another half hour."""
    held = _own(request, desk)
    until = sheets.extend(held, by=the_user(request), now=timezone.now())
    if _wants_json(request):
        return JsonResponse(claim(request, held.desk, until))
    messages.success(request, _("The sheet is yours for another half hour."))
    return redirect(_place(desk, request.POST.get("place")))


@about_a_desk("POST")
def give_back_sheet(request: Request, desk: Desk) -> HttpResponse:
    """Leave a sheet for others; or, a colleague's that was left lying."""
    held = _named(request, desk)
    by, now = the_user(request), timezone.now()
    is_own = held.holder is not None and held.holder.nsid == by.nsid
    undone = (sheets.give_back if is_own else sheets.release)(held, by=by, now=now)
    if undone:
        said = ngettext(
            "The sheet is given back; %(count)d verdict on it was undone.",
            "The sheet is given back; %(count)d verdicts on it were undone.",
            undone,
        )
        messages.success(request, said % {"count": undone})
    else:
        messages.success(request, _("The sheet is given back."))
    return redirect(home_of(desk))


@about_a_desk("POST")
def decide(request: Request, desk: Desk) -> HttpResponse:
    """A verdict on one place of a sheet; stored when this answers."""
    said = request.POST
    kind = said.get("verdict", "")
    if kind not in Verdict.Kind:
        raise Http404
    place = _place_of(request, desk)
    reason_id = number(said.get("reason"))
    reason = desk.reasons.filter(pk=reason_id).first() if reason_id > 0 else None
    try:
        what = verdicts.decide(
            place,
            Verdict.Kind(kind),
            by=the_user(request),
            now=timezone.now(),
            reason=reason,
            words=said.get("words", ""),
        )
    except CannotJudge as error:
        return _refused(request, desk, place, error)
    told = desk_words.decided(Verdict.Kind(kind), what)
    return _told(request, desk, place, what, told)


@about_a_desk("POST")
def undo(request: Request, desk: Desk) -> HttpResponse:
    """Undo the last verdict on one's sheet, and go there."""
    held = _own(request, desk)
    try:
        places = verdicts.undo(held, by=the_user(request), now=timezone.now())
    except CannotJudge as error:
        return _refused(request, desk, None, error)
    if _wants_json(request):
        return _json(request, held, places=places)
    return redirect(_place(desk, places[0] if places else None))


@about_a_desk("POST")
def unfold(request: Request, desk: Desk) -> HttpResponse:
    """Look at each photo of a member's burst by itself."""
    place = _place_of(request, desk)
    try:
        count = sheets.unfold(place, by=the_user(request), now=timezone.now())
    except CannotJudge as error:
        return _refused(request, desk, place, error)
    what = Decided(unfolded=count)
    if _wants_json(request):
        return _json(request, place.sheet, unfolded=count)
    messages.success(request, desk_words.decided(Verdict.Kind.KEEP, what))
    return redirect(_place(desk, place.position))


@about_a_desk("GET", "HEAD", "POST")
def sign(request: Request, desk: Desk) -> HttpResponse:
    """What signing one's sheet will do, in words; done by POST."""
    user = the_user(request)
    held = _named(request, desk) if request.method == "POST" else own_sheet(desk, request.viewer)
    if held is None:
        return redirect(home_of(desk))
    if request.method == "POST":
        try:
            what = signing.sign(
                held, seen=request.POST.get("seen", ""), by=user, now=timezone.now()
            )
        except CannotJudge as error:
            if error.reason is not Reason.CHANGED:
                raise
            messages.warning(request, desk_words.cannot(error))
            return redirect("sign_sheet", desk.group.nsid)
        messages.success(request, desk_words.signed(what, desk.grace_minutes))
        if what.removed and not may_write(user):
            asks = urlencode({"next": home_of(desk)})
            return redirect(f"{reverse('outbox_permission')}?{asks}")
        return redirect(home_of(desk))
    what = summary_of(held)
    removals = held.verdicts.filter(kind=Verdict.Kind.REMOVE, state=Verdict.State.STAGED)
    context = {
        "desk": desk,
        "sheet": held,
        **about_the_group(desk.group),
        "summary": what,
        "will_happen": desk_words.will_happen(what) if what.decided else "",
        "removals": removals.select_related("photo__owner").order_by("at", "pk"),
        "may_write": may_write(user),
    }
    return render_page(request, "galleries/desks/sign.html", context, part="sign")


@about_a_desk("POST")
def take_back(request: Request, desk: Desk) -> HttpResponse:
    """Take signed removals back: those that are named, or all of a sheet."""
    keys = [number(key) for key in request.POST.getlist("verdict")]
    if "sheet" in request.POST:
        whole = desk.verdicts.filter(sheet__number=number(request.POST["sheet"]))
        waiting = whole.filter(kind=Verdict.Kind.REMOVE, state=Verdict.State.SIGNED)
        keys += list(waiting.values_list("pk", flat=True))
    what = signing.take_back(desk, keys, by=the_user(request), now=timezone.now())
    told = messages.warning if what.too_late or not what.in_time else messages.success
    told(request, desk_words.taken_back(what))
    return redirect(home_of(desk))


def _own(request: Request, desk: Desk) -> Sheet:
    """Raises CannotJudge."""
    held = own_sheet(desk, request.viewer)
    if held is None:
        raise CannotJudge(Reason.ENDED)
    return held


def _named(request: Request, desk: Desk) -> Sheet:
    """The sheet whose number a form says."""
    wanted = desk.sheets.filter(number=number(request.POST.get("sheet")))
    held = wanted.select_related("desk__group", "holder").first()
    if held is None:
        raise Http404
    return held


def _place_of(request: Request, desk: Desk) -> SheetPlace:
    """The place that a form says, on the sheet that it says."""
    held = _named(request, desk)
    places = held.places.select_related("sheet__desk__group", "photo")
    place = places.filter(position=number(request.POST.get("place"))).first()
    if place is None:
        raise Http404
    return place


def _place(desk: Desk, place: object) -> str:
    url = reverse("sheet", args=[desk.group.nsid])
    at = number(place)
    return f"{url}?place={at}" if at >= 0 else url


def _wants_json(request: Request) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _told(
    request: Request, desk: Desk, place: SheetPlace, what: Decided, told: str
) -> HttpResponse:
    """What follows a verdict: the next photo that waits for one, or the way to sign."""
    if _wants_json(request):
        return _json(request, place.sheet, places=what.places, unfolded=what.unfolded, told=told)
    if told:
        messages.success(request, told)
    if what.unfolded:
        return redirect(_place(desk, place.position))
    shown = sheet_page(place.sheet, request.viewer, number=place.position)
    if shown is None or shown.next_open is None:
        return redirect("sign_sheet", desk.group.nsid)
    return redirect(_place(desk, shown.next_open.number))


def _json(
    request: Request,
    sheet: Sheet,
    *,
    places: tuple[int, ...] = (),
    unfolded: int = 0,
    told: str = "",
) -> HttpResponse:
    """What is stored now, for a script that shows it.

    {"places": [4, 5], "unfolded": 0, "told": "…", "bar": "3 removals, 1 kept · 26 to go",
    "decided": 4, "next": 6, "seconds": 1799, "until": "2:05 p.m."}; "next" is null when nothing
    waits for a verdict
    """
    sheet.refresh_from_db()
    at = places[-1] if places else None
    shown = sheet_page(sheet, request.viewer, number=at)
    following = shown.next_open if shown is not None else None
    return JsonResponse(
        {
            "places": list(places),
            "unfolded": unfolded,
            "told": told,
            "bar": desk_words.bar(shown.summary) if shown is not None else "",
            "decided": shown.decided if shown is not None else 0,
            "next": following.number if following is not None else None,
            **claim(request, sheet.desk, sheet.claimed_until),
        }
    )


def _refused(
    request: Request, desk: Desk, place: SheetPlace | None, error: CannotJudge
) -> HttpResponse:
    """Nothing was stored, and why."""
    if error.reason is Reason.NO_SEAT:
        raise Http404
    told = desk_words.cannot(error)
    if _wants_json(request):
        return JsonResponse({"told": told, "reason": error.reason.name.lower()}, status=409)
    messages.warning(request, told)
    return redirect(_place(desk, place.position if place is not None else None))
