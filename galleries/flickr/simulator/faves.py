"""Who faved what, and when: the beginning as a pure function, what changed since in the state."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from galleries.flickr.simulator.callers import Caller, sees
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.simphoto import SimPhoto
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

    def has(self, member: Member, photo_id: int) -> bool:
        """Has the member faved this photo, and does still? As ``of`` says, but for one photo."""
        document = self._state.get("fave", f"{member.nsid} {photo_id}")
        if document is not None:
            return bool(document["at"])
        photo = self._world.photo(photo_id)
        return photo is not None and member.nsid in self._likes_in_the_beginning(photo)

    def add(self, member: Member, photo_id: int, *, at: int) -> None:
        self._state.put("fave", f"{member.nsid} {photo_id}", {"at": at})

    def remove(self, member: Member, photo_id: int) -> None:
        self._state.put("fave", f"{member.nsid} {photo_id}", {"at": 0})

    def on(self, photo_id: int) -> list[tuple[str, int]]:
        """Who faved a photo and still does, by NSID, and when; last faved first."""
        photo = self._world.photo(photo_id)
        if photo is None:
            return []
        faved = self._likes_in_the_beginning(photo)
        for key, document in self._state.items("fave"):
            nsid, _, id_ = key.partition(" ")
            if id_ == str(photo_id):
                faved[nsid] = document["at"]
        living = self._world.directory.living
        found = [(nsid, at) for nsid, at in faved.items() if at and living(nsid) is not None]
        return sorted(found, key=lambda one: (one[1], one[0]), reverse=True)

    def since(self, moment: int) -> list[tuple[str, Fave]]:
        """What has been faved since the beginning and since a moment, with who did it."""
        made = []
        for key, document in self._state.items("fave"):
            nsid, _, id_ = key.partition(" ")
            if document["at"] >= max(moment, 1):
                made.append((nsid, Fave(document["at"], int(id_))))
        return made

    def _faved_in_the_beginning(self, nsid: str) -> tuple[Fave, ...]:
        """A member looks at the newest photos of everybody else and likes some of them."""
        everybody = self._world.directory.ever
        member = next((one for one in everybody if one.nsid == nsid), None)
        faves = []
        for owner in everybody:
            if member is None or owner is member:
                continue
            for index in range(max(0, owner.photo_count - LOOKED_AT), owner.photo_count):
                photo = self._world.base(owner, index)
                at = self._liked_at(member, photo, owner)
                if at is not None:
                    faves.append(Fave(at, photo.id))
        return tuple(faves)

    def _likes_in_the_beginning(self, photo: SimPhoto) -> dict[str, int]:
        """When each member faved a photo, by NSID."""
        everybody = self._world.directory.ever
        owner = next(one for one in everybody if one.nsid == photo.owner)
        if photo.index is None or photo.index < owner.photo_count - LOOKED_AT:
            return {}
        then = self._world.base(owner, photo.index)
        moments = (
            (member.nsid, self._liked_at(member, then, owner))
            for member in everybody
            if member.nsid != owner.nsid
        )
        return {nsid: at for nsid, at in moments if at is not None}

    def _liked_at(self, member: Member, photo: SimPhoto, owner: Member) -> int | None:
        """When a member faved a photo of the beginning; None when they did not."""
        if photo.uploaded_at >= self._world.beginning:
            return None
        digest = blake2b(f"{self._world.seed} {member.nsid} {photo.id}".encode()).digest()
        if digest[0] % ONE_IN or not sees(Caller(member), photo, owner):
            return None
        later_s = int.from_bytes(digest[1:4]) % (30 * 86_400)
        return min(photo.uploaded_at + later_s, self._world.beginning - 1)
