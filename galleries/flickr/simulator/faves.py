"""Who faved what, and when: the beginning as a pure function, what changed since in the state."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from galleries.flickr.simulator.callers import Caller, sees
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.state import State
from galleries.flickr.simulator.world import World

LOOKED_AT = 240  # the newest photos of a member that others have looked at
ONE_IN = 9  # of them is faved


@dataclass(frozen=True, slots=True, order=True)
class Fave:
    faved_at: int  # epoch
    photo_id: int


class Faves:
    def __init__(self, world: World, state: State) -> None:
        self._world = world
        self._state = state
        self._beginning = lru_cache(maxsize=None)(self._faved_in_the_beginning)

    def of(self, member: Member) -> list[Fave]:
        """Everything a member faved and still does, newest fave first."""
        faves = {fave.photo_id: fave for fave in self._beginning(member.nsid)}
        prefix = f"{member.nsid} "
        for key, document in self._state.items("fave", prefix, f"{prefix}~"):
            photo_id = int(key.removeprefix(prefix))
            faves.pop(photo_id, None)
            if document["at"]:
                faves[photo_id] = Fave(document["at"], photo_id)
        return sorted(faves.values(), reverse=True)

    def add(self, member: Member, photo_id: int, *, at: int) -> None:
        self._state.put("fave", f"{member.nsid} {photo_id}", {"at": at})

    def remove(self, member: Member, photo_id: int) -> None:
        self._state.put("fave", f"{member.nsid} {photo_id}", {"at": 0})

    def _faved_in_the_beginning(self, nsid: str) -> tuple[Fave, ...]:
        """A member looks at the newest photos of everybody else and likes some of them."""
        member = self._world.member(nsid)
        faves = []
        for owner in self._world.members:
            if owner.nsid == nsid:
                continue
            for photo, _ in zip(self._world.stream(owner), range(LOOKED_AT), strict=False):
                if photo.uploaded_at >= self._world.beginning:
                    continue
                digest = blake2b(f"{self._world.seed} {nsid} {photo.id}".encode()).digest()
                if digest[0] % ONE_IN == 0 and sees(Caller(member), photo, owner):
                    later_s = int.from_bytes(digest[1:4]) % (30 * 86_400)
                    at = min(photo.uploaded_at + later_s, self._world.beginning - 1)
                    faves.append(Fave(at, photo.id))
        return tuple(faves)
