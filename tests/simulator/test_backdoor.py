"""The back door: only with the token, and then everything that a test in another process needs."""

import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import requests

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.simulator import KEY
from tests.simulator.conftest import DOOR, HEADER, TOKEN, Phone, Visitor, mount


@pytest.mark.parametrize("token", ["", "let-me-i", "let-me-in-", "ü"])
def test_without_the_token_there_is_no_door(visitor: Visitor, token: str) -> None:
    nowhere = visitor.session.get("https://www.flickr.com/nowhere")
    visitor.token = token.encode().decode("latin-1")
    for reply in (visitor.look(), visitor.look("world"), visitor.wish(clear=True)):
        assert (reply.status_code, reply.text) == (404, nowhere.text)


def test_without_being_asked_for_there_is_no_door_at_all(sim: Simulator) -> None:
    session = requests.Session()
    mount(session, sim)
    for token in ("", TOKEN):
        assert Visitor(session, token=token).look().status_code == 404


def test_faults_wait_for_their_calls(visitor: Visitor, house: Simulator) -> None:
    phone = Phone(house)
    told = visitor.wish(faults=["429", "html"], times=2, method="test.echo").json()
    assert told == {"ok": True, "faults": ["429", "html", "429", "html"]}
    assert phone.get("test.echo").status_code == 429
    visitor.wish(clear=True)
    assert phone.get("test.echo").status_code == 200


def test_eras_and_oddities_stand_until_they_are_taken_back(visitor: Visitor) -> None:
    visitor.wish(era="2018")
    visitor.wish(oddities={"short pages": 0.5, "shuffled": True})
    summary = visitor.look().json()
    assert summary["era"] == "2018"
    assert summary["oddities"] == {"short pages": 0.5, "shuffled": 3}
    visitor.wish(oddities={"short pages": False})
    assert visitor.look().json()["oddities"] == {"shuffled": 3}


def test_members_do_things(visitor: Visitor, house: Simulator) -> None:
    world, nsid = house.world, house.world.big_member.nsid
    photo = visitor.wish(do="upload", nsid=nsid, title="New").json()["do"]
    assert next(world.photos_of(nsid)).id == photo["id"]
    visitor.wish(do="edit", id=photo["id"], title="Newer", tags=["a", "b"])
    visitor.wish(do="set_visibility", id=photo["id"], friend=True)
    now = next(world.photos_of(nsid))
    assert (now.title, now.tags, now.is_friend) == ("Newer", ("a", "b"), True)
    visitor.wish(do="delete", id=photo["id"])
    assert world.photo(photo["id"]) is None
    visitor.wish(do="rename_alias", nsid=nsid, alias="elsewhere")
    assert world.member("elsewhere").nsid == nsid
    visitor.wish(do="delete_account", nsid=nsid)
    assert world.member(nsid).is_deleted


def test_tokens_are_revoked_and_happenings_happen(visitor: Visitor, house: Simulator) -> None:
    phone = Phone(house, "haruka")
    nsid = house.world.member("haruka").nsid
    assert visitor.wish(revoke=nsid).json()["revoke"] == 1
    assert phone.call("test.login")["code"] == 98
    told = visitor.wish(happenings={"seed": 1, "count": 5, "who": [nsid]}).json()["happenings"]
    assert [one["nsid"] for one in told] == [nsid] * 5


def test_happenings_are_of_lists_too_and_the_truth_about_them_is_told(
    visitor: Visitor, house: Simulator
) -> None:
    member = house.world.member("haruka")
    for of in ("albums", "galleries", "contacts", "lists"):
        wish = {"of": of, "seed": 1, "count": 8, "who": [member.nsid]}
        assert len(visitor.wish(happenings=wish).json()["happenings"]) == 8
    told = visitor.look("lists", nsid=member.nsid).json()
    assert [one["id"] for one in told["albums"]] == [one.id for one in house.albums.of(member)]
    [gallery, *_] = house.galleries.of(member)
    assert told["galleries"][0]["items"] == [asdict(item) for item in gallery.items]
    assert told["contacts"] == [asdict(contact) for contact in house.contacts.of(member)]


def test_the_true_facts_come_in_pages(visitor: Visitor, house: Simulator) -> None:
    nsid = house.world.big_member.nsid
    pages = [visitor.look("world", nsid=nsid, page=page).json() for page in (1, 2, 3)]
    assert [len(page["photos"]) for page in pages] == [500, 500, 200]
    assert {page["total"] for page in pages} == {1200}
    truth = [(photo.id, photo.title, photo.secret) for photo in house.world.photos_of(nsid)]
    told = [(p["id"], p["title"], p["secret"]) for page in pages for p in page["photos"]]
    assert told == truth
    assert pages[0]["member"]["username"] == "Ingrid Solvang"


