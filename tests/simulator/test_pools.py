"""Pools: what is in them, in which order, and for whom."""

import itertools
from collections import Counter

import pytest

from galleries.flickr import details, photos, pools
from galleries.flickr.errors import NotOnFlickr
from galleries.flickr.records import Visibility
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.oddities import ODDITIES
from tests.simulator.conftest import Clock, Phone
from tests.simulator.pooling import own, owner_of, who_is, whole
from tests.simulator.readers import flickr_of
from tests.simulator.test_groups import named

# What is in them


def test_our_client_reads_the_big_pool_as_it_is(sim: Simulator) -> None:
    group = sim.groups.all()[0]
    truth = [(str(entry.photo_id), entry.added_at) for entry in sim.pools.of(group)]
    told = [(i.photo.flickr_id, int(i.added_at.timestamp())) for i in whole(sim, "joaquim", group)]
    assert told == truth
    assert len(truth) == len({photo_id for photo_id, _ in truth}) == 3000
    moments = [at for _, at in truth]
    assert all(one > next_ for one, next_ in itertools.pairwise(moments))


@pytest.mark.parametrize("scale", [0, 60, 1200, 20_000])
def test_no_photo_is_in_a_pool_before_it_was_uploaded(scale: int) -> None:
    sim = Simulator(scale=scale)
    for group in sim.groups.all():
        for entry in sim.pools.of(group):
            photo = sim.world.photo(entry.photo_id)
            assert photo is not None
            assert photo.uploaded_at <= entry.added_at < sim.world.beginning


@pytest.mark.parametrize("count", [0, 1, 100, 3000])
def test_the_big_pool_is_as_big_as_it_is_asked_to_be(count: int) -> None:
    sim = Simulator(pool_scale=count)
    pool = sim.pools.of(sim.groups.all()[0])
    assert len({entry.photo_id for entry in pool}) == len(pool) == count
    assert all(pool.find(entry.photo_id) == place for place, entry in enumerate(pool))


def test_a_quarter_of_a_million_entries_are_found_without_counting() -> None:
    sim = Simulator(pool_scale=250_000)
    group = sim.groups.all()[0]
    pool, phone = sim.pools.of(group), Phone(sim, "ingrid")
    for place in (0, 1, 99, 100, 12_345, 249_999):
        assert pool.find(pool[place].photo_id) == place
    reply = phone.call("groups.pools.getPhotos", group_id=group.nsid, per_page=500, page=500)
    moments = [int(photo["dateadded"]) for photo in reply["photos"]["photo"]]
    assert 490 < len(moments) <= 500
    assert moments == sorted(moments, reverse=True)
    assert moments[-1] > group.created_at


def test_an_empty_pool_has_no_photos_at_all(sim: Simulator) -> None:
    group = named(sim, "Nobody's Pool")
    reply = Phone(sim).call("groups.pools.getPhotos", group_id=group.nsid)
    assert reply["photos"] == {"page": 1, "pages": 0, "perpage": 100, "total": 0}
    assert whole(sim, "ingrid", group) == []


def test_a_pool_shows_what_one_person_added_and_what_has_a_tag(sim: Simulator) -> None:
    group, flickr = named(sim, "Fog"), flickr_of(sim, "haruka")
    mine = pools.get_photos(flickr, group_nsid=group.nsid, user_id=who_is(sim, "haruka"))
    assert {item.photo.owner.nsid for item in mine.items if item.photo.owner} == {
        who_is(sim, "haruka")
    }
    tagged = pools.get_photos(flickr, group_nsid=group.nsid, tag="fog")
    assert 0 < len(tagged.items) < len(sim.pools.of(group))
    reply = Phone(sim).call("groups.pools.getPhotos", group_id=group.nsid, user_id="1@N00")
    assert reply["code"] == 3


