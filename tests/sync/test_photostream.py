"""A member's photostream, from the first page to the hundredth round."""

import pytest

from galleries.models import OwnerNote, Person, Photo, PhotoTag, Stream
from galleries.sync.engine import work
from tests.simulated import Town
from tests.sync.copies import assert_the_copy_equals_the_world

pytestmark = pytest.mark.django_db


def test_everything_arrives_in_as_few_calls_as_it_can(town: Town) -> None:
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    assert Photo.objects.count() == 1200
    assert_the_copy_equals_the_world(town, big.nsid)
    assert town.calls("people.getPhotos") <= 5
    assert town.calls() <= 1200 / 500 + 2


def test_an_unchanged_stream_costs_one_call_a_round(town: Town) -> None:
    town.join(town.simulator.world.big_member.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    before = town.calls()
    for round_ in range(1, 6):
        town.clock.advance(hours=4)
        town.sync_until_quiet()
        assert town.calls() == before + round_


def test_what_happens_on_flickr_happens_here(town: Town) -> None:
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    photos = list(world.photos_of(big.nsid))
    town.clock.advance(hours=4)
    world.upload(big, title="The new pier", tags=("pier", "new"))
    world.edit(photos[700].id, title="Another name", tags=("quay",))
    world.set_visibility(photos[900].id, public=False)
    calls = town.calls()
    town.sync_until_quiet()
    assert town.calls() == calls + 1, "one call tells all that"
    assert_the_copy_equals_the_world(town, big.nsid)


def test_a_deleted_photo_is_missed_by_the_next_walk_and_asked_about(town: Town) -> None:
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    victim = list(world.photos_of(big.nsid))[10].id
    town.clock.advance(days=8)
    world.delete(victim)
    town.sync_until_quiet()
    photo = Photo.objects.get(pk=victim)
    assert photo.gone_at is not None
    assert town.calls("photos.getInfo") == 1
    assert_the_copy_equals_the_world(town, big.nsid)


def test_when_half_a_stream_is_missing_at_once_nothing_is_hidden_before_a_second_walk(
    town: Town,
) -> None:
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    town.clock.advance(days=8)
    for photo in list(world.photos_of(big.nsid))[:600]:
        world.delete(photo.id)
    town.sync_until_quiet()
    assert Photo.objects.filter(gone_at=None).count() == 1200
    assert Stream.objects.get().missing == 600, "and /sync/ says so"
    town.clock.advance(hours=4)
    town.sync_until_quiet()
    assert_the_copy_equals_the_world(town, big.nsid)
    assert town.calls("photos.getInfo") == 0


def test_a_photo_that_a_walk_overlooked_is_asked_about_and_stays(town: Town) -> None:
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    overlooked = list(world.photos_of(big.nsid))[20].id
    Photo.objects.filter(pk=overlooked).update(missing_at=town.clock())
    Stream.objects.update(walk=Stream.Walk.ASK, due_at=town.clock())
    town.sync_until_quiet()
    photo = Photo.objects.get(pk=overlooked)
    assert photo.missing_at is None
    assert photo.gone_at is None


def test_a_worker_that_dies_in_the_middle_loses_and_doubles_nothing(town: Town) -> None:
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.work_once(slice_s=0)  # one page, then the slice is over
    stream = Stream.objects.get()
    assert stream.next_page == 2
    dead = Stream.objects.claim(stream.pk, now=town.clock())  # and never heard of again
    assert dead is not None
    town.sync_until_quiet()
    assert_the_copy_equals_the_world(town, big.nsid)
    assert town.calls("people.getPhotos") <= 5


def test_two_workers_on_one_stream_write_nothing_twice(town: Town) -> None:
    big = town.simulator.world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    stream_id = Stream.objects.get().pk
    slow = Stream.objects.claim(stream_id, now=town.clock())
    town.clock.advance(seconds=91)
    quick = Stream.objects.claim(stream_id, now=town.clock())
    assert slow is not None
    assert quick is not None
    work(quick, clock=town.clock, slice_s=0)
    assert work(slow, clock=town.clock).pages == 0, "its claim is gone"
    town.sync_until_quiet()
    assert_the_copy_equals_the_world(town, big.nsid)


def test_signing_in_copies_nothing(town: Town) -> None:
    town.sign_in(town.simulator.world.big_member.nsid)
    assert town.work_once() == 0
    assert not Photo.objects.exists()
    assert town.calls() == 0


@pytest.mark.parametrize("count", [0, 30, 31])
def test_streams_of_every_length_end(town: Town, count: int) -> None:
    world = town.simulator.world
    member = next(m for m in world.members if len(list(world.photos_of(m.nsid))) == count)
    town.join(member.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    assert Photo.objects.count() == count
    assert_the_copy_equals_the_world(town, member.nsid)


def test_what_only_the_owner_may_know_stands_in_the_owners_note(town: Town) -> None:
    world = town.simulator.world
    big = world.big_member
    town.join(big.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    for photo in world.photos_of(big.nsid):
        row = Photo.objects.select_related("owner_note").get(pk=photo.id)
        has_place = photo.geo is not None
        assert (row.owner_note.latitude is not None) == has_place
        assert (row.latitude is not None) == (photo.geo is not None and photo.geo.is_public)


def test_running_a_whole_walk_twice_leaves_the_same_rows(town: Town) -> None:
    town.join(town.simulator.world.big_member.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    counts = [m.objects.count() for m in (Person, Photo, PhotoTag, OwnerNote)]
    Stream.objects.update(walked_at=None, due_at=town.clock())
    town.sync_until_quiet()
    assert [m.objects.count() for m in (Person, Photo, PhotoTag, OwnerNote)] == counts
