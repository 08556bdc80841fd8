"""Settings of several machines in a test: what a dead worker had claimed is free sooner."""

from datetime import timedelta

from flickrweb.settings import *  # noqa: F403

CLAIM_FOR = timedelta(seconds=5)
