"""When each photo of a member was uploaded: bursts, by arithmetic, both ways.

A stream is cut into blocks of twenty photos, and a block into a few bursts, as people upload
what they brought home from a walk. Blocks divide the member's years evenly, so the moment of
photo number i, and the photo of a given moment, are found without counting from the start.
Nothing here grows with the number of photos.
"""

import random
from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b

BLOCK = 20


def dice(*parts: object) -> random.Random:
    """A source of chance that is the same for the same parts, in every process."""
    digest = blake2b(repr(parts).encode(), digest_size=8).digest()
    return random.Random(int.from_bytes(digest))  # noqa: S311 - a world, not a secret


@dataclass(frozen=True, slots=True)
class Slot:
    """One photo's place in its block: when, and in which burst."""

    uploaded_at: int
    burst: int
    burst_at: int  # when the burst began
    place: int  # number in the burst
    updated_at: int


@dataclass(frozen=True)
class Uploads:
    """The upload moments of one member's photos, oldest first."""

    seed: int
    member: int
    photo_count: int
    since: int  # year of the first upload
    until: int  # epoch: nothing is uploaded or updated later

    @property
    def _start(self) -> int:
        return int(datetime(self.since, 3, 1, tzinfo=UTC).timestamp())

    @property
    def _blocks(self) -> int:
        return max(1, -(-self.photo_count // BLOCK))

    @property
    def _padding(self) -> int:
        """The first block is the short one, so that the newest photos are always recent."""
        return self._blocks * BLOCK - self.photo_count

    @property
    def _gap(self) -> float:
        return (self.until - self._start) / self._blocks

    def slot(self, index: int) -> Slot:
        block, place = divmod(index + self._padding, BLOCK)
        return self._block(block)[place]

    def index_at(self, moment: int) -> int | None:
        """The photo uploaded in exactly this second."""
        index = self.first_since(moment)
        if index < self.photo_count and self.slot(index).uploaded_at == moment:
            return index
        return None

    def first_since(self, moment: int) -> int:
        """The oldest photo uploaded at this moment or later; ``photo_count`` when there is none."""
        block = int((moment - self._start) // self._gap)
        if block < 0:
            return 0
        if block >= self._blocks:
            return self.photo_count
        moments = [slot.uploaded_at for slot in self._block(block)]
        return max(0, block * BLOCK + bisect_left(moments, moment) - self._padding)

    def by_update(self, rank: int) -> int:
        """The photo that stands at ``rank`` when the latest update comes first.

        A photo's last update falls into the time of its own block, so the order by update is
        the order of the blocks, sorted inside each.
        """
        block, place = divmod(rank, BLOCK)
        block = self._blocks - 1 - block
        order = sorted(self._members_of(block), key=lambda i: self._update_key(i), reverse=True)
        return order[place]

    def rank_by_update(self, index: int) -> int:
        """The inverse of ``by_update``."""
        block = (index + self._padding) // BLOCK
        order = sorted(self._members_of(block), key=lambda i: self._update_key(i), reverse=True)
        return (self._blocks - 1 - block) * BLOCK + order.index(index)

    def updated_since(self, moment: int) -> int:
        """How many photos were last updated at this moment or later."""
        if not self.photo_count:
            return 0
        block = int((moment - self._start) // self._gap)
        if block < 0:
            return self.photo_count
        if block >= self._blocks:
            return 0
        later = (self._blocks - 1 - block) * BLOCK
        return later + sum(1 for i in self._members_of(block) if self.slot(i).updated_at >= moment)

    def _members_of(self, block: int) -> range:
        first = block * BLOCK - self._padding
        return range(max(0, first), first + BLOCK)

    def _update_key(self, index: int) -> tuple[int, int]:
        return self.slot(index).updated_at, index

    def _block(self, block: int) -> tuple[Slot, ...]:
        return _slots(self.seed, self.member, block, self._start + block * self._gap, self._gap)


@lru_cache(maxsize=512)
def _slots(seed: int, member: int, block: int, start: float, gap: float) -> tuple[Slot, ...]:
    """The twenty slots of a block, in rising order of upload, all within its time."""
    chance = dice("block", seed, member, block)
    bursts = chance.choice((1, 2, 2, 3, 3, 4, 5))
    cuts = sorted(chance.sample(range(1, BLOCK), bursts - 1))
    # Bursts begin in the first 97 % of the block; the last one late, so that streams are fresh.
    begins = sorted(chance.uniform(0.0, 0.93) for _ in range(bursts - 1))
    begins.append(chance.uniform(0.94, 0.97))
    step = min(240.0, gap * 0.02 / BLOCK)
    slots: list[Slot] = []
    moment = start
    for burst, begin in enumerate(begins):
        first = 0 if burst == 0 else cuts[burst - 1]
        after = BLOCK if burst == bursts - 1 else cuts[burst]
        burst_at = moment = max(moment + 1, start + begin * gap)
        for place in range(after - first):
            moment += 1 + chance.random() * step
            uploaded_at = int(moment)
            late = chance.random() < 0.4
            reach = (start + gap - 1 - moment) if late else min(90.0, gap * 0.005)
            updated_at = max(
                uploaded_at, min(int(start + gap) - 1, int(moment + chance.random() * reach))
            )
            slots.append(Slot(uploaded_at, burst, int(burst_at), place, updated_at))
    return tuple(slots)
