"""What changes while the simulator runs: tokens, nonces, counters, edits of the world.

One small interface, two forms. Everything is a JSON document under (kind, key), so a new
noun (faves, comments, closings) needs no new table. Keys sort as text: numbers inside a key
are written with leading zeros where their order matters.
"""

import json
import sqlite3
import threading
import weakref
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

type Document = dict[str, Any]


class State(ABC):
    """Documents by kind and key. Every method is one atomic step."""

    @abstractmethod
    def get(self, kind: str, key: str) -> Document | None: ...

    @abstractmethod
    def put(self, kind: str, key: str, document: Document) -> None: ...

    @abstractmethod
    def add(self, kind: str, key: str, document: Document) -> bool:
        """Put it only when nothing is there. True for exactly one caller."""

    @abstractmethod
    def take(self, kind: str, key: str) -> Document | None:
        """Remove and return it: a document for exactly one caller, None for the others."""

    @abstractmethod
    def items(self, kind: str, first: str = "", last: str = "\uffff") -> list[tuple[str, Document]]:
        """All documents with first <= key <= last, in order of key."""

    @abstractmethod
    def forget_before(self, kind: str, key: str) -> None:
        """Drop all documents whose key sorts before ``key``."""

    @abstractmethod
    def count(self, kind: str, key: str) -> int:
        """Raise the ``n`` of a document by one, from nothing if need be, and return it."""

    def close(self) -> None:  # noqa: B027 - most forms have nothing to close
        """Let go of files. Done by itself when nobody holds the state any more."""


class MemoryState(State):
    """For tests: a dictionary behind a lock."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        # Texts, not objects, so that both forms hand out copies of the same shape.
        self._kinds: dict[str, dict[str, str]] = {}

    def get(self, kind: str, key: str) -> Document | None:
        found = self._kinds.get(kind, {}).get(key)
        return None if found is None else _read(found)

    def put(self, kind: str, key: str, document: Document) -> None:
        with self._lock:
            self._kinds.setdefault(kind, {})[key] = json.dumps(document)

    def add(self, kind: str, key: str, document: Document) -> bool:
        with self._lock:
            here = self._kinds.setdefault(kind, {})
            if key in here:
                return False
            here[key] = json.dumps(document)
            return True

    def take(self, kind: str, key: str) -> Document | None:
        with self._lock:
            found = self._kinds.get(kind, {}).pop(key, None)
        return None if found is None else _read(found)

    def items(self, kind: str, first: str = "", last: str = "\uffff") -> list[tuple[str, Document]]:
        with self._lock:
            here = [(k, v) for k, v in self._kinds.get(kind, {}).items() if first <= k <= last]
        return [(k, _read(v)) for k, v in sorted(here)]

    def forget_before(self, kind: str, key: str) -> None:
        with self._lock:
            here = self._kinds.get(kind, {})
            for old in [k for k in here if k < key]:
                del here[old]

    def count(self, kind: str, key: str) -> int:
        with self._lock:
            n = int((self.get(kind, key) or {"n": 0})["n"]) + 1
            self.put(kind, key, {"n": n})
            return n


class FileState(State):
    """For the demo: one SQLite file, shared by threads and processes, kept over restarts."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._close = weakref.finalize(self, _close_all, self._open)
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._connection as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS documents (kind TEXT, key TEXT, value TEXT NOT NULL,"
                " PRIMARY KEY (kind, key)) WITHOUT ROWID"
            )

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # Used by one thread only, but closed by whichever ends last.
            connection = sqlite3.connect(
                self._path, timeout=20, isolation_level=None, check_same_thread=False
            )
            self._open.append(connection)
            connection.execute("PRAGMA journal_mode = WAL")
            # A demo may lose its last second at a power cut; it may not be slow.
            connection.execute("PRAGMA synchronous = OFF")
            self._local.connection = connection
        return connection

    def close(self) -> None:
        self._close()

    def _rows(self, sql: str, *values: str) -> list[tuple[str, ...]]:
        return self._connection.execute(sql, values).fetchall()

    def get(self, kind: str, key: str) -> Document | None:
        rows = self._rows("SELECT value FROM documents WHERE kind = ? AND key = ?", kind, key)
        return _read(rows[0][0]) if rows else None

    def put(self, kind: str, key: str, document: Document) -> None:
        value = json.dumps(document)
        self._rows("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", kind, key, value)

    def add(self, kind: str, key: str, document: Document) -> bool:
        sql = "INSERT INTO documents VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING key"
        return bool(self._rows(sql, kind, key, json.dumps(document)))

    def take(self, kind: str, key: str) -> Document | None:
        sql = "DELETE FROM documents WHERE kind = ? AND key = ? RETURNING value"
        rows = self._rows(sql, kind, key)
        return _read(rows[0][0]) if rows else None

    def items(self, kind: str, first: str = "", last: str = "\uffff") -> list[tuple[str, Document]]:
        sql = "SELECT key, value FROM documents WHERE kind = ? AND key BETWEEN ? AND ? ORDER BY key"
        return [(row[0], _read(row[1])) for row in self._rows(sql, kind, first, last)]

    def forget_before(self, kind: str, key: str) -> None:
        self._rows("DELETE FROM documents WHERE kind = ? AND key < ?", kind, key)

    def count(self, kind: str, key: str) -> int:
        sql = (
            "INSERT INTO documents VALUES (?, ?, '{\"n\": 1}') ON CONFLICT DO UPDATE"
            " SET value = json_set(value, '$.n', json_extract(value, '$.n') + 1) RETURNING value"
        )
        return int(_read(self._rows(sql, kind, key)[0][0])["n"])


def _close_all(connections: list[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()


def _read(value: str) -> Document:
    document: Document = json.loads(value)
    return document
