"""What can follow from a record for a row of ours."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Add:
    """We did not know this."""

    columns: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Update:
    """Our row differs from what Flickr says now: these columns, and why."""

    columns: dict[str, Any]
    because: str


@dataclass(frozen=True, slots=True)
class Keep:
    """Nothing to write, and why."""

    because: str


type Change = Add | Update | Keep
