"""What pages cost, at any depth: ``python -m tests.bench.walls PHOTOS ROUNDS SECONDS``.

A process of its own, in the environment that ``house`` describes. It seeds the invented world,
asks for every page in this process, and then over the line while others ask as well.
"""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from tests.bench.cost import Cost, cost, middle
from tests.bench.house import open_house, tell
from tests.bench.kept import hang_a_gallery, kept_pages
from tests.bench.plans import questions
from tests.bench.serving import Refused, granian, rate, wrk
from tests.bench.shares import shares
from tests.bench.tables import Answered, differences, table, why_not_faster

if TYPE_CHECKING:
    from tests.bench.addresses import Asked

WARM_UP = 2  # rounds that do not count
PATIENT = 15  # seconds for a page to get going
CONNECTIONS = (1, 8, 32)
FIGURE = 800  # requests a second that a page should answer at 8 connections

type Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def answered(application: Application, asked: "Asked", *, session: str, rounds: int) -> Answered:
    """Ask for a page so many times, and look once at what it asks the database."""
    cookie = "" if asked.by_visitor else f"sessionid={session}"
    get(application, asked.address, cookie=cookie)  # what is kept for a minute is kept from here on
    with questions() as seen:
        status, body = get(application, asked.address, cookie=cookie)
    server = server_pid()

    def once() -> Cost:
        return cost(lambda: get(application, asked.address, cookie=cookie), server_pid=server)

    costs = [once() for _ in range(WARM_UP + rounds)][WARM_UP:]
    spent = shares(lambda: get(application, asked.address, cookie=cookie), rounds=WARM_UP + rounds)
    return Answered(
        asked=asked,
        status=status,
        size=len(body),
        ms=middle(costs),
        queries=len(seen.asked),
        plan=seen.plans(),
        planning=seen.planning_ms(),
        spent=spent,
    )


@contextmanager
def patience() -> Iterator[None]:
    """Statements may take as long as they like: a million rows are one."""
    from django.db import connection

    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        [usual] = cursor.fetchone()
        cursor.execute("SET statement_timeout = 0")
        try:
            yield
        finally:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [usual])


def server_pid() -> int | None:
    """PostgreSQL's own process, whose time counts as well."""
    from django.db import connection

    return connection.connection.info.backend_pid if connection.vendor == "postgresql" else None


def get(application: Application, address: str, *, cookie: str = "") -> tuple[int, bytes]:
    """(status, body) of a page, without a line between."""
    path, _, query = address.partition("?")
    told: list[str] = []
    answer = application(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_COOKIE": cookie,
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        },
        lambda status, headers: told.append(status),
    )
    body = b"".join(answer)
    getattr(answer, "close", lambda: None)()
    return int(told[0].split()[0]), body


def under_load(
    pages: Sequence[Answered], *, session: str, body: bytes, folder: Path, seconds: int
) -> Iterator[str]:
    """Requests a second, beside a bare view of the same bytes and a static file.

    Then where the time of those goes that stay below the figure.
    """
    (folder / "bare.html").write_bytes(body)
    bare_env = os.environ | {"BARE_BODY": str(folder / "bare.html")}
    with granian("tests.bench.bare:application", bare_env, log=folder / "bare.log") as address:
        bare = _rates(f"{address}/", seconds=seconds)
    yield (
        f"  {'requests a second':<32}"
        + "".join(f" {f'at {c}':>8}" for c in CONNECTIONS)
        + (f" {'of bare, at 8':>14}")
    )
    yield _line("a bare view of these bytes", "", bare, bare)
    log = folder / "site.log"
    with granian("flickrweb.wsgi:application", os.environ, log=log) as address:
        for path, name in ((_static(), "a static file"), ("/healthz", "/healthz")):
            yield _line(name, "", _rates(f"{address}{path}", seconds=seconds), bare)
        slow = []
        for page in pages:
            one = page.asked
            whose = "" if one.by_visitor else session
            try:
                told = _rates(f"{address}{one.address}", seconds=seconds, session=whose)
            except Refused as error:
                yield f"  {one.name:<24} {one.place:<7} {error}"
            else:
                yield _line(one.name, one.place, told, bare)
                if told[CONNECTIONS.index(8)] < FIGURE:
                    slow.append(page)
    if slow:
        yield f"\n  Below {FIGURE} a second at 8 connections: one of them answered alone, in ms"
        yield from why_not_faster(slow)


