"""``make demo`` and ``make run``: what they tell their parts, and when they refuse to start."""

import os
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from flickrweb.launch.parts import parts_of
from flickrweb.launch.refusal import Refusal
from flickrweb.launch.state import check_ports, forget, only_one
from flickrweb.launch.worlds import demo_world, live_world

KEY = {"FLICKR_KEY": "k" * 32, "FLICKR_SECRET": "s" * 16}


# --- what a world tells its parts


def test_the_demo_invents_its_secrets_once_for_its_owner_alone(tmp_path: Path) -> None:
    first = demo_world({}, state=tmp_path / "demo")
    second = demo_world({}, state=tmp_path / "demo")
    assert first.environment == second.environment
    assert len(first.environment["SECRET_KEY"]) >= 50
    assert stat.S_IMODE((tmp_path / "demo" / "secrets").stat().st_mode) == 0o600


def test_the_demo_knows_nothing_of_the_settings_around_it(tmp_path: Path) -> None:
    theirs = {
        "DATABASE_URL": "postgres://real",
        "REDIS_URL": "redis://real",
        "DEBUG": "true",
        **KEY,
    }
    world = demo_world(theirs, state=tmp_path)
    assert world.environment["DATABASE_URL"].startswith(f"sqlite:///{tmp_path}")
    assert world.environment["REDIS_URL"] == ""
    assert world.environment["DEBUG"] == "false"
    assert world.environment["FLICKR_KEY"] != KEY["FLICKR_KEY"]


def test_the_demo_talks_to_the_simulator_and_to_nobody_else(tmp_path: Path) -> None:
    world = demo_world({"PORT": "9000", "SIMULATOR_PORT": "9001"}, state=tmp_path)
    assert world.address == "http://127.0.0.1:9000/"
    addresses = {
        value
        for name, value in world.environment.items()
        if name.startswith("FLICKR_") and name.endswith("_URL")
    }
    assert len(addresses) == 4  # the site and its pictures share one
    assert all(address.startswith("http://127.0.0.1:9001") for address in addresses)
    assert [part.name for part in parts_of(world)] == ["simulator", "web", "worker", "beat"]


def test_the_live_world_has_no_simulator(tmp_path: Path) -> None:
    world = live_world(KEY, state=tmp_path, dotenv=tmp_path / "none")
    assert [part.name for part in parts_of(world)] == ["web", "worker", "beat"]
    assert "FLICKR_API_URL" not in world.environment


def test_the_live_world_reads_the_key_from_a_file_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("FLICKR_KEY=from-file\nFLICKR_SECRET=also\nSECRET_KEY=\n")
    world = live_world({"FLICKR_KEY": "from-shell"}, state=tmp_path, dotenv=tmp_path / ".env")
    assert world.environment["FLICKR_KEY"] == "from-shell", "the environment wins"
    assert world.environment["FLICKR_SECRET"] == "also"
    assert world.environment["SECRET_KEY"], "an empty one is as good as none"


def test_without_a_key_make_run_explains_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        live_world({"PORT": "9000"}, state=tmp_path / "live", dotenv=tmp_path / "none")
    words = str(refusal.value)
    assert "Pro" in words
    assert "https://www.flickr.com/services/apps/create/" in words
    assert "http://127.0.0.1:9000/sign-in/flickr/callback/" in words
    assert "make demo" in words
    assert not (tmp_path / "live").exists(), "nothing was changed"


# --- when a start is refused


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8000.5", "٨٠"])
def test_a_port_that_is_none_is_named(tmp_path: Path, port: str) -> None:
    with pytest.raises(Refusal, match=r"PORT is '.*'. It must be a number from 1 to 65535"):
        demo_world({"PORT": port}, state=tmp_path)


def test_two_servers_cannot_share_a_port(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="PORT and SIMULATOR_PORT are both 8001"):
        demo_world({"PORT": "8001"}, state=tmp_path)


@pytest.mark.parametrize("name", ["PORT", "SIMULATOR_PORT"])
def test_a_taken_port_is_one_sentence(tmp_path: Path, name: str) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        port = other.getsockname()[1]
        world = demo_world({name: str(port)}, state=tmp_path)
        with pytest.raises(Refusal, match=rf"^Port {port} is taken .* make demo {name}=\d+$"):
            check_ports(world)


def test_make_says_it_in_one_line_and_with_code_1(tmp_path: Path) -> None:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(
        [sys.executable, "-m", "flickrweb.launch", "demo"],
        env=plain | {"PORT": "all of them"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "PORT is 'all of them'. It must be a number from 1 to 65535.\n"


def test_a_demo_that_runs_is_not_forgotten(tmp_path: Path) -> None:
    state = tmp_path / "demo"
    with only_one(state, name="demo"), pytest.raises(Refusal, match="already running"):
        forget(state, name="demo")
    assert state.exists()
    forget(state, name="demo")
    assert not state.exists()
    forget(state, name="demo")  # twice is the same as once
