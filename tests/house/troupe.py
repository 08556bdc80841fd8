"""A small group to try the supervision with: ``python -m tests.house.troupe FOLDER PART...``.

How a part behaves follows from its name: see ``player.py``.
"""

import sys
from pathlib import Path

from flickrweb.launch.group import Group, Patience, say
from flickrweb.launch.part import Part
from flickrweb.launch.refusal import Refusal
from flickrweb.launch.signs import beats
from flickrweb.launch.state import only_one

PLAYER = Path(__file__).with_name("player.py")


def part(folder: Path, name: str) -> Part:
    return Part(
        name=name,
        command=[sys.executable, "-I", "-S", str(PLAYER), str(folder), name],
        lives=beats(folder / name, within_s=5),
        stop_within_s=1,
    )


def main(folder: Path, names: list[str]) -> int:
    try:
        with only_one(folder, name="troupe", patience_s=8) as lock:
            group = Group(
                [part(folder, name) for name in names],
                logs=folder / "log",
                patience=Patience(ready_s=10, silence_s=6, ask_every_s=0.2, first_pause_s=0.05),
                keep_open=(lock.fileno(),),
            )
            return group.run(on_ready=lambda: say("ready"))
    except Refusal as refusal:
        say(str(refusal))
        return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