def _rates(address: str, *, seconds: int, session: str = "") -> list[float]:
    _warm_up(address, session=session)
    return [
        rate(address, connections=count, seconds=seconds, session=session) for count in CONNECTIONS
    ]


def _warm_up(address: str, *, session: str) -> None:
    """Until every thread has its connection, and what is kept for a minute was counted."""
    for _ in range(PATIENT):
        if rate(address, connections=8, seconds=1, session=session) > CONNECTIONS[-1]:
            return


def _line(name: str, place: str, told: list[float], bare: list[float]) -> str:
    rates = "".join(f" {each:>8,.{0 if each > 50 else 1}f}" for each in told)
    return f"  {name:<24} {place:<7}{rates} {told[1] / bare[1]:>14.2f}"


def _static() -> str:
    from django.contrib.staticfiles.storage import staticfiles_storage

    return staticfiles_storage.url("css/site.css")


def main(photos: int, rounds: int, seconds: int, *, only: str = "") -> None:
    began_at = perf_counter()
    open_house()
    from django.conf import settings
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application
    from django.utils import timezone

    from galleries.seed.plan import Plan
    from galleries.seed.run import held, seed, sign_in
    from tests.bench.addresses import asked
    from tests.bench.desks import furnish_a_desk, taking_a_sheet

    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if held():
        tell("  The invented world of this database is measured as it is.")
    else:
        with patience():
            seed(Plan(photos), now=timezone.now().replace(microsecond=0), say=tell)
    if only in ("", "hanging"):
        from tests.bench.hanging import hanging

        tell(f"\n  Hanging ten thousand photos, medians of {rounds} rounds")
        for line in hanging(rounds):
            tell(line)
    if only == "hanging":
        return
    public, folder = hang_a_gallery(), Path(settings.STATE_DIR)
    if wrk() and seconds:
        tell("\n  A public gallery for visitors: granian with two workers")
        for line in kept_pages(public, folder=folder, seconds=seconds):
            tell(line)
    if only == "kept":
        return
    desk = furnish_a_desk()
    pages, session = list(asked()), sign_in(0)
    application: Application = get_wsgi_application()
    tell(f"\n  One process answers, medians of {rounds} rounds")
    found = [answered(application, one, session=session, rounds=rounds) for one in pages]
    for line in table(found):
        tell(line)
    sheet = taking_a_sheet(desk, rounds=rounds, server_pid=server_pid())
    entries = desk.group.entries.count()
    tell(f"  A sheet is taken from a pool of {entries:,} in {sheet.elapsed:.1f} ms by the clock")
    others = list(differences(found))
    if others:
        tell("\n  OTHER plans, and whether they cost more")
    for line in others:
        tell(line)
    if not seconds or not wrk():
        tell("\n  Where the time of one request goes, in ms")
        for line in why_not_faster(found):
            tell(line)
    if not seconds:
        return
    if not wrk():
        tell("\n  wrk is not installed here, so requests a second are NOT measured.")
        tell("  On Debian: apt-get install wrk")
        return
    tell("\n  granian with two workers, as in the image; wrk and the database use the same cores")
    _, body = get(application, pages[0].address, cookie=f"sessionid={session}")
    for line in under_load(found, session=session, body=body, folder=folder, seconds=seconds):
        tell(line)
    tell(f"  {perf_counter() - began_at:.0f} s in all")


if __name__ == "__main__":
    main(*(int(number) for number in sys.argv[1:4]), only="".join(sys.argv[4:]))
