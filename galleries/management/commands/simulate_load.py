"""Rehearse a load: many people, the real scheduling code, a virtual clock, no network."""

import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection

ROOT = Path(settings.BASE_DIR)


class Command(BaseCommand):
    requires_system_checks = ()  # no page is shown
    help = (
        "Lets many people's Flickr be kept in step for some virtual hours, on a database of its "
        "own and without network, and prints calls per hour, freshness and the newcomers' wait."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=1000)
        parser.add_argument("--hours", type=float, default=48)
        parser.add_argument("--newcomers", type=float, default=10, help="a day")
        parser.add_argument(
            "--one-more", action="store_true", help="with one more person of 300,000 photos"
        )
        parser.add_argument("--seed", type=int, default=7)
        parser.add_argument("--quiet", action="store_true", help="only the end, no word an hour")
        parser.add_argument("--in-here", action="store_true", help=_INSIDE)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["in_here"]:
            self._rehearse(options)
            return
        with tempfile.TemporaryDirectory(prefix="flickrweb-load-") as folder:
            asked = [
                f"--{name}={options[name]}" for name in ("people", "hours", "newcomers", "seed")
            ]
            asked += ["--one-more"] if options["one_more"] else []
            asked += ["--quiet"] if options["quiet"] else []
            settings_there = [
                f"DATABASE_URL=sqlite:///{folder}/load.sqlite3",
                f"STATE_DIR={folder}",
                "REDIS_URL=",
                "DEBUG=false",
            ]
            ourselves = [sys.executable, str(ROOT / "manage.py"), "simulate_load"]
            command = ["/usr/bin/env", *settings_there, *ourselves, "--in-here", *asked]
            ended = subprocess.run(command, check=False)  # noqa: S603 - ourselves
            sys.exit(ended.returncode)

    def _rehearse(self, options: dict[str, Any]) -> None:
        from galleries.sync.load.modelled import Clock, Town, instead_of_flickr
        from galleries.sync.load.people import SORTS
        from galleries.sync.load.report import lines
        from galleries.sync.load.run import populate, run

        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")
        call_command("migrate", verbosity=0)
        town = Town(Clock(), Random(options["seed"]))  # noqa: S311 - a model
        with instead_of_flickr(town):
            populate(town, count=options["people"])
            notes = run(
                town,
                hours=options["hours"],
                newcomers_a_day=options["newcomers"],
                extra=SORTS[-1] if options["one_more"] else None,
                say=(lambda _: None) if options["quiet"] else self.stdout.write,
            )
        for line in lines(notes, calls_an_hour=settings.FLICKR_CALLS_AN_HOUR):
            self.stdout.write(line)


_INSIDE = "in the database of this process, which has to be a new one"
