"""The commands behind ``make demo``, ``make demo-reset`` and ``make run``."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from flickrweb.launch.group import Group, say
from flickrweb.launch.part import open_log
from flickrweb.launch.parts import parts_of
from flickrweb.launch.refusal import Refusal
from flickrweb.launch.state import check_ports, forget, only_one
from flickrweb.launch.worlds import BASE_DIR, World, demo_world, live_world

# Another folder for the demo, so that a test can have one beside the one you use.
DEMO_STATE = Path(
    os.environ.get("DEMO_STATE")
    or BASE_DIR / "var" / ("recorded" if os.environ.get("WORLD") == "recorded" else "demo")
).resolve()


def main(arguments: list[str]) -> int:
    """Run one command. 0 when it was asked to stop, 1 when it could not go on."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # until the group takes over
    try:
        match arguments:
            case ["demo"]:
                world = demo_world(os.environ, state=DEMO_STATE)
                say(f"A simulated Flickr, with people and photos in it. Logs: {world.shown_logs}/")
                return launch(world)
            case ["demo-reset"]:
                forget(DEMO_STATE, name="demo")
                say("The demo has forgotten everything. Start it again with: make demo")
                return 0
            case ["run"]:
                world = live_world(os.environ)
                say(f"The real Flickr. Logs: {world.shown_logs}/")
                return launch(world)
            case _:
                raise Refusal("Say what to launch: demo, demo-reset or run.")
    except Refusal as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except KeyboardInterrupt:
        return 0


def launch(world: World) -> int:
    """Prepare a world and run its parts until somebody says stop."""
    with only_one(world.state, name=world.name) as lock:
        check_ports(world)
        prepare(world)
        group = Group(
            parts_of(world),
            logs=world.logs,
            shown_logs=world.shown_logs,
            keep_open=(lock.fileno(),),
        )
        return group.run(on_ready=lambda: say(f"ready  {world.address}"))


def prepare(world: World) -> None:
    """Database and static files, in a process of its own. Its output goes to a log."""
    log = open_log(world.logs, "prepare")
    with log.open("ab") as output:
        done = subprocess.run(
            [sys.executable, "-m", "flickrweb.launch.prepare"],
            env=world.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            check=False,
        )
    if done.returncode != 0:
        last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
        raise Refusal(
            f"The database or the static files could not be prepared: {''.join(last)}\n"
            f"More in {world.shown_logs}/prepare.log"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
