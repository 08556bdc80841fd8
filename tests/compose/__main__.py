"""From a clean machine to the first synced photo, as the README says: ``python -m tests.compose``.

An engine of its own, images made here, the README's commands, somebody who signs in through the
simulated Flickr; then every container is killed, and a backup is restored into an empty database.
Needs root on Debian. Where no engine starts, the first line says why, and nothing else happens.
"""

import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import requests

from tests.compose.engine import CannotRun, Engine, engine, workshop
from tests.compose.site import KNOCK, OURS, PARTS, Site, wait_until
from tests.compose.stand_ins import make_stand_ins
from tests.house.smoke import Person, free_port, require, tell, wait_for

ROOT = Path(__file__).parents[2]
ALL_OF_IT_WITHIN_S = 1800
READY_WITHIN_S = 180
FIRST_PAGE_WITHIN_S = 30
BACK_WITHIN_S = 120
AUTHORITY = "/data/caddy/pki/authorities/local/root.crt"


def main() -> None:
    signal.signal(signal.SIGALRM, out_of_time)
    signal.alarm(ALL_OF_IT_WITHIN_S)
    began_at = time.monotonic()
    try:
        with workshop() as folder, engine(folder) as ours:
            make_stand_ins(ours, folder)
            tell(f"The engine runs, with images, after {time.monotonic() - began_at:.0f} s.")
            trial(ours, folder)
    except CannotRun as reason:
        tell(f"Compose was not tried on this machine: {reason}.")
        return
    tell(f"Production went well. All of it took {time.monotonic() - began_at:.0f} s.")


def out_of_time(*_: object) -> None:
    raise SystemExit(f"NOT TRUE: all of it takes less than {ALL_OF_IT_WITHIN_S} s")


def trial(ours: Engine, folder: Path) -> None:
    site = Site(ours, folder / "flickrweb", free_port(), free_port())
    began_at = time.monotonic()
    count = type_commands(site)
    try:
        person = until_the_first_photo(site)
        tell(
            f"{count} commands from a clean machine to the first synced photo,"
            f" {time.monotonic() - began_at:.0f} s after the first."
        )
        nobody_can_do_more_than_they_must(site)
        https_comes_from_one_variable(site)
        whoever_is_killed_comes_back(site, person)
        what_was_kept_comes_back(site, person)
    except BaseException as trouble:
        tell(f"{site.logs()}\n{trouble}")
        raise
    finally:
        site.compose("--profile", "https", "--profile", "demo", "down", "--volumes", "-t", "3")


def commands() -> list[str]:
    """What the README says to type."""
    chapter = (ROOT / "README.md").read_text().partition("\n## In production")[2]
    block = re.search(r"```sh\n(.*?)```", chapter, re.DOTALL)
    require(block, "the README says what to type in production")
    assert block is not None
    return [line.partition("  #")[0].strip() for line in block[1].splitlines()]


def type_commands(site: Site) -> int:
    """Type them, with the answers given beforehand. Returns how many there are."""
    typed = commands()
    for line in typed:
        tell(f"  $ {line}")
        match line.split():
            case ["apt-get", "install", "--yes", *packages]:
                site.engine.run("dpkg-query", "--show", *packages)  # .ci/run has installed them
            case ["git", "clone", *_]:
                clone(site.folder)
            case ["cd", where]:
                require(site.folder.name == where, "the folder has that name")
            case ["python3", "manage.py", "setup"]:
                ports = f"--port {site.port} --simulator-port {site.simulator_port}".split()
                site.engine.run(*line.split(), "--demo", *ports, cwd=site.folder)
            case _:
                site.engine.run(*line.split(), cwd=site.folder)
    return len(typed)


def clone(folder: Path) -> None:
    """This tree as it stands, with what is not committed yet."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    told = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    for name in filter(None, told.stdout.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)


def until_the_first_photo(site: Site) -> Person:
    wait_until(site.is_ready, "the site is ready", within_s=READY_WITHIN_S)
    person = Person(site)
    person.sign_in()
    person.keep_in_step()
    wait_for(person, shown=30, counted=1, within_s=FIRST_PAGE_WITHIN_S)
    return person


def nobody_can_do_more_than_they_must(site: Site) -> None:
    for part in OURS:
        site.inside(part, "python", "-c", KNOCK)
    wait_until(site.is_healthy, "every health check is content", within_s=READY_WITHIN_S)
    for part in PARTS:
        limits = site.told(part, "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}").split()
        require(all(int(limit) > 0 for limit in limits), f"{part} has its limits")
    tell(
        "Nothing of ours is root, can write or has a capability; all have limits, all are healthy."
    )


def https_comes_from_one_variable(site: Site) -> None:
    """For "localhost" Caddy is its own authority; for a name of the world it asks a real one."""
    port = free_port()
    with (site.folder / ".env").open("a") as settings:
        settings.write(f"\nSITE_ADDRESS=localhost\nHTTP_PORT={free_port()}\nHTTPS_PORT={port}\n")
    site.compose("--profile", "https", "--profile", "demo", "up", "-d", "--no-recreate", "caddy")

    authority = site.folder / "authority.crt"

    def answers() -> bool:
        try:
            authority.write_text(
                site.inside("caddy", "sh", "-c", f"cat {AUTHORITY} || true") + "\n"
            )
            return requests.get(
                f"https://localhost:{port}/healthz", verify=str(authority), timeout=5
            ).ok
        except OSError:  # of the file as well: it has not made its certificate yet
            return False

    wait_until(answers, "Caddy answers by https", within_s=60)
    tell("Caddy answers by https.")


def whoever_is_killed_comes_back(site: Site, person: Person) -> None:
    for part in PARTS:
        pid = site.told(part, "{{.State.Pid}}")
        site.kill(part)
        wait_until(
            lambda part=part, pid=pid: site.has_restarted(part, pid),  # type: ignore[misc]
            f"{part} was killed and is started again",
            within_s=BACK_WITHIN_S,
        )
    wait_until(site.is_ready, "all are ready again", within_s=BACK_WITHIN_S)
    wait_for(person, shown=30, counted=1200, within_s=BACK_WITHIN_S)
    tell(f"{', '.join(PARTS)} were killed; all came back by themselves, with all 1,200 photos.")


def what_was_kept_comes_back(site: Site, person: Person) -> None:
    backup = ["python", "manage.py", "backup", "/keep/monday.zip"]
    site.compose("exec", "-T", "web", *backup)
    site.compose("stop", "-t", "5", "web", "worker", "beat")
    site.compose("rm", "-f", "-s", "-v", "postgres")
    site.engine.run("docker", "volume", "rm", f"{site.folder.name}_postgres")
    site.compose("run", "--rm", "web", "python", "manage.py", "restore", "/keep/monday.zip")
    site.compose("up", "-d")
    wait_until(site.is_ready, "the restored site is ready", within_s=READY_WITHIN_S)
    person.sign_in()
    wait_for(person, shown=30, counted=1200, within_s=BACK_WITHIN_S)
    tell("The database was lost, and a backup brought its people back, and Flickr their photos.")


if __name__ == "__main__":
    main()
