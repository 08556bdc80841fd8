"""Serve the simulator: ``python -m galleries.flickr.simulator --port 8001 --state DIR``."""

import argparse
import json
import os
import secrets
import socket
import sys
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from galleries.flickr.simulator import breakable, served
from galleries.flickr.simulator.backdoor import BACKDOOR
from galleries.flickr.simulator.recorded.replies import has_recordings
from galleries.flickr.simulator.simulator import KEY, SECRET

HOST = "127.0.0.1"


def main() -> int:
    asked = _asked()
    if not 0 <= asked.scale <= 1_000_000:
        return _refuse(f"--scale is {asked.scale}; it may be 0 to 1000000 photos.")
    if not 0 <= asked.pool_scale <= 250_000:
        return _refuse(f"--pool-scale is {asked.pool_scale}; it may be 0 to 250000 photos.")
    if asked.recordings and not has_recordings(asked.recordings):
        return _refuse(f"--recordings is {asked.recordings}; there are no recorded replies in it.")
    trouble = _trouble_with_port(asked.host, asked.port)
    if trouble:
        return _refuse(f"Port {asked.port}: {trouble}. Choose another with --port.")
    url = asked.address or f"http://{HOST}:{asked.port}"
    os.environ[served.VARIABLE] = json.dumps(
        {
            "folder": str(asked.state.resolve()),
            "scale": asked.scale,
            "pool_scale": asked.pool_scale,
            "key": asked.key,
            "secret": asked.secret,
            "limit": asked.limit,
            "static_url": url,
            "site_url": url,
            "recordings": asked.recordings and str(asked.recordings.resolve()),
            "lively": asked.lively,
        }
    )
    sys.stdout.write(f"The Flickr simulator answers at {url}/ (stop it with Ctrl+C).\n")
    sys.stdout.flush()
    if asked.backdoor:
        return _serve_with_backdoor(asked, url)
    Server(
        f"{served.__name__}:make",
        factory=True,
        address=asked.host,
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()
    return 0


def _serve_with_backdoor(asked: argparse.Namespace, url: str) -> int:
    """In this process, with lines that can break; only whoever reads the token gets in."""
    token = secrets.token_urlsafe(24)
    asked.state.mkdir(parents=True, exist_ok=True)
    # Made anew for its owner's eyes only, and there at once with all that is in it.
    new = asked.state / "backdoor.token.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
        written.write(token)
    new.replace(asked.state / "backdoor.token")
    sys.stdout.write(f"back door  {url}{BACKDOOR}  token {token}\n")
    sys.stdout.flush()
    breakable.serve(served.simulator(backdoor=token), (HOST, asked.port))
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m galleries.flickr.simulator")
    parser.add_argument("--host", default=HOST, help="where it listens")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--address", help="where browsers find it, if not there")
    parser.add_argument("--state", type=Path, required=True, help="folder for what changes")
    parser.add_argument("--scale", type=int, default=1200, help="photos of the big member")
    parser.add_argument("--pool-scale", type=int, default=3000, help="photos in the big pool")
    parser.add_argument("--key", default=KEY)
    parser.add_argument("--secret", default=SECRET)
    parser.add_argument("--recordings", type=Path, help="folder of replies to make the world of")
    parser.add_argument("--limit", type=int, default=3600, help="calls an hour")
    parser.add_argument(
        "--lively", action="store_true", help="people have just talked about each other's photos"
    )
    parser.add_argument(
        "--backdoor", action="store_true", help="let tests in: prints a token and serves breakably"
    )
    return parser.parse_args()


def _trouble_with_port(host: str, port: int) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            return getattr(error, "strerror", None) or str(error)
    return ""


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
