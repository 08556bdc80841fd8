"""Bursts: several entries of one member in sequence, which fold together on a sheet. Pure."""

from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

from galleries.models.sheets import BURST


class Folds(Protocol):
    """What is asked of a place here."""

    @property
    def is_unfolded(self) -> bool: ...
    @property
    def photo(self) -> "Owned": ...


class Owned(Protocol):
    @property
    def owner_id(self) -> int: ...


def folded[Place: Folds](places: Sequence[Place]) -> list[tuple[Place, ...]]:
    """The places of a sheet in their order, those of a burst together, all others alone."""
    runs: list[tuple[Place, ...]] = []
    for (_, is_unfolded), run in groupby(
        places, key=lambda place: (place.photo.owner_id, place.is_unfolded)
    ):
        found = tuple(run)
        together = len(found) >= BURST and not is_unfolded
        runs += [found] if together else [(place,) for place in found]
    return runs


def burst_of[Place: Folds](place: Place, places: Sequence[Place]) -> tuple[Place, ...]:
    """The burst that a place belongs to; itself alone when it is in none."""
    return next(run for run in folded(places) if place in run)
