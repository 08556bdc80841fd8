"""What machines are told of a public gallery: cards for links, and schema.org for search engines.

Everything carries the same credit as the page does.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from galleries.flickr.html import plain_text
from galleries.flickr.licences import licence_of
from galleries.models import Gallery, Person, Placement
from galleries.queries.galleries import GalleryPage, PlacementPage
from galleries.views import words
from galleries.views.credits import credit_text
from galleries.views.links import person_on_flickr, photo_on_flickr
from galleries.views.pictures import Rendition, renditions
from galleries.views.wall_texts import wall_text

LONGEST_SUMMARY = 200  # characters
CARD_PX = 1024
# So that nothing in it ends the element that it stands in.
_SAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class Card:
    """What a link to the page looks like elsewhere. ``picture`` may be missing."""

    title: str
    summary: str
    url: str
    picture: Rendition | None
    alt: str


def gallery_card(shown: GalleryPage, request: HttpRequest) -> Card:
    gallery = shown.gallery
    return Card(
        title=gallery.title,
        summary=_summary(gallery.introduction) or _by(shown.curators),
        url=request.build_absolute_uri(reverse("gallery", args=[gallery.slug])),
        picture=_file(shown.cover),
        alt=_alt(shown.cover),
    )


def placement_card(shown: PlacementPage, request: HttpRequest) -> Card:
    hung = shown.placement
    return Card(
        title=words.tab_title(hung.photo),
        summary=_summary(hung.caption) or credit_text(hung.photo),
        url=_page_of(hung, shown.gallery, request),
        picture=_file(hung),
        alt=_alt(hung),
    )


def gallery_data(shown: GalleryPage, request: HttpRequest) -> SafeString:
    """The gallery and the photos on this page as JSON-LD, inside its script element."""
    gallery = shown.gallery
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ImageGallery",
        "name": gallery.title,
        "url": request.build_absolute_uri(reverse("gallery", args=[gallery.slug])),
        "editor": [_person(person) for person in shown.curators],
        "image": [_image(hung, gallery, request) for hung in shown.page.items],
    }
    if gallery.introduction:
        said["description"] = _summary(gallery.introduction)
    if gallery.published_at is not None:
        said["datePublished"] = gallery.published_at.isoformat()
        said["dateModified"] = gallery.changed_at.isoformat()
    return _script(said)


def placement_data(shown: PlacementPage, request: HttpRequest) -> SafeString:
    """One photo as JSON-LD, inside its script element."""
    said = {"@context": "https://schema.org"} | _image(shown.placement, shown.gallery, request)
    return _script(said)


def _image(hung: Placement, gallery: Gallery, request: HttpRequest) -> dict[str, Any]:
    """An ImageObject. Whose it is and how it may be used are never left out."""
    photo, licence = hung.photo, licence_of(hung.photo.licence)
    flickr = photo_on_flickr(photo.owner.who, photo.pk)
    said: dict[str, Any] = {
        "@type": "ImageObject",
        "name": words.title(photo),
        "url": _page_of(hung, gallery, request),
        "license": licence.url,
        "acquireLicensePage": flickr,
        "creator": _person(photo.owner),
        "creditText": credit_text(photo),
        "copyrightNotice": f"{photo.owner.name} · {licence.name}",
        "sameAs": flickr,
        "description": _alt(hung),
    }
    if hung.caption:
        said["caption"] = _summary(hung.caption)
    if file := _file(hung):
        said |= {"contentUrl": file.url, "width": file.width_px, "height": file.height_px}
    return said


def _person(person: Person) -> dict[str, str]:
    return {"@type": "Person", "name": person.name, "url": person_on_flickr(person.who)}


def _page_of(hung: Placement, gallery: Gallery, request: HttpRequest) -> str:
    page = reverse("placement", args=[gallery.slug, hung.photo_id])
    return request.build_absolute_uri(page)


def _file(hung: Placement | None) -> Rendition | None:
    """The largest file that any site may show: up to 1024 px their addresses are no secret."""
    files = renditions(hung.photo) if hung is not None else []
    small = [file for file in files if file.longest_px <= CARD_PX] or files[:1]
    return small[-1] if small else None


def _alt(hung: Placement | None) -> str:
    return (hung.alt or words.alt(hung.photo)) if hung is not None else ""


def _by(curators: list[Person]) -> str:
    names = ", ".join(person.name for person in curators)
    return _("A gallery of photographs from Flickr, hung by %(names)s.") % {"names": names}


def _summary(written: str) -> str:
    """The beginning of what curators wrote, as plain words on one line."""
    line = " ".join(plain_text(wall_text(written)).split())
    if len(line) <= LONGEST_SUMMARY:
        return line
    return f"{line[: LONGEST_SUMMARY - 1].rsplit(' ', 1)[0]}…"


def _script(said: dict[str, Any]) -> SafeString:
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":")).translate(_SAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - above
