"""What stood in the pools at the beginning: small ones as lists, the big one by arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import accumulate
from typing import Protocol

from galleries.flickr.simulator.group_cast import GroupStart, SimEntry
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.photos import base_photo, visibility_of
from galleries.flickr.simulator.pool_rules import content_refusal
from galleries.flickr.simulator.simphoto import owner_and_moment, photo_id
from galleries.flickr.simulator.uploads import Uploads, dice

NEWEST = 20  # photos of each stream that are in no pool yet
CYCLE = 100  # entries after which the same contributors come in the same order again
SHARE = {0: 25, 1: 7, 4: 5, 2: 4, 8: 4, 7: 3, 10: 3, 16: 2, 3: 2}  # of a cycle, by member number


class PoolStart(Protocol):
    """The pool of a group at the beginning; places count from the entry added last."""

    def __len__(self) -> int: ...

    def entry(self, place: int) -> SimEntry: ...

    def place_of(self, photo_id: int) -> int | None:
        """Where a photo stands; None for one that is not in it."""

    def places_of(self, nsid: str) -> Sequence[int]:
        """Where the photos of one member stand, rising."""

    @property
    def owners(self) -> Iterable[str]:
        """NSIDs of those with photos in it."""


class ListedPool:
    """A pool of some hundred photos."""

    def __init__(self, entries: Iterable[tuple[str, SimEntry]]) -> None:
        """entries  with the NSIDs of the owners of the photos; in any order, but those of one
        moment in the order of the pool
        """
        entries = sorted(entries, key=lambda one: one[1].added_at, reverse=True)
        self._entries = [entry for _, entry in entries]
        self._places = {entry.photo_id: place for place, entry in enumerate(self._entries)}
        self._by_owner: dict[str, list[int]] = {}
        for place, (owner, _) in enumerate(entries):
            self._by_owner.setdefault(owner, []).append(place)

    def __len__(self) -> int:
        return len(self._entries)

    def entry(self, place: int) -> SimEntry:
        return self._entries[place]

    def place_of(self, photo_id: int) -> int | None:
        return self._places.get(photo_id)

    def places_of(self, nsid: str) -> Sequence[int]:
        return self._by_owner.get(nsid, [])

    @property
    def owners(self) -> Iterable[str]:
        return self._by_owner


@lru_cache(maxsize=256)
def listed_pool(
    seed: int, beginning: int, start: GroupStart, contributors: tuple[Member, ...]
) -> ListedPool:
    """The pool of an invented group: photos of its members that its rules allow."""
    chance = dice("pool", seed, start.group.nsid)
    contributors = tuple(member for member in contributors if member.photo_count)
    wanted = -(-start.entries // max(1, len(contributors)))
    entries: list[tuple[str, SimEntry]] = []
    for member in contributors:
        uploads = Uploads(seed, member.number, member.photo_count, member.since, beginning)
        found = 0
        # The newest stay out, so that they are free for what happens later.
        indices = list(range(member.photo_count - min(NEWEST, member.photo_count // 2)))
        chance.shuffle(indices)
        if start.holds_closed:  # none of the newest there, where they would be met by chance
            indices = [index for index in indices if index < member.photo_count * 0.7]
        for index in indices:
            if found == wanted:
                break
            is_public = visibility_of(seed, member, index).is_public
            if is_public == start.holds_closed:
                continue
            photo = base_photo(seed, member, uploads, index)
            if content_refusal(start.group, photo) is not None:
                continue
            earliest = max(photo.uploaded_at, start.group.created_at) + 60
            added_at = min(earliest + int(chance.random() ** 3 * 400 * 86_400), beginning - 1)
            if earliest < beginning:
                entries.append((member.nsid, SimEntry(photo.id, added_at)))
                found += 1
    return ListedPool(entries[: start.entries])


@dataclass(frozen=True, slots=True)
class Slots:
    """A contributor's places in a cycle, and which of their photos stand there.

    The q-th of them is the photo of rank ``skip + q * step``, counted from the newest.
    """

    uploads: Uploads
    member: Member
    places: tuple[int, ...]

    def step(self, cycles: int) -> int:
        needed = (cycles + 1) * len(self.places) + 2
        return max(1, (self.member.photo_count - NEWEST) // needed)

    def skip(self, cycles: int) -> int:
        """So many of the newest stay out, so that none is added before it was uploaded."""
        return NEWEST + (len(self.places) + 2) * self.step(cycles)


class BigPool:
    """A pool of up to a quarter of a million photos, none of which is kept.

    Entries come in cycles. A place in a cycle belongs to one of those who fill the pool, and
    some also to a member who goes first as long as there are photos that everybody may see.
    So the photo at a place, and the place of a photo, are found without counting.
    """

    def __init__(self, seed: int, beginning: int, count: int, members: Sequence[Member]) -> None:
        self._seed = seed
        self._beginning = beginning
        self._count = count
        self._cycles = -(-count // CYCLE)
        fillers = [member for member in members if member.fills_the_big_pool]
        guests = [member for member in members if member.number in SHARE and member.photo_count]
        order = list(range(CYCLE))
        dice("big pool", seed).shuffle(order)
        ends = list(accumulate(SHARE[member.number] for member in guests))
        self._guests = [
            self._slots(member, sorted(order[end - SHARE[member.number] : end]))
            for member, end in zip(guests, ends, strict=True)
        ]
        self._fillers = [
            self._slots(member, range(which, CYCLE, len(fillers)))
            for which, member in enumerate(fillers)
        ]
        self._by_number = {slots.member.number: slots for slots in self._all}
        self._gap_s = int(min((self._pace(slots) for slots in self._all), default=1))

    def __len__(self) -> int:
        return self._count if self._fillers else 0

    @property
    def owners(self) -> Iterable[str]:
        return [slots.member.nsid for slots in self._all]

    def entry(self, place: int) -> SimEntry:
        slots, index = self._guest_at(place) or self._filler_at(place)
        return SimEntry(
            _id_of(slots.uploads, index),
            self._beginning - 60 - place * self._gap_s - self._jitter(place),
        )

    def place_of(self, photo_id: int) -> int | None:
        number, moment = owner_and_moment(photo_id)
        slots = self._by_number.get(number)
        index = None if slots is None else slots.uploads.index_at(moment)
        if slots is None or index is None:
            return None
        rank = slots.member.photo_count - 1 - index - slots.skip(self._cycles)
        if rank < 0:
            return None
        cycle, which = divmod(rank // slots.step(self._cycles), len(slots.places))
        place = cycle * CYCLE + slots.places[which]
        if place >= len(self):
            return None
        # Another photo stands there where steps were passed over, or a guest goes first.
        found = self._guest_at(place) or self._filler_at(place)
        return place if found[0] is slots and found[1] == index else None

    def places_of(self, nsid: str) -> Sequence[int]:
        slots = next((slots for slots in self._all if slots.member.nsid == nsid), None)
        if slots is None:
            return []
        places = (cycle * CYCLE + place for cycle in range(self._cycles) for place in slots.places)
        return [
            place
            for place in places
            if place < len(self) and (self._guest_at(place) or self._filler_at(place))[0] is slots
        ]

    @property
    def _all(self) -> list[Slots]:
        return [*self._guests, *self._fillers]

    @cached_property
    def _guest_of(self) -> dict[int, tuple[Slots, int]]:
        """The guest of each place in a cycle, and which of the guest's places it is."""
        return _by_place(self._guests)

    @cached_property
    def _filler_of(self) -> dict[int, tuple[Slots, int]]:
        return _by_place(self._fillers)

    def _guest_at(self, place: int) -> tuple[Slots, int] | None:
        """Whose photo, by its number in their stream, goes first at a place; None for nobody's."""
        cycle, which = divmod(place, CYCLE)
        if which not in self._guest_of:
            return None
        slots, index = self._index(*self._guest_of[which], cycle)
        if index < 0 or not visibility_of(self._seed, slots.member, index).is_public:
            return None
        return slots, index

    def _filler_at(self, place: int) -> tuple[Slots, int]:
        cycle, which = divmod(place, CYCLE)
        return self._index(*self._filler_of[which], cycle)

    def _index(self, slots: Slots, which: int, cycle: int) -> tuple[Slots, int]:
        nth = cycle * len(slots.places) + which
        rank = slots.skip(self._cycles) + nth * slots.step(self._cycles)
        return slots, slots.member.photo_count - 1 - rank

    def _slots(self, member: Member, places: Iterable[int]) -> Slots:
        uploads = Uploads(
            self._seed, member.number, member.photo_count, member.since, self._beginning
        )
        return Slots(uploads, member, tuple(places))

    def _pace(self, slots: Slots) -> float:
        """Seconds between two entries, at most: with more, photos would be added too early."""
        start = datetime(slots.member.since, 3, 1, tzinfo=UTC).timestamp()
        a_photo_s = (self._beginning - start) / slots.member.photo_count
        return a_photo_s * slots.step(self._cycles) * len(slots.places) / CYCLE

    def _jitter(self, place: int) -> int:
        """So that entries are not as regular as a clock; never as much as the gap."""
        digest = blake2b(b"%d %d" % (self._seed, place), digest_size=4).digest()
        return int.from_bytes(digest) % max(1, self._gap_s)


def fillers_need(count: int) -> int:
    """How many photos each of those who fill the big pool needs for so many entries."""
    each = -(-CYCLE // 3)
    return NEWEST + each + 2 + -(-count // CYCLE) * each


def _id_of(uploads: Uploads, index: int) -> int:
    return photo_id(uploads.member, uploads.slot(index).uploaded_at)


def _by_place(all_slots: Iterable[Slots]) -> dict[int, tuple[Slots, int]]:
    return {
        place: (slots, which) for slots in all_slots for which, place in enumerate(slots.places)
    }
