"""What a piece of work costs: processor time of this process and of its database server."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

NS_IN_MS = 1_000_000


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds.

    core     of one core: what this process and the server's process for it computed. Others
             who keep the machine busy do not count
    elapsed  by the clock on the wall; the disk is in it, and whoever else is busy
    """

    core: float
    elapsed: float


def cost(work: Callable[[], object], *, server_pid: int | None = None) -> Cost:
    """Do it, and say what it cost.

    server_pid  of the server's process that works for us, on this machine. Where Linux does not
                tell what it computed, all that elapsed counts, so that nothing looks cheaper
    """
    server = Path(f"/proc/{server_pid}/schedstat") if server_pid is not None else None
    is_told = server is None or server.exists()
    before, computed, began = _ns(server), time.process_time_ns(), time.perf_counter_ns()
    work()
    elapsed = time.perf_counter_ns() - began
    core = time.process_time_ns() - computed + _ns(server) - before
    return Cost(core=(core if is_told else elapsed) / NS_IN_MS, elapsed=elapsed / NS_IN_MS)


def middle(costs: Sequence[Cost]) -> Cost:
    return Cost(median(one.core for one in costs), median(one.elapsed for one in costs))


def _ns(schedstat: Path | None) -> int:
    """How long a process has been on a core."""
    if schedstat is None or not schedstat.exists():
        return 0
    return int(schedstat.read_text().split()[0])
