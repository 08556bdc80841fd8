"""Places in an order that people make: a move writes one row.

A position is a text between those of its neighbours, compared byte by byte on every database;
rows with the same one stand in the order of their keys.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from fractional_indexing import generate_key_between, generate_n_keys_between


class PositionField(models.CharField):  # type: ignore[type-arg]  # no subscripts when it runs
    """A place in an order. No language has a say in how these texts are sorted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 255} | kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        bytewise = "C" if connection.vendor == "postgresql" else None  # SQLite's own is BINARY
        return super().db_parameters(connection) | {"collation": bytewise}


def between(after: str | None, before: str | None) -> str:
    """A position between these two. None is the beginning, or the end.

    Raises ValueError when nothing stands between them.
    """
    if after is not None and before is not None and after >= before:
        raise ValueError(f"nothing stands between {after!r} and {before!r}")
    position: str = generate_key_between(after, before)
    return position


def many_between(after: str | None, before: str | None, count: int) -> list[str]:
    """So many positions between these two, in order and as short as they can be."""
    if after is not None and before is not None and after >= before:
        raise ValueError(f"nothing stands between {after!r} and {before!r}")
    positions: list[str] = generate_n_keys_between(after, before, count)
    return positions
