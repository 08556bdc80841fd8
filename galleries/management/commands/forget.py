"""Forget somebody, or a photo, for good: here, and in every backup that comes back."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from galleries.keeping.forget import NobodyByThatName, NotUnderstood, forget, how_many, read
from galleries.models import Forgetting
from galleries.sync.forgetting import forget_some

PATIENCE_S = 60  # then the workers do the rest
PAUSE_S = 0.5


class Command(BaseCommand):
    help = (
        "Remove a person with everything of theirs, or a photo, whoever's list holds it, and keep "
        "it from coming back: from Flickr, and from every backup."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what", help="a person's NSID, the number of a photo, or the address of either"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            asked = read(options["what"])
        except NotUnderstood as error:
            raise CommandError(
                "Name a person by their NSID (12345678@N00), a photo by its number, or either by "
                "its address on flickr.com. Nothing was changed."
            ) from error
        except NobodyByThatName as error:
            raise CommandError(
                f"Nobody here goes by {error.who}. Their NSID says who it is, even of somebody "
                "who was never here. Nothing was changed."
            ) from error
        photos = how_many(asked)
        try:
            forget(asked, now=timezone.now())
        except OSError as error:
            raise CommandError(
                f"The mark of it could not be written: {error.strerror}. Look at KEEP_DIR. "
                "Nothing was changed."
            ) from error
        count = f"{photos:,} photo{'' if photos == 1 else 's'}"
        if _is_done():
            self.stdout.write(f"Forgotten, with {count}. It does not come back here.")
        else:
            self.stdout.write(f"Being forgotten by the workers, with {count}: within the hour.")


def _is_done() -> bool:
    """Do the workers' part as far as it goes now; somebody who reads the file holds it up."""
    ends = time.monotonic() + PATIENCE_S
    while forget_some(slice_s=PATIENCE_S) and time.monotonic() < ends:
        time.sleep(PAUSE_S)
    return not Forgetting.objects.exists()
