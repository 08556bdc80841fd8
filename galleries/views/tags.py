"""The tags of a photo, for its photographer to add to and take from."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.connections import may_write
from galleries.actions import deeds
from galleries.actions.deeds import LONGEST_TAGS, CannotDo
from galleries.models import OutboxItem, Photo
from galleries.models.outbox import State
from galleries.queries.own_photos import tags_page
from galleries.views import outbox_words, words
from galleries.views.deeds import NOT_THEIRS, about_a_photo, done, photo_page_of
from galleries.views.outbox_words import Told
from galleries.views.page import Request, keep_to_this_browser, the_user


@dataclass(frozen=True, slots=True)
class ShownTag:
    """A tag on the photo, or tags that are to be added, as they were typed.

    item   what is done to it from here, if anything
    state  where that stands
    told   what Flickr said to it
    """

    text: str
    item: OutboxItem | None
    state: str
    told: Told | None

    @property
    def may_withdraw(self) -> bool:
        return self.item is not None and self.item.state == State.WAITING


@about_a_photo("GET", "HEAD", "POST")
def tags(request: Request, photo: Photo) -> HttpResponse:
    """The tags of one's own photo; ``add`` and ``remove`` by POST."""
    if photo.owner.nsid != request.viewer.nsid:
        raise Http404
    if request.method != "POST":
        return _page(request, photo)
    user, now = the_user(request), timezone.now()
    typed, tag = request.POST.get("add", ""), request.POST.get("remove", "")
    try:
        if not tag:
            item = deeds.add_tags(photo, text=typed, by=user, now=now)
        elif "\x00" not in tag and photo.tags.filter(text=tag).exists():
            item = deeds.remove_tag(photo, tag=tag, by=user, now=now)
        else:
            return _page(request, photo, problem=_("That tag is not on the photo any more."))
    except CannotDo as error:
        if error.reason in NOT_THEIRS:
            raise Http404 from None
        problem = outbox_words.cannot(error.reason, longest=LONGEST_TAGS)
        return _page(request, photo, typed=typed, problem=problem)
    return done(request, photo, item, back=request.path)


def _page(request: Request, photo: Photo, *, typed: str = "", problem: str = "") -> HttpResponse:
    page, is_allowed = tags_page(photo, request.viewer), may_write(the_user(request))

    def shown(text: str, item: OutboxItem | None) -> ShownTag:
        return _shown(text, item, photo, is_allowed=is_allowed)

    context = {
        "photos": [photo],
        "title": words.title(photo),
        "tags": [shown(tag, page.removals.get(tag)) for tag in page.tags],
        "additions": [shown(item.text, item) for item in page.additions],
        "typed": typed,
        "problem": problem,
        "photo_url": photo_page_of(photo, request),
    }
    response = render(request, "galleries/photos/tags.html", context)
    keep_to_this_browser(response)
    return response


def _shown(text: str, item: OutboxItem | None, photo: Photo, *, is_allowed: bool) -> ShownTag:
    if item is None:
        return ShownTag(text, None, "", None)
    if item.is_open:
        return ShownTag(text, item, outbox_words.under_way(item, may_write=is_allowed), None)
    return ShownTag(text, item, "", outbox_words.outcome(item, photo, None))
