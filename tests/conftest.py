"""What every test may ask for."""

import os
from uuid import uuid4

import pytest
from django.conf import settings as site
from pytest_django import Settings

from galleries.views.kept_pages import KEEPER
from tests.cast import Cast, make_cast
from tests.simulated import make_town, town

__all__ = ["cast", "make_town", "town"]


@pytest.fixture
def cast(db: None) -> Cast:
    """Alice, Bob, a stranger and a visitor: see ``tests.cast``."""
    return make_cast()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """SQLite as it runs in earnest: in a file, with its journal, not in memory.

    PostgreSQL gives up what takes longer than any test may.
    """
    database = site.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        database.setdefault("TEST", {})["NAME"] = str(site.STATE_DIR / f"{worker}.sqlite3")
    else:
        # The server works on for a test that was given up, and its locks hold up every later one.
        database["OPTIONS"]["options"] += " -c statement_timeout=100s"


@pytest.fixture(autouse=True)
def _own_marks(settings: Settings) -> None:
    """Who is forgotten in one story is not forgotten in the next."""
    settings.KEEP_DIR = site.STATE_DIR / "keep" / uuid4().hex


@pytest.fixture(autouse=True)
def _kept_pages(settings: Settings) -> None:
    """Each story begins with no page kept, and asks of each whether it still holds.

    Rows of another story may have had the same numbers.
    """
    settings.KEPT_PAGE_TRUSTED_S = 0
    KEEPER.clear()


@pytest.fixture(autouse=True)
def _no_limits(settings: Settings) -> None:
    """All stories are told from one address and, with Redis, count in one cache.

    Only sign-in, whose tests make their own world, is limited unless a story says so.
    """
    settings.ACCOUNT_RATE_LIMITS = {"login": site.ACCOUNT_RATE_LIMITS["login"]}


@pytest.fixture(autouse=True)
def _plain_files(settings: Settings) -> None:
    """Pages render without ``collectstatic`` having run."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.WHITENOISE_AUTOREFRESH = True
