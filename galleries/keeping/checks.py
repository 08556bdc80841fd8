"""What ``manage.py check`` asks about keeping."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error


def marks_can_be_written(**_: Any) -> list[CheckMessage]:
    """Else everybody who wants to be forgotten is told of an error."""
    folder = Path(settings.KEEP_DIR)
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"Nothing can be written to {folder}, and nobody can be forgotten.",
            hint="Let KEEP_DIR name a folder that belongs to whoever runs the site.",
            id="galleries.E010",
        )
    ]
