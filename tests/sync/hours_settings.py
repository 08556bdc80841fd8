"""Settings of the ten workers: Flickr is in their own process, and its pages are short."""

from flickrweb.settings import *  # noqa: F403

CELERY_BROKER_URL = "memory://"  # nobody waits for a nudge: every worker looks for what is due
FLICKR_SESSION = "tests.simulated.session"
FLICKR_PER_PAGE = 5
