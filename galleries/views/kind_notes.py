"""A kind note under a removed photo: one form for one photo."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.connections import may_write
from galleries.actions.deeds import LONGEST_COMMENT, CannotDo
from galleries.actions.desks import CannotJudge, Reason
from galleries.actions.kind_notes import filled, write_note
from galleries.models import Desk, Verdict
from galleries.queries.desks import own_removal
from galleries.views import desk_words, group_words, outbox_words, words
from galleries.views.cards import photo_cards
from galleries.views.desks import about_a_desk, about_the_group, home_of
from galleries.views.page import Request, render_page, the_user


@about_a_desk("GET", "HEAD", "POST")
def kind_note(request: Request, desk: Desk, verdict_id: int) -> HttpResponse:
    """What the note will say, to be changed before it is sent; sent by POST."""
    verdict = own_removal(desk, verdict_id, request.viewer)
    if verdict is None or verdict.photo is None:
        raise Http404
    photo, user, problem = verdict.photo, the_user(request), ""
    text = request.POST.get("text", "")
    if request.method == "POST":
        try:
            write_note(verdict, text, by=user, now=timezone.now())
        except CannotJudge as error:
            if error.reason is Reason.NO_SEAT:
                raise
            problem = desk_words.cannot(error)
        except CannotDo as error:
            problem = outbox_words.cannot(error.reason)
        else:
            messages.success(request, _("The note is on its way; you find it in your outbox."))
            if not may_write(user):
                asks = urlencode({"next": home_of(desk)})
                return redirect(f"{reverse('outbox_permission')}?{asks}")
            return redirect(home_of(desk))
    else:
        text = _begins_with(desk, verdict)
    context = {
        "desk": desk,
        **about_the_group(desk.group),
        "verdict": verdict,
        "card": photo_cards([photo], viewer=request.viewer),
        "title": words.title(photo),
        "text": text,
        "problem": problem,
        "longest": LONGEST_COMMENT,
    }
    return render_page(request, "galleries/desks/kind_note.html", context, synced=True)


def _begins_with(desk: Desk, verdict: Verdict) -> str:
    template = verdict.reason.note if verdict.reason is not None else ""
    return filled(
        template
        or _(
            "Hello {name}, thank you for adding this to “{group}”. It was taken out of the pool:"
            " {reason}"
        ),
        reason=verdict.words,
        group=group_words.name(desk.group),
        name=verdict.photo.owner.name if verdict.photo is not None else "",
    )
