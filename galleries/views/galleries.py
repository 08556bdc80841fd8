"""Galleries as everybody sees them: the lists of them, and one on its walls."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from galleries.models import Gallery, Photo, Placement
from galleries.queries.galleries import (
    GalleryPage,
    Wall,
    curator_page,
    ends,
    find_gallery,
    galleries_page,
    gallery_page,
    moved_to,
)
from galleries.queries.keyset import BadKey
from galleries.queries.still_shown import showing
from galleries.views import words
from galleries.views.cards import EAGER, hung_cards
from galleries.views.credits import credit_line
from galleries.views.gallery_covers import gallery_covers
from galleries.views.kept_pages import may_be_kept
from galleries.views.links import person_on_flickr
from galleries.views.lists import read_page
from galleries.views.metadata import gallery_card, gallery_data
from galleries.views.page import Request, render_page
from galleries.views.pictures import Rendition, ratio_class, renditions, srcset
from galleries.views.show_paces import show_url
from galleries.views.wall_texts import wall_text

LARGEST_ON_A_COVER_PX = 1600


@dataclass(frozen=True, slots=True)
class ShownWall:
    """A section on a page. ``anchor`` is its name in addresses."""

    anchor: str
    title: str
    text: SafeString
    cards: SafeString
    begins: bool


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of a gallery, large, with its credit."""

    photo: Photo
    file: Rendition
    srcset: str
    ratio: str
    alt: str
    credit: SafeString


@require_safe
def galleries(request: Request) -> HttpResponse:
    """Thirty public galleries, newest first; above them one's own, for whoever has some."""
    shown = read_page(request, galleries_page)
    context = {
        "shown": shown,
        "covers": gallery_covers(shown.covers),
        "own": shown.own,
        "canonical": request.build_absolute_uri(reverse("galleries")),
        "here": "galleries",
    }
    return render_page(request, "galleries/galleries/galleries.html", context)


@require_safe
def galleries_by(request: Request, who: str) -> HttpResponse:
    """The public galleries that somebody hangs, alone or with others."""
    shown = read_page(request, curator_page, who)
    context = {
        "shown": shown,
        "curator": shown.curator,
        "covers": gallery_covers(shown.covers),
        "flickr_url": person_on_flickr(shown.curator.who),
        "canonical": request.build_absolute_uri(reverse("galleries_by", args=[shown.curator.who])),
        "here": "galleries",
    }
    return render_page(request, "galleries/galleries/curator.html", context)


@require_safe
def gallery(request: Request, slug: str) -> HttpResponse:
    """Thirty photos of a gallery, on its walls."""
    found = open_gallery(request, "gallery", slug)
    if isinstance(found, HttpResponse):
        return found
    if "show" in request.GET:
        return _begin_show(request, found)
    return on_its_walls(request, found)


def on_its_walls(request: Request, found: Gallery) -> HttpResponse:
    """The page of a gallery that this viewer may open."""
    key = {name: request.GET.get(name, "") for name in ("after", "before")}
    try:
        shown = gallery_page(found, now=request.viewer.now, **key)
    except BadKey as error:
        raise Http404 from error
    context = {
        "shown": shown,
        "gallery": found,
        "introduction": wall_text(found.introduction),
        "walls": _walls(shown),
        "cover": _picture(shown.cover, LARGEST_ON_A_COVER_PX) if shown.cover else None,
        "card": gallery_card(shown, request),
        "data": gallery_data(shown, request),
        "show_url": show_url(found, shown.page.items[0].photo_id) if shown.page.items else "",
        "first": shown.in_front + 1,
        "last": shown.in_front + len(shown.page.items),
    }
    response = render_page(request, "galleries/galleries/gallery.html", context)
    if shown.page.items and shown.is_boundary:
        let_keep(request, response, found, shown.hung)
    return response


def open_gallery(request: Request, page: str, slug: str, *more: int) -> Gallery | HttpResponse:
    """The gallery at that address, or the way to where it stands now. Raises Http404."""
    found = find_gallery(slug, request.viewer)
    if found is not None:
        return found
    elsewhere = moved_to(slug, request.viewer)
    if elsewhere is None:
        raise Http404
    return redirect(page, elsewhere, *more, permanent=True)


def _begin_show(request: Request, gallery: Gallery) -> HttpResponse:
    """A slideshow stands at the first photo."""
    first, _last = ends(gallery, now=request.viewer.now)
    if first is None:
        raise Http404
    return redirect(show_url(gallery, first.photo_id, request.GET["show"]))


def let_keep(
    request: Request, response: HttpResponse, gallery: Gallery, hung: list[Placement]
) -> None:
    """What a visitor sees of a published gallery, every visitor sees."""
    if request.viewer.is_visitor and gallery.is_public:
        may_be_kept(response, showing(gallery, hung))


def _walls(shown: GalleryPage) -> list[ShownWall]:
    # Below a cover nothing is on the first screen: its picture comes before all others.
    walls, place = [], EAGER if shown.cover is not None else 0
    for wall in shown.walls:
        walls.append(_wall(wall, shown.gallery, place))
        place += len(wall.placements)
    return walls


def _wall(wall: Wall, gallery: Gallery, place: int) -> ShownWall:
    is_essay = gallery.layout == Gallery.Layout.ESSAY
    return ShownWall(
        anchor=f"wall-{wall.section.pk}",
        title=words.spoken(wall.section.title),
        text=wall_text(wall.section.wall_text),
        cards=hung_cards(wall.placements, slug=gallery.slug, place=place, is_essay=is_essay),
        begins=wall.begins,
    )


def _picture(hung: Placement, largest_px: int) -> Picture | None:
    """None when we know of no file."""
    whole = renditions(hung.photo)
    files = [file for file in whole if file.longest_px <= largest_px] or whole[:1]
    if not files:
        return None
    return Picture(
        photo=hung.photo,
        file=next((file for file in files if file.longest_px >= 1024), files[-1]),
        srcset=srcset(files),
        ratio=ratio_class(files),
        alt=hung.alt or words.alt(hung.photo),
        credit=credit_line(hung.photo),
    )
