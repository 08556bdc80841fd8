"""What tests do with pools: read them, add to them and take out of them."""

import itertools
from typing import Any

from galleries.flickr import pools
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.group_cast import SimGroup
from galleries.flickr.simulator.simphoto import SimPhoto
from tests.simulator.conftest import Phone
from tests.simulator.readers import flickr_of


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


def owner_of(sim: Simulator, photo_id: int) -> str:
    photo = sim.world.photo(photo_id)
    assert photo is not None
    return photo.owner
