"""A site on several machines: two web servers, two workers and, by mistake, two beats, which share
a PostgreSQL and a Redis of their own. Each is a process that can be killed.

What dies is started again, as compose and systemd do it.
"""

import glob
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

import psycopg
import requests

from flickrweb.launch.worlds import demo_world
from tests.sync.chaos import free_port

ROOT = Path(__file__).resolve().parents[2]
STARTED_WITHIN_S = 90
AGAIN_AFTER_S = 0.3
MOMENT_S = 0.1


def postgres_programs() -> Path | None:
    """Where Debian keeps them: /usr/lib/postgresql/15/bin."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: path.split("/")[-2])  # noqa: PTH207
    return Path(found[-1]) if found else None


def wait_until(
    true: Callable[[], object], what: str, *, within_s: float = STARTED_WITHIN_S
) -> None:
    ends = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < ends, f"{what}, within {within_s:.0f} s"
        time.sleep(0.2)


@dataclass
class Machine:
    """One program, its folder and its process. ``user`` runs it, when root may not."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    user: str | None = None
    process: "subprocess.Popen[bytes] | None" = None
    starts: int = 0

    def start(self) -> None:
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(  # noqa: S603 - our own programs
                self.command,
                cwd=ROOT if self.user is None else "/",
                env=self.environment,
                stdout=out,
                stderr=out,
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else [],
                start_new_session=True,
            )
        self.starts += 1

    def family(self) -> list[int]:
        """The process and all that it started, each of which may have a session of its own."""
        assert self.process is not None
        parents: dict[int, int] = {}
        for status in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                parents[int(status.parent.name)] = int(
                    status.read_text().rpartition(")")[2].split()[1]
                )
        found = [self.process.pid]
        for pid in found:
            found += [child for child, parent in parents.items() if parent == pid]
        return found

    def signal(self, number: int) -> None:
        for pid in self.family():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def kill(self) -> None:
        """At once, with all that belongs to it: as when a machine loses its power."""
        self.signal(signal.SIGKILL)
        assert self.process is not None
        self.process.wait()


