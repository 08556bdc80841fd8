"""What a backup says of itself, and whether it may come into this house."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.db.models import Model

from galleries.keeping import archive
from galleries.keeping.tables import TABLES, Whose, columns, models_of


class CannotRestore(Exception):
    """Nothing was changed."""


class MadeByNewer(CannotRestore):
    """By a later flickrweb than this one: what it wrote is not known here."""

    def __init__(self, release: str) -> None:
        super().__init__(release)
        self.release = release


class OtherFlickr(CannotRestore):
    """It belongs to another Flickr: ids there mean other people and photos."""

    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(theirs, ours)
        self.theirs = theirs
        self.ours = ours


class MadeByOlder(CannotRestore):
    """By an earlier flickrweb, and a column has changed since in a way that we cannot guess."""

    def __init__(self, release: str, column: str) -> None:
        super().__init__(release, column)
        self.release = release
        self.column = column


@dataclass(frozen=True, slots=True, kw_only=True)
class TableIn:
    """One table as it stands in a backup."""

    model: type[Model]
    columns: tuple[str, ...]
    rows: int
    last_key: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What, when, whose."""

    release: str
    made_at: datetime
    flickr: str
    with_copies: bool
    tables: tuple[TableIn, ...]

    @classmethod
    def of(cls, said: Mapping[str, Any], *, here: Mapping[str, list[str]], flickr: str) -> Self:
        """Read a manifest. Raises CannotRestore, NoBackup for one that makes no sense.

        here    the migrations that this house knows, by app
        flickr  the address of ours
        """
        try:
            release = str(said["release"])
            if said["format"] > archive.FORMAT or _unknown(said["migrations"], here):
                raise MadeByNewer(release)
            if said["flickr"] != flickr:
                raise OtherFlickr(said["flickr"], flickr)
            known = {model._meta.label: model for model in models_of(Whose.OWN, Whose.COPY)}
            tables = tuple(_table(table, known, release) for table in said["tables"])
            manifest = cls(
                release=release,
                made_at=datetime.fromisoformat(said["made_at"]),
                flickr=flickr,
                with_copies=bool(said["with_copies"]),
                tables=tables,
            )
        except (AttributeError, KeyError, TypeError, ValueError):
            raise archive.NoBackup from None
        for table in tables:
            _ensure_complete(table, manifest)
        return manifest


def _unknown(theirs: Mapping[str, list[str]], here: Mapping[str, list[str]]) -> bool:
    return any(set(names) - set(here.get(app, ())) for app, names in theirs.items())


def _table(said: Mapping[str, Any], known: Mapping[str, type[Model]], release: str) -> TableIn:
    model = known.get(said["model"])
    if model is None:
        raise MadeByOlder(release, said["model"])
    here = {field.attname for field in model._meta.concrete_fields}
    for column in said["columns"]:
        if column not in here:
            raise MadeByOlder(release, f"{said['model']}.{column}")
    return TableIn(
        model=model,
        columns=tuple(said["columns"]),
        rows=int(said["rows"]),
        last_key=int(said["last_key"]),
    )


def _ensure_complete(table: TableIn, manifest: Manifest) -> None:
    """A column that has come since then needs a value that goes without saying."""
    label = table.model._meta.label
    for field in columns(table.model, with_copies=manifest.with_copies):
        has_value = field.null or field.blank or field.has_default()
        if field.attname not in table.columns and not has_value:
            raise MadeByOlder(manifest.release, f"{label}.{field.attname}")
    for name in TABLES[label].at_once & set(table.columns):
        raise MadeByOlder(manifest.release, f"{label}.{name}")
