"""Replies that the real Flickr once gave, read from a folder beside the repository.

The folder is named by ``RECORDED_REPLIES`` (default ``../shared/flickr/responses``). The replies
belong to other people, so they are no part of this repository: a test that needs them asks
``needs_recordings`` and is skipped, with the reason, where they are absent.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from galleries.flickr.simulator.recorded.replies import Recording, read_recording, xml_as_json

__all__ = ["FOLDER", "Recording", "methods", "needs_recordings", "recordings", "xml_as_json"]

FOLDER = Path(
    os.environ.get("RECORDED_REPLIES")
    or Path(__file__).parents[2] / "shared" / "flickr" / "responses"
)

needs_recordings = pytest.mark.skipif(
    not FOLDER.is_dir(), reason=f"recorded replies are not at {FOLDER} (see RECORDED_REPLIES)"
)


def recordings(method: str) -> list[Recording]:
    """All recorded replies of one method, such as ``flickr.people.getInfo``, in order of number."""
    return list(_recordings(method if method.startswith("flickr.") else f"flickr.{method}"))


@cache
def _recordings(method: str) -> tuple[Recording, ...]:
    return tuple(read_recording(path) for path in sorted((FOLDER / method).glob("*.json")))


def methods() -> list[str]:
    """Every method that has at least one recording."""
    return sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())
