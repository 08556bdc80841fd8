"""Change the sealing key without asking anybody to connect again."""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.resealing import reseal_everything


class Command(BaseCommand):
    help = (
        "Seal every stored token with the first of SEALING_KEYS. Put the new key in front and "
        "start web, worker and beat again first; afterwards the old keys may go."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        done = reseal_everything()
        self.stdout.write(f"Sealed anew: {done.anew}. Under the first key already: {done.already}.")
        if done.broken:
            self.stdout.write(
                f"No key of SEALING_KEYS opens {done.broken}: put the key that sealed them "
                "behind the others and run this again, or those people have to connect again."
            )
        self.stdout.write(
            "The other keys may leave SEALING_KEYS in ten minutes, when the sign-ins that are "
            "under way are over. Backups from before need them still."
        )
