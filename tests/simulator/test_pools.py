"""Pools: what is in them, in which order, for whom; what may be added and taken out."""

import itertools
from collections import Counter
from typing import Any

import pytest

from galleries.flickr import details, photos, pools
from galleries.flickr.errors import NotOnFlickr
from galleries.flickr.records import Visibility
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.group_cast import SimGroup
from galleries.flickr.simulator.oddities import ODDITIES
from galleries.flickr.simulator.simphoto import SimPhoto
from tests.simulator.conftest import Clock, Phone
from tests.simulator.readers import flickr_of
from tests.simulator.test_groups import named


def whole(sim: Simulator, who: str, group: SimGroup) -> list[Any]:
    """All pages of a pool through our own client."""
    flickr = flickr_of(sim, who)
    items: list[Any] = []
    for number in itertools.count(1):
        page = pools.get_photos(flickr, group_nsid=group.nsid, page=number)
        items += page.items
        if number >= page.pages:
            return items
    raise AssertionError


def own(sim: Simulator, who: str, **facts: Any) -> SimPhoto:
    """A new photo of somebody, safe and of the plainest kind."""
    plain = {"content_type": 0, "media": "photo", "safety": 0, "is_public": True}
    return sim.world.upload(who_is(sim, who), **plain | facts)


def who_is(sim: Simulator, who: str) -> str:
    return sim.world.member(who).nsid


def add(sim: Simulator, who: str, group: SimGroup, photo: SimPhoto) -> Any:
    reply = Phone(sim, who, "write").post(
        "groups.pools.add", group_id=group.nsid, photo_id=photo.id
    )
    return reply.get("code", 0)


def remove(sim: Simulator, who: str, group: SimGroup, photo_id: int) -> Any:
    reply = Phone(sim, who, "write").post(
        "groups.pools.remove", group_id=group.nsid, photo_id=photo_id
    )
    return reply.get("code", 0)


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


def owner_of(sim: Simulator, photo_id: int) -> str:
    photo = sim.world.photo(photo_id)
    assert photo is not None
    return photo.owner


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


# Adding and taking out, as members do


def test_an_own_photo_goes_into_the_pool(sim: Simulator) -> None:
    group, photo = named(sim, "After Dark"), own(sim, "ingrid")
    assert add(sim, "ingrid", group, photo) == 0
    assert sim.pools.of(group)[0].photo_id == photo.id
    assert add(sim, "ingrid", group, photo) == 3


REFUSED: list[tuple[str, str, dict[str, Any], int]] = [
    ("yael", "Harbours", {}, 2),
    ("ingrid", "Instant Week", {}, 11),
    ("ingrid", "Forty Doors", {}, 10),
    ("haruka", "Fog", {"media": "video", "uploaded": 120}, 21),
    ("ingrid", "60 seconds", {}, 22),
    ("ingrid", "60 seconds", {"media": "video"}, 23),
    ("max", "Screens", {}, 24),
    ("haruka", "Fog", {"content_type": 1}, 25),
    ("tomas", "Darkroom", {"content_type": 2}, 26),
    ("tomas", "Darkroom", {"content_type": 3}, 8),
    ("ingrid", "Harbours", {"safety": 2}, 27),
    ("haruka", "Fog", {"safety": 1}, 28),
    ("pawel", "Lighthouse", {"geo": None}, 29),
]


@pytest.mark.parametrize(("who", "group", "facts", "code"), REFUSED)
def test_a_pool_says_why_it_does_not_take_a_photo(
    sim: Simulator, clock: Clock, who: str, group: str, facts: dict[str, Any], code: int
) -> None:
    facts = dict(facts)
    waited = facts.pop("uploaded", 0)
    photo = own(sim, who, **facts)
    clock.now += waited
    assert add(sim, who, named(sim, group), photo) == code


def test_a_video_is_taken_once_it_is_ready(sim: Simulator, clock: Clock) -> None:
    group, photo = named(sim, "60 seconds"), own(sim, "ingrid", media="video")
    assert add(sim, "ingrid", group, photo) == 23
    clock.now += 61
    assert add(sim, "ingrid", group, photo) == 0


def test_only_the_owner_adds_a_photo(sim: Simulator) -> None:
    group = named(sim, "Blue Hour")
    assert add(sim, "ingrid", group, own(sim, "haruka")) == 1
    deleted = own(sim, "ingrid")
    sim.world.delete(deleted.id)
    assert add(sim, "ingrid", group, deleted) == 1
    gone = named(sim, "Nobody's")
    sim.groups.leave(gone, sim.world.member("solveig"))
    assert add(sim, "ingrid", gone, own(sim, "ingrid")) == 2


