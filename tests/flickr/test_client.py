import json
import logging
import os
import pickle
import traceback
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from oauthlib.oauth1 import SIGNATURE_HMAC_SHA1, Client, RequestValidator, ResourceEndpoint
from requests.adapters import HTTPAdapter

from galleries.flickr import auth, people
from galleries.flickr.client import LARGEST_REPLY, Flickr, Token, _shared_session, is_write
from galleries.flickr.errors import (
    FlickrError,
    FlickrRefused,
    FlickrUnavailable,
    InstallationRefused,
    NotOnFlickr,
    OverLimit,
    TokenRefused,
    UnexpectedAnswer,
)
from galleries.flickr.retry import back_off_s, worth_retrying
from tests.flickr.scripted import (
    KEY,
    SECRET,
    SECRETS,
    TOKEN,
    Answer,
    fails,
    flickr_that,
    html,
    plain,
    says,
    walk,
)

OK = says({"stat": "ok"})
METHODS = Path(__file__).parents[3] / "shared" / "flickr" / "methods.json"
XML = b'<?xml version="1.0"?><rsp stat="ok"><photos page="1"/></rsp>'
DEBUG_SBS = f"oauth_problem=signature_invalid&debug_sbs=GET&oauth_token%3D{TOKEN.token}"


# --- how a call looks ---------------------------------------------------------------------------


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


