"""Reports of public pages: a form for everybody, and the operator's queue."""

from dataclasses import dataclass

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from galleries.actions import reports as actions
from galleries.models import Gallery, Placement, Report
from galleries.queries.reports import ReportLine, reports_page
from galleries.views.errors import too_many
from galleries.views.galleries import open_gallery
from galleries.views.operating import operator_only
from galleries.views.page import Request, keep_to_this_browser, render_page

REASONS = {
    Report.Reason.MINE: gettext_lazy("It is my work, and it should not hang here"),
    Report.Reason.SHOWN: gettext_lazy("It shows me, or somebody I speak for"),
    Report.Reason.CREDIT: gettext_lazy("The photographer or the licence is wrong"),
    Report.Reason.UNFIT: gettext_lazy("It is not for everybody’s eyes"),
    Report.Reason.UNLAWFUL: gettext_lazy("It breaks the law"),
    Report.Reason.OTHER: gettext_lazy("Something else"),
}


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report in the operator's words; ``address`` is of the public page."""

    line: ReportLine
    address: str
    reason: str


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, slug: str, photo_id: int | None = None) -> HttpResponse:
    """Say what is wrong with a public gallery or with a photo in it; nobody has to sign in."""
    photo = [photo_id] if photo_id is not None else []
    found = open_gallery(request, "report_photo" if photo else "report", slug, *photo)
    if isinstance(found, HttpResponse):
        return found
    shown = Placement.objects.filter(gallery=found).shown(now=request.viewer.now)
    if not found.is_public or (photo and not shown.filter(photo=photo_id).exists()):
        raise Http404
    reason = request.POST.get("reason", "")
    if reason in Report.Reason.values:
        if not ratelimit.consume(request, action="report"):
            return too_many(request)
        told = {"reason": Report.Reason(reason), "words": request.POST.get("words", "")}
        try:
            key = actions.report(found, photo_id, now=timezone.now(), **told)  # type: ignore[arg-type]
        except actions.NotShown:
            raise Http404 from None
        return redirect("report_state", key)
    context = {
        "gallery": found,
        "back": _address(found, photo_id),
        "is_photo": bool(photo),
        "reasons": REASONS.items(),
        "words": request.POST.get("words", ""),
        "problem": _("Please choose what it is.") if request.method == "POST" else "",
        "longest": actions.LONGEST_WORDS,
    }
    response = render_page(request, "galleries/reports/report.html", context)
    keep_to_this_browser(response)
    return response


@require_safe
def report_state(request: Request, key: str) -> HttpResponse:
    """How it stands with a report, for whoever has its key."""
    found = get_object_or_404(Report, key_hash=actions.hash_of(key))
    context = {"report": found, "reason": REASONS[Report.Reason(found.reason)]}
    response = render_page(request, "galleries/reports/state.html", context)
    keep_to_this_browser(response)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@operator_only
@require_safe
def reports(request: Request) -> HttpResponse:
    """What was reported and waits, and what was answered last."""
    page = reports_page()
    context = {
        "page": page,
        "waiting": [_shown(line) for line in page.waiting],
        "answered": [_shown(line) for line in page.answered],
        "longest": actions.LONGEST_WORDS,
        "here": "operator",
    }
    return render_page(request, "galleries/reports/reports.html", context)


@operator_only
@require_POST
def answer(request: Request, report_id: int) -> HttpResponse:
    """Answer a report, take what it is about off the public, or put that back."""
    found = get_object_or_404(Report.objects.select_related("gallery"), pk=report_id)
    now, photo_id = timezone.now(), found.photo_id
    match request.POST.get("do"):
        case "answer":
            actions.answer(found, words=request.POST.get("words", ""), now=now)
            messages.success(request, _("It is answered and closed."))
        case "photo off" if photo_id is not None:
            actions.take_off_photo(photo_id, now=now)
            messages.success(request, _("No public page shows this photo any more."))
        case "photo back" if photo_id is not None:
            actions.put_back_photo(photo_id, now=now)
            messages.success(request, _("Public pages may show this photo again."))
        case "gallery off":
            actions.take_off_gallery(found.gallery, now=now)
            messages.success(request, _("Only its curators see this gallery now."))
        case "gallery back":
            actions.put_back_gallery(found.gallery, now=now)
            messages.success(request, _("This gallery may be public again."))
        case _:
            raise Http404
    return redirect(f"{reverse('reports')}#report-{found.pk}")


def _shown(line: ReportLine) -> ShownReport:
    reason = REASONS[Report.Reason(line.report.reason)]
    return ShownReport(line, _address(line.report.gallery, line.report.photo_id), str(reason))


def _address(gallery: Gallery, photo_id: int | None) -> str:
    if photo_id is None:
        return reverse("gallery", args=[gallery.slug])
    return reverse("placement", args=[gallery.slug, photo_id])
