"""What stands under a photo: the part of its page, and the POST that has Flickr asked."""

import re
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.local_paths import next_path
from galleries.actions.talk import Asked, ask_flickr
from galleries.models import Photo, Viewer
from galleries.models.conversation import MayNotAsk
from galleries.queries.deeds import Deeds, deeds_on
from galleries.queries.photos import find_photo
from galleries.queries.talk import Conversation, conversation
from galleries.views.faves import FaveButton, fave_button
from galleries.views.folds import Fold, folded
from galleries.views.links import photo_on_flickr
from galleries.views.page import (
    Request,
    is_ahead_of_time,
    is_part,
    keep_to_this_browser,
)
from galleries.views.remarks import Remark, ShownPerson, news, shown_person, shown_remarks

# The page asks every two seconds how its deeds stand: for a minute.
TURNS = 30


@dataclass(frozen=True, slots=True)
class ShownTalk:
    """The part of a photo's page.

    back      the page that it stands on
    notice    what came of asking, when that was nothing
    seen      who is in the photo, each with whether the account is gone
    is_live   it asks by itself, or has: what stands below it must keep its place
    fave      None on one's own photo
    news      how that stands which was just done here
    poll_url  where to ask again how it stands; "" when nothing is on its way
    """

    known: Conversation
    deeds: Deeds
    photo: Photo
    remarks: tuple[Remark | Fold, ...]
    favers: tuple[ShownPerson, ...]
    seen: tuple[tuple[ShownPerson, bool], ...]
    fave: FaveButton | None
    flickr_url: str
    ask_url: str
    comment_url: str
    poll_url: str
    back: str
    notice: str
    news: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class Field:
    """The field for a comment: what stands in it, and why that could not be kept."""

    text: str = ""
    problem: str = ""


def shown_talk(
    photo: Photo,
    viewer: Viewer,
    *,
    back: str,
    notice: str = "",
    has_asked: bool = False,
    turn: int = 0,
) -> ShownTalk | None:
    """What stands under a photo, for its page at ``back``. None for visitors.

    turn  how often this page has asked how its deeds stand
    """
    deeds = deeds_on(photo, viewer)
    if deeds is None:
        return None
    known = conversation(photo, viewer, has_connection=deeds.standing.has_connection)
    who = photo.owner.who
    is_slow = turn >= TURNS
    poll = urlencode([("turn", turn + 1), ("next", back)])
    address = reverse("talk", args=[who, photo.pk])
    return ShownTalk(
        known=known,
        deeds=deeds,
        photo=photo,
        remarks=folded(shown_remarks(known, deeds, photo, viewer), viewer),
        favers=tuple(shown_person(person, known.pages) for person in known.favers),
        seen=tuple((shown_person(one, known.pages), is_gone) for one, is_gone in known.seen),
        fave=fave_button(photo, viewer, deeds, back=back),
        flickr_url=photo_on_flickr(who, photo.pk),
        ask_url=address,
        comment_url=reverse("comment", args=[who, photo.pk]),
        poll_url=f"{address}?{poll}" if deeds.is_moving and not is_slow else "",
        back=back,
        notice=notice,
        news=news(deeds, is_slow=is_slow),
        is_live=known.may_ask or has_asked,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def talk(request: Request, who: str, photo_id: int) -> HttpResponse:
    """Have Flickr asked for comments, faves, EXIF and people: no other request causes a call.

    Nobody but a person who is signed in and looks at the photo, never a robot or a prefetch.
    To GET it is how a page that watches learns how its deeds stand, and causes no call.
    """
    page = reverse("photo", args=[who, photo_id])
    if request.viewer.is_visitor and is_part(request):
        # A part would show the sign-in page in the middle of the photo's.
        return HttpResponse(status=403)
    if request.method != "POST":
        return _how_it_stands(request, who, photo_id) if is_part(request) else redirect(page)
    if request.viewer.is_visitor:
        return redirect_to_login(page)
    if is_ahead_of_time(request):
        return HttpResponse(status=204)
    photo = find_photo(who, photo_id, request.viewer)
    if photo is None:
        raise Http404
    try:
        asked = ask_flickr(photo, by=request.viewer)
    except MayNotAsk:
        raise Http404 from None
    back = way_back(request, page)
    notice = _notice(asked, photo)
    if is_part(request):
        shown = shown_talk(photo, request.viewer, back=back, notice=notice, has_asked=True)
        response = render(request, "galleries/photos/told.html", {"talk": shown})
        keep_to_this_browser(response)
        return response
    if notice:
        messages.warning(request, notice)
        return redirect(back)
    return redirect(f"{back}#talk")


def way_back(request: Request, page: str) -> str:
    """Where a form on a photo's page leads back to: one of the photo's own pages, ``page`` first.

    The same photo has one in each list that it can be opened from and in each gallery that shows
    it, and its owner may be named in two ways.
    """
    wanted = next_path(request)
    stem, _who, photo_id, _end = page.rsplit("/", 3)
    galleries = reverse("galleries").rstrip("/")
    is_its_own = re.match(rf"({re.escape(stem)}|{re.escape(galleries)})/[^/]+/{photo_id}/", wanted)
    return wanted if is_its_own else page


def live_parts(
    request: Request, photo: Photo, *, back: str, turn: int = 0, field: Field | None = None
) -> HttpResponse:
    """The parts of a photo's page that tell how its deeds stand, each for its own place.

    field  None leaves it to whoever types in it
    """
    shown = shown_talk(photo, request.viewer, back=back, turn=turn)
    context = {"talk": shown, "field": field}
    response = render(request, "galleries/photos/live_parts.html", context)
    keep_to_this_browser(response)
    return response


def _how_it_stands(request: Request, who: str, photo_id: int) -> HttpResponse:
    photo = find_photo(who, photo_id, request.viewer)
    if photo is None:
        raise Http404
    asked = request.GET.get("turn", "")
    turn = int(asked) if asked.isdecimal() and len(asked) < 4 else TURNS
    back = way_back(request, reverse("photo", args=[who, photo_id]))
    return live_parts(request, photo, back=back, turn=turn)


def _notice(asked: Asked, photo: Photo) -> str:
    """What to say of a try that came to nothing; "" when it did not."""
    match asked:
        case Asked.TOO_MUCH:
            return _(
                "You have opened many photos within an hour. In a while Flickr can be asked again."
            )
        case Asked.NO_ANSWER if photo.comments or photo.faves:
            return _("Flickr does not answer just now. What stands here is what we knew before.")
        case Asked.NO_ANSWER:
            return _("Flickr does not answer just now. Please try again in a few minutes.")
        case _:
            return ""
