"""Signing in: the dance of three steps, and everything that can go wrong on the way."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from oauthlib.oauth1.rfc5849 import Client
from requests_oauthlib import OAuth1Session

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.http import FORM, Request
from galleries.flickr.simulator.oauth import Signed
from galleries.flickr.simulator.problems import OAuthProblem
from tests.simulator.conftest import REST, Clock, Phone, mount

OAUTH = "https://www.flickr.com/services/oauth/"


def app(sim: Simulator, callback: str = "https://app.example/back?x=1") -> OAuth1Session:
    session = OAuth1Session(sim.key, sim.secret, callback_uri=callback)
    mount(session, sim)
    return session


def browser(sim: Simulator) -> requests.Session:
    session = requests.Session()
    mount(session, sim)
    return session


def decide(sim: Simulator, token: str, perms: str = "read", **decision: str) -> requests.Response:
    data = {"oauth_token": token, "perms": perms, **decision}
    return browser(sim).post(f"{OAUTH}authorize", data=data, allow_redirects=False)


def sign_in(sim: Simulator, who: str, perms: str = "read") -> Any:
    session = app(sim)
    session.fetch_request_token(f"{OAUTH}request_token")
    token = session.token["oauth_token"]
    back = decide(sim, token, perms, nsid=sim.world.member(who).nsid)
    session.parse_authorization_response(back.headers["Location"])
    return session.fetch_access_token(f"{OAUTH}access_token")


@pytest.mark.parametrize("perms", ["read", "write", "delete"])
def test_a_member_signs_in_and_the_token_has_the_level_that_was_asked(
    sim: Simulator, perms: str
) -> None:
    granted = sign_in(sim, "ingrid", perms)
    assert granted["user_nsid"] == sim.world.big_member.nsid
    assert granted["username"] == granted["fullname"] == "Ingrid Solvang"
    assert re.fullmatch(r"\d{17}-[0-9a-f]{16}", granted["oauth_token"])
    assert re.fullmatch(r"[0-9a-f]{16}", granted["oauth_token_secret"])
    reply = Phone(sim).call("auth.oauth.checkToken", oauth_token=granted["oauth_token"])
    assert reply["oauth"]["perms"] == {"_content": perms}
    assert reply["oauth"]["user"]["nsid"] == sim.world.big_member.nsid


def test_asking_again_for_more_gives_a_token_of_that_level(sim: Simulator) -> None:
    reading, writing = sign_in(sim, "yael"), sign_in(sim, "yael", "write")
    levels = [
        Phone(sim).call("auth.oauth.checkToken", oauth_token=granted["oauth_token"])
        for granted in (reading, writing)
    ]
    assert [level["oauth"]["perms"]["_content"] for level in levels] == ["read", "write"]


def test_the_replies_are_forms_with_a_percent_encoded_nsid(sim: Simulator) -> None:
    session = app(sim)
    first = session.get(f"{OAUTH}request_token")
    assert first.headers["Content-Type"] == "text/plain;charset=UTF-8"
    token = parse_qs(first.text)["oauth_token"][0]
    secret = parse_qs(first.text)["oauth_token_secret"][0]
    back = decide(sim, token, nsid=sim.world.member("max").nsid)
    query = parse_qs(urlsplit(back.headers["Location"]).query)
    assert query["x"] == ["1"]
    final = OAuth1Session(
        sim.key,
        sim.secret,
        resource_owner_key=token,
        resource_owner_secret=secret,
        verifier=query["oauth_verifier"][0],
    )
    mount(final, sim)
    reply = final.post(f"{OAUTH}access_token")
    assert "user_nsid=270077113%40N07" in reply.text
    assert "username=%3Cb%3EMax%3C%2Fb%3E%20%26%20S%C3%B6hne" in reply.text
    # A request token is good for one access token.
    again = final.post(f"{OAUTH}access_token")
    assert (again.status_code, again.text) == (401, "oauth_problem=token_rejected")


def test_without_a_callback_the_code_is_shown_to_be_typed(sim: Simulator) -> None:
    session = app(sim, "oob")
    session.fetch_request_token(f"{OAUTH}request_token")
    token = session.token["oauth_token"]
    page = decide(sim, token, nsid=sim.world.big_member.nsid)
    code = re.search(r"\d{3}-\d{3}-\d{3}", page.text)
    assert code is not None
    granted = session.fetch_access_token(f"{OAUTH}access_token", verifier=code[0])
    assert granted["user_nsid"] == sim.world.big_member.nsid


def test_a_missing_callback_is_named(sim: Simulator) -> None:
    session = OAuth1Session(sim.key, sim.secret)
    mount(session, sim)
    reply = session.get(f"{OAUTH}request_token")
    assert reply.status_code == 401
    assert reply.text == "oauth_problem=parameter_absent&oauth_parameters_absent=oauth_callback"


def test_saying_no_comes_back_without_a_verifier_and_ends_the_request(sim: Simulator) -> None:
    session = app(sim)
    session.fetch_request_token(f"{OAUTH}request_token")
    token = session.token["oauth_token"]
    query = parse_qs(urlsplit(decide(sim, token, decision="deny").headers["Location"]).query)
    assert query == {"x": ["1"], "oauth_token": [token], "denied": [token]}
    reply = decide(sim, token, nsid=sim.world.big_member.nsid)
    assert reply.status_code == 404


def test_a_wrong_verifier_is_refused_and_the_right_one_still_works(sim: Simulator) -> None:
    session = app(sim)
    session.fetch_request_token(f"{OAUTH}request_token")
    token, secret = session.token["oauth_token"], session.token["oauth_token_secret"]
    decide(sim, token, nsid=sim.world.big_member.nsid)
    wrong = OAuth1Session(
        sim.key, sim.secret, resource_owner_key=token, resource_owner_secret=secret, verifier="x"
    )
    mount(wrong, sim)
    reply = wrong.post(f"{OAUTH}access_token")
    assert (reply.status_code, reply.text) == (401, "oauth_problem=verifier_invalid")


def test_an_unknown_key_is_refused_everywhere(sim: Simulator) -> None:
    stranger = OAuth1Session("0" * 32, sim.secret, callback_uri="oob")
    mount(stranger, sim)
    for url in (f"{OAUTH}request_token", f"{REST}?method=flickr.test.null"):
        reply = stranger.get(url)
        assert (reply.status_code, reply.text) == (401, "oauth_problem=consumer_key_unknown")


def test_a_wrong_signature_shows_the_base_string(sim: Simulator) -> None:
    forger = OAuth1Session(sim.key, "0" * 16, callback_uri="oob")
    mount(forger, sim)
    reply = forger.get(f"{OAUTH}request_token")
    assert reply.status_code == 401
    problem = parse_qs(reply.text)
    assert problem["oauth_problem"] == ["signature_invalid"]
    assert problem["debug_sbs"][0].startswith("GET&https%3A%2F%2Fwww.flickr.com%2Fservices%2F")


@pytest.mark.parametrize(
    ("minutes_off", "problem"), [(-31, "timestamp_refused"), (31, "timestamp_refused"), (29, "")]
)
def test_a_clock_that_is_off_is_refused(
    sim: Simulator, clock: Clock, minutes_off: int, problem: str
) -> None:
    session = app(sim)
    clock.now += minutes_off * 60
    reply = session.get(f"{OAUTH}request_token")
    assert (reply.status_code == 200) == (not problem)
    assert problem in reply.text


def test_a_request_that_is_sent_twice_is_refused(sim: Simulator, big: Phone) -> None:
    prepared = big.get("test.login").request
    again = sim.adapter().send(prepared)
    assert (again.status_code, again.text) == (401, "oauth_problem=nonce_used")


def test_a_revoked_token_is_an_answer_and_not_an_http_error(sim: Simulator, big: Phone) -> None:
    sim.revoke(big.token)
    reply = big.get("test.login")
    assert reply.status_code == 200
    assert reply.json() == {"stat": "fail", "code": 98, "message": "Invalid auth token"}


def test_a_request_token_is_no_access_token(sim: Simulator) -> None:
    session = app(sim)
    session.fetch_request_token(f"{OAUTH}request_token")
    reply = session.get(REST, params={"method": "flickr.test.login"})
    assert (reply.status_code, reply.text) == (401, "oauth_problem=verifier_invalid")


def test_too_little_permission_says_what_was_granted(anybody: Phone) -> None:
    assert anybody.call("test.login") == {
        "stat": "fail",
        "code": 99,
        "message": "Insufficient permissions. Method requires read privileges; none granted.",
    }


# Invented data, and the signature that Flickr's rules give for it: API.md section 3.
VECTOR = {
    "method": "flickr.groups.pools.add",
    "group_id": "12345678@N22",
    "photo_id": "53684749845",
    "format": "json",
    "nojsoncallback": "1",
}
VECTOR_SIGNATURE = "Fh//AOZtWAtH2Bhhzd55DWb+/1M="


@pytest.mark.parametrize("signature", [VECTOR_SIGNATURE, "Fh//AOZtWAtH2Bhhzd55DWb+/1N="])
def test_the_known_signature_is_accepted_and_its_neighbour_is_not(signature: str) -> None:
    key = "aaaabbbbccccddddeeeeffff00001111"
    sim = Simulator(key=key, secret="fedcba9876543210", clock=lambda: 1767225600.0)
    body = {
        **VECTOR,
        "oauth_consumer_key": key,
        "oauth_token": "72157720900000000-0123456789abcdef",
        "oauth_nonce": "n0nce1234",
        "oauth_timestamp": "1767225600",
        "oauth_version": "1.0",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_signature": signature,
    }
    form = requests.Request("POST", REST, data=body).prepare()
    request = Request("POST", REST, {"content-type": FORM}, str(form.body))
    signed = sim.oauth.signature(request)
    assert isinstance(signed, Signed)
    if signature == VECTOR_SIGNATURE:
        signed.check("fedcba9876543210", "0f1e2d3c4b5a6978")
    else:
        with pytest.raises(OAuthProblem):
            signed.check("fedcba9876543210", "0f1e2d3c4b5a6978")


def test_signatures_may_travel_in_header_query_or_body(sim: Simulator) -> None:
    token, secret = sim.grant("yael")
    for kind in ("AUTH_HEADER", "QUERY", "BODY"):
        client = Client(
            sim.key,
            sim.secret,
            resource_owner_key=token,
            resource_owner_secret=secret,
            signature_type=kind,
        )
        method = "POST" if kind == "BODY" else "GET"
        data = {"method": "flickr.test.login"} if kind == "BODY" else None
        uri = REST if kind == "BODY" else f"{REST}?method=flickr.test.login"
        headers = {"Content-Type": FORM} if kind == "BODY" else None
        uri, headers, body = client.sign(uri, method, data, headers)  # type: ignore[arg-type]
        session = browser(sim)
        reply = session.request(method, uri, headers=headers, data=body)
        assert 'stat="ok"' in reply.text, (kind, reply.text)


@pytest.mark.parametrize("words", ["a+b c&d=e%", "Zürich 東京 😀", "~-._!*'()"])
def test_every_character_may_be_signed(sim: Simulator, big: Phone, words: str) -> None:
    assert big.call("test.echo", words=words)["words"] == {"_content": words}
    assert big.post("test.echo", words=words)["words"] == {"_content": words}
