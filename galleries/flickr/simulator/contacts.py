"""Whom a member follows, and what these have uploaded lately."""

from collections.abc import Callable
from dataclasses import dataclass
from heapq import merge
from itertools import islice

from galleries.flickr.simulator.callers import Caller, sees
from galleries.flickr.simulator.members import Member, Relation
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.state import State
from galleries.flickr.simulator.uploads import dice
from galleries.flickr.simulator.world import World

LOOKED_AT = 300  # of the newest photos of each contact: whoever closed more of them shows none


@dataclass(frozen=True, slots=True)
class SimContact:
    """Somebody whom a member follows. One-sided, as on Flickr."""

    nsid: str
    username: str
    realname: str
    path_alias: str
    iconserver: int
    iconfarm: int
    location: str
    friend: bool
    family: bool
    ignored: bool


class Contacts:
    """Relations of the beginning stand with the members; those that changed, in the state."""

    def __init__(self, world: World, state: State) -> None:
        self._world = world
        self._state = state

    # Looking

    def of(self, member: Member) -> list[SimContact]:
        """Everybody whom a member follows, by name."""
        if member.is_deleted:
            return []
        contacts = [_contact(other, relation) for other, relation in self._related(member)]
        return sorted(contacts, key=lambda one: (one.username.casefold(), one.nsid))

    def since(self, member: Member, nsid: str) -> int:
        """When a member began to follow somebody, epoch; as good as any for the beginning."""
        document = self._state.get("contact", f"{member.nsid} {nsid}")
        if document is not None:
            return int(document["at"])
        days = dice("since", self._world.seed, member.nsid, nsid).randrange(2000)
        return self._world.beginning - 86_400 * (days + 1)

    def newest_photos(
        self,
        member: Member,
        count: int = 10,
        *,
        just_friends: bool = False,
        single_photo: bool = False,
        include_self: bool = False,
        shown: Callable[[SimPhoto, Member], bool] | None = None,
    ) -> list[SimPhoto]:
        """The newest photos of a member's contacts, as far as the member may see them.

        just_friends  only of friends and family
        single_photo  only the newest one of each
        include_self  the member's own ones, too
        shown         another rule for what the member may see
        """
        caller = Caller(member)
        may_see = shown or (lambda photo, owner: sees(caller, photo, owner))
        owners = [
            other
            for other, relation in self._related(member)
            if not relation.ignored and (relation.friend or relation.family or not just_friends)
        ]
        if include_self:
            owners.append(self._world.member(member.nsid))
        most = 1 if single_photo else count
        streams: list[list[SimPhoto]] = []
        for owner in owners:
            newest = islice(iter(self._world.stream(owner)), LOOKED_AT)
            streams.append(list(islice((p for p in newest if may_see(p, owner)), most)))
        by_upload = merge(*streams, key=_moment, reverse=True)
        return list(islice(by_upload, count))

    # Changing

    def add(
        self, member: Member, nsid: str, friend: bool = False, family: bool = False
    ) -> SimContact:
        """Follow somebody. Raises KeyError for nobody, ValueError for oneself."""
        other = self._living(nsid)
        if other.nsid == member.nsid:
            raise ValueError("nobody follows themselves")
        relation = Relation(contact=True, friend=friend, family=family)
        self._world.directory.call(member.nsid, other.nsid, relation, at=self._world.now)
        return _contact(other, relation)

    def remove(self, member: Member, nsid: str) -> None:
        """Follow somebody no longer; what was open to them as a friend closes. Raises KeyError."""
        self._existing(member, nsid)
        self._world.directory.call(member.nsid, nsid, None, at=self._world.now)

    def mark(self, member: Member, nsid: str, *, friend: bool, family: bool) -> SimContact:
        """Say whether a contact is a friend or family. Raises KeyError when they are none."""
        other, before = self._existing(member, nsid)
        relation = Relation(contact=True, friend=friend, family=family, ignored=before.ignored)
        at = self.since(member, nsid)
        self._world.directory.call(member.nsid, nsid, relation, at=at)
        return _contact(other, relation)

    def _related(self, member: Member) -> list[tuple[Member, Relation]]:
        now = self._world.member(member.nsid)
        everybody = self._world.directory.related(now)
        return [(other, relation) for other, relation in everybody if relation.contact]

    def _existing(self, member: Member, nsid: str) -> tuple[Member, Relation]:
        for other, relation in self._related(member):
            if other.nsid == nsid:
                return other, relation
        raise KeyError(nsid)

    def _living(self, nsid: str) -> Member:
        other = self._world.directory.living(nsid)
        if other is None:
            raise KeyError(nsid)
        return other


def _contact(other: Member, relation: Relation) -> SimContact:
    return SimContact(
        nsid=other.nsid,
        username=other.username,
        realname=other.realname,
        path_alias=other.path_alias,
        iconserver=other.iconserver,
        iconfarm=other.iconfarm,
        location=other.location,
        friend=relation.friend,
        family=relation.family,
        ignored=relation.ignored,
    )


def _moment(photo: SimPhoto) -> tuple[int, int]:
    return photo.uploaded_at, photo.id
