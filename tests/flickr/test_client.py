"""One call: what it sends, what it makes of a reply, what it asks before, what it keeps quiet."""

import json
import logging
import os
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path

import pytest
import requests
from requests.adapters import HTTPAdapter

from galleries.flickr import auth
from galleries.flickr.client import LARGEST_REPLY, _shared_session, is_write
from galleries.flickr.errors import FlickrUnavailable
from tests.flickr.scripted import KEY, SECRET, SECRETS, TOKEN, Answer, flickr_that, says

OK = says({"stat": "ok"})
METHODS = Path(__file__).parents[3] / "shared" / "flickr" / "methods.json"


def test_a_read_is_a_signed_get_that_asks_for_json() -> None:
    flickr, wire = flickr_that(OK)
    flickr.call("photos.getInfo", photo_id="53684749845")
    assert wire.last.method == "GET"
    assert wire.fields() == {
        "method": "flickr.photos.getInfo",
        "photo_id": "53684749845",
        "format": "json",
        "nojsoncallback": "1",
    }
    authorization = wire.last.headers["Authorization"]
    assert "oauth_signature=" in str(authorization)
    assert not any(secret in (wire.last.url or "") for secret in SECRETS)


def test_a_write_is_a_post_with_everything_in_the_body() -> None:
    flickr, wire = flickr_that(OK)
    flickr.call("favorites.add", photo_id="53684749845")
    assert wire.last.method == "POST"
    assert "?" not in (wire.last.url or "")
    assert wire.fields()["photo_id"] == "53684749845"


def test_a_thousand_ids_travel_in_the_body() -> None:
    flickr, wire = flickr_that(OK)
    flickr.call("photos.search", photo_ids=[str(53_000_000_000 + n) for n in range(1000)])
    assert wire.last.method == "POST"
    assert wire.fields()["photo_ids"].count(",") == 999


def test_without_a_token_the_key_is_sent_and_nothing_is_signed() -> None:
    flickr, wire = flickr_that(OK, token=None)
    flickr.call("photos.getInfo", photo_id="1")
    assert wire.fields()["api_key"] == KEY
    assert "Authorization" not in wire.last.headers
    assert SECRET not in (wire.last.url or "")


def test_arguments_are_written_as_flickr_reads_them() -> None:
    flickr, wire = flickr_that(OK)
    flickr.call(
        "photos.search", user_id=None, has_geo=True, is_getty=False, page=3, extras=("a", "b")
    )
    fields = wire.fields()
    assert "user_id" not in fields
    assert (fields["has_geo"], fields["is_getty"], fields["page"]) == ("1", "0", "3")
    assert fields["extras"] == "a,b"


def test_half_a_character_in_an_argument_is_dropped_and_not_a_crash() -> None:
    flickr, wire = flickr_that(OK)
    flickr.call("photos.comments.addComment", photo_id="1", comment_text="a\ud83d\x00b")
    assert wire.fields()["comment_text"] == "ab"


def test_a_token_is_checked_by_signing_with_it_and_named_nowhere_else() -> None:
    reply = {
        "oauth": {
            "token": {"_content": TOKEN.token},
            "perms": {"_content": "read"},
            "user": {"nsid": "12345678@N00", "username": "anna", "fullname": "Anna B."},
        },
        "stat": "ok",
    }
    flickr, wire = flickr_that(says(reply))
    found = auth.check_token(flickr)
    assert (found.perms, found.nsid, found.username) == ("read", "12345678@N00", "anna")
    assert "oauth_token" not in wire.fields()
    assert TOKEN.token in str(wire.last.headers["Authorization"])
    assert TOKEN.token not in repr(found)


def test_a_secret_among_the_arguments_travels_in_the_body() -> None:
    flickr, wire = flickr_that(OK)
    flickr.call("photos.getInfo", photo_id="1", secret="aabbccddee")
    assert wire.last.method == "POST"
    assert "aabbccddee" not in (wire.last.url or "")


