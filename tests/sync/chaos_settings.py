"""Settings of the workers in the chaos test: everything happens sooner."""

from datetime import timedelta

from flickrweb.settings import *  # noqa: F403

CLAIM_FOR = timedelta(seconds=5)
FLICKR_PER_PAGE = 20