def test_the_signature_is_the_one_of_the_documented_vector() -> None:
    client = Client(
        "aaaabbbbccccddddeeeeffff00001111",
        client_secret="fedcba9876543210",
        resource_owner_key="72157720900000000-0123456789abcdef",
        resource_owner_secret="0f1e2d3c4b5a6978",
        nonce="n0nce1234",
        timestamp="1767225600",
    )
    _, headers, _ = client.sign(
        "https://api.flickr.com/services/rest/",
        "POST",
        body="method=flickr.groups.pools.add&group_id=12345678%40N22&photo_id=53684749845"
        "&format=json&nojsoncallback=1",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert 'oauth_signature="Fh%2F%2FAOZtWAtH2Bhhzd55DWb%2B%2F1M%3D"' in headers["Authorization"]


def test_the_client_signs_the_documented_vector_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oauthlib.oauth1.rfc5849.generate_nonce", lambda: "n0nce1234")
    monkeypatch.setattr("oauthlib.oauth1.rfc5849.generate_timestamp", lambda: "1767225600")
    _, wire = flickr_that(OK)
    session = requests.Session()
    session.mount("https://", wire)
    flickr = Flickr(
        key="aaaabbbbccccddddeeeeffff00001111",
        secret="fedcba9876543210",
        token=Token("72157720900000000-0123456789abcdef", "0f1e2d3c4b5a6978"),
        session=session,
    )
    flickr.call("groups.pools.add", group_id="12345678@N22", photo_id="53684749845")
    assert 'oauth_signature="Fh%2F%2FAOZtWAtH2Bhhzd55DWb%2B%2F1M%3D"' in str(
        wire.last.headers["Authorization"]
    )


class Anybody(RequestValidator):  # type: ignore[misc, unused-ignore]
    """oauthlib's server side, knowing one key and one token."""

    enforce_ssl = True
    client_key_length = (1, 64)
    access_token_length = (1, 64)
    nonce_length = (1, 64)
    dummy_client = dummy_access_token = "nobody"
    allowed_signature_methods = (SIGNATURE_HMAC_SHA1,)

    def check_client_key(self, client_key: str) -> bool:
        return client_key == KEY

    def check_access_token(self, request_token: str) -> bool:
        return request_token == TOKEN.token

    def check_nonce(self, nonce: str) -> bool:
        return bool(nonce)

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        return client_key == KEY

    def validate_access_token(self, client_key: str, token: str, request: Any) -> bool:
        return token == TOKEN.token

    def validate_timestamp_and_nonce(self, *_: Any, **__: Any) -> bool:
        return True

    def validate_realms(self, *_: Any, **__: Any) -> bool:
        return True

    def get_client_secret(self, client_key: str, request: Any) -> str:
        return SECRET

    def get_access_token_secret(self, client_key: str, token: str, request: Any) -> str:
        return TOKEN.secret


@given(st.text(max_size=80), st.sampled_from(["photos.search", "photos.comments.addComment"]))
def test_whatever_people_write_is_signed_so_that_a_server_agrees(words: str, method: str) -> None:
    flickr, wire = flickr_that(OK)
    flickr.call(method, text=words, user_id="12345678@N00")
    request = wire.last
    body = request.body.decode() if isinstance(request.body, bytes) else request.body
    headers = {
        name: value.decode() if isinstance(value, bytes) else value
        for name, value in request.headers.items()
    }
    valid, _ = ResourceEndpoint(Anybody()).validate_protected_resource_request(
        request.url or "", http_method=request.method or "", body=body, headers=headers
    )
    assert valid


# --- what can go wrong --------------------------------------------------------------------------

OVER_LIMIT = (429, {"Content-Type": "text/html"}, b"<h1>429 Too Many Requests</h1>")

FAULTS: list[Any] = [
    pytest.param(OVER_LIMIT, OverLimit, id="429 in HTML"),
    *(pytest.param(html(status), FlickrUnavailable, id=f"{status} in HTML")
      for status in (200, 302, 403, 404, 500, 502, 503, 504)),
    pytest.param((200, {"Content-Type": "application/json"}, b""), FlickrUnavailable,
                 id="an empty body"),
    pytest.param((200, {}, b'{"photos":{"page":1,"pho'), FlickrUnavailable, id="a cut body"),
    pytest.param((200, {"Content-Type": "text/xml"}, XML), FlickrUnavailable,
                 id="XML where JSON was asked"),
    pytest.param((200, {"Content-Type": "application/json"}, XML), FlickrUnavailable,
                 id="XML that calls itself JSON"),
    pytest.param((200, {}, b'jsonFlickrApi({"stat":"ok"})'), FlickrUnavailable, id="JSONP"),
    pytest.param(says(["stat", "ok"]), FlickrUnavailable, id="a list"),
    pytest.param(says({"photos": {}}), FlickrUnavailable, id="no stat"),
    pytest.param(says({"stat": ["ok"]}), FlickrUnavailable, id="a stat that is a list"),
    pytest.param((200, {}, b"[" * 200_000), FlickrUnavailable, id="nested without end"),
    pytest.param(says({"photosets": {}, "stat": "ok"}), FlickrUnavailable,
                 id="another request's body"),
    pytest.param(requests.ConnectionError("reset: oauth_token=70c3a70c3a"), FlickrUnavailable,
                 id="a reset"),
    pytest.param(requests.ConnectTimeout("https://x/?oauth_signature=1"), FlickrUnavailable,
                 id="no connection in time"),
    pytest.param(requests.ReadTimeout("https://x/?oauth_signature=1"), FlickrUnavailable,
                 id="no answer in time"),
    pytest.param(requests.exceptions.ChunkedEncodingError("cut"), FlickrUnavailable,
                 id="a cut connection"),
    pytest.param(OSError("broken pipe"), FlickrUnavailable, id="a broken pipe"),
    pytest.param(html(413), UnexpectedAnswer, id="413"),
    pytest.param(html(414), UnexpectedAnswer, id="414"),
    pytest.param(plain(401, "oauth_problem=token_rejected"), TokenRefused, id="token_rejected"),
    pytest.param(plain(401, DEBUG_SBS), InstallationRefused, id="signature_invalid"),
    pytest.param(plain(401, "oauth_problem=consumer_key_unknown"), InstallationRefused,
                 id="consumer_key_unknown"),
    pytest.param(plain(401, "oauth_problem=timestamp_refused"), InstallationRefused,
                 id="timestamp_refused"),
    pytest.param(plain(401, "oauth_problem=nonce_used"), FlickrUnavailable, id="nonce_used"),
    pytest.param(plain(200, "oauth_problem=nonce_used"), FlickrUnavailable,
                 id="nonce_used with 200"),
    pytest.param(plain(401, "oauth_problem=verifier_invalid"), FlickrRefused,
                 id="verifier_invalid"),
    pytest.param(plain(401, ""), FlickrUnavailable, id="401 without a word"),
    *(pytest.param(fails(code), FlickrUnavailable, id=f"code {code!r}")
      for code in (0, 105, 106, 201, "105")),
    pytest.param(fails("nonsense"), FlickrUnavailable, id="a code that is none"),
    pytest.param(fails(None), FlickrUnavailable, id="no code"),
    pytest.param(fails(96), InstallationRefused, id="code 96"),
    pytest.param(fails(97), InstallationRefused, id="code 97"),
    pytest.param(fails(100), InstallationRefused, id="code 100"),
    pytest.param(fails(98), TokenRefused, id="code 98"),
    *(pytest.param(fails(code), FlickrRefused, id=f"code {code}")
      for code in (77, 95, 99, 108, 111, 112, 116)),
    pytest.param(fails(2, "Unknown user"), NotOnFlickr, id="a code of the method: gone"),
    pytest.param(fails(1, "Required arguments missing"), FlickrRefused,
                 id="a code of the method: refused"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "error"), FAULTS)
def test_every_fault_is_sorted_by_what_to_do_next(
    answer: Answer, error: type[FlickrError], caplog: pytest.LogCaptureFixture
) -> None:
    flickr, _ = flickr_that(answer)
    with caplog.at_level(logging.DEBUG), pytest.raises(FlickrError) as caught:
        people.get_photos(flickr)
    assert type(caught.value) is error
    assert worth_retrying(caught.value) == (error in (FlickrUnavailable, OverLimit))
    seen = [caplog.text, "".join(traceback.format_exception(caught.value))]
    seen += [f"{one!s} {one!r} {one.args}" for one in walk(caught.value)]
    for text in seen:
        assert not any(secret in text for secret in (*SECRETS, "oauth_signature", "70c3a70c3a"))


@pytest.mark.parametrize(
    ("problem", "reason"),
    [
        (plain(401, "oauth_problem=consumer_key_unknown"), "key"),
        (plain(401, DEBUG_SBS), "signature"),
        (plain(401, "oauth_problem=timestamp_refused"), "clock"),
        (fails(96), "signature"),
        (fails(97), "signature"),
        (fails(100, "Invalid API Key (Key has expired)"), "key"),
    ],
)
def test_an_operator_is_told_which_part_of_the_installation_is_refused(
    problem: Answer, reason: str
) -> None:
    flickr, _ = flickr_that(problem)
    with pytest.raises(InstallationRefused) as caught:
        flickr.call("test.login")
    assert caught.value.reason == reason


def test_a_photo_named_like_an_oauth_problem_disconnects_nobody() -> None:
    reply = {"photo": {"title": "oauth_problem=token_rejected"}, "stat": "ok"}
    flickr, _ = flickr_that(says(reply))
    assert flickr.call("photos.getInfo", expects="photo") == reply
    flickr, _ = flickr_that(says({**reply, "stat": "fail", "code": 1}, status=401))
    with pytest.raises(FlickrRefused):
        flickr.call("people.findByUsername")


@pytest.mark.parametrize(
    ("header", "wait_s"),
    [
        ({}, 60),
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "999999"}, 3600),
        ({"Retry-After": "soon"}, 60),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 1),
        ({"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}, 3600),
    ],
)
def test_whoever_is_over_the_limit_waits_as_long_as_flickr_says(
    header: dict[str, str], wait_s: int
) -> None:
    flickr, _ = flickr_that((429, header, b""))
    with pytest.raises(OverLimit) as caught:
        flickr.call("test.echo")
    assert caught.value.wait_s == wait_s


