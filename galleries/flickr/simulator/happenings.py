"""What members do all day: a seeded mix of uploads, edits, closings, deletions and renamings."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING, Any

from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.uploads import dice

if TYPE_CHECKING:
    from galleries.flickr.simulator.world import World

type Happening = dict[str, Any]  # "do", "nsid", and "id" where it is about one photo
type Deed = Callable[["World", Member, Random], Happening]

VISIBILITIES: tuple[dict[str, bool], ...] = (
    {"public": True},
    {"public": True},
    {"friend": True},
    {"family": True},
    {"friend": True, "family": True},
    {},
)


def happenings(
    world: "World", seed: int, count: int, *, who: Sequence[str] = (), quietly: bool = False
) -> list[Happening]:
    """Do ``count`` things, and say which.

    who      NSIDs, aliases or keys of those who do them; everybody else rests
    quietly  some changes leave the photo's date of change alone, so only a full walk tells them
    """
    chance = dice("happenings", seed)
    members = [world.member(one) for one in who] or world.members
    deeds = [*DEEDS, *QUIET_DEEDS] if quietly else DEEDS
    done: list[Happening] = []
    for _ in range(count):
        [deed] = chance.choices([deed for deed, _ in deeds], [share for _, share in deeds])
        member = world.member(chance.choice(members).nsid)  # as renamed meanwhile
        done.append(deed(world, member, chance))
    return done


def _upload(world: "World", member: Member, chance: Random) -> Happening:
    fields = {"title": _title(chance), "is_public": chance.random() < 0.8}
    return _about(member, "upload", world.upload(member, **fields).id)


def _edit(world: "World", member: Member, chance: Random) -> Happening:
    return _edited(world, member, chance, quietly=False)


def _edit_quietly(world: "World", member: Member, chance: Random) -> Happening:
    return _edited(world, member, chance, quietly=True)


def _edited(world: "World", member: Member, chance: Random, *, quietly: bool) -> Happening:
    id_ = _some_photo(world, member, chance)
    if id_ is None:
        return _upload(world, member, chance)
    tags = tuple(chance.sample(("pier", "quay", "rain", "tide", "九", "late light"), 3))
    fields = {"title": _title(chance), "tags": tags, "licence": chance.randint(0, 16)}
    world.edit(id_, quietly=quietly, **fields)
    return _about(member, "edit", id_)


def _set_visibility(world: "World", member: Member, chance: Random) -> Happening:
    id_ = _some_photo(world, member, chance)
    if id_ is None:
        return _upload(world, member, chance)
    world.set_visibility(id_, **chance.choice(VISIBILITIES))
    return _about(member, "set_visibility", id_)


def _close_quietly(world: "World", member: Member, chance: Random) -> Happening:
    id_ = _some_photo(world, member, chance)
    if id_ is None:
        return _upload(world, member, chance)
    world.set_visibility(id_, quietly=True)
    return _about(member, "set_visibility", id_)


def _change_secrets(world: "World", member: Member, chance: Random) -> Happening:
    id_ = _some_photo(world, member, chance)
    if id_ is None:
        return _upload(world, member, chance)
    world.change_secrets(id_)
    return _about(member, "change_secrets", id_)


def _delete(world: "World", member: Member, chance: Random) -> Happening:
    id_ = _some_photo(world, member, chance)
    if id_ is None:
        return _upload(world, member, chance)
    world.delete(id_)
    return _about(member, "delete", id_)


def _rename(world: "World", member: Member, chance: Random) -> Happening:
    world.rename(member, username=_title(chance), realname=chance.choice(("", "Åse Ø.", "林")))
    return {"do": "rename", "nsid": member.nsid}


def _rename_alias(world: "World", member: Member, chance: Random) -> Happening:
    world.rename_alias(member, f"harbour{chance.randrange(20)}")  # sometimes another's
    return {"do": "rename_alias", "nsid": member.nsid}


def _set_icon(world: "World", member: Member, chance: Random) -> Happening:
    world.set_icon(member, chance.choice((0, 7, 65535)))
    return {"do": "set_icon", "nsid": member.nsid}


DEEDS: list[tuple[Deed, int]] = [
    (_upload, 30),
    (_edit, 30),
    (_set_visibility, 15),
    (_delete, 10),
    (_change_secrets, 6),
    (_rename, 3),
    (_rename_alias, 3),
    (_set_icon, 3),
]
QUIET_DEEDS: list[tuple[Deed, int]] = [(_edit_quietly, 6), (_close_quietly, 6)]


def _some_photo(world: "World", member: Member, chance: Random) -> int | None:
    photos = world.stream(member)
    return photos[chance.randrange(len(photos))].id if len(photos) else None


def _about(member: Member, deed: str, id_: int) -> Happening:
    return {"do": deed, "nsid": member.nsid, "id": id_}


def _title(chance: Random) -> str:
    words = ("Low tide", "Q&amp;A", "42", "", "  two blanks ", "🌅 6 a.m.", "מים", "Pier")
    return f"{chance.choice(words)} {chance.randrange(1000)}".strip()
