"""What the server imports: the WSGI application, made from options in the environment."""

import json
import os
from pathlib import Path
from typing import Any

from galleries.flickr.simulator.comment_happenings import comment_happenings
from galleries.flickr.simulator.doors import Wsgi
from galleries.flickr.simulator.simulator import Simulator

VARIABLE = "FLICKR_SIMULATOR"
DEEDS = 400  # of a lively world, once: some for each of its members


def make() -> Wsgi:
    """Called once in the server's worker, which is another process than ``__main__``."""
    return simulator().wsgi


def simulator(**more: Any) -> Simulator:
    """The simulator that the environment describes, and ``more`` that shall not stand there."""
    options: dict[str, Any] = json.loads(os.environ[VARIABLE])
    options["folder"] = Path(options["folder"])
    is_lively = options.pop("lively", False)
    if options.get("recordings"):
        options["recordings"] = Path(options["recordings"])
    made = Simulator(**options, **more)
    if is_lively and made.state.add("lively", "talk", {}):
        comment_happenings(made, seed=DEEDS, count=DEEDS)
    return made
