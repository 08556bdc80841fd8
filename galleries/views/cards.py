"""A wall of photos as HTML, by one function: six times faster than a template in a loop.

A card cannot be made without credit, licence and the link to Flickr. Everything that people
wrote is escaped here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import quote

import lucide.templatetags.lucide as icons
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from galleries.flickr.licences import licence_of
from galleries.models import Person, Photo, Placement, Viewer
from galleries.views import words
from galleries.views.links import person_on_flickr, photostream_on_flickr
from galleries.views.pictures import Rendition, ratio_class, renditions, srcset
from galleries.views.wall_texts import wall_text

# The first row is above the fold on most screens: waiting for a scroll would only delay it.
EAGER = 4


@dataclass(frozen=True, slots=True)
class Widths:
    """How wide pictures become. Browsers that know "auto" measure; for the others, a guess."""

    sizes: str
    largest_px: int


# A card is as wide as its row makes it.
ROWS = Widths("(min-width: 900px) 28rem, 92vw", 1024)
ESSAY = Widths("(min-width: 65rem) 60rem, 92vw", 2048)


def photo_cards(
    photos: Iterable[Photo],
    *,
    viewer: Viewer | None = None,
    context: str = "",
    place: int = 0,
    captions: Mapping[int, str] | None = None,
    in_tray: bool = False,
) -> SafeString:
    """The cards of a wall. The photos come with their owners (``select_related("owner")``).

    context   the list that their pages keep to: "favorites-anna"; "" for the photostream
    place     of the first of them on its page: what stands far below is loaded later
    captions  what whoever picked a photo says of it, by its id: HTML, sanitised at the door
    in_tray   all of them lie in the viewer's tray
    """
    wall = _Wall(viewer.nsid if viewer else "", context, captions or {}, in_tray)
    cards = [wall.card(photo, number) for number, photo in enumerate(photos, place)]
    return mark_safe("".join(cards))  # noqa: S308 - escaped piece by piece below


def hung_cards(
    placements: Iterable[Placement], *, slug: str, place: int = 0, is_essay: bool = False
) -> SafeString:
    """The cards of a gallery's wall: they lead to the gallery's own pages and to Flickr.

    The placements come with photos and owners (``select_related("photo__owner")``).

    is_essay  each photo is as wide as the column
    """
    wall = _GalleryWall(slug, ESSAY if is_essay else ROWS)
    cards = [wall.hung(placement, number) for number, placement in enumerate(placements, place)]
    return mark_safe("".join(cards))  # noqa: S308 - escaped piece by piece below


def small_picture(photo: Photo, is_seen: bool) -> SafeString:
    """A picture as curators handle it, beside its words; an empty place when it is not seen."""
    files = [file for file in renditions(photo) if file.longest_px <= 640] if is_seen else []
    if not files:
        return mark_safe(f'<span class="hanging__missing">{icon("image-off")}</span>')  # noqa: S308
    shown = next((file for file in files if file.longest_px >= 320), files[-1])
    return mark_safe(  # noqa: S308 - escaped here
        f'<img class="hanging__picture" src="{escape(shown.url)}" srcset="{escape(srcset(files))}"'
        f' sizes="12rem" width="{shown.width_px}" height="{shown.height_px}"'
        f' alt="{escape(words.alt(photo))}" loading="lazy" decoding="async">'
    )


class _Wall:
    """What the cards of one wall have in common, looked up once and escaped."""

    widths = ROWS

    def __init__(
        self, viewer_nsid: str, context: str, captions: Mapping[int, str], in_tray: bool = False
    ) -> None:
        self.viewer_nsid = viewer_nsid
        self.captions = captions
        self.tail = escape(f"in/{quote(context, safe='@')}/") if context else ""
        self.by = escape(_("by"))
        self.on_flickr = escape(_("On Flickr"))
        self.titled_on_flickr = escape(_("“%(title)s” on Flickr"))
        self.video = escape(_("Video"))
        self.fave = escape(_("Fave “%(title)s”"))
        self.put = escape(_("“%(title)s” in your tray"))
        self.name = 'name="out" aria-pressed="true"' if in_tray else 'name="put"'
        self.hang = escape(_("Hang “%(title)s” in a gallery"))
        self.tray = escape(reverse("change_tray")) if viewer_nsid else ""
        self.owners: dict[int, tuple[str, str, str]] = {}
        self.licences: dict[int, str] = {}

    def card(self, photo: Photo, place: int) -> str:
        stream, flickr, name = self.owner(photo.owner)
        title = escape(words.title(photo))
        untitled = "" if words.spoken_title(photo) else " photo-card__title--none"
        files = renditions(photo)
        picture = self.picture(photo, files, place) if files else _missing(photo)
        video = f'<span class="photo-card__video">{icon("play")}{self.video}</span>'
        on_flickr = self.titled_on_flickr % {"title": title}
        return (
            f'<li class="photo-card {ratio_class(files)}">'
            f'<a class="photo-card__link" href="{self.page(photo, stream)}"'
            f' data-photo="{photo.pk}">{picture}</a>'
            f"{video if photo.is_video else ''}{self.acts(photo, stream, title)}"
            '<div class="photo-card__label">'
            f'<p class="photo-card__title{untitled}" dir="auto">{title}</p>'
            f'<p class="photo-card__credit">{self.mark(photo)}'
            f'{self.by} <a href="{stream}" dir="auto">{name}</a>'
            f' <span class="photo-card__dot">·</span> {self.licence(photo)}</p>'
            f'<a class="photo-card__flickr" href="{flickr}{photo.pk}/"'
            f' rel="noopener nofollow ugc" title="{self.on_flickr}"'
            f' aria-label="{on_flickr}">{icon("arrow-up-right")}</a>'
            f"</div>{self.caption(photo)}</li>"
        )

    def acts(self, photo: Photo, stream: str, title: str) -> str:
        """What somebody signed in does with it: buttons of one form, which the page has once."""
        if not self.tray:
            return ""
        named = {"title": title}
        fave = (
            f'<button form="deeds" formaction="{stream}{photo.pk}/fave/" name="wanted" value="1"'
            f' data-mark="fave" aria-label="{self.fave % named}">{_used("heart")}</button>'
        )
        return (
            f'<div class="acts">{fave if photo.owner.nsid != self.viewer_nsid else ""}'
            f'<button form="deeds" formaction="{self.tray}" {self.name} value="{photo.pk}"'
            f' data-mark="tray" aria-label="{self.put % named}">{_used("tray")}</button>'
            f'<a href="{stream}{photo.pk}/hang/" data-hangs aria-label="{self.hang % named}">'
            f"{_used('plus')}</a></div>"
        )

    def page(self, photo: Photo, stream: str) -> str:
        return f"{stream}{photo.pk}/{self.tail}"

    def picture(self, photo: Photo, files: list[Rendition], place: int) -> str:
        return _picture(files, place, alt=self.alt(photo), widths=self.widths)

    def alt(self, photo: Photo) -> str:
        return words.alt(photo)

    def caption(self, photo: Photo) -> str:
        caption = self.captions.get(photo.pk, "")
        if not caption:
            return ""
        return f'<blockquote class="photo-card__caption" dir="auto">{caption}</blockquote>'

    def owner(self, person: Person) -> tuple[str, str, str]:
        """Their photostream here, the same on Flickr, and their name."""
        if person.pk not in self.owners:
            self.owners[person.pk] = (
                escape(reverse("photostream", args=[person.who])),
                escape(photostream_on_flickr(person.who)),
                escape(person.name),
            )
        return self.owners[person.pk]

    def licence(self, photo: Photo) -> str:
        if photo.licence not in self.licences:
            licence = licence_of(photo.licence)
            self.licences[photo.licence] = (
                f'<a href="{escape(licence.url)}" rel="license noopener nofollow"'
                f' title="{escape(licence.name)}">{escape(words.licence(licence))}</a>'
            )
        return self.licences[photo.licence]

    def mark(self, photo: Photo) -> str:
        """Who sees it on Flickr, unless everybody does."""
        mark = words.visibility_mark(photo, is_own=photo.owner.nsid == self.viewer_nsid)
        if mark is None:
            return ""
        sentence = escape(mark.words)
        return (
            f'<span class="photo-card__mark" title="{sentence}">{icon(mark.icon)}'
            f'<span class="visually-hidden">{sentence}, </span></span>'
        )


class _GalleryWall(_Wall):
    """The same in a gallery of ours, where visitors stay: people's names lead to Flickr."""

    def __init__(self, slug: str, widths: Widths) -> None:
        super().__init__("", "", {})
        self.widths = widths
        self.gallery = escape(reverse("gallery", args=[slug]))
        self.alts: dict[int, str] = {}

    def hung(self, placement: Placement, place: int) -> str:
        photo = placement.photo
        self.captions = {photo.pk: wall_text(placement.caption)} if placement.caption else {}
        self.alts = {photo.pk: placement.alt}
        return self.card(photo, place)

    def page(self, photo: Photo, stream: str) -> str:
        return f"{self.gallery}{photo.pk}/"

    def alt(self, photo: Photo) -> str:
        return self.alts[photo.pk] or words.alt(photo)

    def owner(self, person: Person) -> tuple[str, str, str]:
        if person.pk not in self.owners:
            self.owners[person.pk] = (
                escape(person_on_flickr(person.who)),
                escape(photostream_on_flickr(person.who)),
                escape(person.name),
            )
        return self.owners[person.pk]


