"""A desk in a storm: moderators, web server and workers killed anywhere, answers lost, removals
taken back.

In the end every stored verdict is there, and each removal took effect once or never, as it says.
"""

import random
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from subprocess import Popen

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.actions.desks import open_desk
from galleries.actions.signing import take_back
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.group_cast import MODERATOR
from galleries.models import (
    CallBudget,
    Desk,
    Entry,
    Group,
    Membership,
    OutboxItem,
    Person,
    Photo,
    Role,
    Stream,
    Verdict,
)
from galleries.models.outbox import OPEN
from galleries.sync.desks import settle
from tests.cast import make_photo
from tests.sync.chaos import Storm, free_port, kill
from tests.sync.outbox.test_chaos import FAULTS, impatience, journal, patiently

SEED = 20261129
STORM_S = 20
CALM_S = 240
OWNERS = ("tomas", "marie", "haruka")
PHOTOS = 20  # of each of them
NOW = timezone.now()

Kind, State = Verdict.Kind, Verdict.State


class Office:
    """Aino is a moderator of a group with photos of three others."""

    def __init__(self, sim: Simulator) -> None:
        member = sim.world.member("aino")
        founded = sim.groups.found(sim.world.member("tomas").nsid, name="Everything")
        sim.groups.join(founded, member)
        sim.groups.set_role(founded, member, MODERATOR)
        self.nsid, self.sim_nsid = member.nsid, founded.nsid
        self.group = Group.objects.create(
            nsid=founded.nsid, name="Everything", privacy=Group.Privacy.PUBLIC, told_at=NOW
        )
        self.user = User.objects.create_user(member.nsid, name=member.username)
        token, secret = sim.grant(member.nsid, "write")
        connection = FlickrConnection.objects.create(
            user=self.user, perms="write", sealed_token=seal(token, secret), in_step_since=NOW
        )
        person = Person.objects.create(nsid=member.nsid, username=member.username)
        Membership.objects.create(person=person, group=self.group, role=Role.MODERATOR, told_at=NOW)
        self._fill(sim)
        self.desk: Desk = open_desk(self.group, by=self.user, now=NOW)
        # What the pool holds stands here already: no walk has a part in this story.
        Stream.objects.filter(connection=connection).update(in_step_at=NOW, paused_at=NOW)

    def _fill(self, sim: Simulator) -> None:
        for number, name in enumerate(OWNERS):
            owner = sim.world.member(name)
            person = Person.objects.create(nsid=owner.nsid, username=owner.username)
            shown = [one for one in sim.world.photos_of(owner) if one.is_public and not one.safety]
            for nth, photo in enumerate(shown[:PHOTOS]):
                row = make_photo(person, id=photo.id, visibility=Photo.Visibility.PUBLIC)
                at = int(NOW.timestamp()) - 5_000 + 10 * nth + number
                sim.pools.add(self.sim_nsid, photo.id, at)
                Entry.objects.create(
                    group=self.group,
                    photo=row,
                    owner=person,
                    added_at=datetime.fromtimestamp(at, UTC),
                    told_at=NOW,
                )


class Web:
    """The site, in a process that may be killed while it answers."""

    def __init__(self, storm: Storm, office: Office) -> None:
        client = Client()
        client.force_login(office.user)
        self.session = client.cookies["sessionid"].value
        self.port, self.storm, self.killed = free_port(), storm, 0
        self.address = f"http://127.0.0.1:{self.port}/groups/{office.sim_nsid}/desk/"
        self.process = self._start()

    def kill(self) -> None:
        kill(self.process)
        self.killed += 1
        self.process = self._start()

    def _start(self) -> "Popen[bytes]":
        served = (
            f"--interface wsgi --host 127.0.0.1 --port {self.port} --blocking-threads 2".split()
        )
        return self.storm.start(
            "granian",
            *served,
            "flickrweb.wsgi:application",
            DJANGO_SETTINGS_MODULE="tests.house.served_settings",
            SECRET_KEY=settings.SECRET_KEY,
        )


