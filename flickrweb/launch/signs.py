"""Signs of life: how a part shows that it works, without being asked twice."""

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

# Given the moment (time.time()) at which the part was started: does it live now?
Sign = Callable[[float], bool]

# Never through a proxy: everything asked here runs on this machine.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def answers(address: str, *, timeout_s: float = 2) -> Sign:
    """The address is answered with 200."""

    def sign(started_at: float) -> bool:
        try:
            with _opener.open(address, timeout=timeout_s) as reply:
                return bool(reply.status == 200)
        except (OSError, ValueError, urllib.error.URLError):
            return False

    return sign


def beats(pulse: Path, *, within_s: float = 8) -> Sign:
    """The file has been touched since the start, and lately."""

    def sign(started_at: float) -> bool:
        try:
            touched_at = pulse.stat().st_mtime
        except OSError:
            return False
        # Some file systems round down to the second.
        return touched_at >= started_at - 1 and touched_at > time.time() - within_s

    return sign
