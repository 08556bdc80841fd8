"""A docker engine of our own: Debian's dockerd, in a folder that goes with it.

Nothing of an engine that somebody uses is touched: where one runs, ours is not started.
"""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

# Debian's programs, and nobody's shims: what an operator has.
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
NEEDS = ("dockerd", "docker", "docker-compose", "debootstrap", "iptables-save", "tar")
STARTS_WITHIN_S = 40
PLENTY_KB = 8_000_000


class CannotRun(Exception):
    """No engine starts here. The text is the reason, for whoever reads the log."""


@dataclass(frozen=True)
class Engine:
    """``environment`` is what programs need to find it."""

    environment: dict[str, str]

    def run(self, *command: str, cwd: Path | None = None, told: str = "") -> str:
        """What it prints; CalledProcessError when it fails."""
        done = subprocess.run(  # noqa: S603 - our own commands
            command,
            cwd=cwd,
            env=self.environment,
            input=told,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"NOT TRUE: {' '.join(command)} works\n{done.stdout}{done.stderr}")
        return done.stdout


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for all of it, in memory where there is plenty: packages and images are many files.

    Nothing of it is left, and nothing mounted in it.
    """
    folder = Path(tempfile.mkdtemp(prefix="flickrweb-compose-"))
    told = re.search(r"^MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text(), re.MULTILINE)
    if told is not None and int(told[1]) > PLENTY_KB:
        _quietly("mount", "-t", "tmpfs", "-o", f"size={PLENTY_KB}k,mode=700", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def engine(folder: Path) -> Iterator[Engine]:
    """Started for the block. Raises CannotRun with the reason."""
    _look_around()
    log = folder / "dockerd.log"
    rules = _iptables("iptables-save")
    had_bridge = Path("/sys/class/net/docker0").exists()
    address = f"unix://{folder / 'socket'}"
    command = ["dockerd", "--host", address, "--pidfile", str(folder / "pid")]
    command += ["--data-root", str(folder / "data"), "--exec-root", str(folder / "exec")]
    environment = {
        "PATH": PATH,
        "HOME": str(folder),
        "DOCKER_HOST": address,
        "DOCKER_BUILDKIT": "0",  # Debian's docker has no other builder
        "LANG": "C.UTF-8",
    }
    with log.open("wb") as output:
        daemon = subprocess.Popen(  # noqa: S603 - our own command
            command, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait_until_it_answers(Engine(environment), daemon, log)
        yield Engine(environment)
    finally:
        daemon.send_signal(signal.SIGTERM)
        try:
            daemon.wait(timeout=60)
        except subprocess.TimeoutExpired:
            os.killpg(daemon.pid, signal.SIGKILL)
            daemon.wait()
        _iptables("iptables-restore", rules)
        if not had_bridge:
            _quietly("ip", "link", "delete", "docker0")


def _look_around() -> None:
    if os.geteuid():
        raise CannotRun("it needs root to start an engine")
    if missing := [name for name in NEEDS if shutil.which(name, path=PATH) is None]:
        raise CannotRun(f"{' and '.join(missing)} is not installed")
    if _quietly("docker", "--host", "unix:///var/run/docker.sock", "version"):
        raise CannotRun("another docker engine runs on this machine, and is left in peace")


def _wait_until_it_answers(started: Engine, daemon: "subprocess.Popen[bytes]", log: Path) -> None:
    ends = time.monotonic() + STARTS_WITHIN_S
    while not _quietly("docker", "version", env=started.environment):
        if daemon.poll() is not None or time.monotonic() > ends:
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            raise CannotRun(f"dockerd does not start: {''.join(last)}")
        time.sleep(0.5)


def _unmount(folder: Path) -> None:
    """What the engine has left mounted, the innermost first; a folder in use cannot be removed."""
    mounts = [line.split()[1] for line in Path("/proc/mounts").read_text().splitlines()]
    for mounted in sorted((m for m in mounts if f"{m}/".startswith(f"{folder}/")), reverse=True):
        _quietly("umount", "--lazy", mounted)


def _quietly(*command: str, env: dict[str, str] | None = None) -> bool:
    """Whether it went well."""
    done = subprocess.run(  # noqa: S603 - our own commands
        command, env=env or {"PATH": PATH}, capture_output=True, check=False
    )
    return done.returncode == 0


def _iptables(command: str, rules: str = "") -> str:
    """The engine writes rules into the machine's tables; they are put back as they were."""
    with suppress(OSError):
        return subprocess.run(  # noqa: S603 - our own commands
            [command], env={"PATH": PATH}, input=rules, capture_output=True, text=True, check=False
        ).stdout
    return ""
