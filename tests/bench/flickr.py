"""The simulated Flickr that is copied from: a process of its own, reached over HTTP."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests

from galleries.flickr.simulator import Simulator
from tests.bench.databases import free_port

STARTS_WITHIN_S = 30


@dataclass(frozen=True, slots=True)
class Served:
    """Where it answers, and the permission of its biggest member."""

    address: str
    nsid: str
    token: str
    secret: str
    journal: Path


@contextmanager
def served(folder: Path, *, photos: int) -> Iterator[Served]:
    """Its biggest member has that many photos."""
    folder.mkdir()
    simulator = Simulator(folder=folder, scale=photos)
    nsid = simulator.world.big_member.nsid
    token, secret = simulator.grant(nsid, "read")
    port = free_port()
    command = [sys.executable, "-m", "galleries.flickr.simulator", "--state", str(folder)]
    command += ["--port", str(port), "--scale", str(photos), "--limit", str(10**9)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/healthz")
        yield Served(address, nsid, token, secret, folder / "journal.jsonl")
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(address: str) -> None:
    ends_at = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < ends_at:
        try:
            if requests.get(address, timeout=5).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.1)
    raise RuntimeError("the simulated Flickr does not start")
