"""All parts together: ready when each of them answers, and gone when one says stop."""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from flickrweb.launch.guard import Guard
from flickrweb.launch.part import Part, RunningPart, open_log


def say(line: str) -> None:
    """One line for the person at the console."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long the group waits for what. Tests are less patient."""

    ready_s: float = 90  # from the start until every part has answered
    silence_s: float = 30  # a part without a sign of life is started again
    ask_every_s: float = 5
    first_pause_s: float = 0.5  # before a part that died is started again; doubles each time
    deaths: int = 5  # so many within a minute stop everything
    look_every_s: float = 0.1


class Group:
    """Parts that are started, watched and stopped as one."""

    def __init__(
        self,
        parts: list[Part],
        *,
        logs: Path,
        shown_logs: str = "",
        patience: Patience | None = None,
        keep_open: tuple[int, ...] = (),
    ) -> None:
        self._patience = patience or Patience()
        self._shown_logs = shown_logs or str(logs)
        self._running = [RunningPart(part, open_log(logs, part.name)) for part in parts]
        self._keep_open = keep_open
        self._signals = 0
        self._ready = False

    def run(self, *, on_ready: Callable[[], None]) -> int:
        """Run until Ctrl-C, TERM or a part that cannot be kept alive. Returns the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)
        self._guard = Guard(self._keep_open)
        self._parent = os.getppid()
        trouble = ""
        try:
            began_at = time.monotonic()
            for running in self._running:
                self._start(running)
            while not (trouble or self._told_to_stop()):
                trouble = next(filter(None, map(self._look_after, self._running)), "")
                if not self._ready and all(r.lived_at is not None for r in self._running):
                    self._ready = True
                    on_ready()
                if not self._ready and time.monotonic() - began_at > self._patience.ready_s:
                    trouble = self._not_ready()
                time.sleep(self._patience.look_every_s)
        finally:
            if trouble:
                say(f"{trouble} Stopping everything.")
            self._stop_all()
            self._guard.dismiss()
        return 1 if trouble else 0

    # --- one look at one part

    def _look_after(self, running: RunningPart) -> str:
        """Start it again when it has died or is stuck. Returns why everything must stop, or ""."""
        if running.start_again_at is not None:
            if time.monotonic() >= running.start_again_at:
                self._start(running)
            return ""
        if running.stopped():
            return self._again(running, running.how_it_ended())
        # Until it has answered once, the group asks often: somebody is waiting.
        running.ask(every_s=self._patience.ask_every_s if running.lived_at else 0.2)
        if running.silent_for_s() > self._patience.silence_s:
            return self._again(
                running, f"gave no sign of life for {self._patience.silence_s:.0f} s"
            )
        return ""

    def _again(self, running: RunningPart, because: str) -> str:
        now, name = time.monotonic(), running.part.name
        self._end(running)
        running.ended = [*(moment for moment in running.ended if now - moment < 60), now]
        if len(running.ended) >= self._patience.deaths:
            return f"{name} {because}, {len(running.ended)} times within a minute{self._see(name)}"
        pause_s = self._patience.first_pause_s * 2 ** (len(running.ended) - 1)
        say(f"{name} {because}; starting it again{self._see(name)}")
        running.start_again_at = now + pause_s
        return ""

    def _not_ready(self) -> str:
        waiting = [r.part.name for r in self._running if r.lived_at is None]
        return (
            f"No answer from {' and '.join(waiting)} within {self._patience.ready_s:.0f} s"
            f"{self._see(waiting[0])}"
        )

    def _see(self, name: str) -> str:
        return f" (see {self._shown_logs}/{name}.log)."

    # --- starting and stopping

    def _start(self, running: RunningPart) -> None:
        running.start()
        if running.process is not None:
            self._guard.watch(running.process.pid)

    def _end(self, running: RunningPart) -> None:
        running.kill_all()
        if running.process is not None:
            self._guard.forget(running.process.pid)

    def _stop_all(self) -> None:
        """Ask each part to end; after its patience, or at a second Ctrl-C, kill what is left."""
        asked_at, asked_signals = time.monotonic(), self._signals
        for running in self._running:
            running.signal(signal.SIGTERM)
        left = list(self._running)
        while left:
            waited_s = time.monotonic() - asked_at
            impatient = self._signals > max(asked_signals, 1)
            for running in left.copy():
                if running.stopped() or impatient or waited_s > running.part.stop_within_s:
                    self._end(running)
                    left.remove(running)
            time.sleep(0.05)

    # --- being told

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._signals += 1

    def _told_to_stop(self) -> bool:
        return self._signals > 0 or self._make_was_told()

    def _make_was_told(self) -> bool:
        """Whether the ``make`` above us was told to stop, or is gone.

        make passes TERM on to us, but not an INT sent to it alone: it then only waits for us,
        with INT blocked (seen with GNU make 4.3). Ctrl-C in a terminal reaches us directly.
        """
        if "MAKELEVEL" not in os.environ:
            return False
        if os.getppid() != self._parent:
            return True
        try:
            status = Path(f"/proc/{self._parent}/status").read_text(encoding="ascii")
        except OSError:
            return False  # no such folder on this system
        blocked = next((line for line in status.splitlines() if line.startswith("SigBlk:")), "")
        return bool(int(blocked.partition(":")[2] or "0", 16) & 1 << (signal.SIGINT - 1))
