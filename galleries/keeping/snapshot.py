"""One moment of the database, for as long as it takes to read all of it; nobody waits for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, every query sees the database as it is now, whatever is written meanwhile.

    Not to be used inside a transaction: the moment would be that of its beginning.
    """
    if connection.vendor == "sqlite":
        yield from _of_sqlite()
    else:
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield


def _of_sqlite() -> Iterator[None]:
    """Our own transactions are begun for writing there: this one must keep no writer waiting."""
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute("SELECT COUNT(*) FROM sqlite_master")  # the moment is the first read
            cursor.fetchone()
            yield
        finally:
            cursor.execute("ROLLBACK")
