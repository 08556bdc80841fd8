"""What members do in groups: a seeded mix of coming, going, adding, removing and ruling."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from galleries.flickr.simulator.comment_happenings import TALK_DEEDS
from galleries.flickr.simulator.deeds import Deed, done, words
from galleries.flickr.simulator.group_cast import ADMIN, MEMBER, MODERATOR, PRIVATE, SimGroup
from galleries.flickr.simulator.happenings import Happening
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.uploads import dice
from galleries.flickr.simulator.walk_ons import walk_on

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

WALK_ONS = 5000


def group_happenings(
    sim: "Simulator", seed: int, count: int, who: Sequence[str] = ()
) -> list[Happening]:
    """So many changes of groups, pools, comments and faves, mixed; says what they were.

    who  NSIDs, aliases or keys of those who do them; everybody else rests
    """
    return done(sim, dice("group happenings", seed), count, who, [*GROUP_DEEDS, *TALK_DEEDS])


def _join(sim: "Simulator", member: Member, chance: Random) -> Happening:
    others = [group for group in sim.groups.all() if group.privacy != PRIVATE]
    group = chance.choice(others)
    sim.groups.join(group, member)
    return _about(group, member, "join")


def in_a_group(deed: Callable[["Simulator", SimGroup, Member, Random], str]) -> Deed:
    """Something done in one of a member's groups; who has none joins one."""

    def do(sim: "Simulator", member: Member, chance: Random) -> Happening:
        groups = sim.groups.of(member)
        if not groups:
            return _join(sim, member, chance)
        group, _ = chance.choice(groups)
        return _about(group, member, deed(sim, group, member, chance))

    return do


@in_a_group
def _leave(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    sim.groups.leave(group, member)
    return "leave"


@in_a_group
def _somebody_joins(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    sim.groups.join(group, walk_on(chance.randrange(WALK_ONS)).nsid)
    return "somebody_joins"


@in_a_group
def _somebody_leaves(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    sim.groups.leave(group, chance.choice(sim.groups.members(group)).nsid)
    return "somebody_leaves"


@in_a_group
def _set_role(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    whom = chance.choice([member.nsid, chance.choice(sim.groups.members(group)).nsid])
    sim.groups.set_role(group, whom, chance.choice((MEMBER, MODERATOR, ADMIN)))
    return "set_role"


@in_a_group
def _edit(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    changes: tuple[dict[str, object], ...] = (
        {"name": f"Harbours & {words(chance)}'s"},
        {"rules": f"Be <b>kind</b>. {words(chance)}"},
        {"description": words(chance), "blast": words(chance)},
        {"throttle_mode": chance.choice(("none", "day", "week")), "throttle_count": 4},
        {"restrictions": {"videos_ok": chance.random() < 0.5}},
        {"is_moderated": chance.random() < 0.5},
        {"iconserver": chance.choice((0, 7, 65535))},
    )
    sim.groups.edit(group, **chance.choice(changes))
    return "edit_group"


@in_a_group
def _make_private(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    sim.groups.edit(group, privacy=PRIVATE)
    return "make_group_private"


@in_a_group
def _add(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    stream = sim.world.stream(member)
    photo = chance.choice(stream) if len(stream) else sim.world.upload(member)
    sim.pools.add(group, photo.id)
    return "add_to_pool"


@in_a_group
def _remove(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    pool = sim.pools.of(group)
    if len(pool):
        sim.pools.remove(group, chance.choice(pool).photo_id)
    return "remove_from_pool"


@in_a_group
def _add_again(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    pool = sim.pools.of(group)
    if len(pool):
        photo_id = chance.choice(pool).photo_id
        sim.pools.remove(group, photo_id)
        sim.pools.add(group, photo_id)
    return "add_to_pool_again"


@in_a_group
def _close_photo(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    pool = sim.pools.of(group)
    if len(pool):
        sim.world.set_visibility(chance.choice(pool).photo_id, friend=chance.random() < 0.5)
    return "close_photo_of_pool"


@in_a_group
def _delete_photo(sim: "Simulator", group: SimGroup, member: Member, chance: Random) -> str:
    pool = sim.pools.of(group)
    if len(pool):
        sim.world.delete(chance.choice(pool).photo_id)
    return "delete_photo_of_pool"


def _about(group: SimGroup, member: Member, deed: str) -> Happening:
    return {"do": deed, "nsid": member.nsid, "group": group.nsid}


GROUP_DEEDS: list[tuple[Deed, int]] = [
    (_join, 6),
    (_leave, 4),
    (_somebody_joins, 10),
    (_somebody_leaves, 6),
    (_set_role, 6),
    (_edit, 8),
    (_make_private, 1),
    (_add, 18),
    (_remove, 12),
    (_add_again, 8),
    (_close_photo, 3),
    (_delete_photo, 4),
]
