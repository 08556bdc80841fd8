"""The covers of albums and Flickr galleries as HTML, by one function, as ``cards`` does photos.

A cover is somebody's photo: it carries their name and licence unless the list is theirs, and the
link to the photo on Flickr. Everything that people wrote is escaped here.
"""

from collections.abc import Iterable
from html import escape

from django.contrib.humanize.templatetags.humanize import intcomma
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from galleries.flickr.licences import licence_of
from galleries.models import Album, Photo
from galleries.queries.covers import Cover
from galleries.views import words
from galleries.views.cards import EAGER, icon
from galleries.views.links import photo_on_flickr
from galleries.views.pictures import Rendition, renditions, srcset

SIZES = "(min-width: 900px) 22rem, (min-width: 500px) 45vw, 92vw"
LARGEST_ON_A_COVER_PX = 1024


def cover_cards(covers: Iterable[Cover]) -> SafeString:
    """The covers of a page. The lists and the photos come with their owners."""
    cards = [_card(cover, place) for place, cover in enumerate(covers)]
    return mark_safe("".join(cards))  # noqa: S308 - escaped piece by piece below


def _card(cover: Cover, place: int) -> str:
    page = "album" if isinstance(cover.of, Album) else "flickr_gallery"
    url = escape(reverse(page, args=[cover.of.owner.who, cover.of.pk]))
    title = escape(words.list_title(cover.of.title))
    untitled = "" if words.spoken(cover.of.title) else " cover__title--none"
    return (
        f'<li class="cover"><a class="cover__link" href="{url}">{picture(cover.photo, place)}'
        f'<span class="cover__title{untitled}" dir="auto">{title}</span></a>'
        f'<div class="cover__label"><p class="cover__count">{_count(cover.count)}</p>'
        f"{_credit(cover.photo, cover.of.owner_id) if cover.photo else ''}</div></li>"
    )


def _count(count: int | None) -> str:
    if count is None:
        return escape(_("many photos"))
    told = ngettext("%(number)s photo", "%(number)s photos", count)
    return escape(told % {"number": intcomma(count)})


def _credit(photo: Photo, list_owner_id: int) -> str:
    on_flickr = escape(_("“%(title)s” on Flickr") % {"title": words.title(photo)})
    flickr = escape(photo_on_flickr(photo.owner.who, photo.pk))
    mark = (
        f'<a class="cover__flickr" href="{flickr}" rel="noopener nofollow ugc"'
        f' title="{on_flickr}" aria-label="{on_flickr}">{icon("arrow-up-right")}</a>'
    )
    if photo.owner_id == list_owner_id:
        return mark
    stream = escape(reverse("photostream", args=[photo.owner.who]))
    licence = licence_of(photo.licence)
    return (
        f'<p class="cover__credit">{escape(_("photo by"))} '
        f'<a href="{stream}" dir="auto">{escape(photo.owner.name)}</a> · '
        f'<a href="{escape(licence.url)}" rel="license noopener nofollow"'
        f' title="{escape(licence.name)}">{escape(words.licence(licence))}</a></p>{mark}'
    )


def picture(photo: Photo | None, place: int) -> str:
    """The cover's title stands beside it, and says what it is."""
    files = renditions(photo) if photo is not None else []
    if not files:
        return f'<span class="cover__missing">{icon("image")}</span>'
    small = [file for file in files if file.longest_px <= LARGEST_ON_A_COVER_PX] or files[:1]
    return _image(small, place)


def _image(files: list[Rendition], place: int) -> str:
    shown = next((file for file in files if file.longest_px >= 500), files[-1])
    loading = "" if place < EAGER else ' loading="lazy"'
    return (
        f'<img class="cover__picture" src="{escape(shown.url)}" srcset="{escape(srcset(files))}"'
        f' sizes="{SIZES}" width="{shown.width_px}" height="{shown.height_px}" alt=""'
        f' decoding="async"{loading}{" fetchpriority='high'" if place == 0 else ""}>'
    )
