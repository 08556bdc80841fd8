"""Stories with a simulated Flickr at the edge: real client, real signatures, real rows.

Only Flickr is simulated, in this process and without a socket. Time stands still unless a
story lets it pass.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
import requests
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.actions.streams import keep_in_step
from galleries.flickr.simulator import Simulator
from galleries.models import Stream
from galleries.sync.engine import work
from galleries.sync.schedule import due

EVERYTHING = tuple(Stream.Kind)

_session = requests.Session()


def session() -> requests.Session:
    """The session that ``settings.FLICKR_SESSION`` names while a story is told."""
    return _session


@dataclass
class Clock:
    """Everybody's clock. ``clock()`` is a moment, ``clock.epoch()`` the same for the simulator."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def __call__(self) -> datetime:
        return self.now

    def epoch(self) -> float:
        return self.now.timestamp()

    def advance(self, **duration: float) -> None:
        self.now += timedelta(**duration)


@dataclass
class Town:
    """A simulated Flickr, and the house beside it."""

    simulator: Simulator
    clock: Clock

    def sign_in(self, nsid: str) -> User:
        """Somebody of the simulated world has signed in here as a guest; nothing is copied."""
        return User.objects.get_or_create(nsid=nsid)[0]

    def join(self, nsid: str, *kinds: Stream.Kind) -> User:
        """Somebody has signed in and pressed "Keep my Flickr in step here".

        kinds  only these streams; by default those of their photos and favourites. For a story
               about all that is kept in step: ``*EVERYTHING``
        """
        user = self.sign_in(nsid)
        token, secret = self.simulator.grant(nsid, "read")
        connection = FlickrConnection.objects.create(
            user=user,
            perms="read",
            sealed_token=seal(token, secret),
            in_step_since=self.clock(),
        )
        keep_in_step(connection, now=self.clock())
        told = kinds or (Stream.Kind.PHOTOSTREAM, Stream.Kind.FAVOURITES)
        connection.streams.exclude(kind__in=told).delete()
        if Stream.Kind.LICENCES not in told:
            Stream.objects.filter(connection=None).delete()
        return user

    def work_once(self, *, slice_s: float = 60) -> int:
        """What is due now gets one slice of work. The number of streams that got it."""
        streams = due(now=self.clock())
        for stream_id in streams:
            claim = Stream.objects.claim(stream_id, now=self.clock())
            if claim is not None:
                work(claim, clock=self.clock, slice_s=slice_s)
        return len(streams)

    def sync_until_quiet(self, *, within: timedelta = timedelta(hours=2)) -> None:
        """Let workers work and time pass until every stream has ended its walk."""
        ends = self.clock.now + within
        while self.clock.now < ends:
            if not self.work_once():
                if not Stream.objects.exclude(walk="", in_step_at__isnull=False).exists():
                    _know_what_is_copied()
                    return
                self.clock.advance(seconds=30)
        troubles = list(Stream.objects.values_list("kind", "trouble", "trouble_detail", "due_at"))
        raise AssertionError(f"not in step after {within}: {troubles}")

    def calls(self, method: str = "") -> int:
        """How many calls Flickr has seen, of one method or of all."""
        return len(self.simulator.journal.calls(method))


def _know_what_is_copied() -> None:
    """What ``galleries.sync.statistics`` does once rows are committed, which a test's never are."""
    if connection.vendor == "postgresql":
        tables = (connection.ops.quote_name(model._meta.db_table) for model in apps.get_models())
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(tables)}")


@pytest.fixture
def make_town(settings: Settings, db: None) -> Iterator[Callable[..., Town]]:
    """Makes a town.

    scale       the number of photos of its biggest member
    pool_scale  the number of photos in its biggest pool
    """

    def make(*, scale: int = 1200, pool_scale: int = 3000) -> Town:
        clock = Clock()
        # Calls are signed with the real time, so a story's clock may be far from the stamp.
        simulator = Simulator(
            clock=clock.epoch, tolerance_s=10**9, scale=scale, pool_scale=pool_scale
        )
        adapter = simulator.adapter()
        for host in ("https://api.flickr.com/", "https://www.flickr.com/"):
            _session.mount(host, adapter)
        settings.FLICKR_SESSION = "tests.simulated.session"
        settings.FLICKR_KEY = simulator.key
        settings.FLICKR_SECRET = simulator.secret
        return Town(simulator, clock)

    yield make
    _session.adapters.clear()


@pytest.fixture
def town(make_town: Callable[..., Town]) -> Town:
    return make_town()