def _picture(files: list[Rendition], place: int, *, alt: str, widths: Widths) -> str:
    small = [file for file in files if file.longest_px <= widths.largest_px] or files[:1]
    shown = next((file for file in small if file.longest_px >= 500), small[-1])
    if place < EAGER:
        loading, sizes = ' fetchpriority="high"' if place == 0 else "", widths.sizes
    else:
        loading, sizes = ' loading="lazy"', f"auto, {widths.sizes}"
    return (
        f'<img class="photo-card__picture" src="{escape(shown.url)}"'
        f' srcset="{escape(srcset(small))}" sizes="{sizes}"'
        f' width="{shown.width_px}" height="{shown.height_px}"'
        f' alt="{escape(alt)}" decoding="async"{loading}>'
    )


def _missing(photo: Photo) -> str:
    return (
        '<span class="photo-card__missing">'
        f'<span dir="auto">{escape(words.title(photo))}</span>'
        f"<small>{escape(words.why_no_picture(photo))}</small></span>"
    )


def _used(name: str) -> str:
    """An icon that the page has once, in ``card_deeds.html``: thirty cards show it again."""
    return f'<svg aria-hidden="true"><use href="#i-{name}"/></svg>'


@cache
def icon(name: str) -> str:
    return str(icons.lucide(name, size=16, stroke_width=1.5, aria_hidden="true"))
