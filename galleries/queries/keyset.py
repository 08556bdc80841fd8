"""Pages of thirty by key: as fast at any depth as at the start.

A page's address says where it stands, ``?after=<epoch>-<id>`` (older) or ``?before=<epoch>-<id>``
(newer), so it still means the same when new photos arrive above it.
"""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol, Self

from django.db.models import Model, Q, QuerySet, Subquery

PAGE_SIZE = 30
# How far from its start a list is counted through to find the page that holds an item.
COUNTED = 10 * PAGE_SIZE

LARGEST_ID = 2**63 - 1
_KEY = re.compile(r"([0-9]{1,12})-([0-9]{1,19})", re.ASCII)
_LATEST_S = 253_402_300_799 - 2 * 86_400  # the end of the year 9999 in every time zone


class BadKey(ValueError):
    """The address holds something that is no key. The page it names does not exist."""


class PageKey(Protocol):
    """The place of one item in a list. ``str(key)`` is what addresses hold.

    moment  the date to show on a link that leads there; None in a list that does not go by date
    """

    @property
    def moment(self) -> datetime | None: ...


class SortKey(PageKey, Protocol):
    """A place in a list that goes by one field.

    value  what the list is sorted by
    id     what settles it between items of the same value
    """

    @property
    def value(self) -> Any: ...

    @property
    def id(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Key:
    """The place of one item in a list that is sorted by a moment, then by id.

    The moment is a whole second: Flickr tells no finer ones.
    """

    moment: datetime
    id: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """ "1767100000-53000000001" → a key. Raises BadKey."""
        match = _KEY.fullmatch(text)
        if match is None or int(match[1]) > _LATEST_S:
            raise BadKey(text)
        try:
            key = cls(datetime.fromtimestamp(int(match[1]), UTC), int(match[2]))
        except (OverflowError, ValueError, OSError):
            raise BadKey(text) from None
        if key.id > LARGEST_ID:
            raise BadKey(text)
        return key

    def __str__(self) -> str:
        return f"{int(self.moment.timestamp())}-{self.id}"

    @property
    def value(self) -> datetime:
        return self.moment


@dataclass(frozen=True, slots=True)
class Step:
    """A link to the page next door.

    moment  the date it leads to, where lists go by date
    name    the name it leads to, where lists go by name and what bears it is still there
    """

    query: str
    moment: datetime | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class KeysetPage[M: Model]:
    """At most thirty items in the order of their list, and the ways on.

    newer  towards the start of the list, which is what came last in lists that go by date
    older  towards its end
    """

    items: list[M]
    newer: Step | None
    older: Step | None


class Paged[K: PageKey](ABC):
    """A list with an order of its own, in pages of thirty."""

    __slots__ = ()

    @abstractmethod
    def parse(self, text: str) -> K:
        """Raises BadKey."""

    @abstractmethod
    def key(self, item: Any) -> K: ...

    @abstractmethod
    def behind(self, key: K) -> Q:
        """What comes after that place."""

    @abstractmethod
    def in_front_of(self, key: K) -> Q: ...

    @abstractmethod
    def forwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        """From the start of the list to its end."""

    @abstractmethod
    def backwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]: ...

    def read[M: Model](self, rows: QuerySet[M]) -> list[M]:
        """The rows of one page, in their order."""
        return list(rows)

    def step(self, query: str, to: K) -> Step:
        """The link with that query, which leads to that place."""
        return Step(query, to.moment)

    def page[M: Model](
        self, rows: QuerySet[M], *, after: str = "", before: str = ""
    ) -> KeysetPage[M]:
        """The page that an address asks for, in one query. Raises BadKey.

        A page before a key that is not full is the first page: that one is shown in full
        (a second query).
        """
        if after and before:
            raise BadKey(f"{after} and {before}")
        if before:
            page = self._page_before(rows, self.parse(before))
            return page if page.newer is not None else self._page_from(rows, None)
        return self._page_from(rows, self.parse(after) if after else None)

    def _page_from[M: Model](self, rows: QuerySet[M], key: K | None) -> KeysetPage[M]:
        if key is not None:
            rows = rows.filter(self.behind(key))
        items = self.read(self.forwards(rows)[: PAGE_SIZE + 1])
        rest, items = items[PAGE_SIZE:], items[:PAGE_SIZE]
        newer = older = None
        if key is not None:
            # The key is the last item of the newer page, unless that has gone meanwhile. An
            # empty page is left by the way one came.
            edge = self.key(items[0]) if items else key
            newer = self.step(f"?before={edge}", key)
        if rest:
            older = self.step(f"?after={self.key(items[-1])}", self.key(rest[0]))
        return KeysetPage(items, newer, older)

    def _page_before[M: Model](self, rows: QuerySet[M], key: K) -> KeysetPage[M]:
        items = self.read(self.backwards(rows.filter(self.in_front_of(key)))[: PAGE_SIZE + 1])
        rest, items = items[PAGE_SIZE:], items[:PAGE_SIZE][::-1]
        newer = older = None
        if items:
            older = self.step(f"?after={self.key(items[-1])}", key)
        if rest:
            newer = self.step(f"?before={self.key(items[0])}", self.key(rest[0]))
        return KeysetPage(items, newer, older)


