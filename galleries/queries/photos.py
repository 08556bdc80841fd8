"""What the page of one photo shows."""

from dataclasses import dataclass

from galleries.models import OwnerNote, Person, Photo, Viewer
from galleries.queries.keyset import PHOTOSTREAM


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
    """One photo with its tags, its place and its neighbours in the photostream."""

    photo: Photo
    is_own: bool
    tags: tuple[str, ...]
    place: Place | None
    original: tuple[int, int, str] | None
    newer: Photo | None
    older: Photo | None


def photo_page(who: str, photo_id: int, viewer: Viewer) -> PhotoPage | None:
    """Read one photo. None when it is not theirs, or nothing this viewer may know of."""
    if "\0" in who:
        return None
    photo = (
        Photo.objects.visible_to(viewer)
        .filter(pk=photo_id, owner__in=Person.objects.named(who))
        .select_related("owner")
        .first()
    )
    if photo is None:
        return None
    is_own = viewer.user is not None and viewer.user.nsid == photo.owner.nsid
    note = OwnerNote.objects.filter(photo=photo).first() if is_own else None
    stream = Photo.objects.visible_to(viewer).filter(owner=photo.owner_id)
    newer, older = PHOTOSTREAM.neighbours(stream, photo)
    return PhotoPage(
        photo=photo,
        is_own=is_own,
        tags=tuple(photo.tags.order_by("position", "pk").values_list("text", flat=True)),
        place=_place(photo, note),
        original=tuple(note.original) if note is not None and len(note.original) == 3 else None,
        newer=newer,
        older=older,
    )


def _place(photo: Photo, note: OwnerNote | None) -> Place | None:
    """The owner's own knowledge where we have it, else what everybody may know."""
    if note is not None and note.latitude is not None and note.longitude is not None:
        return Place(note.latitude, note.longitude, note.place_shown_to)
    if photo.latitude is not None and photo.longitude is not None:
        return Place(photo.latitude, photo.longitude, "")
    return None
