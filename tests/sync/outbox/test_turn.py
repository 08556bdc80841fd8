"""Whose turn it is in one person's outbox."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from galleries.models import OutboxItem
from galleries.sync.outbox.turn import next_due, next_item

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)
SOON = NOW + timedelta(minutes=1)
Wait = OutboxItem.Wait


@dataclass(frozen=True)
class Item:
    name: str
    photo_id: int | None
    due_at: datetime = NOW
    waits_for: str = Wait.NONE


@pytest.mark.parametrize(
    ("items", "first"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param([Item("a", 1), Item("b", 2)], "a", id="in the order in which they were done"),
        pytest.param(
            [Item("fave", 1, SOON, Wait.NO_ANSWER), Item("unfave", 1)],
            None,
            id="an unfave never overtakes the fave before it",
        ),
        pytest.param(
            [Item("fave", 1, SOON, Wait.NO_ANSWER), Item("other", 2)],
            "other",
            id="another photo has nothing to do with that",
        ),
        pytest.param(
            [Item("add", 1, LATER, Wait.LIMIT), Item("comment", 1)],
            "comment",
            id="what waits for its group lets others on the same photo pass",
        ),
        pytest.param(
            [Item("add", 1, LATER, Wait.VIDEO), Item("comment", 1)],
            "comment",
            id="so does a video that is not ready",
        ),
        pytest.param(
            [Item("comment", 1, SOON, Wait.TOO_FAST), Item("fave", 1)],
            None,
            id="what was too fast keeps its place",
        ),
        pytest.param(
            [Item("add", 1, NOW, Wait.LIMIT), Item("comment", 1)],
            "add",
            id="and has its turn when it is due",
        ),
        pytest.param(
            [Item("a", None, SOON), Item("b", None)],
            "b",
            id="photos that have left the house have no order",
        ),
    ],
)
def test_the_next_item_is(items: list[Item], first: str | None) -> None:
    found = next_item(items, now=NOW)
    assert (found.name if found else None) == first


def test_there_is_nothing_to_do_before_the_first_that_nothing_holds_up() -> None:
    held = [Item("fave", 1, LATER), Item("unfave", 1, NOW), Item("add", 2, SOON, Wait.LIMIT)]
    assert next_due(held) == SOON
    assert next_due(held[:2]) == LATER
    assert next_due([]) is None
