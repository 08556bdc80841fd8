"""What tests of chaos share: real workers in processes of their own, and Flickr over HTTP."""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests
from django.conf import settings
from django.db import connection

from galleries.flickr.simulator import Simulator
from galleries.models import House

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def database_url() -> str:
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user = quote(known["USER"] or "") + (
        f":{quote(known['PASSWORD'])}" if known["PASSWORD"] else ""
    )
    return f"postgres://{user}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


@contextmanager
def process(*command: str, env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as out:
        started = subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, "-m", *command],
            cwd=ROOT,
            env=env,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
        try:
            yield started
        finally:
            kill(started)


def kill(victim: subprocess.Popen[bytes]) -> None:
    if victim.poll() is None:
        os.killpg(victim.pid, signal.SIGKILL)
    victim.wait()


class Backdoor:
    """The simulator's back door, from another process."""

    def __init__(self, port: int, folder: Path) -> None:
        self.address = f"http://127.0.0.1:{port}/backdoor/"
        ends = time.monotonic() + 30
        while not (folder / "backdoor.token").exists():
            assert time.monotonic() < ends, "the simulator did not start"
            time.sleep(0.1)
        self.headers = {"X-Backdoor-Token": (folder / "backdoor.token").read_text().strip()}
        while True:
            try:
                requests.get(self.address, headers=self.headers, timeout=5)
            except (requests.ConnectionError, requests.Timeout):
                assert time.monotonic() < ends, "the simulator does not answer"
                time.sleep(0.2)
            else:
                return

    def wish(self, **wish: Any) -> None:
        requests.post(self.address, json=wish, headers=self.headers, timeout=60).raise_for_status()

    def calls(self) -> int:
        summary = requests.get(self.address, headers=self.headers, timeout=60).json()
        return int(summary["calls"])


@dataclass
class Storm:
    """Flickr, beat and three workers; whoever leaves the block ends them all."""

    folder: Path
    scale: int
    pool_scale: int
    chance: random.Random
    stack: ExitStack = field(default_factory=ExitStack)
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    killed: int = 0

    def __enter__(self) -> "Storm":
        port = free_port()
        self.flickr = self.folder / "flickr"
        self.flickr.mkdir()
        for name in ("messages", "processed", "control"):
            (self.folder / "broker" / name).mkdir(parents=True)
        self.sim = self.world()
        self.log = self.folder / "log"
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.sync.chaos_settings",
            "DATABASE_URL": database_url(),
            "STATE_DIR": str(self.folder),
            "SEALING_KEYS": ",".join(settings.SEALING_KEYS),
            "FLICKR_KEY": self.sim.key,
            "FLICKR_SECRET": self.sim.secret,
            "FLICKR_API_URL": f"http://127.0.0.1:{port}/services/rest/",
            "FLICKR_CALLS_AN_HOUR": "1000000",
        }
        door = f"--port {port} --scale {self.scale} --pool-scale {self.pool_scale}".split()
        door += ["--limit", "1000000", "--backdoor", "--state", str(self.flickr)]
        self.start("galleries.flickr.simulator", *door)
        House.objects.update(flickr="127.0.0.1")  # this database is for that Flickr
        self.backdoor = Backdoor(port, self.flickr)
        return self

    def __exit__(self, *_: object) -> None:
        self.stack.close()

    def begin(self) -> None:
        """Let the workers work."""
        self.start("celery", "-A", "flickrweb", "beat", "-s", str(self.folder / "beat"))
        self.workers = [self._worker() for _ in range(3)]

    def kill_one(self) -> None:
        """One worker dies at once, wherever it is; another takes its place."""
        victim = self.chance.randrange(len(self.workers))
        kill(self.workers[victim])
        self.workers[victim] = self._worker()
        self.killed += 1

    def replace_the_dead(self) -> None:
        """What the supervisor does: a worker that found half a message has ended itself."""
        for number, worker in enumerate(self.workers):
            if worker.poll() is not None:
                self.workers[number] = self._worker()

    def empty_the_broker(self) -> None:
        """Whatever was sent is lost; the rows still say what is due."""
        for message in (self.folder / "broker" / "messages").iterdir():
            message.unlink(missing_ok=True)

    def world(self) -> Simulator:
        """The simulated Flickr as it stands now."""
        return Simulator(
            folder=self.flickr, scale=self.scale, pool_scale=self.pool_scale, limit=10**6
        )

    def start(self, *command: str, **env: str) -> subprocess.Popen[bytes]:
        return self.stack.enter_context(process(*command, env=self.env | env, log=self.log))

    def _worker(self) -> subprocess.Popen[bytes]:
        name = f"chaos-{self.chance.random()}@here"
        return self.start("celery", "-A", "flickrweb", "worker", "--pool", "solo", "-n", name)
