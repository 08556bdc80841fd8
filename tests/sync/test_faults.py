"""Flickr at its worst: each fault at each call, and in the end a complete copy."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from accounts.models import FlickrConnection
from galleries.flickr.simulator.faults import FAULTS
from galleries.models import CallBudget, Photo, Stream
from tests.simulated import Town
from tests.sync.copies import assert_the_copy_equals_the_world

pytestmark = pytest.mark.django_db

# A token that Flickr says it does not know is asked about once more before anybody is blamed.
PASSING = sorted(FAULTS)


@pytest.fixture
def town(make_town: Callable[..., Town], settings: Settings) -> Town:
    """Sixty photos in pages of twenty-five: three calls for a walk."""
    settings.FLICKR_PER_PAGE = 25
    return make_town(scale=60)


@pytest.mark.parametrize("call", [1, 2, 3])
@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_at_any_call_of_the_first_walk_loses_nothing(
    town: Town, fault: str, call: int
) -> None:
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    for _ in range(call - 1):
        town.work_once(slice_s=0)
    town.simulator.faults.next(fault)
    town.sync_until_quiet()
    assert len(town.simulator.faults) == 0, "it happened"
    assert Photo.objects.count() == 60
    assert_the_copy_equals_the_world(town, big.nsid)
    assert Stream.objects.get().trouble == ""


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_in_a_later_round_loses_nothing(town: Town, fault: str) -> None:
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    photos = list(world.photos_of(big.nsid))
    town.clock.advance(hours=4)
    world.upload(big, title="New")
    world.edit(photos[40].id, title="Another name")
    world.set_visibility(photos[50].id)
    town.simulator.faults.next(fault)
    town.sync_until_quiet()
    assert len(town.simulator.faults) == 0, "it happened"
    assert_the_copy_equals_the_world(town, big.nsid)


@pytest.mark.parametrize("fault", PASSING)
def test_a_storm_of_faults_passes_over(town: Town, fault: str) -> None:
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.simulator.faults.next(fault, times=3)
    for _ in range(200):
        town.work_once()
        town.clock.advance(minutes=5)
    FlickrConnection.objects.update(refused_at=None)  # they may have had to connect again
    town.sync_until_quiet()
    assert_the_copy_equals_the_world(town, big.nsid)


def test_while_flickr_is_away_the_stream_says_so_and_waits(town: Town) -> None:
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.simulator.faults.next("503", times=3)
    town.work_once()
    stream = Stream.objects.get()
    assert stream.trouble == Stream.Trouble.UNAVAILABLE
    assert stream.due_at > town.clock()
    assert stream.claim is None


def test_since_when_it_has_not_gone_well_is_the_moment_of_the_first_failure(town: Town) -> None:
    town.join(town.simulator.world.big_member.nsid, Stream.Kind.PHOTOSTREAM)
    town.simulator.faults.next("503", "half")
    town.work_once()
    first = town.clock()
    town.clock.advance(minutes=30)
    town.work_once()
    stream = Stream.objects.get()
    assert (stream.failures, stream.trouble_at) == (2, first)
    town.sync_until_quiet()
    assert Stream.objects.get().trouble_at is None


def test_over_the_limit_everybody_stops(town: Town) -> None:
    big, other = town.simulator.world.members[:2]
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.join(other.nsid, Stream.Kind.PHOTOSTREAM)
    town.simulator.faults.next("429")
    town.work_once()
    assert town.calls() == 1
    assert town.work_once() == 0 or town.calls() == 1, "nobody calls before the pause is over"
    town.sync_until_quiet()
    assert_the_copy_equals_the_world(town, big.nsid)


@pytest.mark.parametrize(("fault", "reason"), [("code 100", "key"), ("code 96", "signature")])
def test_a_refused_installation_stops_everything_and_blames_no_connection(
    town: Town, fault: str, reason: str
) -> None:
    for member in town.simulator.world.members[:3]:
        town.join(member.nsid, Stream.Kind.PHOTOSTREAM)
    town.simulator.faults.next(fault, times=12)
    for _ in range(10):
        town.work_once()
        town.clock.advance(seconds=20)
    assert town.calls() == 1, "one call found out, and nobody else called"
    assert CallBudget.objects.get().stop == reason
    assert not FlickrConnection.objects.exclude(refused_at=None).exists()
    for _ in range(100):  # the key is mended within some hours
        town.work_once()
        town.clock.advance(minutes=5)
    town.sync_until_quiet()
    assert_the_copy_equals_the_world(town, town.simulator.world.big_member.nsid)
    assert CallBudget.objects.get().stop == ""


def test_a_revoked_token_asks_the_person_to_connect_again_and_loses_nothing(town: Town) -> None:
    big = town.simulator.world.big_member
    user = town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    connection = user.connection
    from accounts.connections import token_of

    town.simulator.revoke(token_of(connection)[0])
    town.clock.advance(hours=4)
    town.work_once()
    connection.refresh_from_db()
    assert connection.refused_at is not None
    assert Stream.objects.get().trouble == Stream.Trouble.RECONNECT
    assert Photo.objects.filter(gone_at=None).count() == 60
    calls = town.calls()
    town.clock.advance(days=2)
    town.work_once()
    assert town.calls() == calls, "nobody calls with a refused token"


def test_another_members_photos_are_never_taken_for_ones_own(town: Town) -> None:
    world = town.simulator.world
    user = town.join(world.big_member.nsid, Stream.Kind.PHOTOSTREAM)
    user.nsid = world.members[3].nsid  # as if Flickr answered with somebody else's list
    user.save()
    town.work_once()
    assert not Photo.objects.exists()
    assert Stream.objects.get().trouble == Stream.Trouble.UNAVAILABLE
