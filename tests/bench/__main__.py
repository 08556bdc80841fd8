"""``python -m tests.bench --photos 1000000 --rounds 15``: measure, and print what it came to."""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench.databases import postgres, postgres_programs, sqlite
from tests.bench.flickr import served
from tests.bench.house import environment, tell
from tests.bench.serving import redis

MOST = 1_000_000
IN_ONE_FILE = 10  # SQLite gets one photo in so many


def main() -> int:
    asked = _asked()
    if not 1_000 <= asked.photos <= MOST:
        tell(f"--photos is {asked.photos}; it may be 1000 to {MOST}.")
        return 2
    tell(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}")
    with ExitStack() as held:
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="flickrweb-bench-")))
        folder.chmod(0o755)  # PostgreSQL's own user passes through
        for name, database in _databases(folder, held):
            if asked.only in ("", "pages"):
                tell(f"\n{name}: one page of 500, medians of {asked.rounds} rounds")
                _run("pages", str(asked.rounds), env=environment(database, folder / f"{name}-1"))
            if asked.only in ("", "copying"):
                tell(f"\n{name}: a worker copies {asked.photos:,} photos")
                _copy(folder / name, database, asked.photos)
        if asked.only in ("walls", "kept", "hanging") or (
            asked.only == "" and "DATABASE_URL" not in os.environ
        ):
            _measure_walls(folder / "walls", held, asked)
    return 0


def _measure_walls(folder: Path, held: ExitStack, asked: argparse.Namespace) -> None:
    folder.mkdir(mode=0o755)
    cache = held.enter_context(redis(folder))
    for name, database in _databases(folder, held):
        photos = max(1_000, asked.photos // (IN_ONE_FILE if name == "SQLite" else 1))
        tell(f"\n{name}: every page of an invented world of {photos:,} photos")
        if not cache:
            tell("Redis is not installed here, so sessions come from the database.")
        env = environment(database, folder / f"{name}-3") | {"REDIS_URL": cache}
        env["DJANGO_SETTINGS_MODULE"] = "tests.bench.settings"
        numbers = (str(photos), str(asked.rounds), str(asked.seconds))
        _run(
            "walls", *numbers, *([asked.only] if asked.only in ("kept", "hanging") else []), env=env
        )


def _databases(folder: Path, held: ExitStack) -> Iterator[tuple[str, str]]:
    yield "SQLite", sqlite(folder)
    if given := os.environ.get("DATABASE_URL", ""):
        tell("\nDATABASE_URL is measured: its tables have to be empty.")
        yield "DATABASE_URL", given
        return
    programs = postgres_programs()
    if programs is None:
        tell("\nPostgreSQL is not installed here, so it is NOT measured.")
        tell("On Debian: apt-get install postgresql. Or set DATABASE_URL to an empty database.")
        return
    yield "PostgreSQL", held.enter_context(postgres(programs, folder / "postgres"))


def _copy(folder: Path, database: str, photos: int) -> None:
    with served(folder.with_name(f"{folder.name}-flickr"), photos=photos) as flickr:
        env = environment(database, folder.with_name(f"{folder.name}-2"))
        env["FLICKR_API_URL"] = f"{flickr.address}/services/rest/"
        whose = (flickr.nsid, flickr.token, flickr.secret, str(flickr.journal))
        _run("copying", *whose, str(photos), env=env)


def _run(module: str, *arguments: str, env: dict[str, str]) -> None:
    command = [sys.executable, "-m", f"tests.bench.{module}", *arguments]
    subprocess.run(command, env=env, check=True)  # noqa: S603


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--photos", type=int, default=MOST, help="photos there are")
    parser.add_argument("--rounds", type=int, default=15, help="of which each time is a median")
    parser.add_argument("--seconds", type=int, default=2, help="of load on each page; 0: none")
    parser.add_argument(
        "--only",
        choices=["pages", "copying", "walls", "kept", "hanging"],
        default="",
        help="a part of it; kept: the public page alone; hanging: ten thousand in one gallery",
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