def test_a_moderated_pool_lets_photos_wait_and_no_method_tells_them(sim: Simulator) -> None:
    group, one, other = named(sim, "Fog"), own(sim, "aino"), own(sim, "aino")
    before = list(sim.pools.of(group))
    assert [add(sim, "aino", group, photo) for photo in (one, one, other)] == [6, 7, 6]
    assert sim.pools.pending(group) == [one.id, other.id]
    assert list(sim.pools.of(group)) == before
    sim.pools.decide(group, one.id, approve=True)
    sim.pools.decide(group, other.id, approve=False)
    assert sim.pools.of(group)[0].photo_id == one.id
    assert list(sim.pools.of(group))[1:] == before
    with pytest.raises(KeyError):
        sim.pools.decide(group, other.id, approve=True)
    assert add(sim, "ingrid", group, own(sim, "ingrid")) == 0, "moderators need not wait"


@pytest.mark.parametrize(
    ("group", "who", "most", "window_s"),
    [
        ("Critique", "haruka", 1, 86_400),
        ("Blue Hour", "ingrid", 3, 7 * 86_400),
        ("Darkroom", "tomas", 5, 30 * 86_400),
    ],
)
def test_a_member_may_add_so_many_in_a_while(
    clock: Clock, group: str, who: str, most: int, window_s: int
) -> None:
    # Calls are signed with the real time, from which the clock goes far.
    sim = Simulator(clock=clock, tolerance_s=10**9)
    where, photos_ = named(sim, group), [own(sim, who) for _ in range(most + 1)]
    assert [add(sim, who, where, photo) for photo in photos_] == [0] * most + [5]
    assert sim.pools.remaining(where, sim.world.member(who)) == 0
    remove(sim, who, where, photos_[0].id)
    assert add(sim, who, where, photos_[-1]) == 5, "what is taken out gives no place back"
    clock.now += window_s - 1
    assert add(sim, who, where, photos_[-1]) == 5
    clock.now += 1
    assert add(sim, who, where, photos_[-1]) == 0
    assert sim.pools.remaining(where, sim.world.member(who)) == most - 1


def test_where_so_many_may_stand_at_any_one_time_one_out_is_one_in(sim: Simulator) -> None:
    group, pawel = named(sim, "Lighthouse"), sim.world.member("pawel")
    geo = next(photo.geo for photo in sim.world.photos_of("pawel") if photo.geo)
    left = sim.pools.remaining(group, pawel)
    assert left is not None
    assert 0 < left < 25
    mine = [own(sim, "pawel", geo=geo) for _ in range(left + 1)]
    assert [add(sim, "pawel", group, photo) for photo in mine] == [0] * left + [5]
    assert remove(sim, "pawel", group, mine[0].id) == 0
    assert add(sim, "pawel", group, mine[-1]) == 0


@pytest.mark.parametrize(("who", "most"), [("ingrid", 60), ("tomas", 30)])
def test_a_photo_is_in_so_many_groups_that_set_a_limit(sim: Simulator, who: str, most: int) -> None:
    member, photo = sim.world.member(who), own(sim, who)
    limited: dict[str, Any] = {"throttle_mode": "day", "throttle_count": 9}
    for _ in range(most):
        sim.pools.add(sim.groups.found(member, **limited), photo.id)
    last, free = sim.groups.found(member, **limited), sim.groups.found(member)
    assert add(sim, who, last, photo) == 4
    assert add(sim, who, free, photo) == 0, "groups without a limit do not count"
    sim.pools.remove(sim.pools.pools_with(photo.id)[0], photo.id)
    assert add(sim, who, last, photo) == 0


def test_owners_moderators_and_admins_take_photos_out(sim: Simulator) -> None:
    group = named(sim, "Fog")  # Haruka is admin, Ingrid moderator, Tomáš a member
    theirs = [e.photo_id for e in sim.pools.of(group) if owner_of(sim, e.photo_id) == who_is(
        sim, "meiling")]  # fmt: skip
    assert remove(sim, "tomas", group, theirs[0]) == 3
    codes = [remove(sim, who, group, theirs[n]) for n, who in enumerate(("ingrid", "haruka"))]
    assert codes == [0, 0]
    assert remove(sim, "meiling", group, theirs[2]) == 0
    assert remove(sim, "meiling", group, theirs[2]) == 2
    sim.groups.leave(group, sim.world.member("meiling"))
    assert remove(sim, "meiling", group, theirs[3]) == 0, "the owner, even from outside"
    assert remove(sim, "yael", named(sim, "kitchen"), 1) == 1


def test_adding_needs_a_token_that_may_write(sim: Simulator) -> None:
    group, photo = named(sim, "Blue Hour"), own(sim, "ingrid")
    args = {"group_id": group.nsid, "photo_id": photo.id}
    assert Phone(sim, "ingrid", "read").post("groups.pools.add", **args)["code"] == 99
    assert Phone(sim, "ingrid", "write").call("groups.pools.add", **args)["code"] == 116


def test_our_client_reads_the_groups_to_add_to(sim: Simulator) -> None:
    told = pools.get_groups(flickr_of(sim, "ingrid"))
    names = {group.name for group in told.items}
    theirs = {group.name for group, _ in sim.groups.of(sim.world.big_member)}
    assert theirs - names == {named(sim, "Instant Week").name}


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