def enough_happened(storm: Storm, web: Web, killed: int, taken_back: int) -> bool:
    removed = Verdict.objects.filter(kind=Kind.REMOVE, state=State.SENT).count()
    died = storm.killed >= 2 and web.killed >= 2 and killed >= 2
    return died and taken_back >= 1 and removed >= 10


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_no_verdict_is_lost_and_no_entry_is_removed_twice_whoever_dies(tmp_path: Path) -> None:
    chance = random.Random(SEED)  # noqa: S311 - a story, told the same way each time
    with Storm(tmp_path, scale=200, pool_scale=100, chance=chance) as storm:
        office, notes = Office(storm.sim), tmp_path / "notes"
        storm.begin()
        web = Web(storm, office)
        killed, taken_back, patience = 0, 0, 5
        moderator = sit_down(storm, web, office, notes, seed=0)
        began = time.monotonic()
        while time.monotonic() < began + STORM_S or (
            not enough_happened(storm, web, killed, taken_back)
            and time.monotonic() < began + 5 * STORM_S
        ):
            time.sleep(0.3 + 0.7 * chance.random())
            if moderator.poll() is None and stored(notes) >= patience:
                kill(moderator)
                killed += 1
            if moderator.poll() is not None:
                moderator = sit_down(storm, web, office, notes, seed=killed)
                patience = stored(notes) + chance.randrange(3, 9)
            if chance.random() < 0.4:
                storm.backdoor.wish(faults=[chance.choice(FAULTS)], times=1)
            if chance.random() < 0.08:
                storm.kill_one()
            if chance.random() < 0.08:
                web.kill()
            taken_back += take_one_back(office, chance)
            patiently(lose_and_find)
            if chance.random() < 0.3:
                patiently(impatience)
            storm.replace_the_dead()
        storm.backdoor.wish(clear=True)
        ends = time.monotonic() + CALM_S
        while not is_quiet() and time.monotonic() < ends:
            if moderator.poll() is not None:
                moderator = sit_down(storm, web, office, notes, seed=killed)
            patiently(lose_and_find)
            patiently(impatience)
            storm.replace_the_dead()
            time.sleep(0.5)
        calls = journal(storm.flickr)
        assert enough_happened(storm, web, killed, taken_back), (
            storm.killed,
            web.killed,
            killed,
            taken_back,
        )
        assert is_quiet(), Counter(Verdict.objects.values_list("kind", "state"))
        assert_every_stored_verdict_is_there(notes)
        removed = set(
            Verdict.objects.filter(kind=Kind.REMOVE, state=State.SENT).values_list(
                "photo", flat=True
            )
        )
        everything = set(Entry.objects.values_list("photo", flat=True))
        pool = {one.photo_id for one in storm.world().pools.of(office.sim_nsid)}
        assert pool == everything - removed
        effects = [
            (call["caller"], int(call["args"]["photo_id"]))
            for call in calls
            if call["method"] == "groups.pools.remove" and call["took_effect"]
        ]
        assert Counter(effects) == dict.fromkeys(((office.nsid, key) for key in removed), 1)


def sit_down(storm: Storm, web: Web, office: Office, notes: Path, *, seed: int) -> "Popen[bytes]":
    pages = (web.address, web.session)
    return storm.start("tests.sync.outbox.moderator", *pages, office.nsid, str(notes), str(seed))


def stored(notes: Path) -> int:
    """How many verdicts somebody was told of."""
    return len(notes.read_text(encoding="utf-8").splitlines()) if notes.exists() else 0


def take_one_back(office: Office, chance: random.Random) -> int:
    """One of the removals that wait, or are being sent: in time or not."""
    signed = Verdict.objects.filter(kind=Kind.REMOVE, state=State.SIGNED)
    keys = list(signed.values_list("pk", flat=True))
    if not keys or chance.random() < 0.85:
        return 0
    try:
        told = take_back(office.desk, [chance.choice(keys)], by=office.user, now=timezone.now())
    except OperationalError:
        return 0
    return told.in_time


def lose_and_find() -> None:
    FlickrConnection.objects.exclude(refused_at=None).update(refused_at=None)
    CallBudget.objects.update(paused_until=None, pause_s=0)
    settle(now=timezone.now())


def is_quiet() -> bool:
    """Everything is decided, and every removal is over."""
    staged = Verdict.objects.filter(state=State.STAGED)
    on_its_way = Verdict.objects.filter(kind=Kind.REMOVE, state=State.SIGNED)
    new = Entry.objects.filter(decided_at=None, gone_at=None)
    is_open = OutboxItem.objects.filter(state__in=OPEN)
    return not any(rows.exists() for rows in (staged, on_its_way, new, is_open))


def assert_every_stored_verdict_is_there(notes: Path) -> None:
    """As often as somebody was told that it is stored; once more where the telling was lost."""
    told = Counter(notes.read_text(encoding="utf-8").splitlines())
    rows = Verdict.objects.values_list("photo", "kind")
    stored = Counter(f"{photo} {kind}" for photo, kind in rows)
    assert not told - stored
    standing = Counter(Verdict.objects.standing().values_list("photo", "added_at"))
    assert set(standing.values()) == {1}
