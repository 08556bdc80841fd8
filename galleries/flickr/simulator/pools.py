"""Photos in groups: what is in each pool, last added first, and who may change it."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from galleries.flickr.simulator.group_cast import (
    ADMIN,
    MEMBER,
    MODERATOR,
    GroupStart,
    SimEntry,
    SimGroup,
)
from galleries.flickr.simulator.groups import Groups
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.pool_rules import (
    MOST_GROUPS,
    MOST_GROUPS_OF_PRO,
    NOW_PENDING,
    WINDOWS_S,
    content_refusal,
    is_ready,
    refusal,
)
from galleries.flickr.simulator.pool_starts import (
    BigPool,
    ListedPool,
    PoolStart,
    listed_pool,
)
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.state import Document, State
from galleries.flickr.simulator.streams import skipping
from galleries.flickr.simulator.world import World


class Pool(Sequence[SimEntry]):
    """A pool as it is now: first what was added since the beginning, then the beginning."""

    def __init__(self, fresh: list[SimEntry], start: PoolStart, gone: list[int]) -> None:
        """gone  places of the beginning where nothing stands any more, rising"""
        self._fresh = fresh
        self._start = start
        self._gone = gone

    def __len__(self) -> int:
        return len(self._fresh) + len(self._start) - len(self._gone)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[i] for i in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        if place < len(self._fresh):
            return self._fresh[place]
        return self._start.entry(skipping(place - len(self._fresh), self._gone))

    def find(self, photo_id: int) -> int | None:
        """The place of a photo; None for one that is not here."""
        for place, entry in enumerate(self._fresh):
            if entry.photo_id == photo_id:
                return place
        then = self._start.place_of(photo_id)
        if then is None:
            return None
        gone = bisect_left(self._gone, then)
        is_gone = gone < len(self._gone) and self._gone[gone] == then
        return None if is_gone else len(self._fresh) + then - gone


class Pools:
    def __init__(
        self,
        world: World,
        groups: Groups,
        state: State,
        clock: Callable[[], float],
        *,
        scale: int = 3000,
    ) -> None:
        """scale  photos in the pool of the big group"""
        self._world = world
        self._groups = groups
        self._state = state
        self._clock = clock
        self._scale = scale
        self._starts: dict[str, PoolStart] = {}

    # Looking

    def of(self, group: SimGroup | str) -> Pool:
        """The pool, last added first, made where it is read."""
        nsid = _nsid(group)
        start = self._start(nsid)
        changed = self._changed(nsid)
        fresh = [
            (int(document["at"]), int(document["number"]), photo_id)
            for photo_id, document in changed.items()
            if document["at"] and self._world.photo(photo_id) is not None
        ]
        entries = [SimEntry(photo_id, at) for at, _, photo_id in sorted(fresh, reverse=True)]
        left = {start.place_of(photo_id) for photo_id in changed} | self._deleted(start)
        return Pool(entries, start, sorted(place for place in left if place is not None))

    def has(self, group: SimGroup | str, photo_id: int) -> bool:
        document = self._state.get("entry", _key(group, photo_id))
        here = (
            bool(document["at"])
            if document is not None
            else self._start(_nsid(group)).place_of(photo_id) is not None
        )
        return here and self._world.photo(photo_id) is not None

    def pools_with(self, photo_id: int) -> list[SimGroup]:
        """The groups that a photo is in."""
        return [group for group in self._groups.all() if self.has(group, photo_id)]

    def share(self, photo_id: int, member: Member | str | None) -> bool:
        """Is the photo in the pool of a group that somebody is in? Then they see it."""
        return any(
            self._groups.member_type(group, member) and self.has(group, photo_id)
            for group in self._groups.all()
        )

    def remaining(self, group: SimGroup, member: Member | str) -> int | None:
        """How many photos somebody may still add now; None where nobody counts."""
        nsid = _nsid(member)
        if group.throttle_mode == "ever":
            used = sum(1 for _ in self._entries_of(group, nsid))
        elif group.throttle_mode in WINDOWS_S:
            since = int(self._clock()) - WINDOWS_S[group.throttle_mode]
            prefix = f"{group.nsid} {nsid} "
            used = len(self._state.items("added", f"{prefix}{since + 1:012}", f"{prefix}~"))
        else:
            return None
        return max(0, group.throttle_count - used)

    def pending(self, group: SimGroup | str) -> list[int]:
        """The photos that wait for a decision, the longest waiting first. No API tells them."""
        prefix = f"{_nsid(group)} "
        waiting = self._state.items("pending", prefix, f"{prefix}~")
        waiting.sort(key=lambda item: int(item[1]["number"]))
        return [int(key.removeprefix(prefix)) for key, _ in waiting]

    # Changing, by a back door

    def add(self, group: SimGroup | str, photo_id: int, at: int | None = None) -> None:
        """Put a photo in front, now or at a moment since the beginning; again if it is there."""
        moment = int(self._clock()) if at is None else at
        document = {
            "at": max(moment, self._world.beginning),
            "number": self._state.count("number", "entries"),
        }
        self._state.put("entry", _key(group, photo_id), document)

    def remove(self, group: SimGroup | str, photo_id: int) -> None:
        """Removing twice is the same as once."""
        self._state.put("entry", _key(group, photo_id), {"at": 0, "number": 0})

    def decide(self, group: SimGroup | str, photo_id: int, approve: bool) -> None:
        """What moderators do on the site. Raises KeyError when nothing waits."""
        if self._state.take("pending", _key(group, photo_id)) is None:
            raise KeyError(photo_id)
        if approve:
            self.add(group, photo_id)

    # Changing, as members do

    def add_as(self, member: Member, group: SimGroup | str, photo_id: int | str) -> None:
        """Add an own photo. Raises Fail, also with 6: it then waits for the moderators."""
        photo = self._world.photo(photo_id)
        if photo is None or photo.owner != member.nsid:
            raise refusal(1)
        found = self._groups.get(_nsid(group))
        type_ = 0 if found is None else self._groups.member_type(found, member)
        if found is None or not type_:
            raise refusal(2)
        self._refuse(found, photo, member)
        self._note(found, member)
        if found.is_moderated and type_ == MEMBER:
            waiting = {"number": self._state.count("number", "pending")}
            self._state.put("pending", _key(found, photo.id), waiting)
            raise refusal(NOW_PENDING)
        self.add(found, photo.id)

    def remove_as(self, member: Member, group: SimGroup | str, photo_id: int | str) -> None:
        """Take a photo out: its owner, a moderator or an admin. Raises Fail."""
        found = self._groups.get(_nsid(group))
        if found is None or not self._groups.shows_itself_to(found, member.nsid):
            raise Fail(1, "Group not found")
        photo = self._world.photo(photo_id)
        if photo is None or not self.has(found, photo.id):
            raise Fail(2, "Photo not in pool")
        posts = (MODERATOR, ADMIN)
        if photo.owner != member.nsid and self._groups.member_type(found, member) not in posts:
            raise Fail(3, "Insufficient permission to remove photo")
        self.remove(found, photo.id)

    def _refuse(self, group: SimGroup, photo: SimPhoto, member: Member) -> None:
        if group.throttle_mode == "disabled":
            raise refusal(11)
        if self.has(group, photo.id):
            raise refusal(3)
        if self._state.get("pending", _key(group, photo.id)) is not None:
            raise refusal(7)
        unfit = content_refusal(group, photo)
        if unfit is not None:
            raise unfit
        if not is_ready(photo, now=self._clock()):
            raise refusal(23)
        if group.pool_most and len(self.of(group)) >= group.pool_most:
            raise refusal(10)
        if group.sets_a_limit:
            counted = sum(other.sets_a_limit for other in self.pools_with(photo.id))
            if counted >= (MOST_GROUPS_OF_PRO if member.is_pro else MOST_GROUPS):
                raise refusal(4)
        if self.remaining(group, member) == 0:
            raise refusal(5)

    def _note(self, group: SimGroup, member: Member) -> None:
        """For the throttle; what is removed again does not give the place back."""
        number = self._state.count("number", "added")
        key = f"{group.nsid} {member.nsid} {int(self._clock()):012} {number:08}"
        self._state.put("added", key, {})

    # The beginning

    def _start(self, nsid: str) -> PoolStart:
        if nsid not in self._starts:
            self._starts[nsid] = self._make_start(self._groups.start_of(nsid))
        return self._starts[nsid]

    def _make_start(self, start: GroupStart | None) -> PoolStart:
        if start is None:
            return ListedPool([])
        if start.pool is not None:
            return ListedPool(start.pool)
        world, members = self._world, self._world.directory.ever
        if start.is_big:
            return BigPool(world.seed, world.beginning, self._scale, members)
        inside = tuple(member for member in members if member.nsid in start.people)
        return listed_pool(world.seed, world.beginning, start, inside)

    def _changed(self, nsid: str) -> dict[int, Document]:
        prefix = f"{nsid} "
        items = self._state.items("entry", prefix, f"{prefix}~")
        return {int(key.removeprefix(prefix)): document for key, document in items}

    def _deleted(self, start: PoolStart) -> set[int | None]:
        """Places of photos that their owners deleted, alone or with their account."""
        places: set[int | None] = set()
        for nsid in start.owners:
            owner = self._world.member(nsid)
            if owner.is_deleted:
                places |= set(start.places_of(nsid))
            else:
                places |= {
                    start.place_of(photo_id) for photo_id in self._world.deleted_photos(owner)
                }
        return places

    def _entries_of(self, group: SimGroup, nsid: str) -> Iterable[int]:
        """The photos of one member in a pool, in no order."""
        start = self._start(group.nsid)
        changed = self._changed(group.nsid)
        then = (start.entry(place).photo_id for place in start.places_of(nsid))
        ids = [id_ for id_ in then if id_ not in changed]
        ids += [id_ for id_, document in changed.items() if document["at"]]
        for id_ in ids:
            photo = self._world.photo(id_)
            if photo is not None and photo.owner == nsid:
                yield id_


def _nsid(one: SimGroup | Member | str) -> str:
    return one if isinstance(one, str) else one.nsid


def _key(group: SimGroup | str, photo_id: int) -> str:
    return f"{_nsid(group)} {photo_id}"
