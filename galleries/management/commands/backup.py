"""One file with everything that people made here, while the site goes on."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from galleries.keeping.backup import make_backup


class Command(BaseCommand):
    help = (
        "Write one file with people's own work: accounts with their sealed permissions, switches, "
        "what waits for Flickr, logs, and what stays forgotten. The site may go on meanwhile."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an older one of that name is replaced")
        parser.add_argument(
            "--with-copies",
            action="store_true",
            help="also what was copied from Flickr, which would otherwise be copied again",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            made = make_backup(path, with_copies=options["with_copies"], now=timezone.now())
        except OSError as error:
            raise CommandError(f"{path} could not be written: {error.strerror}.") from error
        copies = f" and {made.copies:,} of copies" if options["with_copies"] else ""
        self.stdout.write(f"{path}: {made.own:,} rows of own work{copies}.")
