"""When signing in does not work: a page in words, a fitting status, nothing left behind."""

from typing import Any

import pytest
import requests
from django.test import Client
from django.utils import timezone

from accounts.models import User
from galleries.models import CallBudget
from tests.accounts.walk import (
    ACCESS_TOKEN,
    FLICKR,
    Walk,
    answer_with,
    body,
    callback,
    parts_of,
)
from tests.flickr.scripted import Answer, Scripted, html, plain

GOOD_TOKEN = "oauth_token=72157720900000000-70c3a70c3a70c3a7&oauth_token_secret=70c3a5ec2e770c3a"
LEAK = "debug_sbs=POST&https%3A%2F%2Fwww.flickr.com&oauth_token%3Dleaked-by-flickr"
MOVED: Answer = (302, {"Location": "https://www.flickr.com/signin"}, b"")

# What Flickr answers, the status of our page, a piece of its words, and the small print.
REFUSALS = [
    pytest.param(plain(401, f"oauth_problem=signature_invalid&{LEAK}"), 503,
                 "does not accept this site", "signature_invalid", id="our secret is wrong"),
    pytest.param(plain(401, "oauth_problem=consumer_key_unknown"), 503,
                 "does not accept this site", "consumer_key_unknown", id="our key is unknown"),
    pytest.param(plain(401, "oauth_problem=timestamp_refused"), 503,
                 "does not accept this site", "timestamp_refused", id="our clock is off"),
    pytest.param(plain(401, f"something new: {LEAK}"), 503,
                 "does not accept this site", "401", id="refused without a word we know"),
    pytest.param(plain(401, "oauth_problem=<script>alert(1)</script>"), 503,
                 "does not accept this site", "401", id="a word that nobody published"),
    pytest.param(plain(401, "oauth_problem=token_rejected"), 400,
                 "no longer good", "token_rejected", id="token used up"),
    pytest.param(plain(401, "oauth_problem=verifier_invalid"), 400,
                 "no longer good", "verifier_invalid", id="verifier wrong"),
    pytest.param(plain(401, "oauth_problem=nonce_used"), 400,
                 "no longer good", "nonce_used", id="nonce used"),
    pytest.param(plain(200, "oauth_problem=permission_denied"), 403,
                 "did not say yes", "permission_denied", id="refused with status 200"),
    pytest.param(html(429), 503, "asks us to wait", "", id="too many calls"),
    pytest.param(html(500), 503, "asks us to wait", "", id="server error"),
    pytest.param(html(502), 503, "asks us to wait", "", id="bad gateway"),
    pytest.param(html(503), 503, "asks us to wait", "", id="will be right back"),
    pytest.param(html(200), 502, "answered something else", "", id="a page with status 200"),
    pytest.param(plain(200, ""), 502, "answered something else", "", id="nothing with status 200"),
    pytest.param(plain(200, '{"stat":"fail","code":98,"message":"Invalid auth token"}'), 502,
                 "answered something else", "", id="stat=fail with status 200"),
    pytest.param(plain(200, "&".join(f"a{i}=1" for i in range(99))), 502,
                 "answered something else", "", id="ninety-nine fields"),
    pytest.param((200, {}, b"\xff\xfe\x00"), 502,
                 "answered something else", "", id="not even text"),
    pytest.param(plain(200, "oauth_token=<b>&oauth_token_secret=a b"), 502,
                 "answered something else", "", id="tokens that are none"),
    pytest.param(plain(200, GOOD_TOKEN), 502,
                 "answered something else", "", id="a token without confirmation or NSID"),
    pytest.param(MOVED, 502, "answered something else", "", id="sent elsewhere"),
    pytest.param(html(403), 502, "answered something else", "", id="forbidden"),
    pytest.param(requests.ConnectionError(f"unreachable with {LEAK}"), 503,
                 "did not answer", "", id="unreachable"),
    pytest.param(requests.ReadTimeout(LEAK), 503, "did not answer", "", id="too slow"),
    pytest.param(requests.exceptions.SSLError(LEAK), 503, "did not answer", "", id="bad TLS"),
]  # fmt: skip


def says_so(response: Any, status: int, words: str, code: str) -> None:
    page = body(response)
    assert response.status_code == status, page
    assert words in page
    assert "Nothing was" in page
    assert "leaked" not in page
    assert "<script>alert" not in page
    assert f"The word for it: {code}" in page if code else "The word for it" not in page
    assert 'class="button button--primary" href="/' in page  # a way back
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(("answer", "status", "words", "code"), REFUSALS)
def test_trouble_at_the_start_is_told_in_words(
    walk: Walk, answer: Answer, status: int, words: str, code: str
) -> None:
    answer_with(Scripted(answer))
    says_so(walk.start(), status, words, code)
    assert "socialaccount_states" not in walk.client.session


