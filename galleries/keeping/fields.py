"""A value of a column as JSON knows it, and back: the same for every database."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Field

type Column = Field[Any, Any]

AS_THEY_ARE = (
    models.BooleanField,
    models.CharField,
    models.FloatField,
    models.IntegerField,  # and all other whole numbers
    models.JSONField,
    models.TextField,
)


class NoWayForColumn(TypeError):
    """A backup cannot hold columns of this kind yet: say here how it is written."""


@dataclass(frozen=True, slots=True)
class Way:
    """How values go into a backup, and how they come out of it. None stays None."""

    there: Callable[[Any], Any]
    back: Callable[[Any], Any]


def _moment_back(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text} is a moment without its zone")
    return moment


MOMENT = Way(lambda moment: moment.astimezone(UTC).isoformat(), _moment_back)
UUIDS = Way(str, UUID)
BYTES = Way(lambda value: b64encode(bytes(value)).decode(), lambda text: b64decode(text.encode()))


def way(field: Column) -> Way | None:
    """How this column's values travel; None: as they are. Raises NoWayForColumn."""
    if isinstance(field, models.ForeignKey):
        return way(field.target_field)
    if isinstance(field, models.DateTimeField):
        return MOMENT
    if isinstance(field, models.UUIDField):
        return UUIDS
    if isinstance(field, models.BinaryField):
        return BYTES
    if isinstance(field, AS_THEY_ARE):
        return None
    raise NoWayForColumn(f"{field.model._meta.label}.{field.name}")
