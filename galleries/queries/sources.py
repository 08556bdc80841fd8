"""Lists that a gallery can be started from: what this viewer may see of them, in their order."""

from dataclasses import dataclass

from galleries.models import Person, PhotoTag, Viewer
from galleries.queries.around import LISTS, ListedIn
from galleries.queries.keyset import TAGGED
from galleries.queries.tags import normal


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag: everybody's, or one person's."""

    tag: str
    person: Person | None


@dataclass(frozen=True, slots=True)
class Source:
    """A list, and its first photos.

    has_more  it goes on behind them
    """

    listed_in: ListedIn | Tagged
    photo_ids: list[int]
    has_more: bool


def source(name: str, viewer: Viewer, *, most: int, by: str = "") -> Source | None:
    """The list that a name means: "album-72157…", "gallery-…", "pool-…", "favorites-…", "tag-…".

    by  whose photos with the tag; "" for everybody's

    None where there is nothing that this viewer may see.
    """
    kind, _dash, rest = name.partition("-")
    if kind == "tag":
        return _tagged(normal(rest), by, viewer, most)
    found = LISTS[kind].photos_of(rest, viewer, most=most + 1) if kind in LISTS else None
    return _cut(*found, most) if found is not None else None


def _tagged(tag: str, by: str, viewer: Viewer, most: int) -> Source | None:
    rows = PhotoTag.objects.visible_to(viewer).filter(text=tag)
    person = None
    if by:
        person = Person.objects.named(by).first()
        if person is None:
            return None
        rows = rows.filter(owner=person)
    photos = TAGGED.forwards(rows).values_list("photo", flat=True)[: most + 1]
    return _cut(Tagged(tag, person), list(photos), most)


def _cut(listed_in: ListedIn | Tagged, photo_ids: list[int], most: int) -> Source | None:
    if not photo_ids:
        return None
    return Source(listed_in, photo_ids[:most], len(photo_ids) > most)
