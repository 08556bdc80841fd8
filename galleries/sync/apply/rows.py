"""The rows of a list, whatever the list is of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from galleries.models import Listed
from galleries.sync.apply.bulk import insert
from galleries.sync.decide import Add, Keep, Update
from galleries.sync.decide.columns import COUNTERS
from galleries.sync.decide.rows import BACK, decide_row


@dataclass(frozen=True, slots=True)
class AppliedRows:
    """What one page of a list did to our rows.

    keys     of its rows, in the order told
    knew     how many of them were here before, without doubt
    new      keys of rows that were not here, or are back
    updates  the columns that changed, by the key of the row
    """

    keys: tuple[int, ...]
    knew: int
    new: frozenset[int]
    updates: Mapping[int, frozenset[str]]

    @property
    def changed(self) -> int:
        """How many rows say something new; a counter that moved is no news."""
        loud = {key for key, columns in self.updates.items() if not columns <= COUNTERS}
        return len(self.new | loud)


def apply_rows[Row: Listed](
    rows: QuerySet[Row],
    told: Mapping[int, Mapping[str, Any]],
    *,
    key: str,
    shared: Mapping[str, Any],
    unique: Sequence[str],
    began_at: datetime,
    renewed: Collection[int] = (),
) -> AppliedRows:
    """Write one page of a list, touching only what changed.

    rows     the list as it stands here, gone ones included
    told     the columns that the page tells, by key
    key      the column that tells the rows of this list apart
    shared   columns that all rows of this list have in common, such as whose it is
    unique   the columns by which two rows are the same
    renewed  keys to write even when nothing changed, as told just now
    """
    ours = {getattr(row, key): row for row in rows.filter(**{f"{key}__in": list(told)})}
    names = {name for said in told.values() for name in said}
    written: list[dict[str, Any]] = []
    new: set[int] = set()
    updates: dict[int, frozenset[str]] = {}
    for id_ in sorted(told):  # in one order for everybody who writes the same list
        row = ours.get(id_)
        match decide_row(told[id_], row, began_at=began_at):
            case Add():
                new.add(id_)
            case Update(columns):
                updates[id_] = frozenset(columns)
                if BACK.keys() <= columns.keys():
                    new.add(id_)
            case Keep() if row is None or id_ not in renewed or began_at < row.told_at:
                continue
        # What this record leaves unsaid stays as it is, though another record says it.
        said = {name: getattr(row, name) for name in names} if row is not None else {}
        written.append({key: id_, **shared, **said, **told[id_], "told_at": began_at})
    insert(
        rows.model,
        written,
        unique=unique,
        update=sorted(names | BACK.keys() | {"told_at"}),
    )
    knew = [row for row in ours.values() if row.gone_at is None and row.missing_at is None]
    return AppliedRows(tuple(told), len(knew), frozenset(new), updates)
