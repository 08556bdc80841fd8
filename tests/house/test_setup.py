"""``manage.py setup``: a photographer answers a few questions, and production may start."""

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from dotenv import dotenv_values

from flickrweb import setup
from flickrweb.doorstep import ADDRESSES, Installation, refusals

ROOT = Path(__file__).parents[2]
KEY, SECRET = "0123456789abcdef" * 2, "0123456789abcdef"
ANSWERS = [
    *("--site-name", "Ann’s 'pictures' & #more", "--address", "https://Gallery.Example/"),
    *("--flickr-key", KEY, "--flickr-secret", SECRET, "--operator", "12345678@n00"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def run(*arguments: str, file: Path) -> "subprocess.CompletedProcess[str]":
    """By a Python that has none of our packages, from somewhere else."""
    bare = [sys.executable, "-I", "-S", str(ROOT / "manage.py"), "setup"]
    return subprocess.run(  # noqa: S603 - our own program
        [*bare, *arguments, "--file", str(file)],
        cwd="/",
        env={},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def test_before_anything_is_installed_the_answers_become_a_file_for_its_owner_alone(
    file: Path,
) -> None:
    done = run(*ANSWERS, file=file)
    assert done.returncode == 0, done.stderr
    assert file.stat().st_mode & 0o777 == 0o600
    assert "https://gallery.example/" in done.stdout
    written = dotenv_values(file)
    assert written["SITE_NAME"] == "Ann’s 'pictures' & #more"
    assert written["OPERATOR"] == "12345678@N00"
    assert (written["FLICKR_KEY"], written["FLICKR_SECRET"]) == (KEY, SECRET)
    assert (written["SITE_ADDRESS"], written["COMPOSE_PROFILES"]) == ("gallery.example", "https")


def test_what_it_writes_may_start_where_others_can_reach_it(file: Path) -> None:
    assert setup.main([*ANSWERS, "--file", str(file)]) == 0
    written = {name: value or "" for name, value in dotenv_values(file).items()}
    installation = Installation(
        debug=written.get("DEBUG") == "true",
        demo=written.get("DEMO") == "true",
        https=written["HTTPS"] == "true",
        secret_key=written["SECRET_KEY"],
        sealing_keys=(written["SEALING_KEYS"],),
        hosts=tuple(written["ALLOWED_HOSTS"].split(",")),
        origins=(),
        flickr={},
    )
    assert installation.is_public
    assert refusals(installation) == []
    assert len(written["WATCH_TOKEN"]) >= 32
    assert len(written["POSTGRES_PASSWORD"]) >= 32


def test_two_sites_have_no_secret_in_common(tmp_path: Path) -> None:
    files = [tmp_path / "one", tmp_path / "two"]
    for each in files:
        assert setup.main(["--demo", "--file", str(each)]) == 0
    one, two = map(dotenv_values, files)
    for name in ("SECRET_KEY", "SEALING_KEYS", "WATCH_TOKEN", "POSTGRES_PASSWORD", "FLICKR_KEY"):
        assert one[name] != two[name]
        assert len(one[name] or "") >= 32


def test_the_demo_asks_nothing_and_stays_on_this_machine(file: Path) -> None:
    assert run("--demo", "--simulator-port", "9001", file=file).returncode == 0
    written = dotenv_values(file)
    assert (written["DEMO"], written["COMPOSE_PROFILES"]) == ("true", "demo")
    assert "ALLOWED_HOSTS" not in written
    assert written["FLICKR_SITE_URL"] == "http://127.0.0.1:9001"
    assert all("flickr.com" not in (written[name] or "") for name in ADDRESSES)


def test_an_own_proxy_needs_no_caddy(file: Path) -> None:
    assert setup.main([*ANSWERS, "--own-proxy", "--file", str(file)]) == 0
    written = dotenv_values(file)
    assert (written["COMPOSE_PROFILES"], written["HTTPS"]) == ("", "true")
    assert written["TRUSTED_PROXIES"] == "1"


def test_a_file_that_is_there_is_never_written_over(file: Path) -> None:
    file.write_text("SEALING_KEYS=dear\n")
    refused = run(*ANSWERS, file=file)
    assert refused.returncode == 1
    assert f"mv {file} {file}.before" in refused.stderr
    assert file.read_text() == "SEALING_KEYS=dear\n"


@pytest.mark.parametrize(
    ("option", "said", "sentence"),
    [
        ("--site-name", " ", "1 to 60 letters"),
        ("--site-name", "two\x00names", "1 to 60 letters"),
        ("--site-name", "a 'b' \"c\" $d", "cannot hold"),
        ("--address", "http://gallery.example", "https only"),
        ("--address", "gallery", "looks like gallery.example"),
        ("--address", "gallery.example:8000", "without a port"),
        ("--address", "gallery.example/photos", "without a port or a path"),
        ("--address", "203.0.113.7", "a name and not a number"),
        ("--address", "galler$y.example", "looks like gallery.example"),
        ("--flickr-key", KEY[:-1], "32 letters from 0-9 and a-f; this has 31"),
        ("--flickr-secret", KEY, "16 letters from 0-9 and a-f; this has 32"),
        ("--operator", "ann", "looks like 12345678@N00"),
        ("--port", "0", "from 1 to 65535"),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_writes_nothing(
    option: str, said: str, sentence: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert setup.main([*ANSWERS, option, said, "--file", str(file)]) == 1
    assert sentence in capsys.readouterr().err
    assert not file.exists()


def test_where_nobody_can_be_asked_the_missing_answer_is_named(file: Path) -> None:
    refused = run(*ANSWERS[:4], file=file)
    assert refused.returncode == 1
    assert "--flickr-key" in refused.stderr
    assert not file.exists()


def test_on_a_console_each_question_is_asked_until_its_answer_will_do(file: Path) -> None:
    ours, theirs = pty.openpty()
    asking = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "manage.py"), "setup", "--file", str(file)],
        stdin=theirs,
        stdout=subprocess.PIPE,
        text=True,
    )
    typed = ["", "münchen.example", "abc", KEY, SECRET, ""]
    os.write(ours, "".join(f"{line}\n" for line in typed).encode())
    said, _ = asking.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert asking.returncode == 0
    assert "32 letters from 0-9 and a-f; this has 3" in said
    written = dotenv_values(file)
    assert (written["SITE_NAME"], written["SITE_ADDRESS"]) == (
        "flickrweb",
        "xn--mnchen-3ya.example",
    )
    assert (written["FLICKR_KEY"], written["OPERATOR"]) == (KEY, "")


@pytest.mark.parametrize("value", ["plain", "two words", "it's", "a#b", "100 % $HOME", '"quoted"'])
def test_every_value_is_read_as_it_was_said(value: str, file: Path) -> None:
    file.write_text(f"NAME={setup.quoted(value)}\n")
    assert dotenv_values(file)["NAME"] == value
    sh = shutil.which("sh")
    assert sh is not None
    shell = subprocess.run(  # noqa: S603 - reads one line
        [sh, "-c", f'. {file}; printf %s "$NAME"'], capture_output=True, text=True, check=True
    )
    assert shell.stdout == value