@dataclass(frozen=True, slots=True)
class Standing[M: Model]:
    """An item in its list.

    newer, older  what stands just in front of it, and just behind
    page_query    of a page that holds it; "" for the first
    """

    item: M
    newer: M | None
    older: M | None
    page_query: str


class Sorted[K: SortKey](Paged[K]):
    """How a list is sorted: by one field, then by an id. Also what stands beside an item.

    There must be an index that ends in the two fields, both in the direction of the list.
    """

    __slots__ = ()
    is_descending: ClassVar[bool]

    @property
    @abstractmethod
    def fields(self) -> tuple[str, str]:
        """The names of the two fields."""

    @abstractmethod
    def key_of(self, value: Any, id: int) -> K: ...

    def key(self, item: Model) -> K:
        return self.key_of(*(getattr(item, field) for field in self.fields))

    def behind(self, key: K) -> Q:
        return self._beyond(key, "lt" if self.is_descending else "gt")

    def in_front_of(self, key: K) -> Q:
        return self._beyond(key, "gt" if self.is_descending else "lt")

    # The first term is a range that the index serves on PostgreSQL and SQLite alike; the second
    # only sorts out items of the very same value. A plain (a < x) | (a = x & b < y) makes both
    # databases read the list from its start.
    def _beyond(self, key: K, way: str, *, itself: bool = False) -> Q:
        value, id = self.fields
        among_equals = f"{id}__{way}e" if itself else f"{id}__{way}"
        return Q((f"{value}__{way}e", key.value)) & (
            Q((f"{value}__{way}", key.value)) | Q((among_equals, key.id))
        )

    def forwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return self._sorted(rows, "-" if self.is_descending else "")

    def backwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return self._sorted(rows, "" if self.is_descending else "-")

    def _sorted[M: Model](self, rows: QuerySet[M], sign: str) -> QuerySet[M]:
        return rows.order_by(*(f"{sign}{field}" for field in self.fields))

    def neighbours[M: Model](
        self, rows: QuerySet[M], item: M, *, related: str
    ) -> tuple[M | None, M | None]:
        """The items (just in front of, just behind) this one with what is related, in one query.

        Only where they stand is asked among ``rows``: what is found there needs no second asking.
        """
        key = self.key(item)
        in_front = self.backwards(rows.filter(self.in_front_of(key))).values("pk")[:1]
        behind = self.forwards(rows.filter(self.behind(key))).values("pk")[:1]
        both = type(item)._default_manager.filter(pk__in=[Subquery(in_front), Subquery(behind)])
        found: dict[bool, M] = {}
        for row in both.select_related(related):
            place = self.key(row)
            is_larger = (place.value, place.id) > (key.value, key.id)
            found[is_larger is self.is_descending] = row
        return found.get(True), found.get(False)

    def standing[M: Model](
        self, rows: QuerySet[M], item: M, *, others: QuerySet[M], related: tuple[str, ...]
    ) -> Standing[M] | None:
        """Where an item stands among these rows, in two queries. None when it does not.

        others   the same rows for whoever sees the item, where that is asked more cheaply
        related  what is read along with each

        Of the first ten pages the page is the very one that somebody saw who came from the first.
        To count further would take longer with every page: there, the item stands mid-page.
        """
        key = self.key(item)
        in_front = self.backwards(others.filter(self.in_front_of(key)))
        near = [self.key_of(*of) for of in in_front.values_list(*self.fields)[:COUNTED]]
        # From the one just in front, which is the first of them: three in a row.
        way = "lt" if self.is_descending else "gt"
        here = self._beyond(near[0] if near else key, way, itself=True)
        among = list(self.forwards(rows.filter(here).select_related(*related))[:3])
        at = next((at for at, row in enumerate(among) if row.pk == item.pk), None)
        if at is None:
            return None
        place = len(near) % PAGE_SIZE if len(near) < COUNTED else PAGE_SIZE // 2
        return Standing(
            item=among[at],
            newer=among[at - 1] if at else None,
            older=among[at + 1] if at + 1 < len(among) else None,
            page_query=f"?after={near[place]}" if place < len(near) else "",
        )


@dataclass(frozen=True, slots=True)
class Keyset(Sorted[Key]):
    """A list that goes by date: newest first by ``moment``, then by the larger ``id``.

    Both are names of fields: ("uploaded_at", "pk") for a photostream, ("faved_at", "photo_id")
    for favourites.
    """

    is_descending: ClassVar[bool] = True

    moment: str
    id: str

    @property
    def fields(self) -> tuple[str, str]:
        return self.moment, self.id

    def key_of(self, value: datetime, id: int) -> Key:
        return Key(value, id)

    def parse(self, text: str) -> Key:
        return Key.parse(text)


PHOTOSTREAM = Keyset("uploaded_at", "pk")
FAVOURITES = Keyset("faved_at", "photo_id")
POOL = Keyset("added_at", "photo_id")
FRIENDS = Keyset("uploaded_at", "photo_id")
TAGGED = Keyset("uploaded_at", "photo_id")