@pytest.mark.parametrize(("answer", "status", "words", "code"), REFUSALS)
def test_trouble_on_the_way_back_is_told_in_words_and_signs_nobody_in(
    walk: Walk, answer: Answer, status: int, words: str, code: str
) -> None:
    back = walk.consent("ingrid", next="/sync/")
    answer_with(Scripted(answer), ACCESS_TOKEN)
    says_so(walk.come_back(back), status, words, code)
    assert walk.signed_in_as is None
    assert not User.objects.exists()
    assert walk.client.session.get("socialaccount_states") == {}


@pytest.mark.parametrize(
    "reply",
    [
        GOOD_TOKEN,
        f"{GOOD_TOKEN}&user_nsid=",
        f"{GOOD_TOKEN}&user_nsid=somebody",
        f"{GOOD_TOKEN}&user_nsid=12345678%40N00%00",
        f"{GOOD_TOKEN}&user_nsid=12345678901234567890%40N00",
        "user_nsid=12345678%40N00&username=anna",
        "user_nsid=12345678%40N00&oauth_token=72157720900000000-70c3a70c3a70c3a7",
    ],
)
def test_an_access_token_reply_that_lacks_something_signs_nobody_in(walk: Walk, reply: str) -> None:
    back = walk.consent("ingrid")
    answer_with(Scripted(plain(200, reply)), ACCESS_TOKEN)
    says_so(walk.come_back(back), 502, "answered something else", "")
    assert not User.objects.exists()


def test_a_request_token_that_is_not_confirmed_is_not_used(walk: Walk) -> None:
    answer_with(Scripted(plain(200, f"oauth_callback_confirmed=false&{GOOD_TOKEN}")))
    says_so(walk.start(), 502, "answered something else", "")


@pytest.mark.parametrize(
    ("said", "passed_on"),
    [("120", "120"), ("0", "1"), ("999999", "3600"), ("soon", "60"), ("-5", "60"), ("", "60")],
)
def test_how_long_flickr_asks_us_to_wait_is_passed_on(
    walk: Walk, said: str, passed_on: str
) -> None:
    answer_with(Scripted(html(429, **{"Retry-After": said})))
    assert walk.start()["Retry-After"] == passed_on


@pytest.mark.parametrize("fault", ["429", "500", "502", "503", "504", "html", "cut", "reset"])
@pytest.mark.parametrize("step", ["request_token", "access_token"])
def test_after_any_trouble_starting_again_works(walk: Walk, fault: str, step: str) -> None:
    walk.simulator.faults.next(fault, method=f"oauth/{step}")
    failed = walk.start() if step == "request_token" else walk.sign_in("ingrid")
    assert failed.status_code in (502, 503)
    assert walk.signed_in_as is None
    if fault == "429":  # meant for every call of the key: nobody asks before it is over
        assert walk.start().status_code == 503
        assert CallBudget.objects.get().stop == CallBudget.Stop.BUSY
        CallBudget.objects.update(paused_until=timezone.now())
    walk.sign_in("ingrid")
    assert walk.signed_in_as == walk.nsid("ingrid")


def test_somebody_who_says_no_is_not_signed_in(walk: Walk) -> None:
    says_so(walk.come_back(walk.consent(deny=True)), 403, "did not say yes", "")
    assert walk.signed_in_as is None
    assert walk.client.session.get("socialaccount_states") == {}


def test_a_refusal_without_any_word_is_understood_too(walk: Walk) -> None:
    walk.consent()
    says_so(walk.come_back(callback()), 403, "did not say yes", "")
    assert "socialaccount_states" not in walk.client.session


def test_saying_no_leaves_somebody_signed_in_who_was(walk: Walk) -> None:
    walk.sign_in("ingrid")
    assert walk.come_back(walk.consent(deny=True)).status_code == 403
    assert walk.signed_in_as == walk.nsid("ingrid")


def test_a_verifier_that_somebody_guessed_is_refused_by_flickr(walk: Walk) -> None:
    parts = parts_of(walk.consent("ingrid"))
    guess = callback(oauth_token=parts["oauth_token"], oauth_verifier="0123456789abcdef")
    says_so(walk.come_back(guess), 400, "no longer good", "verifier_invalid")


def test_the_way_back_works_once(walk: Walk) -> None:
    back = walk.consent("ingrid")
    assert walk.come_back(back).url == "/"
    calls = len(walk.simulator.journal.calls("oauth/access_token"))
    says_so(walk.come_back(back), 400, "no longer good", "")
    assert len(walk.simulator.journal.calls("oauth/access_token")) == calls