def test_waiting_doubles_up_to_an_hour() -> None:
    error = OverLimit("busy", 60)
    assert [back_off_s(error, failures=n) for n in (0, 1, 2, 3, 7, 99)] == [
        60, 60, 120, 240, 3600, 3600,
    ]  # fmt: skip


def test_what_is_gone_is_named() -> None:
    flickr, _ = flickr_that(fails(1, "Photo not found"))
    with pytest.raises(NotOnFlickr) as caught:
        flickr.call("photos.getInfo", photo_id="53684749845")
    assert (caught.value.subject, caught.value.code) == ("53684749845", 1)


def test_the_same_small_number_means_different_things_per_method() -> None:
    flickr, _ = flickr_that(fails(2))
    with pytest.raises(NotOnFlickr):
        flickr.call("photos.getInfo", photo_id="1")
    with pytest.raises(FlickrRefused):
        flickr.call("photos.getExif", photo_id="1")
    with pytest.raises(FlickrRefused):
        flickr.call("groups.pools.add", photo_id="1", group_id="1@N00")
    flickr, _ = flickr_that(fails(10))
    with pytest.raises(FlickrUnavailable):
        flickr.call("photos.search", text="x")
    with pytest.raises(FlickrRefused):
        flickr.call("groups.pools.add", photo_id="1", group_id="1@N00")


def test_a_refusal_in_flickrs_words_carries_no_long_hex_words() -> None:
    flickr, _ = flickr_that(fails(116, f"Bad URL\nfound {TOKEN.token} {TOKEN.secret}"))
    with pytest.raises(FlickrRefused) as caught:
        flickr.call("photos.setMeta", photo_id="1")
    assert caught.value.message == "Bad URL found … …"


@pytest.mark.parametrize(
    "error",
    [
        FlickrUnavailable("HTTP 503", 30),
        OverLimit("too many calls", 60),
        TokenRefused("test.login", "code 98"),
        NotOnFlickr("photos.getInfo", "53", 1),
        UnexpectedAnswer("photos.getInfo", "photo '53'"),
        InstallationRefused("clock"),
        FlickrRefused("favorites.add", 3, "Photo is already in favorites"),
    ],
)
def test_errors_survive_the_way_between_workers(error: FlickrError) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(copy) is type(error)
    assert vars(copy) == vars(error)
    assert str(copy) == str(error)


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
