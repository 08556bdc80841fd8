"""The same rows through the database's driver alone: the least that writing them can cost."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import psycopg
from django.db import connection
from psycopg.types.string import TextLoader


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of one table, as the driver hands them out and takes them."""

    table: str
    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]

    @property
    def names(self) -> str:
        return ", ".join(f'"{column}"' for column in self.columns)


class Driver(ABC):
    """A connection of its own. ``placeholder`` is how it marks a value in SQL."""

    placeholder: str
    server_pid: int | None = None

    @abstractmethod
    def transaction(self) -> AbstractContextManager[object]: ...

    @abstractmethod
    def execute(self, sql: str) -> Any: ...

    @abstractmethod
    def execute_many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None: ...

    @abstractmethod
    def insert(self, rows: Rows) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

    def read(self, table: str, key: str, keys: Collection[int]) -> Rows:
        """All columns of the rows with these keys."""
        found = self.execute(f'SELECT * FROM "{table}" WHERE {_among(key, keys)}')  # noqa: S608
        columns = tuple(column[0] for column in found.description)
        return Rows(table, columns, tuple(found.fetchall()))

    def delete(self, table: str, key: str, keys: Collection[int]) -> None:
        self.execute(f'DELETE FROM "{table}" WHERE {_among(key, keys)}')  # noqa: S608

    def insert_each(self, rows: Rows, *, overwrite: str = "") -> None:
        """One statement for each row. ``overwrite`` is the key by which rows are replaced."""
        marks = ", ".join([self.placeholder] * len(rows.columns))
        sql = f'INSERT INTO "{rows.table}" ({rows.names}) VALUES ({marks})'  # noqa: S608
        if overwrite:
            said = ", ".join(f'"{name}" = EXCLUDED."{name}"' for name in rows.columns)
            sql = f'{sql} ON CONFLICT ("{overwrite}") DO UPDATE SET {said}'
        self.execute_many(sql, rows.values)


class Sqlite(Driver):
    placeholder = "?"

    def __init__(self) -> None:
        self._connection = sqlite3.connect(connection.settings_dict["NAME"])
        # As the settings have it.
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute("PRAGMA secure_delete=ON")

    def transaction(self) -> AbstractContextManager[object]:
        transaction: AbstractContextManager[object] = self._connection
        return transaction

    def execute(self, sql: str) -> Any:
        return self._connection.execute(sql)

    def execute_many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        self._connection.executemany(sql, rows)

    def insert(self, rows: Rows) -> None:
        self.insert_each(rows)

    def close(self) -> None:
        self._connection.close()


class Postgres(Driver):
    placeholder = "%s"

    def __init__(self) -> None:
        told = connection.get_connection_params()
        asked = {
            name: told[name]
            for name in ("dbname", "user", "password", "host", "port")
            if name in told
        }
        self._connection = psycopg.connect(**asked, autocommit=True)
        self._connection.adapters.register_loader("jsonb", TextLoader)
        self.server_pid = self._connection.info.backend_pid

    def transaction(self) -> AbstractContextManager[object]:
        return self._connection.transaction()

    def execute(self, sql: str) -> Any:
        return self._connection.execute(sql.encode())

    def execute_many(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        self._connection.cursor().executemany(sql.encode(), rows)

    def insert(self, rows: Rows) -> None:
        into = f'COPY "{rows.table}" ({rows.names}) FROM STDIN'
        with self._connection.cursor().copy(into.encode()) as copy:
            for row in rows.values:
                copy.write_row(row)

    def close(self) -> None:
        self._connection.close()


def driver() -> Driver:
    """The one of the database that Django is set up for."""
    return Sqlite() if connection.vendor == "sqlite" else Postgres()


def _among(key: str, keys: Collection[int]) -> str:
    return f'"{key}" IN ({", ".join(str(int(one)) for one in keys) or "NULL"})'
