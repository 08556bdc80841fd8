"""A database of one Flickr is not opened by a site that talks to another."""

import os
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from pytest_django import Settings

from flickrweb.doorstep import NotFit, refuse_another_flickr
from galleries.keeping.belonging import remember_flickr
from galleries.models import House
from tests.sync.chaos import database_url

SIMULATED = "http://127.0.0.1:8001/services/rest/"

pytestmark = pytest.mark.django_db(transaction=True)


def test_whoever_made_the_tables_may_start() -> None:
    assert House.objects.get().flickr == "api.flickr.com"
    refuse_another_flickr()


@pytest.mark.parametrize(
    "part",
    [
        ["-c", "import flickrweb.wsgi"],
        ["-m", "celery", "-A", "flickrweb", "worker"],
        ["-m", "celery", "-A", "flickrweb", "beat"],
    ],
)
def test_neither_web_nor_worker_nor_beat_starts_on_the_database_of_another(part: list[str]) -> None:
    start = subprocess.run(  # noqa: S603 - our own programs
        [sys.executable, *part],
        env=os.environ | {"FLICKR_API_URL": SIMULATED, "DATABASE_URL": database_url()},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert start.returncode != 0
    assert "belongs to the Flickr at api.flickr.com, and FLICKR_API_URL names 127.0.0.1" in (
        start.stderr
    )
    assert "Leave FLICKR_API_URL out" in start.stderr
    assert "Traceback" not in start.stderr


def test_migrate_changes_nothing_of_another_and_what_was_known_stays(settings: Settings) -> None:
    settings.FLICKR_API_URL = SIMULATED
    with pytest.raises(SystemCheckError, match=r"Leave FLICKR_API_URL out"):
        call_command("migrate", verbosity=0, skip_checks=False)
    remember_flickr()
    assert House.objects.get().flickr == "api.flickr.com"


def test_a_simulated_flickr_may_move_to_another_port(settings: Settings) -> None:
    House.objects.update(flickr="127.0.0.1")
    settings.FLICKR_API_URL = SIMULATED.replace("8001", "9001")
    refuse_another_flickr()
    settings.FLICKR_API_URL = "https://api.flickr.com/services/rest/"
    with pytest.raises(NotFit, match=r"Let FLICKR_API_URL name 127\.0\.0\.1"):
        refuse_another_flickr()
