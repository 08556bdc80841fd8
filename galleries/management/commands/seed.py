"""Fill an empty database with an invented world, to look at pages and to measure them."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from galleries.seed.plan import FEWEST, MILLION, Plan
from galleries.seed.run import NotEmpty, seed, sign_in

ON_SQLITE = 100_000  # photos, unless somebody says how many


class Command(BaseCommand):
    help = (
        "Fill an empty database with invented people, photos, favourites, pools, albums and "
        "galleries: a million photos on PostgreSQL, a tenth of that on SQLite."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--photos", type=int, help="how many; the rest is in proportion")
        parser.add_argument(
            "--even-in-production",
            action="store_true",
            help="where neither DEBUG nor DEMO is on; the database has to be empty all the same",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEBUG or settings.DEMO or options["even_in_production"]):
            raise CommandError(
                "Neither DEBUG nor DEMO is on, so this may be somebody’s real site. "
                "Say --even-in-production if it is not."
            )
        is_large = connection.vendor == "postgresql"
        photos = options["photos"] or (MILLION if is_large else ON_SQLITE)
        if photos < FEWEST:
            raise CommandError(f"--photos is {photos}; it may be {FEWEST} or more.")
        try:
            now = timezone.now().replace(microsecond=0)
            seed(Plan(photos), now=now, say=self.stdout.write)
        except NotEmpty as error:
            raise CommandError(
                f"This database holds something already, in {error.what}. "
                "Make an empty one, set DATABASE_URL to it, and run migrate."
            ) from error
        self.stdout.write(
            "To look at it as Invented Person 0, who has most of it, set the cookie "
            f"sessionid={sign_in(0)}"
        )
