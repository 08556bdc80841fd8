"""The covers of galleries as HTML, by one function. A cover carries its photo's credit."""

from collections.abc import Iterable
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from galleries.queries.galleries import GalleryCover
from galleries.views.covers import picture
from galleries.views.credits import credit_line


def gallery_covers(covers: Iterable[GalleryCover]) -> SafeString:
    """The covers of a page, inside ``<ol class="covers">``. Photos come with their owners."""
    cards = [_card(cover, place) for place, cover in enumerate(covers)]
    return mark_safe("".join(cards))  # noqa: S308 - escaped piece by piece below


def _card(cover: GalleryCover, place: int) -> str:
    url = escape(reverse("gallery", args=[cover.gallery.slug]))
    photo = cover.placement.photo if cover.placement else None
    people = ", ".join(f"<bdi>{escape(person.name)}</bdi>" for person in cover.curators)
    return (
        f'<li class="cover"><a class="cover__link" href="{url}">{picture(photo, place)}'
        f'<span class="cover__title" dir="auto">{escape(cover.gallery.title)}</span></a>'
        f'<div class="cover__label"><p class="cover__count">{escape(_("by"))} {people}</p>'
        f"{_credit(cover)}</div></li>"
    )


def _credit(cover: GalleryCover) -> str:
    if cover.placement is None:
        return ""
    return f'<p class="cover__credit">{credit_line(cover.placement.photo)}</p>'
