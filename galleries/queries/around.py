"""The lists that a photo can be opened from, and what stands beside it there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from galleries.models import (
    Album,
    AlbumItem,
    Entry,
    Favourite,
    FlickrGallery,
    FlickrGalleryItem,
    Group,
    Person,
    Photo,
    Viewer,
)
from galleries.queries.keyset import FAVOURITES, LARGEST_ID, PHOTOSTREAM, POOL, Sorted
from galleries.queries.positions import ALBUM, FLICKR_GALLERY

MOST_ALIKE = 3  # rows of one photo in lists of one name

type ListedIn = Person | Album | Group | FlickrGallery


@dataclass(frozen=True, slots=True)
class Around:
    """What stands beside a photo in the list that it was opened from.

    newer, older  towards the start of that list, and towards its end
    within        whose favourites, or which album, pool or Flickr gallery; None for the
                  photostream of the photo's owner
    page_query    of the page of that list that holds it
    """

    newer: Photo | None
    older: Photo | None
    within: ListedIn | None = None
    page_query: str = ""


@dataclass(frozen=True, slots=True)
class PhotoList:
    """One kind of list that a photo can be opened from.

    model    what says that a photo is in such a list
    within   the field of a row that says which list it is in
    related  what else the address of that list needs
    sorting  the order of a list's pages
    named    the lists that a name in an address means, as far as this viewer may know of them
    """

    model: type[Any]
    within: str
    related: str
    sorting: Sorted[Any]
    named: Callable[[str, Viewer], QuerySet[Any]]

    def find(
        self, name: str, who: str, photo_id: int, viewer: Viewer
    ) -> tuple[Photo, Around] | None:
        """A photo of somebody's in the list of that name. None when it is not there for them."""
        # By its key alone, whoever may see it: that is asked where it stands.
        named = self.model.objects.there_for(viewer).filter(
            photo__pk=photo_id,  # so that a number too large for the database is none
            photo__owner__in=Person.objects.named(who),
            **{f"{self.within}__in": self.named(name, viewer)},
        )
        for row in self.sorting.forwards(named).select_related(self.related)[:MOST_ALIKE]:
            within = getattr(row, self.within)
            found = self.sorting.standing(
                self._rows(viewer).filter(**{self.within: within}),
                row,
                others=self._rows_in(within, viewer),
                related=("photo__owner", "photo__owner_note"),
            )
            if found is not None:
                around = Around(
                    newer=found.newer.photo if found.newer else None,
                    older=found.older.photo if found.older else None,
                    within=within,
                    page_query=found.page_query,
                )
                return found.item.photo, around
        return None

    def photos_of(
        self, name: str, viewer: Viewer, *, most: int
    ) -> tuple[ListedIn, list[int]] | None:
        """The list of that name and its first photos, in its order. None: nothing for them."""
        here = self._rows(viewer).filter(**{f"{self.within}__in": self.named(name, viewer)})
        row = here.select_related(self.related).first()
        if row is None:
            return None
        within = getattr(row, self.within)
        rows = self.sorting.forwards(self._rows_in(within, viewer))
        return within, list(rows.values_list("photo", flat=True)[:most])

    def _rows(self, viewer: Viewer) -> QuerySet[Any]:
        """The photos in all such lists that a viewer may see."""
        rows: QuerySet[Any] = self.model.objects.visible_to(viewer)
        return rows

    def _rows_in(self, within: ListedIn, viewer: Viewer) -> QuerySet[Any]:
        """The rows of one list that is open to this viewer."""
        if isinstance(within, Album):
            return AlbumItem.objects.in_albums_of(within.owner, viewer).filter(album=within)
        return self._rows(viewer).filter(**{self.within: within})


def in_photostream(photo: Photo, viewer: Viewer) -> Around:
    """A photo among its owner's."""
    stream = Photo.objects.by(photo.owner, viewer)
    return Around(*PHOTOSTREAM.neighbours(stream, photo, related="owner"))


def _people(name: str, viewer: Viewer) -> QuerySet[Person]:
    return Person.objects.named(name)


def _albums(name: str, viewer: Viewer) -> QuerySet[Album]:
    return Album.objects.filter(pk__in=_id(name))


def _groups(name: str, viewer: Viewer) -> QuerySet[Group]:
    return Group.objects.visible_to(viewer).named(name)


def _flickr_galleries(name: str, viewer: Viewer) -> QuerySet[FlickrGallery]:
    return FlickrGallery.objects.filter(pk__in=_id(name))


def _id(name: str) -> list[int]:
    """The id that a name is; nothing for what is none."""
    is_id = name.isascii() and name.isdigit() and len(name) <= len(str(LARGEST_ID))
    return [int(name)] if is_id and int(name) <= LARGEST_ID else []


# By what stands before the "-" in addresses, here and on Flickr.
LISTS = {
    "favorites": PhotoList(Favourite, "person", "person", sorting=FAVOURITES, named=_people),
    "album": PhotoList(AlbumItem, "album", "album__owner", sorting=ALBUM, named=_albums),
    "pool": PhotoList(Entry, "group", "group", sorting=POOL, named=_groups),
    "gallery": PhotoList(
        FlickrGalleryItem,
        "gallery",
        "gallery__owner",
        sorting=FLICKR_GALLERY,
        named=_flickr_galleries,
    ),
}