def test_the_journal_is_counted_and_the_back_door_is_not_in_it(
    visitor: Visitor, house: Simulator
) -> None:
    Phone(house).get("test.echo")
    Phone(house).get("photos.getInfo", photo_id="1")
    summary = visitor.look().json()
    assert summary["by_method"] == {"test.echo": 1, "photos.getInfo": 1}
    assert summary["by_code"] == {"1": 1}


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"wonder": 1},
        {"faults": ["no such"]},
        {"faults": ["429"], "times": 10**9},
        {"oddities": {"no such": True}},
        {"era": "1999"},
        {"do": "dance"},
        {"do": "edit", "title": "Of what?"},
        {"do": "edit", "id": 1, "title": "There is none"},
        {"do": "upload", "nsid": "271830942@N05", "colour": "red"},
        {"revoke": "nobody"},
        {"happenings": {"seed": 1}},
        {"happenings": {"seed": 1, "count": 1, "of": "weather"}},
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(visitor: Visitor, wish: dict[str, Any]) -> None:
    reply = visitor.wish(**wish)
    assert reply.status_code == 400
    assert reply.json()["error"]


def test_nonsense_is_refused(visitor: Visitor) -> None:
    for body in (b"", b"{", b"[]", b"\xff"):
        reply = visitor.session.post(DOOR, data=body, headers={HEADER: TOKEN})
        assert reply.status_code == 400
    assert visitor.look("elsewhere").status_code == 400
    assert visitor.look("world", nsid="nobody").status_code == 400
    assert visitor.look("world", nsid="ingrid", page="x").status_code == 400


# Over a real socket, in another process


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("backdoor")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "galleries.flickr.simulator", "--backdoor", "--scale", "60"]
    server = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--port", str(port), "--state", str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert server.stdout is not None
    lines = [server.stdout.readline() for _ in range(2)]
    found = re.fullmatch(r"back door  (http://127\.0\.0\.1:\d+/backdoor/)  token (\S+)\n", lines[1])
    assert found is not None, lines
    file = folder / "backdoor.token"
    assert file.read_text() == found[2]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    try:
        yield _arrived(Visitor(requests.Session(), found[1], found[2]))
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)
    assert server.returncode == 0


def _arrived(visitor: Visitor) -> Visitor:
    for _ in range(100):
        try:
            visitor.look()
        except requests.ConnectionError:
            time.sleep(0.1)
        else:
            return visitor
    raise AssertionError("nothing answers")


def listed(visitor: Visitor, *, timeout: float = 10) -> requests.Response:
    asked = {
        "method": "flickr.people.getPublicPhotos",
        "user_id": "271830942@N05",
        "api_key": KEY,
        "format": "json",
        "nojsoncallback": "1",
    }
    url = visitor.url.replace("backdoor", "services/rest")
    return visitor.session.get(url, params=asked, timeout=timeout)


def test_the_door_is_shut_without_the_token_over_http_too(served: Visitor) -> None:
    assert Visitor(served.session, served.url, "guess").look().status_code == 404


def test_the_world_changes_over_http(served: Visitor) -> None:
    served.wish(do="upload", nsid="271830942@N05", title="Näkymä 🌅", safety=0)
    photos = served.look("world", nsid="271830942@N05").json()["photos"]
    assert photos[0]["title"] == "Näkymä 🌅"
    assert listed(served).json()["photos"]["photo"][0]["title"] == "Näkymä 🌅"


@pytest.mark.parametrize("fault", ["reset", "refused"])
def test_a_line_really_breaks(served: Visitor, fault: str) -> None:
    served.wish(faults=[fault])
    with pytest.raises(requests.ConnectionError, match=r"reset by peer"):
        listed(served)
    assert listed(served).json()["stat"] == "ok"


def test_a_line_really_breaks_in_the_middle(served: Visitor) -> None:
    served.wish(faults=["cut"])
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match=r"IncompleteRead"):
        listed(served)
    assert listed(served).json()["stat"] == "ok"


def test_a_slow_answer_is_waited_for_or_not(served: Visitor) -> None:
    served.wish(faults=["slow"], times=2, slow_s=0.6)
    with pytest.raises(requests.ReadTimeout):
        listed(served, timeout=0.2)
    began = time.monotonic()
    assert listed(served).json()["stat"] == "ok"
    assert time.monotonic() - began > 0.5
