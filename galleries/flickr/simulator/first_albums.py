"""The albums that stood when the world began, by seeded dice and without walking a stream."""

from collections.abc import Iterator
from random import Random
from typing import TYPE_CHECKING

from galleries.flickr.simulator.albums import SimAlbum
from galleries.flickr.simulator.listids import ALBUMS, list_id
from galleries.flickr.simulator.members import AlbumPlan, Member
from galleries.flickr.simulator.photos import theme_of, visibility_of
from galleries.flickr.simulator.simphoto import photo_id
from galleries.flickr.simulator.uploads import dice

if TYPE_CHECKING:
    from galleries.flickr.simulator.world import World

LOOKED_AT = 20  # photos, for each one that an album wants


def first_albums(world: "World", member: Member) -> tuple[SimAlbum, ...]:
    """A member's albums in their own order; none of somebody without photos."""
    if not member.photo_count:
        return ()
    plans = member.albums or tuple(_by_theme(world.seed, member))
    return tuple(_album(world, member, place, plan) for place, plan in enumerate(plans))


def _by_theme(seed: int, member: Member) -> Iterator[AlbumPlan]:
    """One album for each place that somebody goes to, and one with what they like best."""
    chance = dice("albums", seed, member.number)
    for theme in member.themes:
        town = theme.place.locality if theme.place else chance.choice(theme.titles)
        note = chance.choice((*theme.notes, ""))
        yield AlbumPlan(town, note, size=chance.randint(3, 24), mood=theme.mood)
    yield AlbumPlan("★", size=5)


def _album(world: "World", member: Member, place: int, plan: AlbumPlan) -> SimAlbum:
    chance = dice("album", world.seed, member.number, place)
    indices = _indices(world, member, plan, chance)
    uploads = world.uploads(member)
    public = [i for i in indices if visibility_of(world.seed, member, i).is_public]
    primary = chance.choice(public or indices)
    moments = {index: uploads.slot(index).uploaded_at for index in indices}
    ids = {index: photo_id(member.number, moment) for index, moment in moments.items()}
    last_s = world.beginning - 1
    created_at = min(min(moments.values()) + chance.randrange(20 * 86_400), last_s)
    return SimAlbum(
        id=list_id(ALBUMS, member.number, place),
        owner=member.nsid,
        title=plan.title,
        description=plan.description,
        primary_id=ids[primary],
        photo_ids=tuple(ids[index] for index in indices),
        created_at=created_at,
        updated_at=min(max(created_at, *moments.values()) + chance.randrange(90 * 86_400), last_s),
        views=chance.randrange(3 * 10 ** chance.randint(1, 4)),
        comments=chance.choice((0, 0, 0, 1, 2, 7)),
    )


def _indices(world: "World", member: Member, plan: AlbumPlan, chance: Random) -> list[int]:
    """Which photos of the stream, in the order of the album; at least one."""
    count = member.photo_count
    size = min(plan.size, count)
    if not (plan.mood or plan.closed):
        chosen = [place * count // size for place in range(size)]
    else:
        start = chance.randrange(count)
        near = (index % count for index in range(start, start + min(count, LOOKED_AT * size)))
        wanted = (index for index in near if _fits(world, member, plan, index))
        chosen = sorted(index for index, _ in zip(wanted, range(size), strict=False)) or [start]
    order = chance.random()
    if order < 0.3:
        chosen.reverse()
    elif order < 0.5:
        chance.shuffle(chosen)
    return chosen


def _fits(world: "World", member: Member, plan: AlbumPlan, index: int) -> bool:
    if plan.closed:
        return not visibility_of(world.seed, member, index).is_public
    theme = theme_of(world.seed, member, world.uploads(member).slot(index))
    here = theme.place.locality if theme.place else ""
    return theme.mood == plan.mood and plan.place in ("", here)
