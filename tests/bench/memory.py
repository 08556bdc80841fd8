"""What this process holds in memory, as Linux counts it."""

from pathlib import Path

PROCESS = Path("/proc/self")


def resident_mb() -> float:
    return _kilobytes("VmRSS") / 1024


def peak_mb() -> float:
    """The most that was resident since the start, or since ``forget_peak``."""
    return _kilobytes("VmHWM") / 1024


def forget_peak() -> None:
    (PROCESS / "clear_refs").write_text("5")


def _kilobytes(name: str) -> int:
    for line in (PROCESS / "status").read_text().splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)
