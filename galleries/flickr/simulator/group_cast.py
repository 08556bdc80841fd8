"""The groups of the beginning: each described by one file in ``groups/``, all of them invented."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from galleries.flickr.simulator.members import cast

PRIVATE, INVITE_ONLY, PUBLIC = 1, 2, 3
MEMBER, MODERATOR, ADMIN = 2, 3, 4

# What a pool takes where nothing else is said, in Flickr's order.
RESTRICTIONS = {
    "photos_ok": True,
    "videos_ok": True,
    "images_ok": True,
    "screens_ok": True,
    "art_ok": True,
    "virtual_ok": True,
    "safe_ok": True,
    "moderate_ok": False,
    "restricted_ok": False,
    "has_geo": False,
}


@dataclass(frozen=True, slots=True)
class SimEntry:
    """A photo in a pool."""

    photo_id: int
    added_at: int  # epoch


class Roles(NamedTuple):
    """What a group calls its people."""

    member: str = "Member"
    moderator: str = "Moderator"
    admin: str = "Administrator"


USUAL_ROLES = Roles()


@dataclass(frozen=True, slots=True, kw_only=True)
class SimGroup:
    """A group with all that is true of it, whoever asks."""

    nsid: str
    path_alias: str = ""
    name: str  # plain text
    description: str = ""  # with HTML, as rules and blast
    rules: str = ""
    blast: str = ""
    blast_at: int = 0  # epoch; 0 without one
    privacy: int = PUBLIC
    is_moderated: bool = False
    eighteen_plus: bool = False
    throttle_mode: str = "none"  # "none", "day", "week", "month", "ever" or "disabled"
    throttle_count: int = 0
    restrictions: dict[str, bool] = field(default_factory=lambda: dict(RESTRICTIONS), hash=False)
    roles: Roles = USUAL_ROLES
    iconserver: int = 0
    created_at: int  # epoch
    pool_is_members_only: bool = False
    pool_most: int = 0  # photos in the pool; 0: no end
    topic_count: int = 0

    @property
    def iconfarm(self) -> int:
        return 0 if not self.iconserver else 66 if self.iconserver == 65535 else 6

    @property
    def url_name(self) -> str:
        return self.path_alias or self.nsid

    @property
    def sets_a_limit(self) -> bool:
        """Does it count towards the 30 or 60 groups that one photo may be in?"""
        return self.throttle_mode not in ("none", "disabled")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStart:
    """A group, and who and how much was in it at the beginning."""

    group: SimGroup
    people: dict[str, int] = field(hash=False)  # membertype by NSID
    walk_ons: range = range(0)  # their numbers
    walk_on_moderators: int = 0  # so many of them, the first ones
    entries: int = 0  # photos in the pool
    holds_closed: bool = False  # photos that are not public, in place of public ones
    # The owners' NSIDs with the photos in the pool, where they are known one by one.
    pool: tuple[tuple[str, SimEntry], ...] | None = None
    is_big: bool = False  # its pool has as many photos as the scale of pools says


@cache
def group_cast() -> tuple[GroupStart, ...]:
    """All invented groups, in the order of their numbers."""
    folder = resources.files("galleries.flickr.simulator").joinpath("groups")
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    facts = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return tuple(_start(one) for one in sorted(facts, key=lambda one: int(one["number"])))


def _start(facts: dict[str, Any]) -> GroupStart:
    nsids = {member.key: member.nsid for member in cast()}
    facts = {name: value for name, value in facts.items() if name != "number"}
    first, count = facts.pop("walk_ons", (0, 0))
    mode, most = facts.pop("throttle", ("none", 0))
    people = {nsids[key]: type_ for key, type_ in facts.pop("people").items()}
    moderators = facts.pop("walk_on_moderators", 0)
    entries, closed = facts.pop("entries", 0), facts.pop("closed", False)
    is_big = facts.pop("big", False)
    return GroupStart(
        group=SimGroup(
            throttle_mode=mode,
            throttle_count=most,
            restrictions=RESTRICTIONS | facts.pop("restrictions", {}),
            roles=Roles(*facts.pop("roles", USUAL_ROLES)),
            **facts,
        ),
        people=people,
        walk_ons=range(first, first + count),
        walk_on_moderators=moderators,
        entries=entries,
        holds_closed=closed,
        is_big=is_big,
    )
