"""What the server imports: the WSGI application, made from options in the environment."""

import json
import os
from pathlib import Path
from typing import Any

from galleries.flickr.simulator.doors import Wsgi
from galleries.flickr.simulator.simulator import Simulator

VARIABLE = "FLICKR_SIMULATOR"


def make() -> Wsgi:
    """Called once in the server's worker, which is another process than ``__main__``."""
    options: dict[str, Any] = json.loads(os.environ[VARIABLE])
    options["folder"] = Path(options["folder"])
    return Simulator(**options).wsgi
