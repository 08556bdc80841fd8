"""The house that is measured: settings, and a database with our tables."""

import os
import sys
from pathlib import Path

from galleries.flickr.simulator.simulator import KEY, SECRET


def environment(database: str, state: Path) -> dict[str, str]:
    """The environment of a process that works on this database; no setting of the caller's."""
    (state / "broker").mkdir(parents=True, exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "flickrweb.settings",
        "SECRET_KEY": "only-for-the-benchmark-" + "0123456789" * 4,
        "SEALING_KEYS": "b25seS1mb3ItY2hlY2tzLTAxMjM0NTY3ODktYWJjZGU=",
        "STATE_DIR": str(state),
        "DATABASE_URL": database,
        "DEBUG": "False",
        "FLICKR_KEY": KEY,
        "FLICKR_SECRET": SECRET,
        "FLICKR_CALLS_AN_HOUR": "1000000000",
    }


def open_house() -> None:
    """Set Django up and make the tables."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def tell(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
