"""Somebody's albums, and the photos of one, in pages of thirty."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from galleries.queries.albums import album_page, albums_page
from galleries.views import words
from galleries.views.around import place_in_album
from galleries.views.links import album_on_flickr, albums_on_flickr
from galleries.views.lists import read_list, read_page, render_wall_of
from galleries.views.page import Request


@require_safe
def albums(request: Request, who: str) -> HttpResponse:
    """Thirty albums of one person, in the order they gave them."""
    shown = read_list(request, who, albums_page)
    if isinstance(shown, HttpResponse):
        return shown
    return render_wall_of(request, "albums/albums", shown, albums_on_flickr(shown.doors.person.who))


@require_safe
def album(request: Request, who: str, album_id: int) -> HttpResponse:
    """Thirty photos of one album, in its own order."""
    shown = read_page(request, album_page, who, album_id)
    title = words.list_title(shown.album.title)
    return render_wall_of(
        request,
        "albums/album",
        shown,
        album_on_flickr(shown.doors.person.who, shown.album.pk),
        title=title,
        tab_title=words.in_a_tab(title),
        place=place_in_album(shown.album),
    )
