"""The group that ``make demo`` starts: ready together, mended when a part fails, gone together."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.house.interrupts import hear_them

Start = Callable[..., "subprocess.Popen[str]"]

# As a person's shell has it: "make test" leaves its own marks in the environment.
OUTSIDE_MAKE = {
    name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start a troupe of parts in this test's folder. Whatever is left at the end is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(*parts: str, **environment: str) -> "subprocess.Popen[str]":
        troupe = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "tests.house.troupe", str(tmp_path), *parts],
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
            preexec_fn=hear_them,
            env=OUTSIDE_MAKE | environment,
        )
        started.append(troupe)
        return troupe

    yield start
    for troupe in started:
        with suppress(ProcessLookupError):
            os.killpg(troupe.pid, signal.SIGKILL)
        troupe.communicate()


def hear(troupe: "subprocess.Popen[str]") -> str:
    """The next line the group says."""
    assert troupe.stdout is not None
    return troupe.stdout.readline().strip()


def process_of(folder: Path, part: str) -> int:
    return int((folder / f"{part}.pid").read_text())


def alive(folder: Path) -> list[int]:
    """The parts and their children that still run. A zombie does not."""
    return [int(pid) for pid in (folder / "pids").read_text().split() if _runs(int(pid))]


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        # Where there is no /proc, a signal is all we can ask with.
        status = Path(f"/proc/{pid}/stat").read_text() if Path("/proc/self").exists() else ") R"
    except (ProcessLookupError, FileNotFoundError):
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def eventually(true: Callable[[], bool], *, within_s: float = 60) -> bool:
    give_up_at = time.monotonic() + within_s
    while not true():
        if time.monotonic() > give_up_at:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_all_parts_are_ready_together_and_gone_together(
    start: Start, tmp_path: Path, how: signal.Signals
) -> None:
    troupe = start("singer", "singer-two")
    assert hear(troupe) == "ready"
    assert len(alive(tmp_path)) == 4

    troupe.send_signal(how)
    assert troupe.wait(timeout=60) == 0
    assert eventually(lambda: alive(tmp_path) == [])
    assert hear(troupe) == "", "ready is said once"


def test_a_part_that_does_not_listen_is_killed_with_its_children(
    start: Start, tmp_path: Path
) -> None:
    troupe = start("deaf", "singer")
    assert hear(troupe) == "ready"
    troupe.send_signal(signal.SIGINT)
    assert troupe.wait(timeout=60) == 0
    assert eventually(lambda: alive(tmp_path) == [])


def test_a_part_that_dies_is_started_again_and_its_children_do_not_stay(
    start: Start, tmp_path: Path
) -> None:
    troupe = start("singer", "singer-two")
    assert hear(troupe) == "ready"
    first = process_of(tmp_path, "singer")
    os.kill(first, signal.SIGKILL)
    assert hear(troupe) == (
        f"singer was ended by SIGKILL; starting it again (see {tmp_path}/log/singer.log)."
    )
    assert eventually(lambda: process_of(tmp_path, "singer") != first)
    assert eventually(lambda: len(alive(tmp_path)) == 4), "the first one's child is gone"


def test_a_part_that_is_stuck_is_started_again(start: Start, tmp_path: Path) -> None:
    troupe = start("singer")
    assert hear(troupe) == "ready"
    first = process_of(tmp_path, "singer")
    os.kill(first, signal.SIGSTOP)
    assert hear(troupe).startswith("singer gave no sign of life for 6 s; starting it again")
    assert eventually(lambda: process_of(tmp_path, "singer") != first)
    assert eventually(lambda: len(alive(tmp_path)) == 2)


def test_a_part_that_cannot_live_stops_everything_with_a_sentence(
    start: Start, tmp_path: Path
) -> None:
    troupe = start("singer", "fainting")
    said, _ = troupe.communicate(timeout=60)
    assert troupe.returncode == 1
    assert said.splitlines()[-1] == (
        "fainting ended with code 3, 5 times within a minute "
        f"(see {tmp_path}/log/fainting.log). Stopping everything."
    )
    assert alive(tmp_path) == []


def test_a_killed_group_leaves_nothing_behind_and_can_be_started_again(
    start: Start, tmp_path: Path
) -> None:
    troupe = start("singer", "deaf")
    assert hear(troupe) == "ready"
    troupe.kill()
    troupe.wait()
    # The second one waits until the guard has ended what the first one left.
    assert hear(start("singer-two")) == "ready"
    assert len(alive(tmp_path)) == 2


def test_a_second_start_is_refused_while_the_first_one_runs(start: Start, tmp_path: Path) -> None:
    troupe = start("singer")
    assert hear(troupe) == "ready"
    second = start("singer-two")
    said, _ = second.communicate(timeout=60)
    assert second.returncode == 1
    assert said == (
        f"make troupe is already running here (process {troupe.pid}). "
        "Stop it with Ctrl-C where it runs.\n"
    )
    assert troupe.poll() is None


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs Linux's /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopping_make_alone_stops_the_group(tmp_path: Path, how: signal.Signals) -> None:
    makefile = tmp_path / "Makefile"
    makefile.write_text(f"demo:\n\t@{sys.executable} -m tests.house.troupe {tmp_path} singer\n")
    with subprocess.Popen(  # noqa: S603
        ["make", "-f", str(makefile), "demo"],  # noqa: S607
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=hear_them,
        env=OUTSIDE_MAKE,
    ) as make:
        assert hear(make) == "ready"
        make.send_signal(how)
        make.wait(timeout=60)
        assert eventually(lambda: alive(tmp_path) == [])
