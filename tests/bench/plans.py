"""How the database means to answer: what is asked of it, and its plans without their numbers."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

_SUBPLAN = re.compile(r"\s*((SubPlan|InitPlan)\b|(CORRELATED )?(SCALAR|LIST) SUBQUERY)")
_NUMBERS = re.compile(r"'[^']*'(::[a-z ]+)?|-?\d+(\.\d+)?")


@dataclass
class Questions:
    """The statements that were sent to the database, with their values."""

    asked: list[tuple[str, Any]] = field(default_factory=list)

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.asked.append((sql, params))
        return execute(sql, params, many, context)

    def plans(self) -> str:
        """Their plans, without what differs from one page to another of the same list."""
        is_postgres = connection.vendor == "postgresql"
        explain = "EXPLAIN (COSTS OFF)" if is_postgres else "EXPLAIN QUERY PLAN"
        lines: list[str] = []
        for sql, params in self.asked:
            if not sql.startswith("SELECT"):
                continue
            with connection.cursor() as cursor:
                cursor.execute(f"{explain} {sql}", params)
                rows = cursor.fetchall()
            lines += (str(row[0]) for row in rows) if is_postgres else _indented(rows)
        return "\n".join(_NUMBERS.sub("?", line) for line in lines)

    def planning_ms(self) -> float | None:
        """How long PostgreSQL takes to plan them all; SQLite does not tell."""
        if connection.vendor != "postgresql":
            return None
        found = 0.0
        for sql, params in self.asked:
            if sql.startswith("SELECT"):
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (SUMMARY) {sql}", params)
                    told = next(row[0] for row in cursor.fetchall() if row[0].startswith("Plann"))
                found += float(told.removeprefix("Planning Time: ").removesuffix(" ms"))
        return found


def _indented(rows: list[tuple[int, int, int, str]]) -> Iterator[str]:
    """What SQLite tells with numbers of what belongs to what, as PostgreSQL writes it."""
    depths = {0: -1}
    for number, parent, _, told in rows:
        depths[number] = depths[parent] + 1
        yield "  " * depths[number] + told


def ways(plan: str) -> list[str]:
    """By which indexes rows are reached, and whether they are sorted.

    Not how it is asked whether each of them may be shown: for thirty rows PostgreSQL asks one by
    one what for a thousand it asks at once, and how it joins them goes by their number too.
    """
    found, asks_deeper_than = list[str](), sys.maxsize
    for line in plan.splitlines():
        depth = len(line) - len(line.lstrip())
        if depth <= asks_deeper_than:
            asks_deeper_than = depth if _SUBPLAN.match(line) else sys.maxsize
        if depth < asks_deeper_than and re.search(r"\b(Scan|Sort|SEARCH|SCAN|B-TREE)\b", line):
            found.append(line.strip(" ->").partition(" (")[0])  # by which values is another matter
    return sorted(found)


@contextmanager
def questions() -> Iterator[Questions]:
    found = Questions()
    with connection.execute_wrapper(found):
        yield found
