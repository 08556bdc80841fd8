"""Atom: what hangs in a gallery, and which galleries are new."""

from html import escape

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from galleries.flickr.licences import licence_of
from galleries.models import Gallery, Placement
from galleries.queries.galleries import galleries_page, newest_hung
from galleries.views import words
from galleries.views.credits import credit_line
from galleries.views.galleries import open_gallery
from galleries.views.links import person_on_flickr
from galleries.views.page import Request
from galleries.views.pictures import renditions
from galleries.views.site import facts
from galleries.views.wall_texts import wall_text

WIDTH_PX = 1024


@conditional_page
@require_safe
def galleries_feed(request: Request) -> HttpResponse:
    """The thirty newest public galleries."""
    shown = galleries_page(request.viewer)
    feed = Atom1Feed(
        title=_("Galleries · %(name)s") % {"name": facts()["name"]},
        link=request.build_absolute_uri(reverse("galleries")),
        description=None,
        feed_url=request.build_absolute_uri(),
    )
    for cover in shown.covers:
        gallery = cover.gallery
        link = request.build_absolute_uri(reverse("gallery", args=[gallery.slug]))
        feed.add_item(
            title=gallery.title,
            link=link,
            description=_gallery_html(gallery, cover.placement),
            unique_id=link,
            author_name=", ".join(person.name for person in cover.curators) or None,
            pubdate=gallery.published_at,
            updateddate=gallery.changed_at,
        )
    return _answer(feed)


@conditional_page
@require_safe
def gallery_feed(request: Request, slug: str) -> HttpResponse:
    """The thirty photos that were hung last in one gallery."""
    gallery = open_gallery(request, "gallery_feed", slug)
    if isinstance(gallery, HttpResponse):
        return gallery
    if not gallery.is_public:
        raise Http404
    feed = Atom1Feed(
        title=gallery.title,
        link=request.build_absolute_uri(reverse("gallery", args=[gallery.slug])),
        description=None,
        feed_url=request.build_absolute_uri(),
    )
    for hung in newest_hung(gallery, now=request.viewer.now):
        link = request.build_absolute_uri(reverse("placement", args=[gallery.slug, hung.photo_id]))
        owner, licence = hung.photo.owner, licence_of(hung.photo.licence)
        feed.add_item(
            title=words.title(hung.photo),
            link=link,
            description=_photo_html(hung),
            unique_id=link,
            author_name=owner.name,
            author_link=person_on_flickr(owner.who),
            item_copyright=f"{owner.name} · {licence.name} · {licence.url}",
            pubdate=hung.hung_at,
            updateddate=hung.hung_at,
        )
    return _answer(feed)


def _gallery_html(gallery: Gallery, cover: Placement | None) -> str:
    picture = _photo_html(cover) if cover is not None else ""
    return f"{picture}{wall_text(gallery.introduction)}"


def _photo_html(hung: Placement) -> str:
    """Its picture, its caption and its credit: a reader shows it far from here."""
    files = [file for file in renditions(hung.photo) if file.longest_px <= WIDTH_PX]
    picture = ""
    if files:
        file, alt = files[-1], hung.alt or words.alt(hung.photo)
        picture = (
            f'<p><img src="{escape(file.url)}" width="{file.width_px}" height="{file.height_px}"'
            f' alt="{escape(alt)}"></p>'
        )
    return f"{picture}{wall_text(hung.caption)}<p>{credit_line(hung.photo)}</p>"


def _answer(feed: Atom1Feed) -> HttpResponse:
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    # Readers ask each time, and are told 304; whoever asks signed in is no business of a proxy.
    patch_cache_control(response, private=True, no_cache=True)
    return response
