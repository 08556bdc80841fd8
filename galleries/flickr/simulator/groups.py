"""Groups and who is in them: those of the beginning, with what changed since in the state."""

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from galleries.flickr.simulator.everybody import Everybody, Named
from galleries.flickr.simulator.group_cast import (
    ADMIN,
    MEMBER,
    MODERATOR,
    PRIVATE,
    GroupStart,
    Roles,
    SimGroup,
)
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.state import Document, State
from galleries.flickr.simulator.uploads import dice
from galleries.flickr.simulator.walk_ons import find_walk_on, walk_on
from galleries.flickr.simulator.world import World

FIXED = frozenset({"nsid", "created_at"})


@dataclass(frozen=True, slots=True)
class SimMembership:
    nsid: str
    member_type: int  # 2 member, 3 moderator, 4 admin


class Groups:
    def __init__(
        self,
        world: World,
        state: State,
        clock: Callable[[], float],
        starts: Sequence[GroupStart],
    ) -> None:
        self._world = world
        self._state = state
        self._clock = clock
        self._starts = {start.group.nsid: start for start in starts}
        self._everybody = Everybody(world, state)
        # Nobody of the beginning changes place; who left is passed over.
        self._order = lru_cache(maxsize=None)(self._order_of_the_beginning)

    # Looking

    def all(self) -> list[SimGroup]:
        """All groups that there are, in the order of their founding here."""
        changed = dict(self._state.items("group"))
        nsids = [*self._starts, *(nsid for nsid in changed if nsid not in self._starts)]
        found = (self._group(nsid, changed.get(nsid)) for nsid in nsids)
        return [group for group in found if group is not None]

    def get(self, nsid: str) -> SimGroup | None:
        """The group as it is now, or None when there is none (any more)."""
        return self._group(nsid, self._state.get("group", nsid))

    def by_alias(self, alias: str) -> SimGroup | None:
        return next((group for group in self.all() if alias and group.path_alias == alias), None)

    def start_of(self, nsid: str) -> GroupStart | None:
        """How it was at the beginning; None for one founded since."""
        return self._starts.get(nsid)

    def of(self, member: Member | str) -> list[tuple[SimGroup, int]]:
        """The groups of somebody, each with their membertype."""
        types = ((group, self.member_type(group, member)) for group in self.all())
        return [(group, type_) for group, type_ in types if type_]

    def member_type(self, group: SimGroup | str, member: Member | str | None) -> int:
        """2 member, 3 moderator, 4 admin; 0 for everybody else."""
        nsid = _nsid(member)
        if nsid is None or self._everybody.is_deleted(nsid):
            return 0
        document = self._state.get("membership", f"{_nsid(group)} {nsid}")
        return self._type_by(document, group, nsid)

    def members(self, group: SimGroup | str) -> list[SimMembership]:
        """Everybody in the group, who joined last first."""
        prefix = f"{_nsid(group)} "
        changed = {
            key.removeprefix(prefix): document
            for key, document in self._state.items("membership", prefix, f"{prefix}~")
        }
        joined = [nsid for nsid, document in changed.items() if document["joined"]]
        joined.sort(key=lambda nsid: int(changed[nsid]["joined"]), reverse=True)
        passed_over = {*joined, *self._everybody.deleted()}
        order = [
            *(nsid for nsid in joined if not self._everybody.is_deleted(nsid)),
            *(nsid for nsid in self._order(_nsid(group) or "") if nsid not in passed_over),
        ]
        found = (
            SimMembership(nsid, self._type_by(changed.get(nsid), group, nsid)) for nsid in order
        )
        return [one for one in found if one.member_type]

    def person(self, nsid: str) -> Member | Named | None:
        """Whoever may be in a group, by NSID."""
        return self._everybody.person(nsid)

    def shows_itself_to(self, group: SimGroup, nsid: str | None) -> bool:
        """A private group is there for those who are in it, and for nobody else."""
        return group.privacy != PRIVATE or bool(self.member_type(group, nsid))

    # Changing

    def join(self, group: SimGroup | str, member: Member | str) -> None:
        """Be the newest in a group. Joining twice is the same as once."""
        if not self.member_type(group, member):
            self._write(group, member, MEMBER, joined=True)

    def leave(self, group: SimGroup | str, member: Member | str) -> None:
        """Somebody else takes over from the last admin; the last person takes the group along."""
        if not self.member_type(group, member):
            return
        self._write(group, member, 0, joined=False)
        left = self.members(group)
        if not left:
            self._change(_nsid(group) or "", {"deleted": True})
        elif ADMIN not in {one.member_type for one in left}:
            oldest = max(reversed(left), key=lambda one: one.member_type)
            self.set_role(group, oldest.nsid, ADMIN)

    def set_role(self, group: SimGroup | str, member: Member | str, type_: int) -> None:
        """Raises KeyError for somebody who is not in the group."""
        if type_ not in (MEMBER, MODERATOR, ADMIN):
            raise ValueError(f"there is no membertype {type_}")
        if not self.member_type(group, member):
            raise KeyError(_nsid(member))
        self._write(group, member, type_, joined=None)

    def edit(self, group: SimGroup | str, **fields: Any) -> SimGroup:
        """Change facts of a group; of restrictions, those that are given. Raises KeyError.

        As on Flickr, what is private stays private: opening it raises ValueError.
        """
        before = self.get(_nsid(group) or "")
        if before is None:
            raise KeyError(_nsid(group))
        wrong = fields.keys() - {one.name for one in dataclasses.fields(SimGroup)} | (
            FIXED & fields.keys()
        )
        if wrong:
            raise ValueError(f"these facts of a group cannot be set: {', '.join(sorted(wrong))}")
        if before.privacy == PRIVATE != fields.get("privacy", PRIVATE):
            raise ValueError("a private group cannot be opened")
        if "restrictions" in fields:
            fields["restrictions"] = before.restrictions | fields["restrictions"]
        self._change(before.nsid, fields)
        return dataclasses.replace(before, **_read(fields))

    def found(self, by: Member | str, **fields: Any) -> SimGroup:
        """A new group with one admin. Facts that are not given are as most groups have them."""
        number = self._state.count("founded", "groups")
        nsid = f"{5_000_000 + 977 * number}@N2{number % 10}"
        moment = max(int(self._clock()), self._world.beginning)
        self._change(nsid, {"name": f"Group {number}", "created_at": moment} | fields)
        self._write(nsid, by, ADMIN, joined=True)
        found = self.get(nsid)
        if found is None:
            raise KeyError(nsid)
        return found

    def _group(self, nsid: str, document: Document | None) -> SimGroup | None:
        start = self._starts.get(nsid)
        if document is None:
            return None if start is None else start.group
        if document.get("deleted"):
            return None
        facts = _read(document)
        return (
            SimGroup(nsid=nsid, **facts)
            if start is None
            else dataclasses.replace(start.group, **facts)
        )

    def _change(self, nsid: str, fields: dict[str, Any]) -> None:
        self._state.put("group", nsid, {**(self._state.get("group", nsid) or {}), **fields})

    def _write(
        self, group: SimGroup | str, member: Member | str, type_: int, *, joined: bool | None
    ) -> None:
        """joined  True: in front of the others from now on; None: where they stand already."""
        key = f"{_nsid(group)} {_nsid(member)}"
        place = (self._state.get("membership", key) or {"joined": 0})["joined"]
        if joined is not None:
            place = self._state.count("joined", "groups") if joined else 0
        self._state.put("membership", key, {"type": type_, "joined": place})

    def _type_by(self, document: Document | None, group: SimGroup | str, nsid: str) -> int:
        return int(document["type"]) if document is not None else self._type_then(group, nsid)

    def _type_then(self, group: SimGroup | str, nsid: str) -> int:
        """Somebody's membertype at the beginning."""
        start = self._starts.get(_nsid(group) or "")
        if start is None:
            return 0
        if nsid in start.people:
            return start.people[nsid]
        walk_on_ = find_walk_on(nsid) if start.walk_ons else None
        if walk_on_ is None or walk_on_.number not in start.walk_ons:
            return 0
        rank = walk_on_.number - start.walk_ons.start
        return MODERATOR if rank < start.walk_on_moderators else MEMBER

    def _order_of_the_beginning(self, nsid: str) -> tuple[str, ...]:
        return tuple(_newest_first(self._starts[nsid])) if nsid in self._starts else ()


def _newest_first(start: GroupStart) -> Iterator[str]:
    """Everybody of the beginning: those without a post in any order, and founders last."""
    founders = [nsid for nsid, type_ in start.people.items() if type_ == ADMIN]
    others = [nsid for nsid in start.people if nsid not in founders]
    others += [walk_on(number).nsid for number in start.walk_ons]
    dice("members", start.group.nsid).shuffle(others)
    yield from others
    yield from founders


def _nsid(one: SimGroup | Member | str | None) -> str | None:
    return one if one is None or isinstance(one, str) else one.nsid


def _read(fields: dict[str, Any]) -> dict[str, Any]:
    """Facts of a group as they come out of JSON."""
    return fields | ({"roles": Roles(*fields["roles"])} if "roles" in fields else {})
