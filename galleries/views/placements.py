"""One photo of a gallery: its page there, and the same in a slideshow."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from galleries.models import Gallery
from galleries.queries.galleries import PlacementPage, ends, placement_page
from galleries.views import words
from galleries.views.credits import credit_line
from galleries.views.galleries import let_keep, open_gallery
from galleries.views.links import photo_on_flickr
from galleries.views.metadata import placement_card, placement_data
from galleries.views.page import Request, render_page
from galleries.views.show_paces import PACES, show_url
from galleries.views.stages import srcset_ahead, stage_of
from galleries.views.talk import shown_talk
from galleries.views.wall_texts import wall_text


@require_safe
def placement(request: Request, slug: str, photo_id: int) -> HttpResponse:
    """One photo of a gallery, large, with the words it has there. ``?show``: as a slideshow."""
    found = open_gallery(request, "placement", slug, photo_id)
    if isinstance(found, HttpResponse):
        return found
    shown = placement_page(found, photo_id, now=request.viewer.now)
    if shown is None:
        raise Http404
    if "show" in request.GET:
        return _show(request, found, shown)
    photo = shown.placement.photo
    viewer = request.viewer
    context = _context(request, found, shown) | {
        "talk": shown_talk(photo, viewer, back=request.path),
        "sign_in_url": _sign_in(request.path) if viewer.is_visitor else "",
        "is_own": photo.owner.nsid == viewer.nsid,
        "show_url": show_url(found, photo.pk),
        "next_srcset": srcset_ahead(shown.after.photo if shown.after else None),
        "taken": words.taken(photo),
        "data": placement_data(shown, request),
    }
    response = render_page(request, "galleries/galleries/placement.html", context)
    if not {"after", "before"} & set(request.GET):
        let_keep(request, response, found, shown.hung)
    return response


def _show(request: Request, gallery: Gallery, shown: PlacementPage) -> HttpResponse:
    """The photo alone, with the way on. After the last comes the first."""
    pace = request.GET["show"]
    first, last = ends(gallery, now=request.viewer.now)
    before, after = shown.before or last or shown.placement, shown.after or first or shown.placement
    photo_id = shown.placement.photo_id
    context = _context(request, gallery, shown) | {
        "previous_url": show_url(gallery, before.photo_id, pace),
        "next_url": show_url(gallery, after.photo_id, pace),
        "next_srcset": srcset_ahead(after.photo),
        "seconds": PACES.get(pace, PACES[""]),
        "paces": [
            (
                ngettext("%(count)d second", "%(count)d seconds", seconds) % {"count": seconds},
                show_url(gallery, photo_id, name),
                seconds == PACES.get(pace, PACES[""]),
            )
            for name, seconds in PACES.items()
        ],
    }
    response = render_page(request, "galleries/galleries/show.html", context)
    if pace in PACES and not {"after", "before"} & set(request.GET):
        let_keep(request, response, gallery, [*shown.hung, before, after])
    return response


def _context(request: Request, gallery: Gallery, shown: PlacementPage) -> dict[str, object]:
    """What both have."""
    hung = shown.placement
    return {
        "shown": shown,
        "gallery": gallery,
        "photo": hung.photo,
        "title": words.title(hung.photo),
        "tab_title": words.tab_title(hung.photo),
        "stage": stage_of(hung.photo, alt=hung.alt),
        "why_no_picture": words.why_no_picture(hung.photo),
        "flickr_url": photo_on_flickr(hung.photo.owner.who, hung.photo.pk),
        "credit": credit_line(hung.photo),
        "caption": wall_text(hung.caption),
        "card": placement_card(shown, request),
    }


def _sign_in(back: str) -> str:
    return f"{reverse('sign_in')}?{urlencode({'next': back})}"
