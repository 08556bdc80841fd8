"""Changing and deleting a comment that stands on Flickr: pages of their own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from galleries.actions import deeds
from galleries.actions.deeds import CannotDo
from galleries.models import Comment, Photo
from galleries.queries.deeds import deeds_on
from galleries.views import outbox_words, words
from galleries.views.deeds import NOT_THEIRS, about_a_photo, done, photo_page_of, refused
from galleries.views.drafts import Draft, draft_page
from galleries.views.page import Request, keep_to_this_browser, the_user
from galleries.views.remarks import shown_person, typed
from galleries.views.talk import way_back


@about_a_photo("GET", "HEAD", "POST")
def edit_comment(request: Request, photo: Photo, comment_id: int) -> HttpResponse:
    """A comment of one's own in a field; changed by POST."""
    ours = _find(request, photo, comment_id)
    if ours.author.nsid != request.viewer.nsid:
        raise Http404
    back = _back(request, photo)
    if request.method != "POST":
        draft = Draft(
            heading=_("Change your comment"), text=_as_it_will_be(request, ours), back=back
        )
        return draft_page(request, photo, draft)
    text = request.POST.get("text", "")
    try:
        item = deeds.edit_comment(ours, text=text, by=the_user(request), now=timezone.now())
    except CannotDo as error:
        if error.reason in NOT_THEIRS:
            raise Http404 from None
        problem = outbox_words.cannot(error.reason)
        draft = Draft(heading=_("Change your comment"), text=text, back=back, problem=problem)
        return draft_page(request, photo, draft)
    return done(request, photo, item, back=back)


@about_a_photo("GET", "HEAD", "POST")
def delete_comment(request: Request, photo: Photo, comment_id: int) -> HttpResponse:
    """Asks whether to delete a comment, one's own or under one's own photo; done by POST."""
    said = _find(request, photo, comment_id)
    if request.viewer.nsid not in (said.author.nsid, photo.owner.nsid):
        raise Http404
    back = _back(request, photo)
    if request.method == "POST":
        try:
            item = deeds.delete_comment(said, by=the_user(request), now=timezone.now())
        except CannotDo as error:
            return refused(request, photo, error.reason, back=back)
        return done(request, photo, item, back=back)
    context = {
        "photos": [photo],
        "title": words.title(photo),
        "said": said,
        "by": shown_person(said.author),
        "is_own": said.author.nsid == request.viewer.nsid,
        "back": back,
    }
    response = render(request, "galleries/photos/delete_comment.html", context)
    keep_to_this_browser(response)
    return response


def _find(request: Request, photo: Photo, comment_id: int) -> Comment:
    """Raises Http404."""
    said = Comment.objects.visible_to(request.viewer).filter(photo=photo, pk=comment_id)
    found = said.select_related("author", "photo__owner").first()
    if found is None:
        raise Http404
    return found


def _back(request: Request, photo: Photo) -> str:
    page = way_back(request, photo_page_of(photo, request))
    return page if "#" in page else f"{page}#talk"


def _as_it_will_be(request: Request, ours: Comment) -> str:
    """As they last typed it, when that was not sent yet; else as it stands on Flickr."""
    deeds_here = deeds_on(ours.photo, request.viewer)
    change = deeds_here.changes.get(ours.flickr_id) if deeds_here is not None else None
    return change.text if change is not None and change.text else typed(ours.text_html)
