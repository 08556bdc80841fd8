"""Flickr as it is every day: lists that are not quite right, and in the end a complete copy."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import Settings

from accounts.models import FlickrConnection
from galleries.flickr.simulator.eras import Era
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.oddities import ODDITIES
from galleries.models import CallBudget, Person, Photo, Stream
from tests.simulated import Town
from tests.sync.copies import assert_the_copy_equals_the_world

pytestmark = pytest.mark.django_db

OLD_ERAS: list[Era] = ["2013", "2018"]
COMBINATIONS = [
    ("2018", ("shuffled", "short pages")),
    ("2013", ("repeated items", "drifting totals", "pages too large")),
    ("today", ("repeated page", "drifting totals", "pages too large")),
    ("2018", ("stale pages", "shuffled", "repeated items")),
]


@pytest.fixture
def town(make_town: Callable[..., Town], settings: Settings) -> Town:
    """Sixty photos in pages of twenty-five: three calls for a walk."""
    settings.FLICKR_PER_PAGE = 25
    return make_town(scale=60)


def days_pass(town: Town, days: float) -> None:
    """Rounds every three hours, as a stream rests at most, and all of its full walks."""
    ends = town.clock() + timedelta(days=days)
    while town.clock() < ends:
        town.clock.advance(hours=3)
        town.sync_until_quiet()


def something_of_everything_happens(town: Town, big: Member) -> None:
    world = town.simulator.world
    photos = list(world.photos_of(big.nsid))
    for n in range(30):
        world.edit(photos[2 * n].id, title=f"Another name {n}")
    world.upload(big, title="New")
    world.set_visibility(photos[1].id)
    world.set_visibility(photos[3].id, public=True)
    world.change_secrets(photos[5].id)
    world.delete(photos[7].id)
    world.rename(big, username="Another name on the screen")


def lives_through(town: Town) -> None:
    """A first walk, a day of news, and the week after it."""
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    days_pass(town, 1)
    assert_the_copy_equals_the_world(town, big.nsid)
    something_of_everything_happens(town, big)
    days_pass(town, 9)
    assert_the_copy_equals_the_world(town, big.nsid)
    assert Person.objects.get(nsid=big.nsid).username == "Another name on the screen"
    assert Stream.objects.get().trouble == ""


@pytest.mark.parametrize("era", OLD_ERAS)
def test_however_numbers_are_typed_the_copy_is_the_same(town: Town, era: Era) -> None:
    town.simulator.era = era
    town.simulator.world.edit(list(town.simulator.world.photos_of("ingrid"))[4].id, title="42")
    lives_through(town)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("oddity", ODDITIES)
def test_lists_that_are_not_quite_right_end_in_a_right_copy(
    town: Town, oddity: str, seed: int
) -> None:
    town.simulator.oddities.seed = seed
    town.simulator.oddities.on(oddity)
    lives_through(town)


@pytest.mark.parametrize(("era", "oddities"), COMBINATIONS)
def test_oddities_come_together(town: Town, era: Era, oddities: tuple[str, ...]) -> None:
    town.simulator.era = era
    for oddity in oddities:
        town.simulator.oddities.on(oddity)
    lives_through(town)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("oddity", ODDITIES)
def test_no_photo_of_ones_own_ever_looks_gone_because_a_list_is_odd(
    town: Town, oddity: str, seed: int
) -> None:
    town.simulator.oddities.seed = seed
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    town.simulator.oddities.on(oddity)
    for _ in range(4):
        Stream.objects.update(walked_at=None, due_at=town.clock())  # a full walk
        town.sync_until_quiet()
        assert Photo.objects.filter(gone_at=None, missing_at=None).count() == 60


def test_lists_that_are_short_by_their_own_count_hide_nothing_however_often(town: Town) -> None:
    """Half of each page is left out, and the total says so: no proof that anything is gone."""
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    town.simulator.oddities.on("short pages", 0.5)
    for _ in range(4):
        town.clock.advance(hours=2)
        Stream.objects.update(walked_at=None, due_at=town.clock())
        town.sync_until_quiet()
        assert not Photo.objects.exclude(gone_at=None).exists()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("oddity", ODDITIES)
def test_the_news_of_one_round_are_all_read(town: Town, oddity: str, seed: int) -> None:
    town.simulator.oddities.seed = seed
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    town.simulator.oddities.on(oddity)
    for n, photo in enumerate(list(world.photos_of(big.nsid))):
        world.edit(photo.id, title=f"Another name {n}")
    town.clock.advance(hours=4)
    town.sync_until_quiet()
    town.simulator.oddities.off()
    days_pass(town, 1)
    assert_the_copy_equals_the_world(town, big.nsid)


def test_a_closing_with_an_old_date_is_seen_by_the_next_full_walk(town: Town) -> None:
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    photos = [photo for photo in world.photos_of(big.nsid) if photo.is_public]
    town.clock.advance(hours=4)
    world.set_visibility(photos[20].id, quietly=True)
    world.edit(photos[30].id, quietly=True, title="Another name")
    days_pass(town, 8)
    assert_the_copy_equals_the_world(town, big.nsid)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_members_do_arrives_here(town: Town, seed: int) -> None:
    world = town.simulator.world
    big, other = world.members[:2]
    for member in (big, other):
        town.join(member.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    for round_ in range(4):
        town.clock.advance(hours=3)
        who = (big.nsid, other.nsid)
        world.happenings(100 * seed + round_, 12, who=who, quietly=True)
        town.sync_until_quiet()
    days_pass(town, 9)
    for member in (big, other):
        assert_the_copy_equals_the_world(town, member.nsid)


# What no repetition mends


def test_an_hour_of_wrong_clock_stops_all_calls_and_blames_no_connection(town: Town) -> None:
    members = town.simulator.world.members[:3]
    for member in members:
        town.join(member.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    town.clock.advance(hours=4)
    town.simulator.faults.next("timestamp", times=10_000)
    before = town.calls()
    for _ in range(180):  # an hour, a tick every twenty seconds
        town.work_once()
        town.clock.advance(seconds=20)
    assert town.calls() - before <= 5, "a probe now and then, and nobody else"
    assert CallBudget.objects.get().stop == "clock"
    assert not FlickrConnection.objects.exclude(refused_at=None).exists()
    assert set(Stream.objects.values_list("trouble", flat=True)) <= {"", "installation"}
    town.simulator.faults.clear()
    town.sync_until_quiet()
    assert CallBudget.objects.get().stop == ""
    for member in members:
        assert_the_copy_equals_the_world(town, member.nsid)


@pytest.mark.parametrize("refusal", ["code 99", "code 99 signed out"])
def test_a_refusal_nobody_understands_waits_for_hours_and_blames_no_connection(
    town: Town, refusal: str
) -> None:
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.simulator.faults.next(refusal)
    town.work_once()
    assert Stream.objects.get().trouble == Stream.Trouble.UNEXPECTED
    assert not FlickrConnection.objects.exclude(refused_at=None).exists()
    town.sync_until_quiet(within=timedelta(hours=7))
    assert_the_copy_equals_the_world(town, big.nsid)


@pytest.mark.parametrize("refusal", ["rejected", "code 98"])
def test_one_refused_call_is_confirmed_before_anybody_has_to_connect_again(
    town: Town, refusal: str
) -> None:
    big = town.simulator.world.big_member
    user = town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.simulator.faults.next(refusal, method="people.getPhotos")
    town.work_once()
    assert town.calls("auth.oauth.checkToken") == 1
    user.connection.refresh_from_db()
    assert user.connection.refused_at is None
    town.sync_until_quiet()
    assert_the_copy_equals_the_world(town, big.nsid)


def test_an_empty_list_of_somebody_else_loses_no_news(town: Town) -> None:
    """Nothing in an empty reply says whose it is; only what it should hold can tell."""
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    world.edit(next(world.photos_of(big.nsid)).id, title="Another name")
    town.clock.advance(hours=4)
    town.simulator.faults.next("empty list")
    town.sync_until_quiet()
    assert len(town.simulator.faults) == 0, "it happened"
    days_pass(town, 1)
    assert_the_copy_equals_the_world(town, big.nsid)


# Members who leave, and names that pass on


def test_a_deleted_account_asks_to_connect_again_and_its_photos_stay_until_somebody_knows(
    town: Town,
) -> None:
    world = town.simulator.world
    big = world.big_member
    user = town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    town.clock.advance(hours=4)
    world.delete_account(big)
    town.work_once()
    user.connection.refresh_from_db()
    assert user.connection.refused_at is not None
    assert Stream.objects.get().trouble == Stream.Trouble.RECONNECT
    calls = town.calls()
    town.clock.advance(days=2)
    town.work_once()
    assert town.calls() == calls, "nobody calls with a token that is gone"
    assert Photo.objects.filter(owner__nsid=big.nsid, gone_at=None).count() == 60


def test_an_alias_that_passes_to_another_member_leads_to_them_alone(town: Town) -> None:
    world = town.simulator.world
    big, other = world.members[:2]
    for member in (big, other):
        town.join(member.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    alias = big.path_alias
    town.clock.advance(hours=4)
    world.rename_alias(other, alias)
    world.upload(other, title="First under the new name")
    town.sync_until_quiet()
    assert Person.objects.get(path_alias=alias).nsid == other.nsid
    assert Person.objects.get(nsid=big.nsid).path_alias == ""
    days_pass(town, 8)
    assert Person.objects.get(path_alias=alias).nsid == other.nsid


def test_an_alias_that_went_before_its_holder_was_read_again_is_not_taken_back(town: Town) -> None:
    world = town.simulator.world
    big, other = world.members[:2]
    town.join(other.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    world.rename_alias(big, other.path_alias)
    world.rename_alias(other, "harbour-of-mine")
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    days_pass(town, 8)
    assert Person.objects.get(nsid=other.nsid).path_alias == "harbour-of-mine"
    assert Person.objects.get(path_alias=other.path_alias).nsid == big.nsid
