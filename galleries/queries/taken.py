"""A photostream by when its photos were taken, newest first; at its end those of unknown date.

Its addresses are ``?order=taken&after=<YYYYMMDDhhmmss>-<id>``, by the camera's clock, or ``0-<id>``
where nobody knows the date.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Self

from django.db.models import CharField, F, Func, Q, Value
from django.db.models.lookups import (
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
)

from galleries.queries.keyset import LARGEST_ID, BadKey, Sorted, Step

_KEY = re.compile(r"(0|([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2}))-([0-9]{1,19})")


_COMPARED = {
    "lt": LessThan,
    "lte": LessThanOrEqual,
    "gt": GreaterThan,
    "gte": GreaterThanOrEqual,
}


def _row(*values: F | Value) -> Func:
    """Values that are compared together: (a, b) < (x, y)."""
    return Func(*values, template="(%(expressions)s)", output_field=CharField())


@dataclass(frozen=True, slots=True)
class TakenKey:
    """The place of one photo. ``value``: when it was taken, as Photo has it; "" = unknown."""

    value: str
    id: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """ "20250312140509-53000000001" → a key. Raises BadKey."""
        match = _KEY.fullmatch(text)
        if match is None or not text.isascii() or int(match[8]) > LARGEST_ID:
            raise BadKey(text)
        year, month, day, hour, minute, second = match.groups()[1:7]
        value = f"{year}-{month}-{day} {hour}:{minute}:{second}" if year else ""
        return cls(value, int(match[8]))

    def __str__(self) -> str:
        return f"{re.sub(r'\D', '', self.value) or '0'}-{self.id}"

    @property
    def moment(self) -> datetime | None:
        """By the camera's clock. Some dates have a month 00: there is none to show then."""
        try:
            return datetime.fromisoformat(self.value)
        except ValueError:
            return None


class TakenOrder(Sorted[TakenKey]):
    """Dates are text in which the later one is the larger."""

    is_descending: ClassVar[bool] = True

    @property
    def fields(self) -> tuple[str, str]:
        return "taken", "pk"

    def key_of(self, value: str, id: int) -> TakenKey:
        return TakenKey(value, id)

    def parse(self, text: str) -> TakenKey:
        return TakenKey.parse(text)

    # As one range: of two conditions PostgreSQL makes two, and sorts, where few photos are left.
    def _beyond(self, key: TakenKey, way: str, *, itself: bool = False) -> Q:
        compared = _COMPARED[f"{way}e" if itself else way]
        here = (F(field) for field in self.fields)
        return Q(compared(_row(*here), _row(Value(key.value), Value(key.id))))

    def step(self, query: str, to: TakenKey) -> Step:
        return Step(f"?order=taken&{query.removeprefix('?')}", to.moment)


def taken_query(end: datetime) -> str:
    """The query of the page that begins at the end of a month."""
    return f"?order=taken&after={TakenKey(end.isoformat(sep=' '), 0)}"


TAKEN = TakenOrder()
