"""The lists that a photo can be opened from, as pages name and address them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from galleries.models import Album, FlickrGallery, Group, Person, Photo, Viewer
from galleries.queries.around import ListedIn
from galleries.queries.hangs_in import HangsIn
from galleries.queries.sources import Tagged
from galleries.views import group_words, words

# What stands before the "-" in addresses that Flickr also takes, and what it becomes here.
_SPELT = {"faves": "favorites", "set": "album"}


@dataclass(frozen=True, slots=True)
class Within:
    """One list: how its page is called and where it is.

    name     how addresses of photos in it end: "album-72157…"
    title    its title, as HTML
    section  the part of the site that it belongs to for this viewer; "" for none
    """

    name: str
    title: SafeString
    url: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A list that holds a photo, as a link."""

    title: str
    url: str


def within(listed_in: ListedIn, viewer: Viewer) -> Within:
    """The list with its words."""
    match listed_in:
        case Album():
            return Within(
                place_in_album(listed_in),
                format_html("<bdi>{}</bdi>", words.list_title(listed_in.title)),
                reverse("album", args=[listed_in.owner.who, listed_in.pk]),
                "you" if listed_in.owner.nsid == viewer.nsid else "",
            )
        case FlickrGallery():
            return Within(
                place_in_flickr_gallery(listed_in),
                format_html("<bdi>{}</bdi>", words.list_title(listed_in.title)),
                reverse("flickr_gallery", args=[listed_in.owner.who, listed_in.pk]),
                "you" if listed_in.owner.nsid == viewer.nsid else "",
            )
        case Group():
            name = group_words.name(listed_in)
            return Within(
                f"pool-{listed_in.nsid}",
                format_html(_("Pool of <bdi>{name}</bdi>"), name=name),
                reverse("group", args=[listed_in.nsid]),
                "groups",
            )
        case Person():
            return Within(
                f"favorites-{listed_in.who}",
                format_html(_("Favourites of <bdi>{name}</bdi>"), name=listed_in.name),
                reverse("favourites", args=[listed_in.who]),
                "favourites" if listed_in.nsid == viewer.nsid else "",
            )


def source_title(listed_in: ListedIn | Tagged) -> str:
    """What a gallery is called that is started from a list, until somebody says otherwise."""
    match listed_in:
        case Tagged(tag, person):
            name = {"tag": tag, "name": person.name} if person is not None else None
            return _("#%(tag)s by %(name)s") % name if name is not None else f"#{tag}"
        case Person():
            return _("Favourites of %(name)s") % {"name": listed_in.name}
        case Group():
            return _("Pool of %(name)s") % {"name": group_words.name(listed_in)}
        case _:
            return words.list_title(listed_in.title)


def place_in_album(album: Album) -> str:
    return f"album-{album.pk}"


def place_in_flickr_gallery(gallery: FlickrGallery) -> str:
    return f"gallery-{gallery.pk}"


def beside(photo: Photo | None, around: Within | None) -> str:
    """The address of a neighbour, in the same list; "" when there is none."""
    if photo is None:
        return ""
    address = [photo.owner.who, photo.pk]
    if around is None:
        return reverse("photo", args=address)
    return reverse("photo_in", args=[*address, around.name])


def spelt_here(name: str) -> str:
    """Flickr's older and longer ways to name a list: "set-72…", "gallery-9@N01-72…"."""
    kind, dash, rest = name.partition("-")
    if kind == "gallery":
        rest = rest.rpartition("-")[2]
    return f"{_SPELT.get(kind, kind)}{dash}{rest}"


def hangings(hangs_in: HangsIn) -> list[tuple[str, list[Hanging]]]:
    """Each kind of list that holds a photo, by its heading. Kinds that do not are left out."""
    found = [
        (
            _("Albums"),
            [
                Hanging(words.list_title(each.title), reverse("album", args=[each.who, each.key]))
                for each in hangs_in.albums
            ],
        ),
        (
            _("Groups"),
            [
                Hanging(
                    each.title.strip() or _("A group without a name"),
                    reverse("group", args=[each.key]),
                )
                for each in hangs_in.groups
            ],
        ),
        (
            _("Galleries"),
            [
                Hanging(
                    words.list_title(each.title),
                    reverse("flickr_gallery", args=[each.who, each.key]),
                )
                for each in hangs_in.galleries
            ],
        ),
    ]
    return [(heading, links) for heading, links in found if links]
