"""Making a backup: one file, of one moment, while the site goes on."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model, Q, QuerySet

from galleries.keeping import archive, fields, sequences
from galleries.keeping.fields import Column
from galleries.keeping.snapshot import snapshot
from galleries.keeping.tables import TABLES, Whose, bare_columns, columns, models_of, whose

APPS = ("accounts", "galleries")
CHUNK = 2_000  # rows that are held at a time


@dataclass(frozen=True, slots=True)
class Made:
    """What a backup holds: rows of own work, and rows of copies."""

    own: int
    copies: int


def make_backup(path: Path, *, with_copies: bool, now: datetime) -> Made:
    """Write everything that people made here into one file; what Flickr told only if wanted.

    Raises OSError: then an older file of that name is as it was.
    """
    counted = {Whose.OWN: 0, Whose.COPY: 0}
    with archive.writing(path) as writer, snapshot():
        tables = []
        for model in models_of(Whose.OWN, Whose.COPY):
            table = _write(writer, model, with_copies=with_copies)
            counted[whose(model)] += table["rows"]
            tables.append(table)
        writer.end(
            {
                "release": release(),
                "made_at": now.isoformat(),
                "flickr": settings.FLICKR_API_URL,
                "with_copies": with_copies,
                "migrations": migrations(),
                "tables": tables,
            }
        )
    return Made(counted[Whose.OWN], counted[Whose.COPY])


def migrations() -> dict[str, list[str]]:
    """Those of ours that this database has been through."""
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return {app: [name for of, name in applied if of == app] for app in APPS}


def release() -> str:
    """The release that runs here, for people to read; "" where it is not written down."""
    try:
        project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))
    except OSError:
        return ""
    return str(project["project"]["version"])


def pointed_at(model: type[Model]) -> QuerySet[Any]:
    """Rows of a copy that own work points at, and rows that those cannot be without."""
    pointing = Q()
    for relation in model._meta.related_objects:
        other, field = relation.related_model, relation.field
        if other._meta.label not in TABLES:
            continue
        if whose(other) is Whose.OWN:
            rows = other._default_manager.exclude(**{f"{field.name}__isnull": True})
        elif whose(other) is Whose.COPY and field in bare_columns(other):
            rows = pointed_at(other)
        else:
            continue
        if not rows.query.is_empty():
            pointing |= Q(pk__in=rows.values(field.name))
    rows = model._default_manager.all()
    return rows.filter(pointing) if pointing else rows.none()


def _write(writer: archive.Writer, model: type[Model], *, with_copies: bool) -> dict[str, Any]:
    """Write the rows of one model: its line in the manifest."""
    is_bare = whose(model) is Whose.COPY and not with_copies
    written = bare_columns(model) if is_bare else columns(model, with_copies=with_copies)
    rows = pointed_at(model) if is_bare else model._default_manager.all()
    label = model._meta.label
    part = writer.write_rows(label, _lines(rows.order_by("pk"), written))
    return {
        "model": label,
        "columns": [field.attname for field in written],
        "rows": part.rows,
        "sha256": part.sha256,
        "last_key": sequences.last_key(model) if sequences.counts(model) else 0,
    }


def _lines(rows: QuerySet[Any], written: list[Column]) -> Iterator[list[Any]]:
    ways = [fields.way(field) for field in written]
    values = rows.values_list(*(field.attname for field in written))
    for row in values.iterator(CHUNK):
        yield [
            value if value is None or way is None else way.there(value)
            for value, way in zip(row, ways, strict=True)
        ]