def test_a_pool_for_members_is_closed_to_others(sim: Simulator) -> None:
    group = named(sim, "Slipway")
    with pytest.raises(NotOnFlickr) as closed:
        whole(sim, "haruka", group)
    assert closed.value.code == 4
    assert len(whole(sim, "ingrid", group)) == len(sim.pools.of(group))


# Who sees what


def test_in_the_pool_of_a_group_its_members_see_what_is_closed_to_others(sim: Simulator) -> None:
    group = named(sim, "kitchen table")
    seen = whole(sim, "solveig", group)
    closed = [item for item in seen if item.photo.visibility is Visibility.PRIVATE]
    assert len(seen) == len(sim.pools.of(group))
    assert closed
    photo_id = closed[0].photo.flickr_id
    assert photos.get_info(flickr_of(sim, "solveig"), flickr_id=photo_id)
    assert Phone(sim, "haruka").call("photos.getInfo", photo_id=photo_id)["code"] == 1
    sim.groups.leave(group, sim.world.member("solveig"))
    assert Phone(sim, "solveig").call("photos.getInfo", photo_id=photo_id)["code"] == 1


def test_a_photo_that_is_closed_stays_with_the_members_of_its_groups(sim: Simulator) -> None:
    group = named(sim, "Blue Hour")
    photo = own(sim, "haruka")
    sim.pools.add(group, photo.id)
    sim.world.set_visibility(photo.id)
    shown = {who: Phone(sim, who).call("photos.getInfo", photo_id=photo.id)["stat"] for who in
             ("haruka", "yael", "tomas")}  # fmt: skip
    assert shown == {"haruka": "ok", "yael": "ok", "tomas": "fail"}
    first = {who: whole(sim, who, group)[0].photo.flickr_id for who in ("yael", "tomas")}
    assert first["yael"] == str(photo.id) != first["tomas"]
    page = Phone(sim, "tomas").call("groups.pools.getPhotos", group_id=group.nsid)["photos"]
    assert page["total"] == len(sim.pools.of(group)), "cut after paging"
    assert len(page["photo"]) == 99
    sim.pools.remove(group, photo.id)
    assert Phone(sim, "yael").call("photos.getInfo", photo_id=photo.id)["code"] == 1


def test_photostreams_leave_out_what_only_a_group_sees(sim: Simulator) -> None:
    photo = own(sim, "haruka", is_public=False)
    sim.pools.add(named(sim, "Blue Hour"), photo.id)
    nsid = who_is(sim, "haruka")
    reply = Phone(sim, "yael").call("people.getPhotos", user_id=nsid, per_page=10)
    assert str(photo.id) not in {one["id"] for one in reply["photos"]["photo"]}


# What happens to them


def test_a_photo_added_again_stands_in_front_with_a_new_moment(
    sim: Simulator, clock: Clock
) -> None:
    group = named(sim, "Fog")
    before = list(sim.pools.of(group))
    sim.pools.remove(group, before[40].photo_id)
    sim.pools.remove(group, before[2].photo_id)
    assert list(sim.pools.of(group)) == [*before[:2], *before[3:40], *before[41:]]
    clock.now += 60
    sim.pools.add(group, before[40].photo_id)
    now = sim.pools.of(group)
    assert now[0].photo_id == before[40].photo_id
    assert now[0].added_at == int(clock.now)
    assert len(now) == len(before) - 1


def test_what_is_deleted_leaves_every_pool(sim: Simulator) -> None:
    big, joaquim = sim.groups.all()[0], sim.world.member("joaquim")
    theirs = Counter(owner_of(sim, entry.photo_id) for entry in sim.pools.of(big))
    gone = sim.pools.of(big)[17].photo_id
    groups = sim.pools.pools_with(gone)
    assert big in groups
    sim.world.delete(gone)
    assert sim.pools.pools_with(gone) == []
    assert all(sim.pools.of(group).find(gone) is None for group in groups)
    assert len(sim.pools.of(big)) == 2999
    owner = next(iter(theirs - Counter([joaquim.nsid])))
    sim.world.delete_account(joaquim)
    left = {owner_of(sim, entry.photo_id) for entry in sim.pools.of(big)}
    assert owner in left
    assert joaquim.nsid not in left
    assert len(sim.pools.of(big)) >= 2999 - theirs[joaquim.nsid]


