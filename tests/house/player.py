"""One part of a small group, run as a program: ``python tests/house/player.py FOLDER NAME``.

It touches ``FOLDER/<name>`` while it lives, writes its process id beside it, and has a child of
its own that would outlive it. Its name says how it behaves:

    singer…     lives until it is told to end
    deaf…       lives, and does not listen to TERM
    fainting…   ends with code 3 at once
"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path


def play(folder: Path, name: str) -> None:
    if name.startswith("fainting"):
        sys.exit(3)
    if name.startswith("deaf"):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child = subprocess.Popen(["sleep", "600"])  # noqa: S607 - a child to be left behind
    with (folder / "pids").open("a") as pids:
        pids.write(f"{os.getpid()}\n{child.pid}\n")
    written = folder / f"{name}.{os.getpid()}"
    written.write_text(str(os.getpid()))
    written.replace(folder / f"{name}.pid")  # whoever reads finds all of it
    while True:
        (folder / name).touch()
        time.sleep(0.1)


if __name__ == "__main__":
    play(Path(sys.argv[1]), sys.argv[2])
