"""What stands under a photo: the part of its page, and the POST that has Flickr asked."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.local_paths import next_path
from galleries.actions.talk import Asked, ask_flickr
from galleries.flickr import urls
from galleries.models import Comment, Person, Photo, Viewer
from galleries.models.conversation import MayNotAsk
from galleries.queries.photos import find_photo
from galleries.queries.talk import Conversation, conversation
from galleries.views.links import photo_on_flickr, photostream_on_flickr
from galleries.views.page import Request, keep_to_this_browser


@dataclass(frozen=True, slots=True)
class ShownPerson:
    """Somebody with their page on Flickr. ``icon`` is "" when they have none of their own."""

    name: str
    icon: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownComment:
    comment: Comment
    by: ShownPerson


@dataclass(frozen=True, slots=True)
class ShownTalk:
    """The part of a photo's page.

    back     the page that it stands on
    notice   what came of asking, when that was nothing
    is_live  it asks by itself, or has: what stands below it must keep its place
    """

    known: Conversation
    photo: Photo
    comments: tuple[ShownComment, ...]
    favers: tuple[ShownPerson, ...]
    flickr_url: str
    ask_url: str
    back: str
    notice: str
    is_live: bool


def shown_talk(
    photo: Photo, viewer: Viewer, *, back: str, notice: str = "", has_asked: bool = False
) -> ShownTalk | None:
    """What stands under a photo, for its page at ``back``. None for visitors."""
    known = conversation(photo, viewer)
    if known is None:
        return None
    who = photo.owner.who
    return ShownTalk(
        known=known,
        photo=photo,
        comments=tuple(ShownComment(one, _person(one.author)) for one in known.comments),
        favers=tuple(_person(person) for person in known.favers),
        flickr_url=photo_on_flickr(who, photo.pk),
        ask_url=reverse("talk", args=[who, photo.pk]),
        back=back,
        notice=notice,
        is_live=known.may_ask or has_asked,
    )


@require_POST
def talk(request: Request, who: str, photo_id: int) -> HttpResponse:
    """Have Flickr asked for comments, faves and EXIF: the only request that causes these calls.

    Nobody but a person who is signed in and looks at the photo, never a robot or a prefetch.
    """
    page = reverse("photo", args=[who, photo_id])
    is_part = request.headers.get("HX-Request-Type") == "partial"
    if request.viewer.is_visitor:
        # A part would show the sign-in page in the middle of the photo's.
        return HttpResponse(status=403) if is_part else redirect_to_login(page)
    if _is_ahead_of_time(request):
        return HttpResponse(status=204)
    photo = find_photo(who, photo_id, request.viewer)
    if photo is None:
        raise Http404
    try:
        asked = ask_flickr(photo, by=request.viewer)
    except MayNotAsk:
        raise Http404 from None
    wanted = next_path(request)
    back = wanted if wanted.startswith(page) else page
    notice = _notice(asked, photo)
    if is_part:
        shown = shown_talk(photo, request.viewer, back=back, notice=notice, has_asked=True)
        response = render(request, "galleries/photos/talk.html", {"talk": shown})
        keep_to_this_browser(response)
        return response
    if notice:
        messages.warning(request, notice)
        return redirect(back)
    return redirect(f"{back}#talk")


def _is_ahead_of_time(request: Request) -> bool:
    """A browser or a tool fetches what nobody has asked to see yet."""
    said = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any(word in purpose.lower() for purpose in said for word in ("prefetch", "prerender"))


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


def _person(person: Person) -> ShownPerson:
    icon = ""
    if person.icon_server not in ("", "0"):
        icon = urls.buddy_icon(
            nsid=person.nsid,
            server=person.icon_server,
            farm=person.icon_farm,
            host=settings.FLICKR_STATIC_URL,
        )
    return ShownPerson(name=person.name, icon=icon, url=photostream_on_flickr(person.who))
