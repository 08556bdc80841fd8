"""Faves: whose they are, whether they were there at the beginning or came since."""

import pytest

from galleries.flickr import comments, favorites, photos
from galleries.flickr.errors import FlickrRefused
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.callers import Caller, sees
from galleries.flickr.simulator.faves import LOOKED_AT
from galleries.flickr.simulator.simphoto import SimPhoto
from tests.recordings import FOLDER, needs_recordings
from tests.simulator.conftest import Clock, Phone
from tests.simulator.readers import flickr_of


def is_faved(sim: Simulator, who: str, photo: SimPhoto) -> bool:
    """As getInfo tells it to them."""
    info = photos.get_info(flickr_of(sim, who), flickr_id=str(photo.id))
    return bool(info.is_favourite)


def visible(sim: Simulator, who: str, owner: str) -> list[SimPhoto]:
    caller, member = Caller(sim.world.member(who)), sim.world.member(owner)
    newest = list(sim.world.stream(member)[:LOOKED_AT])
    return [photo for photo in newest if sees(caller, photo, member)]


@pytest.mark.parametrize(("who", "owner"), [("ingrid", "tomas"), ("tomas", "ingrid")])
def test_asked_about_one_photo_the_faves_are_those_of_the_list(
    sim: Simulator, who: str, owner: str
) -> None:
    member = sim.world.member(who)
    listed = {fave.photo_id for fave in sim.faves.of(member)}
    theirs = list(sim.world.photos_of(owner))
    assert {photo.id for photo in theirs if sim.faves.has(member, photo.id)} == (
        listed & {photo.id for photo in theirs}
    )
    assert listed & {photo.id for photo in theirs}


def test_a_photo_tells_each_caller_whether_they_faved_it(sim: Simulator) -> None:
    seen = visible(sim, "ingrid", "tomas")
    listed = {fave.photo_id for fave in sim.faves.of(sim.world.big_member)}
    told = {photo.id for photo in seen[:80] if is_faved(sim, "ingrid", photo)}
    assert told == {photo.id for photo in seen[:80]} & listed
    assert told
    one = next(photo for photo in seen if photo.id in told)
    assert Phone(sim).call("photos.getInfo", photo_id=one.id)["photo"]["isfavorite"] == 0
    assert not is_faved(sim, "tomas", one), "the owner faves nothing of their own"


def test_a_fave_of_the_beginning_is_taken_back_and_given_again(
    sim: Simulator, clock: Clock
) -> None:
    flickr, member = flickr_of(sim, "ingrid", "write"), sim.world.big_member
    for fave in sim.faves.of(member)[:3] + sim.faves.of(member)[-3:]:
        photo = sim.world.photo(fave.photo_id)
        assert photo is not None
        with pytest.raises(FlickrRefused) as refused:
            favorites.add(flickr, flickr_id=str(photo.id))
        assert refused.value.code == 3
        favorites.remove(flickr, flickr_id=str(photo.id))
        assert not is_faved(sim, "ingrid", photo)
        assert photo.id not in {one.photo_id for one in sim.faves.of(member)}
        with pytest.raises(FlickrRefused) as refused:
            favorites.remove(flickr, flickr_id=str(photo.id))
        assert refused.value.code == 1
        clock.now += 1
        favorites.add(flickr, flickr_id=str(photo.id))
        assert is_faved(sim, "ingrid", photo)
        assert sim.faves.of(member)[0].photo_id == photo.id


def test_photos_of_those_who_fill_the_big_pool_can_be_faved_too(sim: Simulator) -> None:
    flickr, member = flickr_of(sim, "ingrid", "write"), sim.world.big_member
    fillers = {one.nsid for one in sim.world.members if one.fills_the_big_pool}
    pool = sim.pools.of(sim.groups.all()[0])
    found = (sim.world.photo(entry.photo_id) for entry in pool)
    photo = next(one for one in found if one is not None and one.owner in fillers)
    assert not is_faved(sim, "ingrid", photo)
    favorites.add(flickr, flickr_id=str(photo.id))
    assert is_faved(sim, "ingrid", photo)
    newest = favorites.get_list(flickr, per_page=1).items[0]
    assert newest.photo.flickr_id == str(photo.id)
    favers = comments.get_favers(flickr, flickr_id=str(photo.id))
    assert member.nsid in {one.person.nsid for one in favers.items}
    favorites.remove(flickr, flickr_id=str(photo.id))
    assert not is_faved(sim, "ingrid", photo)


@needs_recordings
def test_in_the_recorded_world_both_ways_of_asking_agree() -> None:
    sim = Simulator(recordings=FOLDER, limit=10**6)
    member = next(one for one in sim.world.members if sim.faves.of(one))
    listed = [fave.photo_id for fave in sim.faves.of(member)]
    assert all(sim.faves.has(member, photo_id) for photo_id in listed[:50])
