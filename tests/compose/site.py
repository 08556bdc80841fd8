"""The site as compose runs it, seen from the machine that it runs on."""

import json
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import requests

from tests.compose.engine import Engine

PARTS = ("web", "worker", "beat", "redis", "postgres", "simulator")
OURS = ("web", "worker", "beat", "simulator")
KNOCK = """
import os, pathlib, sys
try:
    pathlib.Path("/app/written").touch()
except OSError:
    rights = pathlib.Path("/proc/self/status").read_text().split("CapEff:")[1].split()[0]
    sys.exit(0 if os.getuid() and int(rights, 16) == 0 else "it has rights")
sys.exit("it can write")
"""


def wait_until(true: Callable[[], bool], sentence: str, *, within_s: float) -> float:
    """Look until it is true, and say how many seconds that took."""
    began_at = time.monotonic()
    while not true():
        if time.monotonic() - began_at > within_s:
            raise SystemExit(f"NOT TRUE: {sentence} within {within_s:.0f} s")
        time.sleep(1)
    return time.monotonic() - began_at


@dataclass
class Site:
    """``folder`` is where an operator typed the commands."""

    engine: Engine
    folder: Path
    port: int
    simulator_port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def compose(self, *command: str) -> str:
        return self.engine.run("docker-compose", *command, cwd=self.folder)

    def inside(self, part: str, *command: str) -> str:
        return self.compose("exec", "-T", part, *command).strip()

    def calls(self, method: str) -> int:
        """How often Flickr was asked, by the simulator's journal."""
        told = self.inside("simulator", "sh", "-c", "cat /state/journal.jsonl || true")
        return sum(json.loads(line)["method"] == method for line in told.splitlines())

    def told(self, part: str, what: str) -> str:
        """A fact about the container of a part, as docker inspect has it."""
        container = self.compose("ps", "-q", part).strip()
        return self.engine.run("docker", "inspect", "--format", what, container).strip()

    def is_ready(self) -> bool:
        try:
            return requests.get(f"{self.address}readyz", timeout=10).ok
        except (requests.ConnectionError, requests.Timeout):
            return False

    def is_healthy(self) -> bool:
        return all(self.told(part, "{{.State.Health.Status}}") == "healthy" for part in PARTS)

    def kill(self, part: str) -> None:
        """Its first process, at once. ("docker kill" would be taken for somebody's wish.)"""
        os.kill(int(self.told(part, "{{.State.Pid}}")), signal.SIGKILL)

    def has_restarted(self, part: str, pid: str) -> bool:
        running, now = self.told(part, "{{.State.Running}} {{.State.Pid}}").split()
        return running == "true" and now not in ("0", pid)

    def logs(self) -> str:
        return self.compose("logs", "--no-color", "--tail", "15")
