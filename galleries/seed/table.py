"""The fastest way into a table: COPY on PostgreSQL, executemany on SQLite.

Rows come one by one and leave in chunks, so that a million of them need no memory.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import batched
from time import monotonic
from typing import Any, cast

from django.db import connection, models

CHUNK = 5_000

type Say = Callable[[str], object]
type Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Some columns of a model's table, named as the model's instances name them ("owner_id").

    The other columns get what their fields have by default. Moments are text in UTC, JSON is
    text: both databases take that.
    """

    model: type[models.Model]
    columns: tuple[str, ...]

    def write(self, rows: Iterable[Row], *, noun: str, say: Say) -> int:
        """Write rows, and say how many and how long it took."""
        began_at = monotonic()
        names, rest = self._rest()
        table, columns = self._quoted(names)
        written = _counted(row + rest for row in rows)
        count = 0
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                copying = cast(Any, cursor).copy(f"COPY {table} ({columns}) FROM STDIN")
                with copying as copy:
                    for number, row in written:
                        copy.write_row(row)
                        count = number
            else:
                marks = ", ".join(["%s"] * len(names))
                sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608
                for chunk in batched(written, CHUNK, strict=False):
                    cursor.executemany(sql, [row for _, row in chunk])
                    count = chunk[-1][0]
        say(f"{count:>10,} {noun}, {monotonic() - began_at:.1f} s")
        return count

    def _rest(self) -> tuple[tuple[str, ...], Row]:
        """All columns that need a value, and the values of those that no row speaks of."""
        names, values = list(self.columns), []
        for field in self.model._meta.concrete_fields:
            if field.attname in self.columns or field.null or field.primary_key:
                continue
            value = field.get_default()
            names.append(field.attname)
            values.append("{}" if isinstance(field, models.JSONField) else value)
        return tuple(names), tuple(values)

    def _quoted(self, names: Iterable[str]) -> tuple[str, str]:
        meta, quote = self.model._meta, connection.ops.quote_name
        by_name = {field.attname: str(field.column) for field in meta.concrete_fields}
        return quote(meta.db_table), ", ".join(quote(by_name[name]) for name in names)


@contextmanager
def indexed_afterwards(tables: Iterable[type[models.Model]], *, say: Say) -> Iterator[None]:
    """On PostgreSQL, take indexes and constraints off while rows arrive, and put them back.

    Three million rows into six indexes, one by one, take longer than all the rest together. It
    wants a transaction around it, so that nobody ever misses them.
    """
    if connection.vendor != "postgresql":
        yield
        return
    names = [table._meta.db_table for table in tables]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '256MB'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table that is still to be checked stays
        cursor.execute(_CONSTRAINTS, [names])
        constraints = cursor.fetchall()
        for table, name, _ in constraints:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        cursor.execute(_INDEXES, [names])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
    yield
    began_at = monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    built = len(indexes) + len(constraints)
    say(f"{built:>10,} indexes and constraints built, {monotonic() - began_at:.1f} s")


def _counted(rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    return enumerate(rows, 1)


# Foreign keys first: they may lean on the unique ones.
_CONSTRAINTS = """
    SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE conrelid = ANY (SELECT to_regclass(name) FROM unnest(%s::text[]) AS name)
        AND contype IN ('f', 'u')
    ORDER BY contype = 'u'
"""
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid = ANY (SELECT to_regclass(name) FROM unnest(%s::text[]) AS name)
        AND NOT indisprimary
"""
