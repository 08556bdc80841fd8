"""The galleries that somebody made on Flickr, and the photos of one, in pages of thirty."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from galleries.queries.flickr_galleries import flickr_galleries_page, flickr_gallery_page
from galleries.views import words
from galleries.views.around import place_in_flickr_gallery
from galleries.views.links import flickr_galleries_on_flickr, flickr_gallery_on_flickr
from galleries.views.lists import read_list, read_page, render_wall_of
from galleries.views.page import Request


@require_safe
def flickr_galleries(request: Request, who: str) -> HttpResponse:
    """Thirty galleries that one person made on Flickr, newest first."""
    shown = read_list(request, who, flickr_galleries_page)
    if isinstance(shown, HttpResponse):
        return shown
    flickr_url = flickr_galleries_on_flickr(shown.doors.person.who)
    return render_wall_of(request, "flickr_galleries/flickr_galleries", shown, flickr_url)


@require_safe
def flickr_gallery(request: Request, who: str, gallery_id: int) -> HttpResponse:
    """Thirty photos that somebody picked, in the gallery's own order, with their words."""
    shown = read_page(request, flickr_gallery_page, who, gallery_id)
    title = words.list_title(shown.gallery.title)
    return render_wall_of(
        request,
        "flickr_galleries/flickr_gallery",
        shown,
        flickr_gallery_on_flickr(shown.doors.person.who, shown.gallery.pk),
        title=title,
        tab_title=words.in_a_tab(title),
        place=place_in_flickr_gallery(shown.gallery),
    )
