"""A token and its secret are seen by nobody: not in tables, sessions, logs or pages."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
import requests
from django.db.models import Model
from django.test import Client
from django.test.client import RequestFactory

from accounts.connections import Grant
from accounts.flickr_login.client import LentSession, RequestToken
from accounts.models import FlickrConnection, User
from accounts.signals import connected
from tests.accounts.walk import (
    ACCESS_TOKEN,
    Walk,
    answer_with,
    body,
    everything_stored,
    parts_of,
    seen_in,
)
from tests.flickr.scripted import Scripted, plain

type Story = Callable[[Walk], Any]


def signed_in(walk: Walk) -> Any:
    return walk.sign_in("ingrid", next="/settings/")


def became_a_member(walk: Walk) -> Any:
    walk.join("ingrid")
    return walk.get("/settings/")


def came_back_from_letting_us_write(walk: Walk) -> Any:
    walk.sign_in("ingrid")
    return walk.let_write("ingrid")


def let_us_write(walk: Walk) -> Any:
    came_back_from_letting_us_write(walk)
    return walk.get("/settings/")


def let_us_write_as_somebody_else(walk: Walk) -> Any:
    walk.sign_in("ingrid")
    return walk.let_write("haruka")


def did_not_let_us_write(walk: Walk) -> Any:
    walk.sign_in("ingrid")
    return walk.let_write(deny=True)


def stopped_at_flickr(walk: Walk) -> Any:
    return walk.start()


def said_no(walk: Walk) -> Any:
    return walk.come_back(walk.consent(deny=True))


def came_back_twice(walk: Walk) -> Any:
    back = walk.consent()
    walk.come_back(back)
    return walk.come_back(back)


def lost_the_last_reply(walk: Walk) -> Any:
    walk.simulator.faults.next("504", method="oauth/access_token")
    return walk.sign_in()


def got_a_broken_line(walk: Walk) -> Any:
    walk.simulator.faults.next("reset", method="oauth/access_token")
    return walk.sign_in()


def got_half_a_reply(walk: Walk) -> Any:
    walk.simulator.faults.next("half", method="oauth/access_token")
    return walk.sign_in()


def was_told_the_base_string(walk: Walk) -> Any:
    back = walk.consent()
    token, document = walk.simulator.state.items("request_token")[0]
    told = f"oauth_problem=signature_invalid&debug_sbs={token}%26{document['secret']}"
    answer_with(Scripted(plain(401, told)), ACCESS_TOKEN)
    return walk.come_back(back)


def met_a_line_that_repeats_everything(walk: Walk) -> Any:
    back = walk.consent()
    answer_with(Scripted(requests.ConnectionError(" ".join(walk.secrets()))), ACCESS_TOKEN)
    return walk.come_back(back)


STORIES: list[Story] = [
    signed_in,
    became_a_member,
    let_us_write,
    let_us_write_as_somebody_else,
    did_not_let_us_write,
    stopped_at_flickr,
    said_no,
    came_back_twice,
    lost_the_last_reply,
    got_a_broken_line,
    got_half_a_reply,
    was_told_the_base_string,
    met_a_line_that_repeats_everything,
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_no_secret_is_ever_seen(walk: Walk, story: Story, caplog: pytest.LogCaptureFixture) -> None:
    # Even when an operator turns every log up; SQL is left out, it holds what tables hold.
    caplog.set_level(logging.DEBUG)
    response = story(walk)
    assert seen_in(body(response), walk.secrets()) == []
    assert seen_in(repr(response.headers), walk.secrets()) == []
    assert seen_in(everything_stored(), walk.secrets()) == []
    written = "\n".join(_everything_in(record) for record in caplog.records)
    assert seen_in(written, walk.secrets()) == []


def _everything_in(record: logging.LogRecord) -> str:
    return f"{logging.Formatter().format(record)} {record.__dict__!r}"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_log_at_its_usual_level_holds_no_word_from_flickr(
    walk: Walk, story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    """Django's line about a 4xx or 5xx page holds the path alone, ours one published word."""
    caplog.set_level(logging.INFO)
    story(walk)
    for record in caplog.records:
        assert record.name in ("django.request", "accounts.problems")
        assert record.exc_info is None
        assert "oauth" not in record.getMessage()


@pytest.mark.parametrize(
    ("breaks", "story"),
    [
        (User, Walk.sign_in),
        (FlickrConnection, Walk.join),
        (FlickrConnection, came_back_from_letting_us_write),
    ],
)
def test_a_sign_in_that_breaks_inside_shows_and_logs_no_secret(
    walk: Walk,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    breaks: type[Model],
    story: Story,
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(breaks, "save", broken)
    walk.client.raise_request_exception = False
    response = story(walk)
    assert response.status_code == 500
    assert not breaks._default_manager.exists()
    assert walk.simulator.state.items("token")  # Flickr did hand one out
    written = "\n".join(_everything_in(record) for record in caplog.records)
    assert "the disk is full" in written
    assert seen_in(written + everything_stored() + body(response), walk.secrets()) == []


def test_the_request_travels_with_its_secrets_in_the_header_alone(walk: Walk) -> None:
    script = Scripted(plain(200, "nothing of use"))
    back = walk.consent()
    answer_with(script, ACCESS_TOKEN)
    walk.come_back(back)
    sent = script.last
    assert (sent.method, sent.url, sent.body) == ("POST", ACCESS_TOKEN, None)
    header = sent.headers["Authorization"]
    text = header if isinstance(header, str) else header.decode()
    assert parts_of(back)["oauth_verifier"] in text


def test_what_holds_a_secret_does_not_show_it() -> None:
    grant = Grant(nsid="1@N00", name="anna", token="tok-1", secret="sec-1")
    under_way = RequestToken("tok-2", "sec-2")
    assert seen_in(f"{grant} {grant!r} {under_way!r}", ["tok-1", "sec-1", "sec-2"]) == []


def test_a_receiver_that_fails_keeps_nobody_out(
    walk: Walk, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(**_: object) -> None:
        raise RuntimeError("no room in the queue")

    connected.connect(fails)
    try:
        walk.join("ingrid")
    finally:
        connected.disconnect(fails)
    assert walk.signed_in_as == walk.nsid("ingrid")
    written = "\n".join(_everything_in(record) for record in caplog.records)
    assert "no room in the queue" in written
    assert seen_in(written, walk.secrets()) == []


def test_the_shared_session_outlives_a_call_and_every_call_has_an_end(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.accounts import walk as walking

    seen: list[dict[str, Any]] = []
    shared = walking.session()
    monkeypatch.setattr(shared, "close", lambda: pytest.fail("the shared session was closed"))
    monkeypatch.setattr(shared, "request", lambda *_, **options: seen.append(options))
    with LentSession() as lent:
        lent.post("https://www.flickr.com/")
        lent.get("https://www.flickr.com/", timeout=1)
    assert [options["timeout"] for options in seen] == [(5, 30), 1]
    assert not any(options["allow_redirects"] for options in seen)


def test_pages_of_one_person_are_not_kept_for_another(walk: Walk, rf: RequestFactory) -> None:
    assert "no-store" in Client().get("/sign-in/")["Cache-Control"]
    walk.sign_in("ingrid")
    assert "private" in walk.client.get("/settings/")["Cache-Control"]
