"""Ten workers in processes of their own spend the calls of some hours, and not one more.

Ten hours on the database of production. Three on SQLite, where whoever writes waits for everybody
else: that is enough for any window of sixty minutes.

Real processes against one database, each with the engine, the budget and a Flickr that they
share through its folder. Only time is simulated: it passes when nobody may call any more.
"""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.actions.streams import keep_in_step
from galleries.models import CallTally, Stream
from tests.sync.chaos import ROOT, database_url, kill
from tests.sync.hours import HOUR_S, Hours, busiest_hour, journalled
from tests.sync.one_worker import simulator

WORKERS = 10
ALLOWED = 3300  # in any 60 minutes
HELD = 300  # in a full bucket
REFILLED = 3000  # in an hour
HOURS = {"postgresql": 10, "sqlite": 3}
SEED = 20260301
STEPS_S = (1, 7, 30, 60, 90, 150)
REAL_S = 1500  # then something hangs
WORKER = (
    "import django, pathlib, sys; django.setup();"
    " from tests.sync.one_worker import live;"
    " live(pathlib.Path(sys.argv[1]), int(sys.argv[2]))"
)


@contextmanager
def worker(number: int, folder: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with (folder / f"worker-{number}.log").open("wb") as out:
        started = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", WORKER, str(folder), str(number)],
            cwd=ROOT,
            env=env,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            yield started
        finally:
            kill(started)


def wait_until_everybody_rests(
    hours: Hours, workers: list[subprocess.Popen[bytes]], folder: Path, *, until: float
) -> None:
    while not hours.everybody_rests:
        for number, process in enumerate(workers):
            assert process.poll() is None, (folder / f"worker-{number}.log").read_text()
        assert time.monotonic() < until, f"only {len(journalled(folder))} calls in {REAL_S} s"
        time.sleep(0.003)


@pytest.mark.slow
@pytest.mark.timeout(REAL_S + 60)
@pytest.mark.django_db(transaction=True)
def test_ten_workers_of_one_database_never_make_more_than_3300_calls_in_60_minutes(
    tmp_path: Path,
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a story, told the same way each time
    for_hours = HOURS[connection.vendor]
    began_s = timezone.now().timestamp() // 1
    hours = Hours.begin(tmp_path / "hours", workers=WORKERS, at_s=began_s)
    flickr = simulator(tmp_path, hours.epoch)
    for name in (flickr.world.big_member.key, "tomas", "aino"):
        token, secret = flickr.grant(name)
        member = FlickrConnection.objects.create(
            user=User.objects.create_user(flickr.world.member(name).nsid),
            perms="read",
            sealed_token=seal(token, secret),
            in_step_since=hours(),
        )
        keep_in_step(member, now=hours())
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.sync.hours_settings",
        "DATABASE_URL": database_url(),
        "STATE_DIR": str(tmp_path),
        "SEALING_KEYS": ",".join(settings.SEALING_KEYS),
        "FLICKR_KEY": flickr.key,
        "FLICKR_SECRET": flickr.secret,
    }
    until = time.monotonic() + REAL_S
    with ExitStack() as stack:
        workers = [stack.enter_context(worker(n, tmp_path, env)) for n in range(WORKERS)]
        while hours.epoch() < began_s + for_hours * HOUR_S:
            wait_until_everybody_rests(hours, workers, tmp_path, until=until)
            Stream.objects.filter(claim=None).update(due_at=hours())
            hours.advance(chance.choice(STEPS_S))
        wait_until_everybody_rests(hours, workers, tmp_path, until=until)

    calls = journalled(tmp_path)
    moments = [call["at"] for call in calls]
    assert busiest_hour(moments) <= ALLOWED
    whole_s = max(moments) - min(moments)
    assert len(calls) <= HELD + whole_s / HOUR_S * REFILLED, "none was given away at all"
    assert len(calls) > 0.95 * for_hours * REFILLED, "what may be spent is spent"
    assert CallTally.objects.aggregate(Sum("count"))["count__sum"] == len(calls)

    methods = Counter(call["method"] for call in calls)
    cheapest, sign_ins = methods.pop("test.null"), methods.pop("oauth/request_token")
    assert sign_ins > 10 * for_hours
    assert methods.total() > 150 * for_hours, "pages that the engine pulled"
    assert not Stream.objects.filter(trouble=Stream.Trouble.UNEXPECTED).exists()
    shares = Counter(call["args"]["worker"] for call in calls if "worker" in call["args"])
    assert len(shares) == WORKERS
    assert min(shares.values()) > cheapest / WORKERS / 5, "each has its part"

    told_to_wait = {call["at"] for call in calls if call["status"] == 429}
    assert len(told_to_wait) >= WORKERS / 2
    for at in told_to_wait:
        assert not any(at < moment < at + 60 for moment in moments), "a 429 stops everybody"
