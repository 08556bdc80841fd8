"""Where the time of a page goes: database, SQL, objects, template, and all the rest."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from unittest.mock import patch

PARTS = ("database", "SQL", "objects", "template", "rest")


@dataclass
class Stopwatch:
    """Time by part. A part that begins inside another one stops the clock of that one.

    spent  seconds
    """

    spent: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PARTS, 0.0))
    _running: list[str] = field(default_factory=lambda: ["rest"])
    _since: float = field(default_factory=perf_counter)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        self._note()
        self._running.append(name)
        try:
            yield
        finally:
            self._note()
            self._running.pop()

    def stop(self) -> dict[str, float]:
        self._note()
        return self.spent

    def _note(self) -> None:
        now = perf_counter()
        self.spent[self._running[-1]] += now - self._since
        self._since = now


def shares(once: Callable[[], object], *, rounds: int) -> dict[str, float]:
    """The milliseconds of each part of what ``once`` does, in the round that took least.

    database  sending a statement and waiting: planning, execution and the way there and back
    SQL       putting conditions together and writing them as SQL
    objects   making objects of rows
    template  from context to text, the cards of a wall included
    rest      middleware, routing, the view itself
    """
    return min((_shares(once) for _ in range(rounds)), key=lambda found: sum(found.values()))


def _shares(once: Callable[[], object]) -> dict[str, float]:
    from django.db import connection
    from django.db.models.query import QuerySet
    from django.db.models.sql.compiler import SQLCompiler
    from django.db.models.sql.query import Query
    from django.template.base import Template

    watch = Stopwatch()

    def asked(execute: Callable[..., Any], *what: Any) -> Any:
        with watch.part("database"):
            return execute(*what)

    with ExitStack() as held:
        held.enter_context(connection.execute_wrapper(asked))
        for of, method, part in (
            (Query, "add_q", "SQL"),
            (Query, "add_annotation", "SQL"),
            (SQLCompiler, "as_sql", "SQL"),
            (QuerySet, "_fetch_all", "objects"),
            (Template, "render", "template"),
        ):
            timed = _timed(getattr(of, method), watch, part)
            held.enter_context(patch.object(of, method, timed))
        once()
        spent = watch.stop()
    return {part: seconds * 1000 for part, seconds in spent.items()}


def _timed(method: Callable[..., Any], watch: Stopwatch, part: str) -> Callable[..., Any]:
    def timed(*args: Any, **kwargs: Any) -> Any:
        with watch.part(part):
            return method(*args, **kwargs)

    return timed
