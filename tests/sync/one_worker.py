"""One worker of ten, in a process of its own: calls Flickr whenever the budget lets it.

Part of its calls are pages of streams, pulled by the engine. The others are the cheapest
there is, signed and paid for in the same way, some of them for somebody who waits; and now
and then somebody signs in.
"""

import random
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.utils import timezone

from accounts.flickr_login.client import ask_request_token
from accounts.models import FlickrConnection
from accounts.problems import Problem, SignInTrouble
from galleries.flickr.errors import OverLimit
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.journal import Journal
from galleries.models import Stream
from galleries.sync import budget
from galleries.sync.budget import BudgetSpent
from galleries.sync.edge import flickr_for
from galleries.sync.engine import work
from galleries.sync.schedule import due
from tests import simulated
from tests.sync.hours import Hours

SCALE = 200  # photos of the biggest member
SIGN_INS = 0.01  # of what a worker does
PEOPLE = 0.04  # calls for somebody who waits
STREAMS = 0.12
TOLD_TO_WAIT_AT = 120  # its so-many-th deed; the next worker's is half as many later
NEVER = 10**9


def simulator(folder: Path, clock: Callable[[], float]) -> Simulator:
    """Flickr, at the same address in every process. Calls are signed with the real time."""
    flickr = Simulator(folder=folder, clock=clock, tolerance_s=NEVER, scale=SCALE, pool_scale=SCALE)
    flickr.journal = Journal(folder / "journal.jsonl", rotate_at=NEVER)
    return flickr


def live(folder: Path, number: int) -> None:
    """Work until somebody ends this process."""
    hours = Hours(folder / "hours")
    with mock.patch.object(timezone, "now", hours):  # signing in asks what time it is
        worker = Worker(simulator(folder, hours.epoch), hours, number)
        while True:
            try:
                worker.do_something()
            except BudgetSpent:
                hours.rest(number)


class Worker:
    def __init__(self, flickr: Simulator, hours: Hours, number: int) -> None:
        self.simulator = flickr
        self.hours = hours
        self.number = number
        self.deeds = 0
        self.chance = random.Random(number)  # noqa: S311 - a story, told the same way each time
        self.connections = list(FlickrConnection.objects.order_by("pk"))
        for host in ("https://api.flickr.com/", "https://www.flickr.com/"):
            simulated.session().mount(host, flickr.adapter())

    def do_something(self) -> None:
        """Make one call, or a few. Raises BudgetSpent."""
        self.deeds += 1
        if self.deeds == TOLD_TO_WAIT_AT + self.number * TOLD_TO_WAIT_AT // 2:
            self.simulator.faults.next("429")
        what = self.chance.random()
        if what < STREAMS:
            self.pull_a_page()
        elif what < STREAMS + SIGN_INS and not self.simulator.faults.waiting:
            self.sign_in()
        else:
            self.call(somebody_waits=what > 1 - PEOPLE)

    def sign_in(self) -> None:
        try:
            ask_request_token(settings.FLICKR_KEY, settings.FLICKR_SECRET, callback="oob")
        except SignInTrouble as trouble:
            if trouble.problem != Problem.BUSY:
                raise
            raise BudgetSpent(trouble.wait_s or 0) from trouble

    def pull_a_page(self) -> None:
        streams = due(now=self.hours())
        if streams:
            claim = Stream.objects.claim(self.chance.choice(streams), now=self.hours())
            if claim is not None:
                work(claim, clock=self.hours, slice_s=0)

    def call(self, *, somebody_waits: bool) -> None:
        flickr = flickr_for(
            self.chance.choice(self.connections),
            before_call=lambda _: budget.take(now=self.hours(), somebody_waits=somebody_waits),
            clock=self.hours,
        )
        began_at = self.hours()
        try:
            flickr.call("test.null", worker=self.number)
        except OverLimit as busy:
            budget.everybody_waits(because="busy", now=self.hours(), wait_s=busy.wait_s)
        else:
            budget.it_works_again(began_at=began_at)
