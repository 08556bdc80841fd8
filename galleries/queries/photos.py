"""What the page of one photo shows."""

from dataclasses import dataclass

from galleries.models import OwnerNote, Person, Photo, Viewer
from galleries.queries.around import LISTS, Around, in_photostream
from galleries.queries.hangs_in import HangsIn


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
class PhotoPage:
    """One photo with its tags, its place, its neighbours, and where else it hangs."""

    photo: Photo
    is_own: bool
    tags: tuple[str, ...]
    place: Place | None
    original: tuple[int, int, str] | None
    around: Around
    hangs_in: HangsIn


def photo_page(who: str, photo_id: int, viewer: Viewer) -> PhotoPage | None:
    """Read one photo. None when it is not theirs, or nothing this viewer may know of."""
    photo = find_photo(who, photo_id, viewer)
    if photo is None:
        return None
    return _page(photo, viewer, in_photostream(photo, viewer))


def find_photo(who: str, photo_id: int, viewer: Viewer) -> Photo | None:
    """A photo with its owner. None when it is not theirs, or nothing this viewer may know of."""
    return (
        Photo.objects.visible_to(viewer)
        .filter(pk=photo_id, owner__in=Person.objects.named(who))
        .select_related("owner", "owner_note")
        .first()
    )


def photo_in_list_page(
    who: str, photo_id: int, kind: str, name: str, viewer: Viewer
) -> PhotoPage | None:
    """Read one photo in a list of that kind and name. None when it is not there for this viewer."""
    photos = LISTS.get(kind)
    found = photos.find(name, who, photo_id, viewer) if photos is not None else None
    return _page(found[0], viewer, found[1]) if found is not None else None


def _page(photo: Photo, viewer: Viewer, around: Around) -> PhotoPage:
    is_own = viewer.nsid == photo.owner.nsid
    note: OwnerNote | None = getattr(photo, "owner_note", None) if is_own else None
    return PhotoPage(
        photo=photo,
        is_own=is_own,
        tags=tuple(photo.tags.order_by("position", "pk").values_list("text", flat=True)),
        place=_place(photo, note),
        original=tuple(note.original) if note is not None and len(note.original) == 3 else None,
        around=around,
        hangs_in=HangsIn.find(photo, viewer),
    )


def _place(photo: Photo, note: OwnerNote | None) -> Place | None:
    """The owner's own knowledge where we have it, else what everybody may know."""
    if note is not None and note.latitude is not None and note.longitude is not None:
        return Place(note.latitude, note.longitude, note.place_shown_to)
    if photo.latitude is not None and photo.longitude is not None:
        return Place(photo.latitude, photo.longitude, "")
    return None