@pytest.mark.skipif(not METHODS.is_file(), reason=f"the list of methods is not at {METHODS}")
def test_every_method_of_flickr_is_called_with_its_own_verb() -> None:
    for name, method in json.loads(METHODS.read_text()).items():
        assert is_write(name) == (method["http"] == "POST"), name


def test_a_reply_of_another_kind_is_another_requests_body() -> None:
    flickr, _ = flickr_that(says({"stat": "ok"}))
    assert flickr.call("photos.getAllContexts", allows=("set", "pool")) == {"stat": "ok"}
    flickr, _ = flickr_that(says({"photos": {}, "stat": "ok"}))
    with pytest.raises(FlickrUnavailable):
        flickr.call("photos.getAllContexts", allows=("set", "pool"))


def test_a_reply_without_end_is_given_up() -> None:
    flickr, _ = flickr_that((200, {}, b" " * (LARGEST_REPLY + 1)))
    with pytest.raises(FlickrUnavailable, match="too large"):
        flickr.call("test.echo")


def test_a_reply_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 10_000, 61))
    monkeypatch.setattr("galleries.flickr.client.time.monotonic", lambda: next(ticks))
    flickr, _ = flickr_that(OK)
    with pytest.raises(FlickrUnavailable, match="took too long"):
        flickr.call("test.echo")


def test_broken_bytes_in_a_reply_cost_a_character_and_not_the_page() -> None:
    flickr, _ = flickr_that((200, {}, b'{"stat":"ok","x":"\xff\xfe"}'))
    assert flickr.call("test.echo")["x"] == "��"


# --- the budget, and what is kept quiet ---------------------------------------------------------


class BudgetSpent(Exception):
    """What a budget raises."""


def test_the_budget_is_asked_before_every_call_and_may_say_no() -> None:
    asked: list[str] = []

    def ask(method: str) -> None:
        asked.append(method)
        if len(asked) > 1:
            raise BudgetSpent

    flickr, wire = flickr_that(OK, before_call=ask)
    flickr.call("test.null")
    with pytest.raises(BudgetSpent):
        flickr.call("test.echo")
    assert asked == ["test.null", "test.echo"]
    assert len(wire.requests) == 1


def test_secrets_show_in_no_repr() -> None:
    flickr, _ = flickr_that(OK)
    for thing in (flickr, TOKEN, [TOKEN]):
        assert not any(secret in f"{thing!r} {thing!s}" for secret in SECRETS)


def test_a_call_is_logged_without_its_secrets(caplog: pytest.LogCaptureFixture) -> None:
    flickr, _ = flickr_that(OK)
    with caplog.at_level(logging.DEBUG):
        flickr.call("photos.getInfo", photo_id="53", secret="aabbccddee")
    assert "method=photos.getInfo" in caplog.text
    assert not any(secret in caplog.text for secret in (*SECRETS, "aabbccddee", KEY))


def test_nothing_of_a_failed_request_hangs_on_the_error() -> None:
    error: Callable[[], Answer] = lambda: requests.ReadTimeout("oauth_token=1")  # noqa: E731
    flickr, _ = flickr_that(error())
    with pytest.raises(FlickrUnavailable) as caught:
        flickr.call("test.login")
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_an_answer_that_is_fine_in_itself_but_not_by_its_status_is_not_used() -> None:
    flickr, _ = flickr_that(says({"photos": {}, "stat": "ok"}, status=302))
    with pytest.raises(FlickrUnavailable, match="302"):
        flickr.call("people.getPhotos")


def test_everybody_shares_connections_but_no_cookies_and_no_retries() -> None:
    session = _shared_session(os.getpid())
    assert session is _shared_session(os.getpid())
    adapter = session.get_adapter("https://api.flickr.com/services/rest/")
    assert isinstance(adapter, HTTPAdapter)
    assert adapter.max_retries.total == 0
    policy = session.cookies.get_policy()
    assert isinstance(policy, DefaultCookiePolicy)
    assert policy.is_not_allowed("www.flickr.com")
