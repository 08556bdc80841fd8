"""A world for a demo: people have just talked about each other's photos."""

import json
import time
from pathlib import Path

import pytest

from galleries.flickr.simulator import Simulator, served

WEEK_S = 7 * 86_400


def _served(folder: Path, monkeypatch: pytest.MonkeyPatch, *, lively: bool) -> Simulator:
    options = {"folder": str(folder), "scale": 200, "pool_scale": 60, "lively": lively}
    monkeypatch.setenv(served.VARIABLE, json.dumps(options))
    return served.simulator()


def test_much_has_just_happened_and_not_again_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _served(tmp_path, monkeypatch, lively=True)
    since = int(time.time()) - WEEK_S
    for member in first.world.members:
        if len(first.world.stream(member)) > 20:
            assert first.activity.of(member, since), member.username
    written = sorted(first.comments.fresh())
    assert sorted(_served(tmp_path, monkeypatch, lively=True).comments.fresh()) == written


def test_without_being_asked_for_it_is_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = _served(tmp_path, monkeypatch, lively=False)
    assert quiet.comments.fresh() == []