@dataclass
class Machines:
    """All of them. Whoever leaves the block ends them."""

    folder: Path
    machines: dict[str, Machine] = field(default_factory=dict)
    closing: Event = field(default_factory=Event)
    turn: int = 0

    def __post_init__(self) -> None:
        self.ports = [free_port(), free_port()]
        self.simulator_port = free_port()
        postgres, redis = free_port(), free_port()
        self.database = f"postgres://flickrweb@127.0.0.1:{postgres}/flickrweb"
        world = demo_world(
            os.environ | {"PORT": str(self.ports[0]), "SIMULATOR_PORT": str(self.simulator_port)},
            state=self.folder / "first",
        )
        self.environment = world.environment | {
            "DJANGO_SETTINGS_MODULE": "tests.house.machine_settings",
            "DATABASE_URL": self.database,
            "REDIS_URL": f"redis://127.0.0.1:{redis}/0",
            "KEEP_DIR": str(self.folder / "keep"),
            "FLICKR_CALLS_AN_HOUR": "1000000",
            "DEMO": "false",  # as in production
        }
        self._servers(postgres, redis)
        self._simulator()

    # --- who there is

    def _servers(self, postgres: int, redis: int) -> None:
        programs = postgres_programs()
        assert programs is not None
        data = self.folder / "postgres"
        data.mkdir()
        owner = "postgres" if os.geteuid() == 0 else None
        if owner:
            known = pwd.getpwnam(owner)
            os.chown(data, known.pw_uid, known.pw_gid)
            self.folder.chmod(0o755)  # on the way to its data
        setup = [str(programs / "initdb"), "-D", str(data), "-A", "trust", "-U", "flickrweb"]
        subprocess.run(  # noqa: S603
            [*setup, "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync"],
            user=owner,
            group=owner,
            cwd="/",
            capture_output=True,
            check=True,
        )
        tables = [str(programs / "postgres"), "-D", str(data), "-p", str(postgres)]
        tables += ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]
        self._add("postgres", *tables, user=owner)
        self._add("redis", *f"redis-server --port {redis} --bind 127.0.0.1 --appendonly no".split())
        self.machines["redis"].command += ["--save", "", "--dir", str(self.folder)]

    def _simulator(self) -> None:
        options = f"--port {self.simulator_port} --scale 200 --pool-scale 200 --limit 1000000"
        said = ["--key", self.environment["FLICKR_KEY"]]
        said += ["--secret", self.environment["FLICKR_SECRET"]]
        state = ["--state", str(self.folder / "flickr")]
        module = [sys.executable, "-m", "galleries.flickr.simulator"]
        self._add("flickr", *module, *options.split(), *said, *state)

    def _add(self, name: str, *command: str, user: str | None = None, own: bool = False) -> None:
        environment = self.environment
        if own:  # a machine has its own disk, and shares none
            environment = environment | {"STATE_DIR": str(self.folder / name)}
            (self.folder / name).mkdir(exist_ok=True)
        log = self.folder / f"{name}.log"
        self.machines[name] = Machine(name, list(command), environment, log, user)

    # --- their life

    def __enter__(self) -> "Machines":
        try:
            return self._begin()
        except BaseException:
            self.__exit__()
            raise

    def _begin(self) -> "Machines":
        for name in ("postgres", "redis", "flickr"):
            self.machines[name].start()
        programs = postgres_programs()
        assert programs is not None
        port = self.database.rpartition(":")[2].partition("/")[0]
        create = [str(programs / "createdb"), "-h", "127.0.0.1", "-p", port, "-U", "flickrweb"]
        wait_until(
            lambda: subprocess.run([*create, "flickrweb"], capture_output=True).returncode == 0,  # noqa: S603
            "PostgreSQL starts",
        )
        prepared = subprocess.run(
            [sys.executable, "-m", "flickrweb.launch.prepare"],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert prepared.returncode == 0, prepared.stderr
        tools = Path(sys.executable).parent
        for port_, name in zip(self.ports, ("web 1", "web 2"), strict=True):
            web = f"{tools}/granian --interface wsgi flickrweb.wsgi:application --host 127.0.0.1"
            web += f" --port {port_} --no-ws --blocking-threads 4 --respawn-failed-workers"
            self._add(name, *web.split(), own=True)
        for number in (1, 2):
            worker = f"{tools}/celery -A flickrweb.launch.pulse worker --loglevel INFO"
            worker += f" --concurrency 1 --hostname worker{number}@here"
            self._add(f"worker {number}", *worker.split(), own=True)
            beat = f"{tools}/celery -A flickrweb.launch.pulse beat --loglevel INFO"
            self._add(f"beat {number}", *beat.split(), own=True)
        for machine in self.machines.values():
            if machine.process is None:
                machine.start()
        self.keeper = Thread(target=self._keep)
        self.keeper.start()
        wait_until(self.all_ready, "all of them are ready")
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        if hasattr(self, "keeper"):
            self.keeper.join()
        for machine in reversed(self.machines.values()):
            if machine.process is not None:
                machine.kill()

    def _keep(self) -> None:
        """Start again what has died."""
        while not self.closing.wait(AGAIN_AFTER_S):
            for machine in list(self.machines.values()):
                if machine.process is not None and machine.process.poll() is not None:
                    machine.start()

    # --- what can be asked of them

    def addresses(self) -> list[str]:
        return [f"http://127.0.0.1:{port}/" for port in self.ports]

    @property
    def address(self) -> str:
        """One of the two, in turns: as a proxy before them does it."""
        self.turn += 1
        return self.addresses()[self.turn % 2]

    def all_ready(self) -> bool:
        """Both web servers answer, and say that all that they need does."""
        with suppress(requests.RequestException):
            return all(requests.get(f"{each}readyz", timeout=5).ok for each in self.addresses())
        return False

    def kill(self, name: str) -> None:
        """And wait until another one has its place."""
        machine = self.machines[name]
        starts = machine.starts
        machine.kill()
        wait_until(lambda: machine.starts > starts, f"{name} is started again")

    @contextmanager
    def without(self, name: str) -> Iterator[None]:
        """It does nothing for a while, and nobody notices that it does not.

        It keeps nobody waiting either: it stops where it holds no row of the database.
        """
        machine = self.machines[name]
        machine.signal(signal.SIGSTOP)
        try:
            while self._stands_in_a_transaction():
                machine.signal(signal.SIGCONT)
                time.sleep(MOMENT_S)
                machine.signal(signal.SIGSTOP)
            yield
        finally:
            machine.signal(signal.SIGCONT)

    def _stands_in_a_transaction(self) -> bool:
        """Whoever works does not stay in one for half a second without a word."""
        idle = (
            "select count(*) from pg_stat_activity where state like 'idle in transaction%'"
            " and state_change < clock_timestamp() - interval '0.5 s'"
        )
        with psycopg.connect(self.database, autocommit=True) as asking:
            asking.execute("select pg_sleep(1.5)")
            (found,) = asking.execute(idle)
        return bool(found[0])

    def logs(self) -> str:
        tails = [
            f"--- {name}\n" + "\n".join(machine.log.read_text(errors="replace").splitlines()[-12:])
            for name, machine in self.machines.items()
            if machine.log.exists()
        ]
        return "\n".join(tails)
