"""What the pages cost, as tables to read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from tests.bench.cost import Cost
from tests.bench.plans import ways
from tests.bench.shares import PARTS

if TYPE_CHECKING:
    from tests.bench.addresses import Asked


@dataclass(frozen=True, slots=True)
class Answered:
    """One page, as one process answers it.

    ms       of one core, this process and the database's together; ``elapsed`` by the clock
    plan     how the database means to answer, without numbers
    planning ms that PostgreSQL takes to plan; None where the database does not tell
    spent    ms by part of the work: see ``shares``
    """

    asked: "Asked"
    status: int
    size: int
    ms: Cost
    queries: int
    plan: str
    planning: float | None
    spent: dict[str, float]


def same_plans(found: Sequence[Answered]) -> list[str]:
    """Of each page: whether it is read as the first one of its list; "" for that one."""
    first: dict[str, list[str]] = {}
    said = []
    for one in found:
        is_first = one.asked.name not in first
        way = first.setdefault(one.asked.name, ways(one.plan))
        said.append("" if is_first else "same" if ways(one.plan) == way else "OTHER")
    return said


def table(found: Sequence[Answered]) -> Iterator[str]:
    yield f"  {'':<24} {'':<7} {'core ms':>8} {'elapsed':>8} {'queries':>8} {'plan':>6} {'KB':>6}"
    for one, plan in zip(found, same_plans(found), strict=True):
        asked = one.asked
        wrong = "" if one.status < HTTPStatus.BAD_REQUEST else f"  answered {one.status}"
        yield (
            f"  {asked.name:<24} {asked.place:<7} {one.ms.core:>8.1f} {one.ms.elapsed:>8.1f}"
            f" {one.queries:>8} {plan:>6} {one.size / 1000:>6.1f}{wrong}"
        )


def differences(found: Sequence[Answered]) -> Iterator[str]:
    """Of each page that is read otherwise than the first of its list: how, and what both cost.

    PostgreSQL chooses by what it thinks is left to read: near the end of a list another way may be
    as short. Whether it is, tell the two costs.
    """
    first: dict[str, Answered] = {}
    for one, plan in zip(found, same_plans(found), strict=True):
        start = first.setdefault(one.asked.name, one)
        if plan != "OTHER":
            continue
        there, here = ways(start.plan), ways(one.plan)
        yield (
            f"  {one.asked.name} {one.asked.place}: {one.ms.core:.1f} ms,"
            f" the first page {start.ms.core:.1f} ms"
        )
        yield from (f"    + {way}" for way in _more(here, there))
        yield from (f"    - {way}" for way in _more(there, here))


def _more(these: Sequence[str], those: Sequence[str]) -> list[str]:
    """What stands more often among these than among those."""
    left = list(those)
    found = []
    for way in these:
        if way in left:
            left.remove(way)
        else:
            found.append(way)
    return found


def why_not_faster(found: Sequence[Answered]) -> Iterator[str]:
    """Where the time of each page goes, in ms; ``planning`` is a share of the database's."""
    yield f"  {'':<24} {'':<7}" + "".join(
        f" {name:>9}" for name in (*PARTS[:1], "planning", *PARTS[1:], "in all")
    )
    for one in found:
        ms = [one.spent[PARTS[0]], one.planning, *(one.spent[part] for part in PARTS[1:])]
        ms.append(sum(one.spent.values()))
        told = "".join(f" {'' if each is None else f'{each:.1f}':>9}" for each in ms)
        yield f"  {one.asked.name:<24} {one.asked.place:<7}{told}"
