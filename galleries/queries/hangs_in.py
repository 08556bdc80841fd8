"""Where else a photo hangs: the albums, groups and Flickr galleries that hold it."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Self

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast

from galleries.models import AlbumItem, Entry, FlickrGalleryItem, Group, Person, Photo, Viewer

# Flickr lets a photo into sixty groups; albums and galleries of one's own have no such limit.
MOST = 100


@dataclass(frozen=True, slots=True)
class Listing:
    """One list that holds the photo.

    key  the id of the album or gallery, or the group's NSID
    who  whose album or gallery it is, as addresses name them; "" for a group
    """

    title: str
    key: str
    who: str


@dataclass(frozen=True, slots=True)
class HangsIn:
    """What this viewer may know of where a photo hangs, by title."""

    albums: tuple[Listing, ...]
    groups: tuple[Listing, ...]
    galleries: tuple[Listing, ...]

    @classmethod
    def find(cls, photo: Photo, viewer: Viewer) -> Self:
        """In one query for all three, of a photo that this viewer may see."""
        albums = AlbumItem.objects.open_to(viewer).filter(photo=photo)
        groups = Entry.objects.open_to(viewer).filter(photo=photo)
        groups = groups.filter(group__in=Group.objects.visible_to(viewer))
        galleries = FlickrGalleryItem.objects.open_to(viewer).filter(photo=photo)
        nobody = Value("", CharField())
        found: dict[str, list[Listing]] = {"album": [], "group": [], "gallery": []}
        rows = albums.values_list(
            Value("album", CharField()),
            Cast("album_id", CharField()),
            F("album__title"),
            F("album__owner__nsid"),
            F("album__owner__path_alias"),
        ).union(
            groups.values_list(
                Value("group", CharField()), F("group__nsid"), F("group__name"), nobody, nobody
            ),
            galleries.values_list(
                Value("gallery", CharField()),
                Cast("gallery_id", CharField()),
                F("gallery__title"),
                F("gallery__owner__nsid"),
                F("gallery__owner__path_alias"),
            ),
        )
        for kind, key, title, nsid, alias in rows[:MOST]:
            who = Person(nsid=nsid, path_alias=alias).who
            found[kind].append(Listing(title, key, who))
        by_title = [tuple(sorted(each, key=attrgetter("title"))) for each in found.values()]
        return cls(*by_title)
