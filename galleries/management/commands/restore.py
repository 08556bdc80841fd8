"""Bring a backup back, all of it or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from galleries.keeping.archive import NoBackup, NotWhole
from galleries.keeping.manifest import CannotRestore, MadeByNewer, MadeByOlder, OtherFlickr
from galleries.keeping.restore import NotEmpty, NotMigrated, Restored, restore_backup


class Command(BaseCommand):
    help = "Read a backup into an empty, migrated database. What was forgotten since stays so."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="made by manage.py backup")
        parser.add_argument(
            "--replace",
            action="store_true",
            help="what the database holds goes first, in the same transaction",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            restored = restore_backup(path, replace=options["replace"], now=timezone.now())
        except (CannotRestore, NoBackup, NotWhole, OSError) as error:
            raise CommandError(f"{sentence(error, path)} Nothing was changed.") from error
        for line in said(restored):
            self.stdout.write(line)


def sentence(error: Exception, path: Path) -> str:
    """Why it cannot be, and what to do."""
    match error:
        case NoBackup():
            return f"{path} is no backup of flickrweb."
        case NotWhole():
            return f"{path} is not whole: it was cut short or changed. Take another copy of it."
        case MadeByNewer():
            return (
                f"{path} was made by a newer flickrweb ({error.release or 'of unknown number'})."
                " Update this one first."
            )
        case MadeByOlder():
            return (
                f"{path} was made by an older flickrweb ({error.release or 'of unknown number'})"
                f" that kept {error.column} differently. Restore it with that one, and update then."
            )
        case OtherFlickr():
            return (
                f"{path} belongs to the Flickr at {error.theirs}, and this site to {error.ours}."
                " Look at FLICKR_API_URL."
            )
        case NotEmpty():
            return (
                f"This database holds something already, in {error.what}. Restore into an empty"
                " one, or say --replace to lose what it holds."
            )
        case NotMigrated():
            return "This database is not up to date. Type: python manage.py migrate"
        case OSError():
            return f"{error.filename or path} could not be read: {error.strerror}."
        case _:
            return f"{path} holds rows that do not go together."


def said(restored: Restored) -> list[str]:
    """What came back, and what people will notice."""
    settled = restored.settled
    lines = [
        f"As of {restored.made_at:%Y-%m-%d %H:%M} UTC: {restored.own:,} rows of own work, "
        f"{restored.copies:,} of copies. Everybody signs in again."
    ]
    if settled.forgotten:
        lines.append(f"Forgotten since then, and gone again: {settled.forgotten:,}.")
    if settled.taken_off:
        lines.append(f"Taken off the public since then, or put back: {settled.taken_off:,}.")
    if settled.asked_again:
        lines.append(
            f"No key in SEALING_KEYS opens {settled.asked_again:,} permissions: their people are "
            "asked to connect again."
        )
    if settled.open_deeds:
        lines.append(f"Waiting to be written to Flickr: {settled.open_deeds:,}.")
    return lines
