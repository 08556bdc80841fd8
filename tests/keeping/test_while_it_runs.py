"""A backup is of one moment, keeps nobody waiting, and needs no memory for many rows."""

import json
import os
import subprocess
import sys
import threading
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import connection, transaction

from galleries.models import OutboxAnswer, OutboxItem, StreamLog
from tests.cast import NOW, Cast, make_photo, make_stream
from tests.keeping.house import furnish, keep
from tests.sync.chaos import ROOT, database_url

pytestmark = pytest.mark.django_db(transaction=True)

LONGEST_WAIT_S = 10


def pairs_in(file: Path) -> tuple[set[int], list[int]]:
    """The keys of the deeds in a backup, and the deed of each answer."""
    with zipfile.ZipFile(file) as zipped:
        names = {
            table["model"]: table["columns"]
            for table in json.loads(zipped.read("manifest.json"))["tables"]
        }

        def column(model: str, name: str) -> list[int]:
            place = names[model].index(name)
            lines = zipped.read(f"{model}.jsonl").splitlines()
            return [json.loads(line)[place] for line in lines]

        return set(column("galleries.OutboxItem", "id")), column(
            "galleries.OutboxAnswer", "item_id"
        )


@contextmanager
def somebody_writes(cast: Cast) -> Iterator[Counter[str]]:
    """Deeds with one answer each, one transaction after the other, as fast as it goes."""
    photo, ends, done = make_photo(cast.alice), threading.Event(), Counter[str]()

    def write() -> None:
        try:
            while not ends.is_set():
                began = monotonic()
                with transaction.atomic():
                    item = OutboxItem.objects.create(
                        user=cast.bob.user, photo=photo, verb="comment", asked_at=NOW, due_at=NOW
                    )
                    OutboxAnswer.objects.create(item=item, at=NOW, answer="ok")
                if done["written"] % 3 == 0:
                    OutboxItem.objects.order_by("pk")[0].delete()
                done["written"] += 1
                done["slow"] += monotonic() - began > LONGEST_WAIT_S
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield done
    finally:
        ends.set()
        writer.join()


def test_whole_transactions_stand_in_it_or_none_of_them(cast: Cast, tmp_path: Path) -> None:
    stream = make_stream(cast.alice)
    StreamLog.objects.bulk_create(
        StreamLog(connection=stream.connection, kind="albums", deed="run", done_at=NOW)
        for _ in range(20_000)
    )
    with somebody_writes(cast) as done:
        while not done["written"]:
            sleep(0.01)
        for number in range(3):
            before = done["written"]
            keep(tmp_path / str(number))
            assert done["written"] > before, "nobody waits for a backup"
    assert not done["slow"]
    for number in range(3):
        deeds, answered = pairs_in(tmp_path / str(number))
        assert sorted(deeds) == sorted(answered), "each has its one answer"


MEASURED = """
import pathlib
import sys
import django
django.setup()
from django.utils import timezone
from galleries.keeping.backup import make_backup
from galleries.keeping.restore import restore_backup
from tests.bench.memory import peak_mb
path = pathlib.Path(sys.argv[1])
make_backup(path, with_copies=False, now=timezone.now())
kept = peak_mb()
restore_backup(path, replace=True, now=timezone.now())
print(kept, peak_mb())
"""


def peaks_mb(tmp_path: Path) -> tuple[float, float]:
    """The most memory that a process held for a backup, and then for bringing it back."""
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "flickrweb.settings",
        "DATABASE_URL": database_url(),
        "KEEP_DIR": str(tmp_path / "keep"),
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", MEASURED, str(tmp_path / "file")],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kept, restored = map(float, done.stdout.split())
    return kept, restored


@pytest.mark.slow
def test_ten_times_the_rows_need_hardly_more_memory(cast: Cast, tmp_path: Path) -> None:
    furnish(cast)
    stream = make_stream(cast.stranger)

    def log(count: int) -> None:
        StreamLog.objects.bulk_create(
            (
                StreamLog(
                    connection=stream.connection,
                    kind="albums",
                    subject=f"{number}" * 8,
                    deed="run",
                    done_at=NOW + timedelta(seconds=number),
                )
                for number in range(count)
            ),
            batch_size=5_000,
        )

    log(10_000)
    few = peaks_mb(tmp_path)
    log(90_000)
    many = peaks_mb(tmp_path)
    assert many[0] - few[0] < 8, "a hundred thousand rows would be 60 MB in memory"
    assert many[1] - few[1] < 16
    assert StreamLog.objects.count() == 100_001
