"""The galleries that hung when the world began, by seeded dice."""

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from galleries.flickr.simulator.galleries import (
    SimGallery,
    SimGalleryItem,
    api_id,
    may_hang,
)
from galleries.flickr.simulator.listids import GALLERIES, list_id
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.uploads import dice

if TYPE_CHECKING:
    from galleries.flickr.simulator.world import World

EMPTY, FULL = 3, 5  # places of the gallery without photos and of the one with many, in long lists
MANY = 40
TRIES = 6  # for each photo: some are closed, and not everything is safe

TITLES = (
    "Boats I would take home",
    "Light, lent for an evening",
    "Blues",
    "Still looking",
    "光と影",
    "Windows &amp; doors",
    "One hundred harbours",
    "Quiet  rooms",
    "🌧️🌧️🌧️",
    "שקט",
    "What fog does",
    "People who wait",
)
NOTES = (
    "",
    "Nothing of mine: pictures by others that I come back to.",
    'A wall for <a href="https://example.org/walls" rel="noreferrer nofollow">a rainy day</a>.\n\n'
    "<i>More to come.</i>",
    "Tell me when you would rather not hang here &amp; it is gone.",
)
CAPTIONS = (
    "The one that began it.",
    "Look at the rope &lt;3",
    "<b>Left to right:</b> nobody I know",
    'Hangs best beside <a href="https://example.org/next" rel="noreferrer nofollow">the next</a>.',
    "静か",
    "  two blanks in front",
    "🌊",
    "I walked past this place for years.\nNever saw it.",
    "أزرق",
)


def first_galleries(world: "World", member: Member) -> tuple[SimGallery, ...]:
    """A member's galleries, newest first."""
    count = member.gallery_count
    owners = [other for other in world.directory.ever if other.number != member.number]
    owners = [other for other in owners if other.photo_count]
    step_s = min(90, 3000 // max(count, 1)) * 86_400
    galleries = []
    for place in range(count):
        chance = dice("gallery", world.seed, member.number, place)
        created_at = world.beginning - (place + 1) * step_s + chance.randrange(step_s)
        size = _size(place, count, chance)
        items = tuple(_items(world, member, owners, size, chance))
        galleries.append(_gallery(member, place, items, created_at, world.beginning, chance))
    return tuple(galleries)


def _gallery(
    member: Member,
    place: int,
    items: tuple[SimGalleryItem, ...],
    created_at: int,
    until: int,
    chance: Random,
) -> SimGallery:
    again, title = divmod(place, len(TITLES))
    id_ = list_id(GALLERIES, member.number, place)
    return SimGallery(
        api_id=api_id(member, id_),
        id=id_,
        owner=member.nsid,
        title=f"{TITLES[title]} {again + 1}" if again else TITLES[title],
        description=chance.choice(NOTES),
        primary_id=chance.choice(items).photo_id if items else 0,
        items=items,
        created_at=created_at,
        updated_at=min(created_at + chance.randrange(60 * 86_400), until - 1),
        views=chance.randrange(3 * 10 ** chance.randint(1, 3)),
        comments=chance.choice((0, 0, 0, 1, 3)),
    )


def _size(place: int, count: int, chance: Random) -> int:
    if count > len(TITLES):  # so many of them that none is large
        return chance.randint(1, 2)
    if count > FULL and place in (EMPTY, FULL):
        return 0 if place == EMPTY else MANY
    return chance.randint(2, 18)


def _items(
    world: "World", member: Member, owners: list[Member], size: int, chance: Random
) -> Iterator[SimGalleryItem]:
    """Photos of all kinds of others, some with a caption, none twice."""
    hung: set[int] = set()
    for _ in range(size * TRIES):
        if len(hung) == size:
            return
        owner = chance.choice(owners)
        photo = world.base(owner, chance.randrange(owner.photo_count))
        caption = chance.choice(CAPTIONS) if chance.random() < 0.4 else ""
        if photo.id not in hung and may_hang(photo, member.nsid):
            hung.add(photo.id)
            yield SimGalleryItem(photo.id, caption)
