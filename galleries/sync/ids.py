"""Many ids in little memory: a million take eight megabytes, not seventy."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator


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
        every = array("q")
        for page in pages:
            every.frombytes(bytes(page))
        self._sorted = array("q", sorted(every))
        self._distinct = sum(
            1 for at, value in enumerate(self._sorted) if at == 0 or value != self._sorted[at - 1]
        )

    def __contains__(self, value: object) -> bool:
        if not isinstance(value, int):
            return False
        at = bisect_left(self._sorted, value)
        return at < len(self._sorted) and self._sorted[at] == value

    def __iter__(self) -> Iterator[int]:
        return iter(self._sorted)

    def __len__(self) -> int:
        return self._distinct
