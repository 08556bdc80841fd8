"""Many ids in little memory: a million take eight megabytes, not seventy."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby

RUN = 50_000  # ids that are sorted at a time


def packed(ids: Iterable[int]) -> bytes:
    """Ids as 64-bit integers in a row."""
    return array("q", ids).tobytes()


def unpacked(data: bytes | memoryview) -> array[int]:
    """What ``packed`` made."""
    ids = array("q")
    ids.frombytes(bytes(data))
    return ids


class Ids:
    """A set of ids, made from packed pages and never changed."""

    def __init__(self, pages: Iterable[bytes | memoryview]) -> None:
        # Sorted in runs and merged: sorting all of them at once would make a million objects.
        runs = [array("q", sorted(run)) for run in _runs(pages)]
        self._sorted = array("q", (value for value, _ in groupby(merge(*runs))))

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, int):
            return False
        at = bisect_left(self._sorted, value)
        return at < len(self._sorted) and self._sorted[at] == value

    def __iter__(self) -> Iterator[int]:
        return iter(self._sorted)

    def __len__(self) -> int:
        return len(self._sorted)


def _runs(pages: Iterable[bytes | memoryview]) -> Iterator[array[int]]:
    run = array("q")
    for page in pages:
        run.frombytes(bytes(page))
        if len(run) >= RUN:
            yield run
            run = array("q")
    yield run
