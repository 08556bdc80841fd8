"""How far the keys that count by themselves have come: what had a number once keeps it alone.

People's "since your last visit" is kept as the newest key of each list, and addresses of pages
hold keys: so counting goes on behind the last key, in a new database as well.
"""

from django.db import connection, models
from django.db.models import Model


def counts(model: type[Model]) -> bool:
    """Whether its keys count by themselves."""
    return isinstance(model._meta.pk, models.AutoField | models.BigAutoField)


def last_key(model: type[Model]) -> int:
    """The last key that was given to a row, still there or not; 0 for none."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute(
                "SELECT last_value FROM pg_sequences WHERE schemaname = current_schema()"
                " AND format('%%I.%%I', schemaname, sequencename)::regclass"
                " = pg_get_serial_sequence(%s, %s)::regclass",
                [connection.ops.quote_name(table), _key(model)],
            )
        row = cursor.fetchone()
    return int(row[0] or 0) if row else 0


def count_on(model: type[Model], *, after: int) -> None:
    """The next key is larger than this one, and than every key that was given here."""
    last = max(after, last_key(model))
    if last == 0:
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
        else:
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s)",
                [connection.ops.quote_name(table), _key(model), last],
            )


def _key(model: type[Model]) -> str:
    return str(model._meta.pk.column)
