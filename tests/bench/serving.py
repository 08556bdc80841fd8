"""A site under load: granian as in production, and wrk, both on this machine's own cores."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import requests

from tests.bench.databases import free_port

STARTS_WITHIN_S = 60
WORKERS = 2
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_REFUSED = re.compile(r"Non-2xx or 3xx responses: (\d+)")


class Refused(Exception):
    """The site answered something else than a page."""


@contextmanager
def granian(
    application: str, env: Mapping[str, str], *, log: Path, workers: int = WORKERS
) -> Iterator[str]:
    """The address of a WSGI application that is served as the image serves the site."""
    port = free_port()
    program = Path(sys.executable).parent / "granian"
    command = [str(program), "--interface", "wsgi", application, "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-ws", "--workers", str(workers)]
    command += ["--blocking-threads", "4", "--workers-kill-timeout", "5"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=env, stdout=output, stderr=output)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """The address of a server that keeps nothing; "" where there is none on this machine."""
    program = shutil.which("redis-server")
    if program is None:
        yield ""
        return
    port = free_port()
    command = [
        program,
        "--port",
        str(port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(timeout=30)


def wrk() -> str:
    """Where the program that asks is; "" when it is not installed."""
    return shutil.which("wrk") or ""


def rate(address: str, *, connections: int, seconds: int, session: str = "") -> float:
    """Answers a second over so many connections. Raises Refused for answers that are no page."""
    threads = min(WORKERS, connections)
    command = [wrk(), f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s"]
    command += ["-H", f"Cookie: sessionid={session}"] if session else []
    told = subprocess.run([*command, address], check=True, capture_output=True, text=True).stdout  # noqa: S603
    if refused := _REFUSED.search(told):
        raise Refused(f"{address}: {refused[1]} answers were no page")
    found = _RATE.search(told)
    if found is None:
        raise Refused(f"{address}: {told}")
    return float(found[1])


def _wait_for(address: str) -> None:
    ends_at = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < ends_at:
        try:
            requests.get(address, timeout=5)
            return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.1)
    raise RuntimeError("the site does not start")
