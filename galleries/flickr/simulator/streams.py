"""The lists of one member's photos, by upload and by change, made where they are read.

A list is the photos of the beginning, found by arithmetic, with an overlay of what happened
since: new uploads and changes stand in front, deleted ones are left out.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.state import Document

if TYPE_CHECKING:
    from galleries.flickr.simulator.world import World


@dataclass(frozen=True)
class Overlay:
    """What happened to the photos of one member. Small: most photos never change."""

    changed: dict[int, Document]  # by photo id, deleted ones included

    @cached_property
    def deleted(self) -> list[int]:
        """Indices of deleted photos of the beginning, rising."""
        gone = (doc["index"] for doc in self.changed.values() if doc.get("deleted"))
        return sorted(index for index in gone if index is not None)

    @cached_property
    def uploads(self) -> list[int]:
        """Ids of uploads since the beginning that are still there, newest first."""
        return sorted((id_ for id_, doc in self._here if doc["index"] is None), reverse=True)

    @cached_property
    def by_update(self) -> list[int]:
        """Ids of all photos that changed and are still there, latest change first."""
        return sorted((i for i, _ in self._here), key=self._update_key, reverse=True)

    @property
    def _here(self) -> list[tuple[int, Document]]:
        return [(id_, doc) for id_, doc in self.changed.items() if not doc.get("deleted")]

    def _update_key(self, id_: int) -> tuple[int, int]:
        return self.changed[id_]["fields"]["updated_at"], id_


class Stream(Sequence[SimPhoto]):
    """A member's photos by upload, newest first: first the new ones, then the beginning."""

    def __init__(self, world: "World", member: Member, overlay: Overlay) -> None:
        self._world = world
        self._member = member
        self._overlay = overlay
        self._new = overlay.uploads
        # Places of the deleted ones, counted from the newest.
        self._gone = [member.photo_count - 1 - index for index in reversed(overlay.deleted)]

    def __len__(self) -> int:
        return len(self._new) + self._member.photo_count - len(self._gone)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        if place < len(self._new):
            return self._changed(self._new[place])
        rank = skipping(place - len(self._new), self._gone)
        index = self._member.photo_count - 1 - rank
        photo = self._world.base(self._member, index)
        return self._changed(photo.id) if photo.id in self._overlay.changed else photo

    def _changed(self, id_: int) -> SimPhoto:
        return self._world.as_changed(self._member, id_, self._overlay.changed[id_])


class Updates(Sequence[SimPhoto]):
    """A member's photos by last change: first those of the overlay, then the beginning."""

    def __init__(self, world: "World", member: Member, overlay: Overlay, since: int) -> None:
        self._world = world
        self._member = member
        self._uploads = world.uploads(member)
        self._changed = [
            id_
            for id_ in overlay.by_update
            if overlay.changed[id_]["fields"]["updated_at"] >= since
        ]
        self._overlay = overlay
        count = self._uploads.updated_since(since)
        # Changed and deleted ones have left their old places.
        left: list[int] = []
        for document in overlay.changed.values():
            if document["index"] is not None:
                insort(left, self._uploads.rank_by_update(document["index"]))
        self._left = left[: bisect_left(left, count)]
        self._count = count - len(self._left)

    def __len__(self) -> int:
        return len(self._changed) + self._count

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        if place < len(self._changed):
            id_ = self._changed[place]
            return self._world.as_changed(self._member, id_, self._overlay.changed[id_])
        rank = skipping(place - len(self._changed), self._left)
        return self._world.base(self._member, self._uploads.by_update(rank))


def skipping(place: int, gone: Sequence[int]) -> int:
    """The place in a full list of what stands at ``place`` when some (rising) are left out."""
    rank = place
    while True:
        further = place + bisect_right(gone, rank)
        if further == rank:
            return rank
        rank = further
