"""Single photos."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from galleries.flickr.licences import licence_of
from galleries.queries.photos import (
    PhotoPage,
    photo_in_list_page,
    photo_page,
)
from galleries.views import around, words
from galleries.views.links import photo_on_flickr
from galleries.views.page import Request, render_page
from galleries.views.pictures import renditions
from galleries.views.stages import srcset_ahead, stage_of
from galleries.views.tagged import tag_page_of
from galleries.views.talk import shown_talk


@require_safe
def photo(request: Request, who: str, photo_id: int) -> HttpResponse:
    """One photo, large, among its owner's, and what is known of it."""
    return _show(request, photo_page(who, photo_id, request.viewer))


@require_safe
def photo_in(request: Request, who: str, photo_id: int, within: str) -> HttpResponse:
    """The same page, in the list that it was opened from: "favorites-anna", "album-72157…"."""
    spelt = around.spelt_here(within)
    if spelt != within:
        return redirect("photo_in", who, photo_id, spelt)
    kind, _dash, name = within.partition("-")
    return _show(request, photo_in_list_page(who, photo_id, kind, name, request.viewer))


def _show(request: Request, shown: PhotoPage | None) -> HttpResponse:
    if shown is None:
        raise Http404
    photo, owner = shown.photo, shown.photo.owner
    files = renditions(photo)
    listed_in = shown.around.within
    within = around.within(listed_in, request.viewer) if listed_in else None
    sign_in = f"{reverse('sign_in')}?{urlencode({'next': request.path})}"
    context = {
        "shown": shown,
        "photo": photo,
        "owner": owner,
        "title": words.title(photo),
        "tab_title": words.tab_title(photo),
        "newer_url": around.beside(shown.around.newer, within),
        "older_url": around.beside(shown.around.older, within),
        "older_srcset": srcset_ahead(shown.around.older),
        "stage": stage_of(photo),
        "why_no_picture": words.why_no_picture(photo),
        "files": files[::-1],
        "licence": licence_of(photo.licence),
        "licence_words": words.licence(licence_of(photo.licence)),
        "mark": words.visibility_mark(photo, is_own=shown.is_own),
        "taken": words.taken(photo),
        "place": words.coordinates(shown.place) if shown.place else "",
        "may_know": words.may_know(shown.place) if shown.place else "",
        "tags": [(tag, tag_page_of(owner.who, tag)) for tag in shown.tags],
        "flickr_url": photo_on_flickr(owner.who, photo.pk),
        "within": within,
        "hangs_in": around.hangings(shown.hangs_in),
        "here": within.section if within else "you" if shown.is_own else "",
        "talk": shown_talk(photo, request.viewer, back=request.path),
        "sign_in_url": sign_in if request.viewer.is_visitor else "",
    }
    return render_page(request, "galleries/photos/photo.html", context, synced=True)
