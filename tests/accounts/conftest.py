"""A simulated Flickr for everybody who signs in here."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from pytest_django.fixtures import Settings

from galleries.flickr.simulator import Simulator
from tests.accounts import walk as walking
from tests.accounts.walk import Walk


@pytest.fixture(autouse=True)
def _no_collected_files(settings: Settings) -> None:
    """Pages render without ``collectstatic`` having run."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def walk(settings: Settings, db: None) -> Iterator[Walk]:
    simulator = Simulator()
    settings.FLICKR_SESSION = "tests.accounts.walk.session"
    settings.FLICKR_KEY = simulator.key
    settings.FLICKR_SECRET = simulator.secret
    walking.reset(simulator.adapter())
    cache.clear()  # nobody in this story has signed in too often yet
    yield Walk(simulator)
    cache.clear()
