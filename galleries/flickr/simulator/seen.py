"""Who is seen in which photo: some photos of every member name members, walk-ons and the gone."""

from dataclasses import dataclass

from galleries.flickr.simulator.everybody import GONE
from galleries.flickr.simulator.recorded import RecordedWorld
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.uploads import dice
from galleries.flickr.simulator.walk_ons import walk_on
from galleries.flickr.simulator.world import World

ONE_IN = 6  # of a member's photos names somebody
WALK_ONS = 40  # the first so many are ever seen
LONGEST_PX = 500  # of the file in whose pixels a box is told


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody in a photo. The box, if one was drawn, is x, y, width and height."""

    nsid: str
    added_by: str
    box_px: tuple[int, int, int, int] | None


def seen_in(world: World, photo: SimPhoto) -> tuple[Seen, ...]:
    """In the order in which they were named, the owner or whoever is seen having done so.

    Of real people's photos nothing is invented, and uploads after the beginning name nobody.
    """
    if isinstance(world, RecordedWorld) or photo.index is None or photo.index % ONE_IN != 1:
        return ()
    chance = dice("seen", world.seed, photo.id)
    members = [one.nsid for one in world.directory.ever]
    crowd = [walk_on(number).nsid for number in range(WALK_ONS)]
    gone = [one.nsid for one in GONE]
    found: dict[str, Seen] = {}
    for _ in range(chance.choice((1, 1, 2, 4))):
        nsid = chance.choice(chance.choices((members, crowd, gone), (70, 25, 5))[0])
        added_by = photo.owner if chance.random() < 0.8 else nsid
        found.setdefault(nsid, Seen(nsid, added_by, _box(photo, chance.random())))
    return tuple(found.values())


def size_px(photo: SimPhoto) -> tuple[int, int]:
    """Width and height of the file in whose pixels boxes are told."""
    longest = max(photo.width, photo.height, 1)
    return photo.width * LONGEST_PX // longest, photo.height * LONGEST_PX // longest


def _box(photo: SimPhoto, roll: float) -> tuple[int, int, int, int] | None:
    if roll < 0.5:
        return None
    width, height = size_px(photo)
    return int(width * (roll - 0.5)), int(height * (1 - roll)), width // 8, height // 6
