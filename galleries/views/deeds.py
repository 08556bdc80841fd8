"""What people do to a photo on its page: faves and comments. Sent to Flickr by a worker."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from accounts.connections import may_write
from galleries.actions import deeds
from galleries.actions.deeds import CannotDo, Reason
from galleries.models import OutboxItem, Photo
from galleries.queries.photos import find_photo
from galleries.views import outbox_words
from galleries.views.drafts import Draft, draft_page
from galleries.views.page import Request, is_ahead_of_time, is_part, the_user
from galleries.views.talk import Field, live_parts, way_back

NOT_THEIRS = (Reason.NOT_SHOWN, Reason.NOT_OWN_PHOTO, Reason.NOT_YOURS)

type View = Callable[..., HttpResponse]


def about_a_photo(*methods: str) -> Callable[[View], View]:
    """A page or a form about one photo, for somebody signed in who may see it.

    The view is called with the photo instead of its address. Who has not signed in is led there,
    and to the photo afterwards; a robot's or a prefetch's POST does nothing.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, who: str, photo_id: int, **more: int) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            if request.viewer.is_visitor:
                page = reverse("photo", args=[who, photo_id])
                # A part would show the sign-in page in the middle of the photo's.
                return HttpResponse(status=403) if is_part(request) else redirect_to_login(page)
            if request.method == "POST" and is_ahead_of_time(request):
                return HttpResponse(status=204)
            photo = find_photo(who, photo_id, request.viewer)
            if photo is None:
                raise Http404
            return view(request, photo, **more)

        return guarded

    return decorate


@about_a_photo("POST")
def fave(request: Request, photo: Photo) -> HttpResponse:
    """Fave a photo, or take that back."""
    user, now = the_user(request), timezone.now()
    try:
        if request.POST.get("wanted") == "1":
            item = deeds.fave(photo, by=user, now=now)
        else:
            item = deeds.unfave(photo, by=user, now=now)
    except CannotDo as error:
        return refused(request, photo, error.reason)
    return done(request, photo, item)


@about_a_photo("POST")
def comment(request: Request, photo: Photo) -> HttpResponse:
    """Write a comment. What was typed stays in the field until it is kept."""
    text = request.POST.get("text", "")
    try:
        item = deeds.comment(photo, text=text, by=the_user(request), now=timezone.now())
    except CannotDo as error:
        if error.reason in NOT_THEIRS:
            raise Http404 from None
        return _still_typing(request, photo, text, outbox_words.cannot(error.reason))
    return done(request, photo, item, anchor="write", field=Field())


def done(
    request: Request,
    photo: Photo,
    item: OutboxItem | None,
    *,
    back: str = "",
    anchor: str = "",
    field: Field | None = None,
) -> HttpResponse:
    """What follows a deed: the way back; first to the permission that it waits for, if any.

    item    None when nothing waits: something unsent was taken back
    back    where to; by default the page of the photo that ``next`` names
    anchor  where on that page
    field   as it stands afterwards, on a page that watches
    """
    back = back or way_back(request, photo_page_of(photo, request))
    place = f"{back}#{anchor}" if anchor and "#" not in back else back
    if item is not None and item.is_open and not may_write(the_user(request)):
        return _go(request, f"{reverse('outbox_permission')}?{urlencode({'next': place})}")
    if is_part(request):
        return live_parts(request, photo, back=back, field=field)
    return redirect(place)


def refused(request: Request, photo: Photo, reason: Reason, *, back: str = "") -> HttpResponse:
    """What follows when something cannot be done here: a sentence. Raises Http404."""
    if reason in NOT_THEIRS:
        raise Http404
    back = back or way_back(request, photo_page_of(photo, request))
    messages.warning(request, outbox_words.cannot(reason))
    return _go(request, back)


def photo_page_of(photo: Photo, request: Request) -> str:
    """The photo's page, by the name of its owner that the request used."""
    match = request.resolver_match
    who = match.kwargs["who"] if match is not None else photo.owner.who
    return reverse("photo", args=[who, photo.pk])


def _go(request: Request, url: str) -> HttpResponse:
    return HttpResponseClientRedirect(url) if is_part(request) else redirect(url)


def _still_typing(request: Request, photo: Photo, text: str, problem: str) -> HttpResponse:
    back = way_back(request, photo_page_of(photo, request))
    if is_part(request):
        return live_parts(request, photo, back=back, field=Field(text, problem))
    draft = Draft(heading=_("Your comment"), text=text, problem=problem, back=f"{back}#write")
    return draft_page(request, photo, draft)
