"""Pages of lists whose moments are finer than a second: addresses hold the number of a row."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet

from galleries.queries.keyset import BadKey, Paged

_KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where a row stands."""

    moment: datetime
    pk: int

    def __str__(self) -> str:
        return str(self.pk)


@dataclass(frozen=True, slots=True)
class NewestFirst(Paged[RowPlace]):
    """Newest first by a moment, then by the larger key.

    all_rows  those that an address may name: of the list, whatever its filters
    """

    all_rows: QuerySet[Any]
    moment: str

    def parse(self, text: str) -> RowPlace:
        found = self.all_rows.filter(pk=int(text)).first() if _KEY.fullmatch(text) else None
        if found is None:
            raise BadKey(text)
        return self.key(found)

    def key(self, item: Any) -> RowPlace:
        return RowPlace(getattr(item, self.moment), item.pk)

    # The first term is a range that an index serves, as in ``keyset.Sorted``.
    def behind(self, key: RowPlace) -> Q:
        return Q((f"{self.moment}__lte", key.moment)) & (
            Q((f"{self.moment}__lt", key.moment)) | Q(pk__lt=key.pk)
        )

    def in_front_of(self, key: RowPlace) -> Q:
        return Q((f"{self.moment}__gte", key.moment)) & (
            Q((f"{self.moment}__gt", key.moment)) | Q(pk__gt=key.pk)
        )

    def forwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by(f"-{self.moment}", "-pk")

    def backwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by(self.moment, "pk")
