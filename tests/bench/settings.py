"""The site as it is measured: in production, with static files in a folder of its own."""

from flickrweb.settings import *  # noqa: F403
from flickrweb.settings import DATABASES, STATE_DIR

STATIC_ROOT = STATE_DIR / "static"
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A page whose plan went wrong would keep the others waiting for hours: it is told as an error.
    DATABASES["default"]["OPTIONS"]["options"] += " -c statement_timeout=10s"
