"""From one database into another and back again, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from galleries.models import (
    Comment,
    Faver,
    Group,
    ListedLicence,
    Person,
    PersonInPhoto,
    Photo,
    Talk,
)
from galleries.seed.plan import FEWEST, Plan
from galleries.seed.run import seed
from tests.cast import NOW, Cast, make_group_member
from tests.keeping.house import (
    WITH_COPIES,
    bring_back,
    copies,
    furnish,
    hang_a_gallery,
    keep,
    own_work,
    sit_at_a_desk,
    wipe,
)
from tests.sync.chaos import ROOT

ELSEWHERE = """
import sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
assert connection.vendor == "sqlite"
call_command("migrate", interactive=False, verbosity=0)
call_command("restore", sys.argv[1])
call_command("backup", sys.argv[2], *sys.argv[3:])
"""


def through_another_database(there: Path, back: Path, folder: Path, *options: str) -> str:
    """Restore ``there`` into a new SQLite database, and make the backup ``back`` of that."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "flickrweb.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'elsewhere.sqlite3'}",
        "STATE_DIR": str(folder),
        "REDIS_URL": "",
        "KEEP_DIR": str(folder / "keep"),
        "SEALING_KEYS": ",".join(settings.SEALING_KEYS),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", ELSEWHERE, str(there), str(back), *options],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_own_work_goes_into_sqlite_and_comes_back_the_same(cast: Cast, tmp_path: Path) -> None:
    furnish(cast)
    hang_a_gallery(cast)
    sit_at_a_desk(cast)
    before = own_work()
    there, back = tmp_path / "there", tmp_path / "back"
    keep(there)
    through_another_database(there, back, tmp_path)
    wipe()
    bring_back(back)
    assert own_work() == before


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_so_does_everything_that_was_copied(tmp_path: Path) -> None:
    seed(Plan(FEWEST), now=NOW, say=str)
    photo, person = Photo.objects.all()[0], Person.objects.all()[0]
    Talk.objects.create(photo=photo, asked_at=NOW, exif=[["Exposure", "1/200"]])
    Comment.objects.create(
        flickr_id="1-2-3", photo=photo, author=person, written_at=NOW, text_html="<b>a</b>"
    )
    Faver.objects.create(photo=photo, person=person, faved_at=NOW)
    PersonInPhoto.objects.create(photo=photo, person=person, position=0)
    ListedLicence.objects.create(id=4, name="CC BY", told_at=NOW)
    make_group_member(Group.objects.all()[0], person)
    before, told = own_work(without=WITH_COPIES), copies()
    assert [label for label, rows in told.items() if not rows] == []
    there, back = tmp_path / "there", tmp_path / "back"
    keep(there, "--with-copies")
    through_another_database(there, back, tmp_path, "--with-copies")
    wipe()
    bring_back(back)
    assert own_work(without=WITH_COPIES) == before
    assert copies() == told
