"""The guard ends the parts when the process that started them is gone, killed with -9 too.

It is a small process in a session of its own that reads from a pipe: ``+123`` for a process
group that was started, ``-123`` for one that has ended. The other end of the pipe is held by the
group's process alone, so the end of the pipe means the end of that process, however it came.
Asking the kernel for a signal at the parent's death would reach the parts, but not the
children that Celery and granian start themselves.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

PATIENCE_S = 5


class Guard:
    """The group's side: tell the guard what runs."""

    def __init__(self, keep_open: tuple[int, ...] = ()) -> None:
        """``keep_open``: descriptors the guard holds to its own end, such as the state's lock."""
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            [sys.executable, "-I", "-S", __file__],
            stdin=subprocess.PIPE,
            start_new_session=True,
            pass_fds=keep_open,
        )

    def watch(self, group: int) -> None:
        self._tell(f"+{group}\n")

    def forget(self, group: int) -> None:
        self._tell(f"-{group}\n")

    def dismiss(self) -> None:
        """Close the pipe and wait until the guard has ended what it still knew of."""
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.close()
        self._process.wait()

    def _tell(self, line: str) -> None:
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):
                self._process.stdin.write(line.encode())
                self._process.stdin.flush()


def keep_guard() -> None:
    """The guard's side: read until the pipe ends, then end what is left."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        if line.startswith("+"):
            groups.add(group)
        else:
            groups.discard(group)
    left = {group for group in groups if _signal_group(group, signal.SIGTERM)}
    give_up_at = time.monotonic() + PATIENCE_S
    while left and time.monotonic() < give_up_at:
        time.sleep(0.1)
        left = {group for group in left if _signal_group(group, 0)}
    for group in left:
        _signal_group(group, signal.SIGKILL)


def _signal_group(group: int, number: int) -> bool:
    """Signal a process group; False when nothing of it is left."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    keep_guard()
