"""What can go wrong: every failure is one of our errors, by what to do next."""

import logging
import pickle
import traceback
from typing import Any

import pytest
import requests

from galleries.flickr import people
from galleries.flickr.errors import (
    FlickrError,
    FlickrRefused,
    FlickrUnavailable,
    InstallationRefused,
    NotOnFlickr,
    OverLimit,
    PermissionLacking,
    TokenRefused,
    UnexpectedAnswer,
)
from galleries.flickr.retry import back_off_s, worth_retrying
from tests.flickr.scripted import (
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

XML = b'<?xml version="1.0"?><rsp stat="ok"><photos page="1"/></rsp>'
DEBUG_SBS = f"oauth_problem=signature_invalid&debug_sbs=GET&oauth_token%3D{TOKEN.token}"
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


@pytest.mark.parametrize(
    ("message", "needs"),
    [
        ("Insufficient permissions. Method requires write privileges; read granted.", "write"),
        ("Insufficient permissions. Method requires delete privileges; write granted.", "delete"),
        ("Insufficient permissions. Method requires read privileges; none granted.", "read"),
        ("insufficient permissions.\nMethod requires  Write privileges", "write"),
        ("Insufficient permissions. Method requires admin privileges; none granted.", "admin"),
        ("Insufficient permission to comment", None),
        ("Insufficient permissions", None),
        ("User not logged in", None),
        ("", None),
        (None, None),
        (["requires write privileges"], None),
    ],
)
def test_a_higher_permission_is_asked_for_only_where_it_helps(
    message: object, needs: str | None
) -> None:
    flickr, _ = flickr_that(says({"stat": "fail", "code": 99, "message": message}))
    with pytest.raises(FlickrError) as caught:
        flickr.call("photos.comments.addComment", photo_id="1", comment_text="!")
    error = caught.value
    assert isinstance(error, FlickrRefused if needs is None else PermissionLacking)
    assert getattr(error, "needs", None) == needs
    assert not worth_retrying(error)


def test_another_code_with_the_same_words_asks_for_nothing() -> None:
    flickr, _ = flickr_that(fails(116, "Method requires write privileges; read granted."))
    with pytest.raises(FlickrRefused):
        flickr.call("photos.setMeta", photo_id="1")


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
        PermissionLacking("favorites.add", "write"),
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
