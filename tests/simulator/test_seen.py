"""Who is seen in which photo, as photos.people.getList tells."""

from galleries.flickr import details, photos
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.everybody import GONE
from galleries.flickr.simulator.recorded import RecordedWorld
from galleries.flickr.simulator.seen import seen_in
from galleries.flickr.simulator.walk_ons import find_walk_on
from tests.recordings import FOLDER, needs_recordings
from tests.simulator.conftest import Phone
from tests.simulator.readers import flickr_of


def test_some_photos_of_every_member_name_members_walk_ons_and_the_gone(sim: Simulator) -> None:
    ever: set[str] = set()
    for member in sim.world.members:
        theirs = list(sim.world.photos_of(member))[:300]
        named = {photo.id: seen_in(sim.world, photo) for photo in theirs}
        if len(theirs) > 12:
            assert any(named.values()), member.key
            assert not all(named.values()), member.key
        for found in named.values():
            nsids = [one.nsid for one in found]
            assert len(set(nsids)) == len(nsids)
            ever |= set(nsids)
    assert ever & {person.nsid for person in GONE}
    assert ever & {member.nsid for member in sim.world.members}
    assert any(find_walk_on(nsid) for nsid in ever)


def test_our_client_reads_who_is_in_a_photo(sim: Simulator) -> None:
    flickr, gone = flickr_of(sim, "ingrid"), {person.nsid for person in GONE}
    some = [photo for photo in sim.world.photos_of("ingrid") if seen_in(sim.world, photo)]
    boxes = set()
    for photo in some[:60]:
        told = details.get_people(flickr, flickr_id=str(photo.id))
        assert [(one.person.nsid, one.added_by_nsid, one.box_px) for one in told] == [
            (one.nsid, one.added_by, one.box_px) for one in seen_in(sim.world, photo)
        ]
        assert {one.person.nsid for one in told if one.is_deleted} == (
            {one.person.nsid for one in told} & gone
        )
        boxes |= {one.box_px is None for one in told}
    assert boxes == {True, False}
    info = photos.get_info(flickr, flickr_id=str(some[0].id))
    assert info.has_people is True


def test_who_closes_their_account_stays_named_and_is_said_to_be_gone(sim: Simulator) -> None:
    found = ((p, one) for p in sim.world.photos_of("ingrid") for one in seen_in(sim.world, p))
    keys = {member.nsid for member in sim.world.members if member is not sim.world.big_member}
    photo, seen = next((p, one) for p, one in found if one.nsid in keys)
    sim.world.directory.change(seen.nsid, is_deleted=True)
    told = details.get_people(flickr_of(sim, "ingrid"), flickr_id=str(photo.id))
    assert seen.nsid in {one.person.nsid for one in told if one.is_deleted}


def test_a_photo_without_people_and_a_closed_one(sim: Simulator) -> None:
    photo = next(p for p in sim.world.photos_of("ingrid") if not seen_in(sim.world, p))
    assert details.get_people(flickr_of(sim, "ingrid"), flickr_id=str(photo.id)) == ()
    closed = sim.world.upload(sim.world.big_member, is_public=False)
    assert Phone(sim, "yael").call("photos.people.getList", photo_id=closed.id)["code"] == 1


@needs_recordings
def test_of_real_peoples_photos_nothing_is_invented() -> None:
    sim = Simulator(recordings=FOLDER, limit=10**6)
    assert isinstance(sim.world, RecordedWorld)
    member = next(one for one in sim.world.members if one.photo_count > 12)
    assert not any(seen_in(sim.world, photo) for photo in sim.world.photos_of(member))
