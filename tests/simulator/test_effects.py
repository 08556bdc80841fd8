"""The journal says of every call whether it changed the world, whatever its caller was told."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import requests

from galleries.flickr import favorites
from galleries.flickr.errors import FlickrError, FlickrRefused
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.callers import NOBODY
from galleries.flickr.simulator.faults import FAULTS, REFUSALS
from galleries.flickr.simulator.rest import METHODS
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.state import Document, MemoryState
from galleries.flickr.simulator.wire import View, tag_of
from tests.simulator.conftest import Clock, Phone
from tests.simulator.pooling import own
from tests.simulator.readers import flickr_of
from tests.simulator.test_comments import open_photo
from tests.simulator.test_groups import named


class Stage:
    """Max before things that can be done to, each once."""

    def __init__(self, sim: Simulator) -> None:
        self.sim = sim
        self.phone = Phone(sim, "max", "write")
        self.max = sim.world.member("max")
        self.photo = open_photo(sim, "ingrid")
        sim.faves.remove(self.max, self.photo.id)
        self.own = own(sim, "max", tags=("pier", "Night Walk"))
        self.group = named(sim, "Darkroom")

    def comment(self) -> str:
        return self.sim.comments.add(self.max, self.photo.id, "First").id

    def faved(self) -> SimPhoto:
        self.sim.faves.add(self.max, self.photo.id, at=self.sim.world.now)
        return self.photo

    def pooled(self) -> SimPhoto:
        self.sim.pools.add(self.group, self.own.id)
        return self.own

    def tag_id(self) -> str:
        view = View(self.own, self.max, NOBODY, "", "")
        return str(tag_of(view, "Night Walk")["id"])


# The arguments of a call that changes something when it is made for the first time.
CHANGES: dict[str, Callable[[Stage], dict[str, Any]]] = {
    "favorites.add": lambda s: {"photo_id": s.photo.id},
    "favorites.remove": lambda s: {"photo_id": s.faved().id},
    "photos.comments.addComment": lambda s: {"photo_id": s.photo.id, "comment_text": "Salt!"},
    "photos.comments.editComment": lambda s: {"comment_id": s.comment(), "comment_text": "Other"},
    "photos.comments.deleteComment": lambda s: {"comment_id": s.comment()},
    "groups.pools.add": lambda s: {"photo_id": s.own.id, "group_id": s.group.nsid},
    "groups.pools.remove": lambda s: {"photo_id": s.pooled().id, "group_id": s.group.nsid},
    "photos.addTags": lambda s: {"photo_id": s.own.id, "tags": "sea"},
    "photos.removeTag": lambda s: {"tag_id": s.tag_id()},
}
# The arguments of calls that are answered well or not, and change nothing.
KEEPS: list[tuple[str, Callable[[Stage], dict[str, Any]], int]] = [
    ("favorites.add", lambda s: {"photo_id": s.own.id}, 2),
    ("favorites.add", lambda s: {"photo_id": s.faved().id}, 3),
    ("favorites.remove", lambda s: {"photo_id": s.photo.id}, 1),
    ("photos.comments.addComment", lambda s: {"photo_id": s.photo.id, "comment_text": " "}, 8),
    ("photos.comments.addComment", lambda s: {"photo_id": 1, "comment_text": "?"}, 1),
    (
        "photos.comments.addComment",
        lambda s: {
            "photo_id": s.photo.id,
            "comment_text": f" {s.sim.comments.add(s.max, s.photo.id, 'Again').text} ",
        },
        0,
    ),
    (
        "photos.comments.editComment",
        lambda s: {"comment_id": s.comment(), "comment_text": " First "},
        0,
    ),
    ("photos.comments.deleteComment", lambda s: {"comment_id": "1-2-3"}, 2),
    ("groups.pools.add", lambda s: {"photo_id": s.photo.id, "group_id": s.group.nsid}, 1),
    ("groups.pools.add", lambda s: {"photo_id": s.pooled().id, "group_id": s.group.nsid}, 3),
    ("groups.pools.remove", lambda s: {"photo_id": s.own.id, "group_id": s.group.nsid}, 2),
    ("photos.addTags", lambda s: {"photo_id": s.own.id, "tags": '"night walk" PIER'}, 0),
    ("photos.addTags", lambda s: {"photo_id": s.photo.id, "tags": "sea"}, 99),
    ("photos.removeTag", lambda s: {"tag_id": f"{s.tag_id()}1"}, 1),
]


def effects(sim: Simulator, method: str) -> list[bool]:
    return [call.took_effect for call in sim.journal.calls(method)]


def test_every_method_that_writes_is_tried_here() -> None:
    assert {name for name, one in METHODS.items() if one.perms in ("write", "delete")} == {*CHANGES}


@pytest.mark.parametrize("method", CHANGES)
def test_a_write_takes_effect_and_the_same_again_does_not(sim: Simulator, method: str) -> None:
    stage = Stage(sim)
    args = CHANGES[method](stage)
    assert stage.phone.post(method, **args)["stat"] == "ok"
    stage.phone.post(method, **args)
    assert effects(sim, method) == [True, False]


@pytest.mark.parametrize(("method", "prepare", "code"), KEEPS)
def test_what_changes_nothing_takes_no_effect(
    sim: Simulator, method: str, prepare: Callable[[Stage], dict[str, Any]], code: int
) -> None:
    stage = Stage(sim)
    args = prepare(stage)
    assert stage.phone.post(method, **args).get("code", 0) == code
    assert effects(sim, method) == [False]


def test_a_photo_in_the_queue_took_effect_though_the_answer_is_a_failure(sim: Simulator) -> None:
    photo, phone = own(sim, "aino"), Phone(sim, "aino", "write")
    args = {"photo_id": photo.id, "group_id": named(sim, "Fog").nsid}
    assert [phone.post("groups.pools.add", **args)["code"] for _ in (1, 2)] == [6, 7]
    assert effects(sim, "groups.pools.add") == [True, False]


# After these the call took effect and only its answer is spoilt; the others came before it.
AFTER = {"504", "half", "cut", "reset", "xml", "slow", "another body"}
# These are for lists of one's own.
PASSING_BY = {"another member", "another member's contacts", "empty list"}


@pytest.mark.parametrize("fault", sorted({*FAULTS, *REFUSALS} - PASSING_BY))
@pytest.mark.parametrize("method", CHANGES)
def test_a_fault_comes_before_the_effect_or_after_it(
    sim: Simulator, method: str, fault: str
) -> None:
    stage = Stage(sim)
    args = CHANGES[method](stage)
    sim.faults.next(fault)
    with suppress(requests.RequestException, json.JSONDecodeError):
        stage.phone.post(method, **args)
    assert effects(sim, method) == [fault in AFTER]
    with suppress(requests.RequestException, json.JSONDecodeError):
        stage.phone.post(method, **args)
    assert effects(sim, method) == [fault in AFTER, fault not in AFTER], "and once in all"


def test_over_the_limit_or_without_permission_nothing_takes_effect(clock: Clock) -> None:
    sim = Simulator(clock=clock, limit=1)
    stage = Stage(sim)
    args = CHANGES["favorites.add"](stage)
    assert Phone(sim, "max", "read").post("favorites.add", **args)["code"] == 99
    with pytest.raises(json.JSONDecodeError):
        stage.phone.post("favorites.add", **args)
    assert effects(sim, "favorites.add") == [False, False]


def test_reads_take_no_effect(sim: Simulator) -> None:
    Phone(sim, "ingrid").call("people.getPhotos", user_id="me")
    assert effects(sim, "people.getPhotos") == [False]


class Dawdling(MemoryState):
    """Takes its time between looking for a fave and saying what it saw."""

    def get(self, kind: str, key: str) -> Document | None:
        found = super().get(kind, key)
        if kind == "fave":
            time.sleep(0.02)
        return found


def test_of_many_who_send_the_same_at_once_one_takes_effect(clock: Clock) -> None:
    sim = Simulator(clock=clock, state=Dawdling())
    stage = Stage(sim)
    clients = [flickr_of(sim, "max", "write") for _ in range(8)]

    def fave(nth: int) -> str:
        try:
            favorites.add(clients[nth], flickr_id=str(stage.photo.id))
        except FlickrRefused as refused:
            return f"code {refused.code}"
        except FlickrError as error:
            return repr(error)
        return "done"

    with ThreadPoolExecutor(8) as pool:
        told = sorted(pool.map(fave, range(8)))
    assert told == ["code 3"] * 7 + ["done"]
    assert sorted(effects(sim, "favorites.add")) == [False] * 7 + [True]


def test_the_file_says_so_too(tmp_path: Path, clock: Clock) -> None:
    sim = Simulator(folder=tmp_path, clock=clock)
    stage = Stage(sim)
    sim.faults.next("504")
    with suppress(json.JSONDecodeError):
        stage.phone.post("favorites.add", **CHANGES["favorites.add"](stage))
    lines = (tmp_path / "journal.jsonl").read_text().splitlines()
    [call] = [json.loads(line) for line in lines]
    assert (call["method"], call["status"], call["took_effect"]) == ("favorites.add", 504, True)
