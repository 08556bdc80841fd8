"""Which of a person's items is next. Pure: a list of open items and a moment.

Order holds per photo: an unfave never overtakes the fave before it. An item that waits for a
reason of its own, such as a group's daily limit, lets the others pass.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Protocol

from galleries.models import OutboxItem

OWN_REASONS = (OutboxItem.Wait.LIMIT, OutboxItem.Wait.VIDEO, OutboxItem.Wait.GRACE)


class Open(Protocol):
    """What is asked of an item here."""

    @property
    def photo_id(self) -> int | None: ...
    @property
    def waits_for(self) -> str: ...
    @property
    def due_at(self) -> datetime: ...


def next_item[Item: Open](items: Iterable[Item], *, now: datetime) -> Item | None:
    """The first that may be worked on now.

    items  all open ones of one person, in the order in which they were done
    """
    return next((item for item in _free(items) if item.due_at <= now), None)


def next_due(items: Iterable[Open]) -> datetime | None:
    """When there is something to do again; None when nothing is open."""
    return min((item.due_at for item in _free(items)), default=None)


def _free[Item: Open](items: Iterable[Item]) -> Iterator[Item]:
    """Those that no earlier item of the same photo holds up."""
    held: set[int] = set()
    for item in items:
        if item.photo_id is None:  # it left the house: there is no order to keep any more
            yield item
        elif item.photo_id not in held:
            yield item
            if item.waits_for not in OWN_REASONS:
                held.add(item.photo_id)
