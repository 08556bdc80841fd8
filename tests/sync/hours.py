"""Simulated hours that processes share: one moves time on, while all the others rest."""

import json
import mmap
import time
from collections import deque
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

LOOK_EVERY_S = 0.003
HOUR_S = 3600


class Hours:
    """The same moment for every process, and who rests until it is over.

    A file of floating numbers that all of them map into memory: the moment in seconds since
    1970, then for each worker the last moment at which there was nothing left to do. Time
    stands still until everybody rests, so what was paid for is also journalled at one moment.
    """

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._numbers = memoryview(mmap.mmap(file.fileno(), 0)).cast("d")

    @classmethod
    def begin(cls, path: Path, *, workers: int, at_s: float) -> "Hours":
        path.write_bytes(bytes(8 * (1 + workers)))
        hours = cls(path)
        hours._numbers[0] = at_s
        return hours

    def __call__(self) -> datetime:
        return datetime.fromtimestamp(self.epoch(), UTC)

    def epoch(self) -> float:
        return self._numbers[0]

    def rest(self, worker: int) -> None:
        """Wait until time has passed."""
        now = self.epoch()
        self._numbers[1 + worker] = now
        while self.epoch() == now:
            time.sleep(LOOK_EVERY_S)

    @property
    def everybody_rests(self) -> bool:
        now, *rest = self._numbers.tolist()
        return all(since == now for since in rest)

    def advance(self, seconds: int) -> None:
        """Let time pass. Only for whoever has seen that everybody rests."""
        self._numbers[0] += seconds


def journalled(folder: Path) -> list[dict[str, Any]]:
    """Every call in the simulator's journal, each on a whole line, as they came."""
    lines = (folder / "journal.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def busiest_hour(moments: Iterable[float]) -> int:
    """The most calls that any 60 minutes have seen, both ends counted."""
    hour: deque[float] = deque()
    most = 0
    for moment in sorted(moments):
        hour.append(moment)
        while moment - hour[0] > HOUR_S:
            hour.popleft()
        most = max(most, len(hour))
    return most
