"""Pages of thirty by key: as fast at any depth as at the start.

A page's address says where it stands, ``?after=<epoch>-<id>`` (older) or ``?before=<epoch>-<id>``
(newer), so it still means the same when new photos arrive above it.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from django.db.models import Model, Q, QuerySet

PAGE_SIZE = 30
# How far from its start a list is counted through to find the page that holds an item.
COUNTED = 10 * PAGE_SIZE

_KEY = re.compile(r"([0-9]{1,12})-([0-9]{1,19})", re.ASCII)
_LATEST_S = 253_402_300_799 - 2 * 86_400  # the end of the year 9999 in every time zone
_LARGEST_ID = 2**63 - 1


class BadKey(ValueError):
    """The address holds something that is no key. The page it names does not exist."""


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
        if key.id > _LARGEST_ID:
            raise BadKey(text)
        return key

    def __str__(self) -> str:
        return f"{int(self.moment.timestamp())}-{self.id}"


@dataclass(frozen=True, slots=True)
class Step:
    """A link to the page next door. ``moment`` is the date it leads to."""

    query: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class KeysetPage[M: Model]:
    """At most thirty items, newest first, and the ways on."""

    items: list[M]
    newer: Step | None
    older: Step | None


@dataclass(frozen=True, slots=True)
class Keyset:
    """How a list is sorted: newest first by ``moment``, then by the larger ``id``.

    Both are names of fields: ("uploaded_at", "pk") for a photostream, ("faved_at", "photo_id")
    for favourites. There must be an index that ends in the two, both descending.
    """

    moment: str
    id: str

    def key(self, item: Model) -> Key:
        return Key(getattr(item, self.moment), getattr(item, self.id))

    # The first term of each pair is a range that the index serves on PostgreSQL and SQLite alike;
    # the second only sorts out items of the very same second. A plain (a < x) | (a = x & b < y)
    # makes both databases read the list from its start.
    def older_than(self, key: Key) -> Q:
        return Q((f"{self.moment}__lte", key.moment)) & (
            Q((f"{self.moment}__lt", key.moment)) | Q((f"{self.id}__lt", key.id))
        )

    def newer_than(self, key: Key) -> Q:
        return Q((f"{self.moment}__gte", key.moment)) & (
            Q((f"{self.moment}__gt", key.moment)) | Q((f"{self.id}__gt", key.id))
        )

    def newest_first[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by(f"-{self.moment}", f"-{self.id}")

    def oldest_first[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by(self.moment, self.id)

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
            page = self._page_before(rows, Key.parse(before))
            return page if page.newer is not None else self._page_from(rows, None)
        return self._page_from(rows, Key.parse(after) if after else None)

    def _page_from[M: Model](self, rows: QuerySet[M], key: Key | None) -> KeysetPage[M]:
        if key is not None:
            rows = rows.filter(self.older_than(key))
        items = list(self.newest_first(rows)[: PAGE_SIZE + 1])
        rest, items = items[PAGE_SIZE:], items[:PAGE_SIZE]
        newer = older = None
        if key is not None:
            # The key is the last item of the newer page, unless that has gone meanwhile. An
            # empty page is left by the way one came.
            edge = self.key(items[0]) if items else key
            newer = Step(f"?before={edge}", key.moment)
        if rest:
            older = Step(f"?after={self.key(items[-1])}", self.key(rest[0]).moment)
        return KeysetPage(items, newer, older)

    def _page_before[M: Model](self, rows: QuerySet[M], key: Key) -> KeysetPage[M]:
        items = list(self.oldest_first(rows.filter(self.newer_than(key)))[: PAGE_SIZE + 1])
        rest, items = items[PAGE_SIZE:], items[:PAGE_SIZE][::-1]
        newer = older = None
        if items:
            older = Step(f"?after={self.key(items[-1])}", key.moment)
        if rest:
            newer = Step(f"?before={self.key(items[0])}", self.key(rest[0]).moment)
        return KeysetPage(items, newer, older)

    def neighbours[M: Model](self, rows: QuerySet[M], item: M) -> tuple[M | None, M | None]:
        """The items (just newer, just older) than this one, in two queries."""
        key = self.key(item)
        newer = self.oldest_first(rows.filter(self.newer_than(key))).first()
        older = self.newest_first(rows.filter(self.older_than(key))).first()
        return newer, older

    def page_of[M: Model](self, rows: QuerySet[M], item: M) -> str:
        """The query of a page that holds this item, "" for the first: one short query.

        Of the first ten pages it is the very one that somebody saw who came from the first. To
        count further would take longer with every page: there, the item stands mid-page.
        """
        newer = self.oldest_first(rows.filter(self.newer_than(self.key(item))))
        keys = [Key(*key) for key in newer.values_list(self.moment, self.id)[:COUNTED]]
        place = len(keys) % PAGE_SIZE if len(keys) < COUNTED else PAGE_SIZE // 2
        return f"?after={keys[place]}" if place < len(keys) else ""


PHOTOSTREAM = Keyset("uploaded_at", "pk")
FAVOURITES = Keyset("faved_at", "photo_id")
