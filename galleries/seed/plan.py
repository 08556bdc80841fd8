"""How much of what there is in the invented world, and who has it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from math import gcd

MILLION = 1_000_000
FEWEST = 1_000  # photos; with fewer, not every list has something in it

# Of a million photos: (so many people, with so many photos and so many favourites each). All of
# them are members. One has a great deal, most have little.
MEMBERS = (
    (1, 300_000, 300_000),
    (2, 100_000, 50_000),
    (10, 20_000, 60_000),
    (100, 1_500, 20_000),
)
OTHERS = 15_000  # people who are not here, and have what is left
# Photos in each pool.
POOLS = (250_000, 50_000, *[5_000] * 20)
GROUPS = 50  # the first of them with a copied pool
ALBUMS = 300  # of the first member; the others have ALBUMS_OF_OTHERS each
ALBUMS_OF_OTHERS = 10
LARGEST_ALBUM = 5_000
FLICKR_GALLERIES = 500  # all of the first member's
LARGEST_FLICKR_GALLERY = 500
CONTACTS = 1_000  # of the first member
CONTACT_PHOTOS = 5_000

_BITS = 0xFFFFFFFF


def dice(number: int, salt: int, sides: int) -> int:
    """A whole number below ``sides``: always the same for the same number and salt."""
    mixed = (number * 0x9E3779B1 + salt * 0x85EBCA6B) & _BITS
    mixed = ((mixed ^ mixed >> 15) * 0xC2B2AE35) & _BITS
    return (mixed ^ mixed >> 13) % sides


@dataclass(frozen=True)
class Plan:
    """A world of so many photos; everything else is in proportion.

    Photos have numbers from 0, in the order of their upload. Those of one person are scattered
    among all of them.
    """

    photos: int

    def __post_init__(self) -> None:
        if self.photos < FEWEST:
            raise ValueError(f"a world has at least {FEWEST} photos")

    def part(self, of_a_million: int, *, at_least: int = 1) -> int:
        return max(at_least, of_a_million * self.photos // MILLION)

    @cached_property
    def photo_counts(self) -> tuple[int, ...]:
        """How many photos each person has, members first."""
        members = [self.part(photos) for count, photos, _ in MEMBERS for _ in range(count)]
        left, others = self.photos - sum(members), self.part(OTHERS)
        return (*members, *(left // others + (place < left % others) for place in range(others)))

    @cached_property
    def fave_counts(self) -> tuple[int, ...]:
        """How many favourites each member has."""
        return tuple(self.part(faves) for count, _, faves in MEMBERS for _ in range(count))

    @cached_property
    def pool_counts(self) -> tuple[int, ...]:
        return tuple(self.part(photos, at_least=3) for photos in POOLS)

    @property
    def members(self) -> int:
        return len(self.fave_counts)

    def owner_of(self, photo: int) -> int:
        return bisect_right(self._begins, photo * self._back % self.photos) - 1

    def photo_of(self, owner: int, place: int) -> int:
        """The number of somebody's photo; ``place`` counts from 0 below their photo count."""
        return (self._begins[owner] + place) * self._stride % self.photos

    def scattered(self, reader: int, place: int) -> int:
        """Photos of many people, each once while ``place`` is below the number of photos."""
        return (dice(reader, 1, self.photos) + place * self._other_stride) % self.photos

    @cached_property
    def _begins(self) -> list[int]:
        return [0, *accumulate(self.photo_counts[:-1])]

    @cached_property
    def _stride(self) -> int:
        return self._coprime(0.618)

    @cached_property
    def _back(self) -> int:
        return pow(self._stride, -1, self.photos)

    @cached_property
    def _other_stride(self) -> int:
        return self._coprime(0.381)

    def _coprime(self, share: float) -> int:
        stride = int(self.photos * share)
        while gcd(stride, self.photos) > 1:
            stride += 1
        return stride
