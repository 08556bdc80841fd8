"""Activity: what others did to a member's own photos."""

import pytest

from galleries.flickr import activity
from galleries.flickr.simulator import Simulator
from tests.simulator.conftest import Clock, Phone
from tests.simulator.readers import flickr_of

DAY_S = 86_400


def test_our_client_reads_what_happened_as_it_is(sim: Simulator) -> None:
    ingrid = sim.world.big_member
    days = (sim.world.now - sim.world.beginning) // DAY_S + 60
    truth = sim.activity.of(ingrid, sim.world.now - days * DAY_S)
    told = activity.user_photos(flickr_of(sim, "ingrid"), timeframe=f"{days}d")
    assert [item.flickr_id for item in told.items] == [str(item.photo.id) for item in truth][:50]
    assert told.total == len(truth) > 10
    for item, true in zip(told.items, truth, strict=False):
        assert [
            (event.kind, event.person.nsid, int(event.happened_at.timestamp()))
            for event in item.events
        ] == [(event.kind, event.user, event.at) for event in true.events]
    kinds = {event.kind for item in truth for event in item.events}
    assert kinds == {"comment", "fave"}


def test_only_what_others_did_counts_and_the_last_touched_comes_first(
    sim: Simulator, clock: Clock
) -> None:
    mine = [p for p in sim.world.photos_of("ingrid") if p.is_public and not p.safety][:3]
    start = sim.world.now
    clock.now += 10
    sim.comments.add(sim.world.member("yael"), mine[0].id, "first")
    clock.now += 10
    sim.faves.add(sim.world.member("max"), mine[1].id, at=sim.world.now)
    clock.now += 10
    sim.comments.add(sim.world.big_member, mine[2].id, "my own")
    items = sim.activity.of(sim.world.big_member, start)
    assert [item.photo.id for item in items] == [mine[1].id, mine[0].id]
    clock.now += 10
    written = sim.comments.add(sim.world.member("tomas"), mine[0].id, "again")
    items = sim.activity.of(sim.world.big_member, start)
    assert [item.photo.id for item in items] == [mine[0].id, mine[1].id]
    assert [event.text for event in items[0].events] == ["first", "again"]
    sim.comments.delete(written.id)
    items = sim.activity.of(sim.world.big_member, start)
    assert [item.photo.id for item in items] == [mine[1].id, mine[0].id]


@pytest.mark.parametrize(("timeframe", "count"), [("1h", 1), ("2h", 2), ("2d", 3), ("", 2)])
def test_a_time_frame_looks_so_far_back(clock: Clock, timeframe: str, count: int) -> None:
    sim = Simulator(clock=clock, tolerance_s=10**9)
    mine = [p for p in sim.world.photos_of("ingrid") if p.is_public and not p.safety][:3]
    for photo, wait_s in zip(mine, (30 * 3600, 5400, 600), strict=True):
        sim.comments.add(sim.world.member("yael"), photo.id, "seen")
        clock.now += wait_s
    reply = Phone(sim, "ingrid").call("activity.userPhotos", timeframe=timeframe)["items"]
    assert (reply["total"], reply["perpage"]) == (count, 10)


def test_pages_hold_fifty_items_at_most(sim: Simulator, clock: Clock) -> None:
    mine = [p for p in sim.world.photos_of("ingrid") if p.is_public and not p.safety][:60]
    for photo in mine:
        sim.comments.add(sim.world.member("yael"), photo.id, "seen")
    phone = Phone(sim, "ingrid")
    pages = [
        phone.call("activity.userPhotos", timeframe="1h", per_page=500, page=n)["items"]
        for n in (1, 2)
    ]
    assert [(len(page["item"]), page["pages"], page["perpage"]) for page in pages] == [
        (50, 2, 50),
        (10, 2, 50),
    ]
    ids = [item["id"] for page in pages for item in page["item"]]
    assert len(set(ids)) == 60
