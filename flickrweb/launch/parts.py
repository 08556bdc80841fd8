"""The programs of a world, and how each of them shows that it lives."""

import sys
from pathlib import Path

from flickrweb.launch.part import Part
from flickrweb.launch.signs import answers, beats
from flickrweb.launch.worlds import World

# Celery runs Django's checks at every start, which takes it half a second. Here they have been
# run once for all parts (see prepare).
CHECKED = {"CELERY_SKIP_CHECKS": "true"}


def parts_of(world: World) -> list[Part]:
    """Web server, worker and beat; in the demo also the Flickr they talk to."""
    parts = [web(world), worker(world), beat(world)]
    return [simulator(world), *parts] if world.simulator_port else parts


def simulator(world: World) -> Part:
    return Part(
        name="simulator",
        command=[
            *(sys.executable, "-m", "galleries.flickr.simulator"),
            *("--port", str(world.simulator_port), "--state", str(world.state / "simulator")),
            *("--key", world.environment["FLICKR_KEY"]),
            *("--secret", world.environment["FLICKR_SECRET"]),
            "--lively",
            *(("--recordings", str(world.recordings)) if world.recordings else ()),
        ],
        environment=world.environment,
        lives=answers(f"{world.simulator_address}/healthz"),
    )


def web(world: World) -> Part:
    """Two processes for two cores; a few threads each, for requests that wait for the database."""
    return Part(
        name="web",
        command=[
            *(_tool("granian"), "--interface", "wsgi", "flickrweb.wsgi:application"),
            *("--host", "127.0.0.1", "--port", str(world.port), "--no-ws"),
            *("--workers", "2", "--blocking-threads", "4"),
            *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
        ],
        environment=world.environment,
        lives=answers(f"{world.address}healthz"),
    )


def worker(world: World) -> Part:
    """Gossip, mingle and heartbeat are talk among many workers. Here is one."""
    return Part(
        name="worker",
        command=[
            *(_tool("celery"), "-A", "flickrweb.launch.pulse", "worker", "--loglevel", "INFO"),
            *("--concurrency", "2", "--hostname", f"{world.name}@flickrweb"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        environment=world.environment | CHECKED,
        lives=beats(world.state / "pulse" / "worker"),
        # Its pool takes 7 s to end even when idle. What is cut off is found again: rows say
        # what is due.
        stop_within_s=4,
    )


def beat(world: World) -> Part:
    return Part(
        name="beat",
        command=[_tool("celery"), "-A", "flickrweb.launch.pulse", "beat", "--loglevel", "INFO"],
        environment=world.environment | CHECKED,
        lives=beats(world.state / "pulse" / "beat"),
    )


def _tool(name: str) -> str:
    """A program that was installed beside this Python."""
    return str(Path(sys.executable).parent / name)
