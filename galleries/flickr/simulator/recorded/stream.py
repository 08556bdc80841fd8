"""The order of one recorded member's photos, by upload and by change.

The invented world finds both by arithmetic; here they are looked up in lists.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.uploads import Slot, Uploads


@dataclass(frozen=True)
class RecordedUploads(Uploads):
    """The same questions as of an invented stream, answered from the photos themselves."""

    photos: Sequence[SimPhoto]  # oldest upload first

    def slot(self, index: int) -> Slot:
        photo = self.photos[index]
        return Slot(photo.uploaded_at, 0, photo.uploaded_at, 0, photo.updated_at)

    def first_since(self, moment: int) -> int:
        return bisect_left(self.photos, moment, key=lambda photo: photo.uploaded_at)

    def by_update(self, rank: int) -> int:
        return self._order[rank]

    def rank_by_update(self, index: int) -> int:
        return self._ranks[index]

    def updated_since(self, moment: int) -> int:
        return sum(1 for photo in self.photos if photo.updated_at >= moment)

    @cached_property
    def _order(self) -> list[int]:
        """Numbers of the photos, latest change first."""
        return sorted(range(len(self.photos)), key=self._changed, reverse=True)

    @cached_property
    def _ranks(self) -> dict[int, int]:
        return {index: rank for rank, index in enumerate(self._order)}

    def _changed(self, index: int) -> tuple[int, int]:
        return self.photos[index].updated_at, index
