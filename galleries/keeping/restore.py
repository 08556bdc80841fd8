"""Bringing a backup back: into an empty database, all of it or nothing."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from galleries.keeping import archive, fields, sequences
from galleries.keeping.backup import APPS
from galleries.keeping.manifest import CannotRestore, Manifest, TableIn
from galleries.keeping.marks import missing, of_database
from galleries.keeping.settle import Settled, settle
from galleries.keeping.tables import TABLES, Whose, models_of, whose
from galleries.models import marks
from galleries.models.marks import Mark

log = logging.getLogger(__name__)

BATCH = 2_000
# A worker that started in an empty house has written down what the marks say.
NOTHING_YET = (
    "galleries.Forgotten",
    "galleries.Forgetting",
    "galleries.ListedLicence",
    "galleries.TakenOff",
)
# What a row raises that no backup of ours can hold.
NONSENSE = (
    *(DataError, IntegrityError),
    *(AttributeError, KeyError, OverflowError, TypeError, ValueError),
)


class NotEmpty(CannotRestore):
    """The database holds something: two houses are not mixed."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class NotMigrated(CannotRestore):
    """The tables are not those of this release."""


class NotOurRows(CannotRestore):
    """A row makes no sense, or does not go with the others."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what was done with it."""

    made_at: datetime
    own: int
    copies: int
    settled: Settled


def restore_backup(path: Path, *, replace: bool, now: datetime) -> Restored:
    """Read a backup into this database, in one transaction.

    replace  what the database holds goes first, but for what was forgotten since

    Raises CannotRestore, NoBackup, NotWhole, OSError: then nothing was changed.
    """
    with archive.reading(path) as reader:
        manifest = Manifest.of(reader.manifest, here=_migrations(), flickr=settings.FLICKR_API_URL)
        try:
            with transaction.atomic(durable=True):
                before = _make_room(replace=replace)
                kept_away = marks.read()  # nobody changes a row any more, nor writes its mark
                counted = {Whose.OWN: 0, Whose.COPY: 0}
                for table in manifest.tables:
                    counted[whose(table.model)] += _load(reader, table, now=now)
                _count_on(manifest)
                settled = settle(manifest, before, kept_away, now=now)
                marks.write(*missing(kept_away))
        except NONSENSE as error:
            raise NotOurRows(str(error)) from error
    _empty_cache()
    return Restored(manifest.made_at, counted[Whose.OWN], counted[Whose.COPY], settled)


def _migrations() -> dict[str, list[str]]:
    """Those that this release knows. Raises NotMigrated when the database lacks some."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotMigrated
    known = executor.loader.disk_migrations
    return {app: [name for of, name in known if of == app] for app in APPS}


def _make_room(*, replace: bool) -> list[Mark]:
    """Empty every table of ours: what the database said, as marks do. Raises NotEmpty."""
    for model in models_of(Whose.OWN, Whose.COPY):
        is_something = model._meta.label not in NOTHING_YET and model._default_manager.exists()
        if is_something and not replace:
            raise NotEmpty(model._meta.db_table)
    said = of_database()
    tables = [model._meta.db_table for model in models_of(Whose.OWN, Whose.COPY, Whose.PASSING)]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables):
            cursor.execute(statement)
    return said


def _load(reader: archive.Reader, table: TableIn, *, now: datetime) -> int:
    """Write the rows of one table: how many."""
    count = 0
    for rows in batched(_rows(reader, table, now=now), BATCH, strict=False):
        table.model._default_manager.bulk_create(rows)
        count += len(rows)
    if count != table.rows:
        raise NotOurRows(f"{table.model._meta.label}: {count} rows and not {table.rows}")
    return count


def _rows(reader: archive.Reader, table: TableIn, *, now: datetime) -> Iterator[Model]:
    meta = table.model._meta
    by_name = {field.attname: field for field in meta.concrete_fields}
    ways = [fields.way(by_name[name]) for name in table.columns]
    at_once: dict[str, Any] = dict.fromkeys(TABLES[meta.label].at_once, now)
    for row in reader.rows(meta.label):
        values = [
            value if value is None or way is None else way.back(value)
            for value, way in zip(row, ways, strict=True)
        ]
        yield table.model(**dict(zip(table.columns, values, strict=True)), **at_once)


def _count_on(manifest: Manifest) -> None:
    for table in manifest.tables:
        if sequences.counts(table.model):
            sequences.count_on(table.model, after=table.last_key)


def _empty_cache() -> None:
    """It holds counts and sessions of the database before. The new one stands either way."""
    try:
        cache.clear()
    except Exception:  # whatever holds the cache has errors of its own
        log.warning("the cache could not be emptied: what it holds is old for a while")