def test_nobody_is_signed_in_by_a_callback_they_did_not_begin(walk: Walk) -> None:
    """Somebody sends a victim the end of a sign-in of their own."""
    hostile = Walk(walk.simulator).consent("haruka")
    says_so(walk.come_back(hostile), 400, "no longer good", "")
    walk.consent("ingrid")  # even while the victim is signing in
    says_so(walk.come_back(hostile), 400, "no longer good", "")
    assert walk.signed_in_as is None


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"oauth_token": "x"},
        {"oauth_verifier": "x"},
        {"oauth_token": "\x00", "oauth_verifier": "\ud7ff"},
        {"denied": "x"},
        {"oauth_problem": "user_refused"},
        {"oauth_token": "x" * 5000, "oauth_verifier": "y"},
    ],
)
def test_a_callback_out_of_the_blue_is_told_to_start_again(
    walk: Walk, parts: dict[str, str]
) -> None:
    says_so(walk.come_back(callback(**parts)), 400, "no longer good", "")
    assert walk.simulator.journal.calls() == []


@pytest.mark.parametrize("method", ["head", "post", "put", "delete"])
def test_only_a_browser_that_comes_back_uses_a_sign_in_up(walk: Walk, method: str) -> None:
    back = walk.consent("ingrid")
    assert getattr(Client(), method)(back).status_code == 405
    assert getattr(walk.client, method)(back).status_code == 405
    assert walk.come_back(back).url == "/"


def test_a_sign_in_that_took_too_long_starts_again(
    walk: Walk, monkeypatch: pytest.MonkeyPatch
) -> None:
    back = walk.consent("ingrid")
    session = walk.client.session
    states = session["socialaccount_states"]
    for key, (state, begun_at_s, *rest) in states.items():
        states[key] = (state, begun_at_s - 601, *rest)
    session.save()
    says_so(walk.come_back(back), 400, "no longer good", "")


def test_a_sign_in_begun_before_the_keys_changed_starts_again(walk: Walk, settings: Any) -> None:
    back = walk.consent("ingrid")
    settings.SEALING_KEYS = ["d0tVdUhKQ2xWb1lJc0FLZ2JhVGdYWlF6c0h4bW5yZXc="]
    says_so(walk.come_back(back), 400, "no longer good", "")


def test_without_a_key_the_site_says_that_it_has_none(walk: Walk, settings: Any) -> None:
    settings.FLICKR_KEY = ""
    says_so(walk.start(), 503, "does not accept this site", "no_key")


def test_a_wrong_secret_of_ours_is_the_operators_matter(
    walk: Walk, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.FLICKR_SECRET = "not-the-one"
    says_so(walk.start(), 503, "does not accept this site", "signature_invalid")
    assert "refuses this installation because=signature_invalid" in caplog.text


def test_the_way_back_keeps_the_page_that_was_wanted(walk: Walk) -> None:
    walk.simulator.faults.next("503", "503")
    assert 'href="/sign-in/?next=%2Fsync%2F"' in body(walk.start(next="/sync/"))
    walk.simulator.faults.clear()
    refused = walk.come_back(walk.consent(deny=True, next="/a/?b=c&d=e"))
    assert 'href="/sign-in/?next=%2Fa%2F%3Fb%3Dc%26d%3De"' in body(refused)
    walk.sign_in("ingrid")
    refused = walk.come_back(walk.consent(deny=True, next="/settings/"))
    assert 'href="/settings/">Back to where you were' in body(refused)


def test_a_name_with_odd_letters_is_kept_as_far_as_it_can_be(walk: Walk) -> None:
    back = walk.consent("ingrid")
    name = "%00 %F0%9F%91%A9%E2%80%8D%F0%9F%8E%A8 \u05d9\u05e2\u05dc%0A" + "x" * 300
    reply = f"{GOOD_TOKEN}&user_nsid=12345678%40N00&username={name}"
    answer_with(Scripted((200, {}, reply.encode())), ACCESS_TOKEN)
    assert walk.come_back(back).status_code == 302
    kept = User.objects.get().name
    assert kept.startswith("\U0001f469\u200d\U0001f3a8 \u05d9\u05e2\u05dcx")
    assert len(kept) == 200


def test_somebody_without_a_screen_name_is_called_by_their_full_name(walk: Walk) -> None:
    for username, called in (("", "Anna Ek"), ("anna", "anna")):
        back = walk.consent("ingrid")
        reply = f"{GOOD_TOKEN}&user_nsid=12345678%40N00&username={username}&fullname=Anna%20Ek"
        answer_with(Scripted(plain(200, reply)), ACCESS_TOKEN)
        walk.come_back(back)
        assert User.objects.get().name == called
        answer_with(walk.simulator.adapter(), ACCESS_TOKEN)
    assert FLICKR in ACCESS_TOKEN
