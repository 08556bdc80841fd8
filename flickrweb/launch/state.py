"""The state folder of a world: one group at a time may use it, and each port must be free."""

import fcntl
import os
import shutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from flickrweb.launch.refusal import Refusal
from flickrweb.launch.worlds import World


@contextmanager
def only_one(state: Path, *, name: str, patience_s: float = 10) -> Iterator[TextIO]:
    """Hold the lock of a state folder. A second holder is refused with a sentence.

    After a kill -9 the guard holds the lock until it has ended the parts, which takes seconds.
    """
    state.mkdir(parents=True, exist_ok=True)
    with Path(state, "lock").open("a+", encoding="ascii") as lock:
        give_up_at = time.monotonic() + patience_s
        while not _locked(lock):
            lock.seek(0)
            holder = lock.read().strip()
            if _runs(holder) or time.monotonic() > give_up_at:
                raise Refusal(
                    f"make {name} is already running here (process {holder}). "
                    "Stop it with Ctrl-C where it runs."
                )
            time.sleep(0.2)
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield lock


def forget(state: Path, *, name: str) -> None:
    """Remove a state folder with all it holds. Refused while it is in use."""
    if state.exists():
        with only_one(state, name=name, patience_s=0):
            shutil.rmtree(state)


def check_ports(world: World) -> None:
    """Refuse with a sentence when a port is taken, before anything starts."""
    for name, port in (("PORT", world.port), ("SIMULATOR_PORT", world.simulator_port)):
        if port is not None and not _is_free(port):
            raise Refusal(
                f"Port {port} is taken by another program. Stop that one, or choose another port: "
                f"make {world.name} {name}={port + 100 if port < 65000 else 8100}"
            )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As the servers do it: a connection that is just ending does not hold the port.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            probe.listen(1)
        except OSError:
            return False
    return True


def _locked(lock: TextIO) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
