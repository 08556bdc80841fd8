"""The photographer's say: where one's photos hang here in public, and what one says about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.local_paths import next_path
from galleries.actions import says
from galleries.actions.galleries import CannotCurate
from galleries.models import Gallery
from galleries.queries.own_work import own_work_page
from galleries.views import curating_words
from galleries.views.cards import small_picture
from galleries.views.lists import read_page
from galleries.views.page import Request, render_page, the_user


@login_required
@require_safe
def own_work(request: Request) -> HttpResponse:
    """Every public gallery here that shows one's photos, thirty places a page."""
    shown = read_page(request, own_work_page)
    lines = [(line, small_picture(line.placement.photo, True)) for line in shown.lines]
    context = {"shown": shown, "lines": lines, "here": "galleries"}
    return render_page(request, "galleries/galleries/own_work.html", context)


@login_required
@require_POST
def say(request: Request) -> HttpResponse:
    """What a photographer decides. It holds at once."""
    try:
        said = _do(request)
    except says.NotTheirs:
        raise Http404 from None
    except CannotCurate as error:
        messages.warning(request, curating_words.cannot(error.reason))
    else:
        messages.success(request, said)
    page, wanted = reverse("own_work"), next_path(request)
    return redirect(wanted if wanted.startswith(page) else page)


def _do(request: Request) -> str:
    """Do it, and say in a sentence what was done. Raises Http404 for what nobody can ask."""
    by, now, said = the_user(request), timezone.now(), request.POST
    match said.get("do"):
        case "forbid":
            says.forbid(by=by, now=now)
            return _("None of your photos hang in galleries here any more, whoever hangs them.")
        case "permit":
            says.permit(by=by)
            return _("Your public photos may hang in galleries here again.")
    photo, gallery = _number(said.get("photo")), _gallery(said.get("gallery"))
    match said.get("do"):
        case "say" if gallery is not None:
            says.say(photo, said.get("text", ""), gallery=gallery, by=by, now=now)
            return _("It stands beside your photo now.") if said.get("text") else _("Taken back.")
        case "withdraw":
            says.withdraw(photo, gallery=gallery, by=by, now=now)
            return _("It is taken down.")
        case "let hang":
            says.let_hang(photo, gallery=gallery, by=by)
            return _("It may hang there again.")
    raise Http404


def _gallery(key: object) -> Gallery | None:
    """The public gallery of that number; None for all of them. Raises Http404."""
    if not key:
        return None
    found = Gallery.objects.published().filter(pk=_number(key)).first()
    if found is None:
        raise Http404
    return found


def _number(said: object) -> int:
    text = str(said)
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise Http404
    return int(text)
