"""Serve the simulator: ``python -m galleries.flickr.simulator --port 8001 --state DIR``."""

import argparse
import json
import os
import socket
import sys
from pathlib import Path

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from galleries.flickr.simulator import served
from galleries.flickr.simulator.simulator import KEY, SECRET

HOST = "127.0.0.1"


def main() -> int:
    asked = _asked()
    if not 0 <= asked.scale <= 1_000_000:
        return _refuse(f"--scale is {asked.scale}; it may be 0 to 1000000 photos.")
    trouble = _trouble_with_port(asked.port)
    if trouble:
        return _refuse(f"Port {asked.port}: {trouble}. Choose another with --port.")
    url = f"http://{HOST}:{asked.port}"
    os.environ[served.VARIABLE] = json.dumps(
        {
            "folder": str(asked.state.resolve()),
            "scale": asked.scale,
            "key": asked.key,
            "secret": asked.secret,
            "limit": asked.limit,
            "static_url": url,
            "site_url": url,
        }
    )
    sys.stdout.write(f"The Flickr simulator answers at {url}/ (stop it with Ctrl+C).\n")
    sys.stdout.flush()
    Server(
        f"{served.__name__}:make",
        factory=True,
        address=HOST,
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        websockets=False,
        log_level=LogLevels.error,
    ).serve()
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m galleries.flickr.simulator")
    parser.add_argument("--port", type=int, default=8001)
    parser.add_argument("--state", type=Path, required=True, help="folder for what changes")
    parser.add_argument("--scale", type=int, default=1200, help="photos of the big member")
    parser.add_argument("--key", default=KEY)
    parser.add_argument("--secret", default=SECRET)
    parser.add_argument("--limit", type=int, default=3600, help="calls an hour")
    return parser.parse_args()


def _trouble_with_port(port: int) -> str:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            return getattr(error, "strerror", None) or str(error)
    return ""


def _refuse(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