def test_neighbours_in_a_pool_are_told(sim: Simulator) -> None:
    group = named(sim, "Blue Hour")
    pool = sim.pools.of(group)
    phone = Phone(sim, "joaquim")
    told = phone.call("groups.pools.getContext", group_id=group.nsid, photo_id=pool[5].photo_id)
    assert told["prevphoto"]["id"] == str(pool[6].photo_id)
    assert told["nextphoto"]["id"] == str(pool[4].photo_id)
    first = phone.call("groups.pools.getContext", group_id=group.nsid, photo_id=pool[0].photo_id)
    assert first["nextphoto"] == {"id": "0"}
    stranger = own(sim, "joaquim")
    args = {"group_id": group.nsid, "photo_id": stranger.id}
    assert phone.call("groups.pools.getContext", **args)["code"] == 2


def test_the_pools_and_albums_of_a_photo_are_told(sim: Simulator) -> None:
    closed, fog = named(sim, "kitchen table"), named(sim, "Fog")
    photo = own(sim, "ingrid")
    flickr = flickr_of(sim, "ingrid")
    reply = Phone(sim).call("photos.getAllContexts", photo_id=photo.id)
    assert reply == {"stat": "ok"}
    for group in (closed, fog):
        sim.pools.add(group, photo.id)
    told = details.get_contexts(flickr, flickr_id=str(photo.id))
    assert {(one.nsid, one.name) for one in told.pools} == {
        (group.nsid, group.name) for group in (closed, fog)
    }
    others = details.get_contexts(flickr_of(sim, "yael"), flickr_id=str(photo.id))
    assert [one.nsid for one in others.pools] == [fog.nsid]
    album = sim.albums.of(sim.world.big_member)[0]
    told = details.get_contexts(flickr, flickr_id=str(album.photo_ids[0]))
    assert str(album.id) in {one.flickr_id for one in told.albums}


@pytest.mark.parametrize("oddity", sorted(ODDITIES))
def test_pools_suffer_the_same_oddities_as_photostreams(sim: Simulator, oddity: str) -> None:
    group = named(sim, "Fog")
    pages = [pools.get_photos(flickr_of(sim, "ingrid"), group_nsid=group.nsid, page=n, per_page=50)
             for n in (1, 2, 3)]  # fmt: skip
    sim.oddities.on(oddity, 1 if oddity in ("stale pages", "short pages") else None)
    odd = [pools.get_photos(flickr_of(sim, "ingrid"), group_nsid=group.nsid, page=n, per_page=50)
           for n in (1, 2, 3)]  # fmt: skip
    assert odd != pages


def test_the_technical_data_is_told_unless_it_is_kept(sim: Simulator) -> None:
    told = [
        (photo, Phone(sim).call("photos.getExif", photo_id=photo.id))
        for photo in sim.world.photos_of("meiling")
        if photo.is_public and not photo.safety
    ]
    hidden = [photo for photo, reply in told if reply.get("code") == 2]
    assert 0 < len(hidden) < len(told) / 2
    exif = details.get_exif(flickr_of(sim, "meiling"), flickr_id=str(hidden[0].id))
    assert exif.tags
    assert {reply["photo"]["camera"] for _, reply in told if "photo" in reply} > {""}


def test_sizes_of_a_pooled_photo_are_told_to_members(sim: Simulator) -> None:
    photo_id = str(sim.pools.of(named(sim, "kitchen"))[0].photo_id)
    assert photos.get_sizes(flickr_of(sim, "solveig"), flickr_id=photo_id)
