"""Every answer that groups.pools.add can give, and what the cast does to get it (API.md 15.2)."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from galleries.flickr import pools
from galleries.flickr.errors import FlickrRefused
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.pool_rules import WORDS
from galleries.flickr.simulator.simphoto import SimPhoto
from tests.simulator.pooling import own
from tests.simulator.readers import flickr_of
from tests.simulator.test_groups import named

type Finds = Callable[[SimPhoto], bool]
type Step = Callable[[Simulator, SimPhoto], None]


def plain(photo: SimPhoto) -> bool:
    """Still, safe, a photograph, and on the map."""
    return _still(photo) and photo.content_type == 0 and not photo.safety and bool(photo.geo)


def screenshot(photo: SimPhoto) -> bool:
    return _still(photo) and photo.content_type == 1 and not photo.safety


def art(photo: SimPhoto) -> bool:
    return _still(photo) and photo.content_type == 2 and not photo.safety


def virtual(photo: SimPhoto) -> bool:
    return _still(photo) and photo.content_type == 3 and not photo.safety


def video(photo: SimPhoto) -> bool:
    return photo.media == "video" and not photo.safety


def moderate(photo: SimPhoto) -> bool:
    return _still(photo) and photo.content_type == 0 and photo.safety == 1


def restricted(photo: SimPhoto) -> bool:
    return _still(photo) and photo.content_type == 0 and photo.safety == 2


def nowhere(photo: SimPhoto) -> bool:
    return _still(photo) and photo.content_type == 0 and not photo.safety and photo.geo is None


def _still(photo: SimPhoto) -> bool:
    return photo.media == "photo"


def nothing(sim: Simulator, photo: SimPhoto) -> None:
    """No step before."""


def in_the_pool(sim: Simulator, photo: SimPhoto) -> None:
    sim.pools.add(named(sim, "Fog"), photo.id)


def in_sixty_groups(sim: Simulator, photo: SimPhoto) -> None:
    for _ in range(60):
        limited = sim.groups.found(photo.owner, throttle_mode="day", throttle_count=9)
        sim.pools.add(limited, photo.id)


def three_this_week(sim: Simulator, photo: SimPhoto) -> None:
    member = sim.world.member(photo.owner)
    for _ in range(3):
        sim.pools.add_as(member, named(sim, "Blue Hour"), own(sim, "ingrid").id)


def already_waiting(sim: Simulator, photo: SimPhoto) -> None:
    with pytest.raises(FlickrRefused):
        put(sim, "ingrid", photo, "Critique")


@dataclass(frozen=True)
class Way:
    """Somebody adds the newest photo of a kind, from another member or their own, to a group."""

    group: str
    who: str = "ingrid"
    kind: Finds = plain
    owner: str = ""
    before: Step = nothing


WAYS: dict[int, Way] = {
    0: Way("Blue Hour"),
    1: Way("Blue Hour", owner="haruka"),
    2: Way("Screens"),
    3: Way("Fog", before=in_the_pool),
    4: Way("Blue Hour", before=in_sixty_groups),
    5: Way("Blue Hour", before=three_this_week),
    6: Way("Critique"),
    7: Way("Critique", before=already_waiting),
    8: Way("Critique", kind=virtual),
    10: Way("Forty Doors"),
    11: Way("Instant Week"),
    21: Way("Fog", kind=video),
    22: Way("60 seconds"),
    24: Way("Screens", who="meiling"),
    25: Way("Fog", kind=screenshot),
    26: Way("Harbours", kind=art),
    27: Way("Harbours", kind=restricted),
    28: Way("Fog", kind=moderate),
    29: Way("Lighthouse", kind=nowhere),
}
NOT_READY = 23


def newest(sim: Simulator, who: str, kind: Finds) -> SimPhoto:
    return next(photo for photo in sim.world.photos_of(who) if kind(photo))


def put(sim: Simulator, who: str, photo: SimPhoto, group: str) -> None:
    flickr = flickr_of(sim, who, "write")
    pools.add(flickr, flickr_id=str(photo.id), group_nsid=named(sim, group).nsid)


def outcome(sim: Simulator, who: str, photo: SimPhoto, group: str) -> tuple[int, str, bool]:
    """The code, or 0 when it stands there; its words; and whether it took effect."""
    try:
        put(sim, who, photo, group)
    except FlickrRefused as refused:
        code, words = refused.code, refused.message
    else:
        code, words = 0, ""
    return code, words, sim.journal.calls("groups.pools.add")[-1].took_effect


def test_every_code_has_its_way() -> None:
    assert {*WAYS, NOT_READY} == {0, *WORDS}


@pytest.mark.parametrize("code", WAYS)
def test_somebody_can_get_every_answer(sim: Simulator, code: int) -> None:
    way = WAYS[code]
    photo = newest(sim, way.owner or way.who, way.kind)
    way.before(sim, photo)
    assert outcome(sim, way.who, photo, way.group) == (code, WORDS.get(code, ""), code in (0, 6))


def test_a_video_is_not_ready_at_once(sim: Simulator) -> None:
    fresh = own(sim, "ingrid", media="video")
    assert outcome(sim, "ingrid", fresh, "60 seconds") == (NOT_READY, WORDS[NOT_READY], False)
