"""What the page of one photo shows."""

from dataclasses import dataclass

from galleries.models import Favourite, OwnerNote, Person, Photo, Viewer
from galleries.queries.keyset import FAVOURITES, PHOTOSTREAM


@dataclass(frozen=True, slots=True)
class Place:
    """Where a photo was taken, in degrees.

    shown_to  who may know, as OwnerNote tells it ("contacts friends"); "" when that is not ours
              to know
    """

    latitude: float
    longitude: float
    shown_to: str


@dataclass(frozen=True, slots=True)
class Around:
    """The list that a photo was opened from, and what stands beside it there.

    favourites_of  whose favourites it was opened from; None for its owner's photostream
    page_query     of the page of that list that holds it
    """

    newer: Photo | None
    older: Photo | None
    favourites_of: Person | None = None
    page_query: str = ""


@dataclass(frozen=True, slots=True)
class PhotoPage:
    """One photo with its tags, its place and its neighbours."""

    photo: Photo
    is_own: bool
    tags: tuple[str, ...]
    place: Place | None
    original: tuple[int, int, str] | None
    around: Around


def photo_page(who: str, photo_id: int, viewer: Viewer) -> PhotoPage | None:
    """Read one photo. None when it is not theirs, or nothing this viewer may know of."""
    photo = find_photo(who, photo_id, viewer)
    if photo is None:
        return None
    stream = Photo.objects.visible_to(viewer).filter(owner=photo.owner_id)
    newer, older = PHOTOSTREAM.neighbours(stream.select_related("owner"), photo)
    return _page(photo, viewer, Around(newer, older))


def find_photo(who: str, photo_id: int, viewer: Viewer) -> Photo | None:
    """A photo with its owner. None when it is not theirs, or nothing this viewer may know of."""
    return (
        Photo.objects.visible_to(viewer)
        .filter(pk=photo_id, owner__in=Person.objects.named(who))
        .select_related("owner")
        .first()
    )


def photo_in_favourites_page(
    who: str, photo_id: int, whose: str, viewer: Viewer
) -> PhotoPage | None:
    """Read one photo among somebody's favourites. None when it is not there for this viewer."""
    rows = Favourite.objects.visible_to(viewer).select_related("photo__owner")
    row = (
        rows.filter(
            photo__pk=photo_id,
            photo__owner__in=Person.objects.named(who),
            person__in=Person.objects.named(whose),
        )
        .select_related("photo__owner", "person")
        .first()
    )
    if row is None:
        return None
    theirs = rows.filter(person=row.person_id)
    newer, older = FAVOURITES.neighbours(theirs, row)
    around = Around(
        newer=newer.photo if newer else None,
        older=older.photo if older else None,
        favourites_of=row.person,
        page_query=FAVOURITES.page_of(theirs, row),
    )
    return _page(row.photo, viewer, around)


def _page(photo: Photo, viewer: Viewer, around: Around) -> PhotoPage:
    is_own = viewer.nsid == photo.owner.nsid
    note = OwnerNote.objects.filter(photo=photo).first() if is_own else None
    return PhotoPage(
        photo=photo,
        is_own=is_own,
        tags=tuple(photo.tags.order_by("position", "pk").values_list("text", flat=True)),
        place=_place(photo, note),
        original=tuple(note.original) if note is not None and len(note.original) == 3 else None,
        around=around,
    )


def _place(photo: Photo, note: OwnerNote | None) -> Place | None:
    """The owner's own knowledge where we have it, else what everybody may know."""
    if note is not None and note.latitude is not None and note.longitude is not None:
        return Place(note.latitude, note.longitude, note.place_shown_to)
    if photo.latitude is not None and photo.longitude is not None:
        return Place(photo.latitude, photo.longitude, "")
    return None
