"""Trouble on demand, and the journal that tells what was asked."""

import pytest
import requests

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.faults import FAULTS, REFUSALS
from tests.simulator.conftest import Phone


@pytest.mark.parametrize("name", ["429", "500", "502", "503", "504"])
def test_html_errors_come_once_and_then_all_is_well(anybody: Phone, name: str) -> None:
    anybody.sim.faults.next(name)
    reply = anybody.get("test.echo")
    assert reply.status_code == int(name)
    assert reply.headers["Content-Type"].startswith("text/html")
    assert anybody.call("test.echo")["stat"] == "ok"


@pytest.mark.parametrize("code", [0, 98, 100, 105, 106, 201])
def test_codes_come_in_the_format_that_was_asked_for(anybody: Phone, code: int) -> None:
    anybody.sim.faults.next(f"code {code}", times=2)
    assert anybody.call("test.echo")["code"] == code
    assert f'code="{code}"' in anybody.get("test.echo", format="rest").text


def test_bodies_that_are_not_what_they_should_be(anybody: Phone) -> None:
    anybody.sim.faults.next("html", "empty", "half", "xml")
    kinds = [anybody.get("test.echo") for _ in range(4)]
    assert [reply.status_code for reply in kinds] == [200] * 4
    assert kinds[0].text.startswith("<!DOCTYPE html>")
    assert kinds[1].text == ""
    assert kinds[2].text.startswith("{")
    assert not kinds[2].text.endswith("}")
    assert kinds[3].text.startswith("<?xml")


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("reset", requests.ConnectionError),
        ("refused", requests.ConnectionError),
        ("cut", requests.exceptions.ChunkedEncodingError),
        ("slow", requests.ReadTimeout),
    ],
)
def test_lines_break(anybody: Phone, name: str, error: type[Exception]) -> None:
    anybody.sim.faults.next(name)
    with pytest.raises(error):
        anybody.get("test.echo")
    assert anybody.call("test.echo")["stat"] == "ok"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("timestamp", "oauth_problem=timestamp_refused"),
        ("key unknown", "oauth_problem=consumer_key_unknown"),
        ("nonce", "oauth_problem=nonce_used"),
        ("rejected", "oauth_problem=token_rejected"),
        ("signature", "oauth_problem=signature_invalid&debug_sbs=GET%26https%253A%252F%252Fapi."),
    ],
)
def test_signatures_are_refused_with_a_line_of_text(big: Phone, name: str, line: str) -> None:
    big.sim.faults.next(name)
    reply = big.get("test.login")
    assert reply.status_code == 401
    assert reply.headers["Content-Type"].startswith("text/plain")
    assert reply.text.startswith(line)
    assert big.call("test.login")["stat"] == "ok"


@pytest.mark.parametrize("method", ["people.getPhotos", "people.getInfo"])
def test_another_body_is_well_formed_and_about_something_else(big: Phone, method: str) -> None:
    args = {"user_id": big.sim.world.big_member.nsid}
    proper = big.call(method, **args)
    big.sim.faults.next("another body")
    other = big.call(method, **args)
    assert other["stat"] == "ok"
    assert other.keys() != proper.keys()


@pytest.mark.parametrize("method", ["people.getPhotos", "photos.recentlyUpdated"])
def test_another_member_gets_the_same_list_with_other_photos(big: Phone, method: str) -> None:
    big.sim.faults.next("another member")
    assert big.call("test.login")["stat"] == "ok", "no list, so it is passed by"
    photos = big.call(method, user_id="me", min_date=1)["photos"]["photo"]
    [owner] = {photo["owner"] for photo in photos}
    assert owner != big.sim.world.big_member.nsid


@pytest.mark.parametrize("refusal", ["code 99", "code 99 signed out"])
def test_too_little_permission_has_two_texts(big: Phone, refusal: str) -> None:
    big.sim.faults.next(refusal)
    reply = big.call("test.login")
    assert reply["code"] == 99
    assert reply["message"].startswith(("Insufficient permissions", "User not logged in"))
    assert refusal in REFUSALS


def test_a_fault_waits_for_its_method(anybody: Phone) -> None:
    anybody.sim.faults.next("500", method="people.getInfo")
    assert anybody.get("test.echo").status_code == 200
    assert anybody.get("people.getInfo", user_id="x").status_code == 500
    assert len(anybody.sim.faults) == 0


def test_unknown_faults_are_refused_with_the_known_ones(sim: Simulator) -> None:
    with pytest.raises(KeyError, match=r"no fault oops; there are 429"):
        sim.faults.next("oops")
    assert "code 105" in FAULTS


def test_the_journal_tells_who_asked_what_without_secrets(sim: Simulator, big: Phone) -> None:
    big.call("people.getPhotos", user_id="me", per_page=1)
    Phone(sim).call("photos.getInfo", photo_id="5", secret="abcdef")
    [call] = sim.journal.calls("people.getPhotos")
    assert call.caller == sim.world.big_member.nsid
    assert (call.status, call.stat, call.code) == (200, "ok", None)
    assert call.args["per_page"] == "1"
    [failed] = sim.journal.calls("photos.getInfo")
    assert (failed.caller, failed.stat, failed.code) == (None, "fail", 1)
    everything = repr(sim.journal.calls())
    for secret in (sim.key, sim.secret, big.token, "abcdef", "oauth_signature"):
        assert secret not in everything
