"""Pages of thirty of what somebody put into an order of their own: first things first.

Their addresses are ``?after=<position>-<id>`` and ``?before=<position>-<id>``. What is added at the
end of the list, or between two photos, moves no page; only a new order does.
"""

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from galleries.queries.keyset import LARGEST_ID, BadKey, Sorted

_KEY = re.compile(r"([0-9]{1,10})-([0-9]{1,19})", re.ASCII)
_LAST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Position:
    """The place of one item in a list that is sorted by position, then by id."""

    value: int
    id: int
    moment: ClassVar[None] = None

    @classmethod
    def parse(cls, text: str) -> Self:
        """ "29-53000000001" → a position. Raises BadKey."""
        match = _KEY.fullmatch(text)
        if match is None or int(match[1]) > _LAST or int(match[2]) > LARGEST_ID:
            raise BadKey(text)
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.value}-{self.id}"


@dataclass(frozen=True, slots=True)
class Positions(Sorted[Position]):
    """A list by its field ``position``, then by the smaller ``id``, which is a field's name too."""

    is_descending: ClassVar[bool] = False

    id: str

    @property
    def fields(self) -> tuple[str, str]:
        return "position", self.id

    def key_of(self, value: int, id: int) -> Position:
        return Position(value, id)

    def parse(self, text: str) -> Position:
        return Position.parse(text)


ALBUMS = Positions("pk")
ALBUM = Positions("photo_id")
FLICKR_GALLERY = Positions("photo_id")
