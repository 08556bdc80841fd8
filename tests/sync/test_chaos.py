"""Three workers that are killed at random, a Flickr that fails, a world that goes on changing.

Real Celery workers and a real broker in processes of their own, the simulator over HTTP. In
the end the copy equals the world.
"""

import random
import time
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import OperationalError
from django.db.models import Q
from django.utils import timezone

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.actions.streams import NotInGroup, keep_group, keep_in_step
from galleries.models import CallBudget, Membership, Stream
from tests.simulated import Clock, Town
from tests.sync.chaos import Storm
from tests.sync.copies import assert_the_copy_equals_the_world
from tests.sync.list_copies import assert_all_lists_equal_the_world

SEED = 20260301
STORM_S = 40
STANDSTILL_S = 60
GROUPS = 3  # of each member are switched on
POOL = 400  # photos in the biggest pool
CHILDREN = (Stream.Kind.ALBUM, Stream.Kind.GROUP, Stream.Kind.FLICKR_GALLERY)
FAULTS = ["429", "500", "502", "503", "html", "half", "cut", "reset", "xml", "code 105", "code 0"]


def end_the_pause() -> None:
    with suppress(OperationalError):
        CallBudget.objects.update(paused_until=None, pause_s=0)


def make_due(streams: Q) -> None:
    """Nobody waits for an interval: these are due now. What is due already keeps its place."""
    free = Q(claimed_until=None) | Q(claimed_until__lt=timezone.now())
    # A worker that locks several of them in its own order may have to go first.
    with suppress(OperationalError):
        Stream.objects.filter(free, streams, due_at__gt=timezone.now()).update(
            due_at=timezone.now()
        )


def impatience() -> None:
    """Everything is due again, but for what a list calls for when something changed."""
    end_the_pause()
    make_due(~Q(kind__in=CHILDREN) | Q(walk__gt="") | Q(trouble__gt=""))


def keep_some_groups() -> None:
    """Everybody switches on a few of the groups that they are in, as soon as those are here."""
    for user in User.objects.all():
        for row in Membership.objects.filter(person__nsid=user.nsid, gone_at=None)[:GROUPS]:
            # A worker may just have written that they left, or hold the row.
            with suppress(NotInGroup, OperationalError):
                keep_group(user, row.group, now=timezone.now())


def wait_for_walks(*, since_generation: dict[int, int]) -> None:
    """Until every stream has ended a full walk that began after now, or its subject is no more.

    However slow the machine is: only a while without any step of any stream is too long. Only
    what is waited for is made due. Lists go before what they call for: if they were always due,
    the rest would never have its turn.
    """
    steps: list[tuple[int, int, str, int]] = []
    ends = time.monotonic() + STANDSTILL_S
    left: list[Stream] = []
    while time.monotonic() < ends:
        left = [
            stream
            for stream in Stream.objects.exclude(trouble=Stream.Trouble.NOT_ON_FLICKR).order_by(
                "pk"
            )
            if stream.generation <= since_generation.get(stream.pk, 0) or stream.walked_at is None
        ]
        if not left:
            return
        now_at = [(s.pk, s.generation, s.walk, s.next_page) for s in left]
        if now_at != steps:
            steps, ends = now_at, time.monotonic() + STANDSTILL_S
        end_the_pause()
        make_due(Q(pk__in=[stream.pk for stream in left]))
        time.sleep(0.5)
    names = ("kind", "subject", "generation", "walk", "trouble", "trouble_detail", "next_page")
    raise AssertionError([[getattr(stream, name) for name in names] for stream in left])


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.django_db(transaction=True)
def test_killed_workers_a_failing_flickr_and_a_changing_world_end_in_a_true_copy(
    tmp_path: Path,
) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a story, told the same way each time
    with Storm(tmp_path, scale=200, pool_scale=POOL, chance=chance) as storm:
        sim, backdoor = storm.sim, storm.backdoor
        members = [sim.world.big_member, sim.world.member("tomas"), sim.world.member("aino")]
        for member in members:
            token, secret = sim.grant(member.nsid)
            user = User.objects.create_user(member.nsid)
            connection = FlickrConnection.objects.create(
                user=user,
                perms="read",
                sealed_token=seal(token, secret),
                in_step_since=timezone.now(),
            )
            keep_in_step(connection, now=timezone.now())
        storm.begin()
        began = time.monotonic()
        happened = 0
        while time.monotonic() < began + STORM_S or (
            # On a busy machine less happens in the same time.
            (storm.killed < 5 or happened < 60) and time.monotonic() < began + 5 * STORM_S
        ):
            backdoor.wish(faults=[chance.choice(FAULTS)], times=chance.randint(1, 2))
            backdoor.wish(
                happenings={
                    "seed": chance.randrange(10**6),
                    "count": 3,
                    "who": [member.nsid for member in members],
                }
            )
            for of in ("lists", "groups"):
                seed = chance.randrange(10**6)
                wish = {"of": of, "seed": seed, "count": 2, "who": [m.nsid for m in members]}
                backdoor.wish(happenings=wish)
            happened += 7
            keep_some_groups()
            if chance.random() < 0.25:
                storm.kill_one()
            if chance.random() < 0.3:
                storm.empty_the_broker()
            impatience()
            storm.replace_the_dead()
            time.sleep(1)
        assert storm.killed >= 5
        assert happened >= 60

        backdoor.wish(clear=True)
        storm.replace_the_dead()
        for _ in range(3):  # a week later, an hour after that, and once more for what came then
            keep_some_groups()
            before = {stream.pk: stream.generation for stream in Stream.objects.all()}
            for pk in before:  # each by itself: all at once would lock against the workers
                Stream.objects.filter(pk=pk).update(walked_at=None)
            wait_for_walks(since_generation=before)
        town = Town(storm.world(), Clock())
        for member in members:
            assert_the_copy_equals_the_world(town, member.nsid)
            kept = Stream.objects.filter(connection__user__nsid=member.nsid, kind=Stream.Kind.POOL)
            groups = list(kept.values_list("subject", flat=True))
            assert_all_lists_equal_the_world(town, member.nsid, groups=groups)
        assert Stream.objects.filter(kind=Stream.Kind.POOL, trouble="").count() >= GROUPS
        assert backdoor.calls() > 30
        assert not FlickrConnection.objects.exclude(refused_at=None).exists()
