"""One part of the group: a program in a process group of its own, started, watched and stopped."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from flickrweb.launch.signs import Sign

LARGE_LOG_BYTES = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What to run, and how it shows that it lives."""

    name: str  # "web": also the name of its log
    command: list[str]
    lives: Sign
    environment: Mapping[str, str] | None = None  # None: like ours
    stop_within_s: float = 8  # then it is killed


@dataclass(slots=True)
class RunningPart:
    """A part with its process. All moments are time.monotonic() unless they say otherwise."""

    part: Part
    log: Path
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0
    started_clock: float = 0  # time.time(), to compare with files
    lived_at: float | None = None  # the last sign of life since the start
    asked_at: float = 0
    start_again_at: float | None = None
    ended: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the program, its output in the log. Its process group bears its own process id."""
        self.start_again_at = self.lived_at = None
        self.started_at, self.started_clock = time.monotonic(), time.time()
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs, no shell
                self.part.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self.part.environment,
                start_new_session=True,
            )

    def ask(self, *, every_s: float) -> bool:
        """Look for a sign of life, not more often than ``every_s``. True while it lives."""
        now = time.monotonic()
        if now - self.asked_at >= every_s:
            self.asked_at = now
            if self.part.lives(self.started_clock):
                self.lived_at = time.monotonic()
        return self.lived_at is not None

    def silent_for_s(self) -> float:
        return time.monotonic() - (self.lived_at or self.started_at)

    def signal(self, number: signal.Signals) -> None:
        """Tell the program itself. Celery and granian pass it on to their own children."""
        if self.process is not None and self.process.poll() is None:
            with suppress(ProcessLookupError):
                self.process.send_signal(number)

    def kill_all(self) -> None:
        """End whatever is left of its process group, grandchildren too."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stopped(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def how_it_ended(self) -> str:
        """In words: "ended with code 1" or "was ended by SIGKILL"."""
        code = self.process.returncode if self.process is not None else 0
        if code < 0:
            with suppress(ValueError):
                return f"was ended by {signal.Signals(-code).name}"
        return f"ended with code {code}"


def open_log(folder: Path, name: str) -> Path:
    """Where a part's output goes. A log that has grown large makes room at the start."""
    folder.mkdir(parents=True, exist_ok=True)
    log = folder / f"{name}.log"
    if log.exists() and log.stat().st_size > LARGE_LOG_BYTES:
        log.replace(folder / f"{name}.log.1")
    log.touch()
    return log
