"""The tray: what somebody has put aside, on every wall and on a page of its own."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.local_paths import next_path
from galleries.actions import tray as tray_
from galleries.actions.galleries import CannotCurate
from galleries.actions.hanging import MOST_AT_ONCE
from galleries.actions.tray import NotShown, TrayFull
from galleries.queries.keyset import LARGEST_ID, PAGE_SIZE
from galleries.queries.tray import marks as marks_of
from galleries.queries.tray import tray_page
from galleries.views import curating_words
from galleries.views.choosing import wanted_gallery
from galleries.views.forms import number
from galleries.views.lists import read_page, render_wall
from galleries.views.page import Request, is_ahead_of_time, is_part, keep_to_this_browser, the_user


@login_required
@require_safe
def tray(request: Request) -> HttpResponse:
    """Thirty photos that lie in one's tray, last first."""
    shown = read_page(request, tray_page)
    return render_wall(request, "tray/tray", shown, "", here="galleries")


@login_required
@require_POST
def change(request: Request) -> HttpResponse:
    """Put a photo into the tray, take it out, or empty it."""
    if is_ahead_of_time(request):
        return HttpResponse(status=204)
    user, said = the_user(request), request.POST
    try:
        if "put" in said:
            count = tray_.put_aside(_key(said["put"]), by=user, now=timezone.now())
            words = _in_tray(_("It lies in your tray"), count)
        elif "out" in said:
            words = _in_tray(
                _("It is out of your tray"), tray_.take_out(_key(said["out"]), by=user)
            )
        else:
            tray_.empty(by=user)
            words = _("Your tray is empty.")
    except NotShown:
        raise Http404 from None
    except TrayFull:
        full = _("Your tray is full: it holds %(most)d photos. Hang some of them first.")
        return _answer(request, full % {"most": MOST_AT_ONCE}, status=409)
    return _answer(request, words)


@login_required
@require_POST
def hang(request: Request) -> HttpResponse:
    """Hang all of it in a gallery, or begin one with it."""
    user, now = the_user(request), timezone.now()
    try:
        gallery = wanted_gallery(request)
        hung = tray_.hang_all(gallery=gallery, by=user, now=now)
    except CannotCurate as error:
        messages.warning(request, curating_words.cannot(error.reason))
        return redirect("tray")
    messages.success(request, curating_words.hung(hung))
    return redirect("edit_gallery", gallery.slug)


@login_required
@require_safe
def marks(request: Request) -> HttpResponse:
    """Which photos of a wall one has faved, and which lie in one's tray: for its buttons."""
    keys = [_key(each) for each in request.GET.get("photos", "").split(",")[: 3 * PAGE_SIZE]]
    found = marks_of(keys, request.viewer)
    # As text: a browser cannot count as far as Flickr's numbers go.
    answer = JsonResponse({"fave": [*map(str, found.faved)], "tray": [*map(str, found.tray)]})
    keep_to_this_browser(answer)
    return answer


def _answer(request: Request, words: str, *, status: int = 200) -> HttpResponse:
    if is_part(request):
        return HttpResponse(words, content_type="text/plain; charset=utf-8", status=status)
    (messages.success if status == 200 else messages.warning)(request, words)
    return redirect(next_path(request) or "tray")


def _in_tray(words: str, count: int) -> str:
    lie = ngettext("%(words)s: %(count)d photo.", "%(words)s: %(count)d photos.", count)
    return lie % {"words": words, "count": count}


def _key(said: str) -> int:
    """A photo's number; 0 for what is none."""
    return key if 0 < (key := number(said)) <= LARGEST_ID else 0
