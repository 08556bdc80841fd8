"""The databases that are measured: each in a folder of its own, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEBIANS = Path("/usr/lib/postgresql")  # VERSION/bin, which is not on the path


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sqlite(folder: Path) -> str:
    """The address of a new file."""
    return f"sqlite:///{folder / 'bench.sqlite3'}"


def postgres_programs() -> Path | None:
    """The folder of the newest PostgreSQL on this machine, if there is one."""
    on_path = shutil.which("pg_ctl")
    if on_path is not None:
        return Path(on_path).parent
    found = [path.parent for path in DEBIANS.glob("*/bin/pg_ctl")]
    return max(found, key=lambda path: float(path.parent.name), default=None)


@contextmanager
def postgres(programs: Path, folder: Path) -> Iterator[str]:
    """The address of a new cluster with PostgreSQL's own settings. It refuses to run as root."""
    folder.mkdir()
    user = "postgres" if os.geteuid() == 0 else None
    if user is not None:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    data, port = folder / "data", free_port()

    def run(program: str, *arguments: str) -> None:
        subprocess.run(  # noqa: S603
            [str(programs / program), *arguments],
            user=user,
            cwd=folder,
            env={"PATH": os.environ["PATH"], "HOME": str(folder)},
            stdout=subprocess.DEVNULL,
            check=True,
        )

    run("initdb", "-D", str(data), "-A", "trust", "-U", "bench", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    run("pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-o", options, "start")
    try:
        yield f"postgres://bench@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
