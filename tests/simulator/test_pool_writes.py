"""Pools: what members put into them and take out of them."""

from typing import Any

import pytest

from galleries.flickr import pools
from galleries.flickr.simulator import Simulator
from tests.simulator.conftest import Clock, Phone
from tests.simulator.pooling import add, own, owner_of, remove, who_is
from tests.simulator.readers import flickr_of
from tests.simulator.test_groups import named


def test_an_own_photo_goes_into_the_pool(sim: Simulator) -> None:
    group, photo = named(sim, "After Dark"), own(sim, "ingrid")
    assert add(sim, "ingrid", group, photo) == 0
    assert sim.pools.of(group)[0].photo_id == photo.id
    assert add(sim, "ingrid", group, photo) == 3


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
