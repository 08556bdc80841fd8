"""What an installation that others can reach refuses to start with, in words that help."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from flickrweb.doorstep import Installation, refusals

GOOD = Installation(
    debug=False,
    demo=False,
    https=True,
    secret_key="q8Zr2LkVx0TnWb7YcHs4JdEm9GpAu3Fi6QoRt1XvKlBzNyMhSgUwCe5D",
    sealing_keys=(Fernet.generate_key().decode(),),
    hosts=("gallery.example", "127.0.0.1"),
    origins=("https://gallery.example",),
    flickr={
        "FLICKR_API_URL": "https://api.flickr.com/services/rest/",
        "FLICKR_STATIC_URL": "https://live.staticflickr.com",
    },
)
BAD = {
    "DEBUG=false": {"debug": True},
    "DEMO=false": {"demo": True},
    "HTTPS=true": {"https": False},
    "token_urlsafe": {"secret_key": "only-for-me"},
    "token_urlsafe(48)": {"secret_key": "secret" * 20},
    "token_bytes": {"sealing_keys": ("a key",)},
    "token_bytes(32)": {"sealing_keys": ()},
    "ALLOWED_HOSTS=example.org": {"hosts": ("*",)},
    "CSRF_TRUSTED_ORIGINS=https://gallery.example": {"origins": ("http://gallery.example",)},
    "Leave FLICKR_API_URL out": {"flickr": {"FLICKR_API_URL": "http://127.0.0.1:8001/rest"}},
    "Leave FLICKR_OAUTH_URL out": {
        "flickr": {"FLICKR_OAUTH_URL": "https://www.flickr.com.example/services/oauth"}
    },
    "Leave FLICKR_SITE_URL out": {"flickr": {"FLICKR_SITE_URL": "http://www.flickr.com"}},
}


def test_what_is_well_set_up_starts() -> None:
    assert refusals(GOOD) == []


@pytest.mark.parametrize("typed", BAD)
def test_each_danger_is_refused_with_what_to_type(typed: str) -> None:
    [sentence] = refusals(replace(GOOD, **BAD[typed]))  # type: ignore[arg-type]
    assert typed in sentence


@pytest.mark.parametrize("typed", [typed for typed in BAD if "ALLOWED_HOSTS" not in typed])
def test_on_ones_own_machine_everything_may_be_tried(typed: str) -> None:
    alone = replace(GOOD, hosts=("127.0.0.1", "localhost"))
    assert refusals(replace(alone, **BAD[typed])) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "part", [["-c", "import flickrweb.wsgi"], ["-m", "celery", "-A", "flickrweb", "worker"]]
)
def test_web_and_workers_do_not_start(part: list[str]) -> None:
    start = subprocess.run(  # noqa: S603
        [sys.executable, *part],
        env=os.environ | {"ALLOWED_HOSTS": "gallery.example", "HTTPS": "false"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert start.returncode != 0
    assert "Write HTTPS=true" in start.stderr
    assert "Traceback" not in start.stderr
