"""Ids of albums and galleries: 17 digits, as on Flickr, and the number of the owner is in them."""

from collections.abc import Iterator

ALBUMS = 72_199_990_000_000_000
GALLERIES = 72_199_980_000_000_000
SPAN = 10_000_000_000  # ids of one kind
PER_OWNER = 1_000_000
FIRST_FRESH = 1_000  # those of the beginning stand before it


def list_id(kind: int, owner_number: int, place: int) -> int:
    """The id of somebody's list number ``place``; ``kind`` is ALBUMS or GALLERIES."""
    return kind + owner_number * PER_OWNER + place


def fresh_ids(kind: int, owner_number: int) -> Iterator[int]:
    """Ids for lists made after the beginning, to be tried one after the other."""
    place = FIRST_FRESH
    while True:
        yield list_id(kind, owner_number, place)
        place += 1


def as_id(text: str) -> int:
    """An id as a caller wrote it; 0, which is nobody's, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def owner_number(kind: int, id_: int) -> int | None:
    """Whose list it is, by number; None for the id of something else."""
    return (id_ - kind) // PER_OWNER if 0 <= id_ - kind < SPAN else None
