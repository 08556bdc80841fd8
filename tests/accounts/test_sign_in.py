"""Signing in with Flickr, from the button to the first page."""

from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.models import FlickrConnection, User
from tests.accounts.walk import CALLBACK, START, Walk, body, parts_of


def test_somebody_signs_in_with_flickr_and_nothing_is_copied(walk: Walk) -> None:
    consent_page = walk.start()
    assert consent_page.status_code == 302
    assert consent_page.url.startswith("https://www.flickr.com/services/oauth/authorize?")
    assert parts_of(consent_page.url)["perms"] == "read"

    arrived = walk.come_back(walk.press(consent_page.url, "ingrid"))
    assert (arrived.status_code, arrived.url) == (302, "/")
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert User.objects.get().name == walk.simulator.world.member("ingrid").username
    assert not FlickrConnection.objects.exists()


def test_a_sign_in_costs_two_calls_and_asks_nothing_of_the_api(walk: Walk) -> None:
    walk.sign_in("ingrid")
    asked = [call.method for call in walk.simulator.journal.calls()]
    assert [name for name in asked if "authorize" not in name] == [
        "oauth/request_token",
        "oauth/access_token",
    ]


@pytest.mark.parametrize("method", ["get", "head", "put", "options"])
def test_only_the_button_starts_a_sign_in(walk: Walk, method: str) -> None:
    response = getattr(walk.client, method)(START + "?next=/sync/")
    assert (response.status_code, response.url) == (302, "/sign-in/?next=%2Fsync%2F")
    assert walk.simulator.journal.calls() == []


def test_a_foreign_page_cannot_press_the_button(walk: Walk) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(START).status_code == 403
    assert walk.simulator.journal.calls() == []


def test_the_browser_may_follow_the_button_to_the_consent_page(walk: Walk) -> None:
    """Chromium holds every redirect after a form to ``form-action``."""
    policy = walk.client.get("/sign-in/")["Content-Security-Policy"]
    (rule,) = [part.split() for part in policy.split(";") if part.strip().startswith("form-action")]
    assert "'self'" in rule
    assert {"https://www.flickr.com", "https://*.flickr.com"} & set(rule)


def test_the_session_key_changes_when_somebody_signs_in(walk: Walk) -> None:
    back = walk.consent("ingrid")
    before = walk.client.session.session_key
    walk.come_back(back)
    assert walk.client.session.session_key != before
    again = walk.client.session.session_key
    walk.sign_in("ingrid")
    assert walk.client.session.session_key != again


def test_another_person_in_the_same_browser_gets_a_session_of_their_own(walk: Walk) -> None:
    walk.sign_in("ingrid")
    session = walk.client.session
    session["left by ingrid"] = "a note"
    session.save()
    old_key = session.session_key
    assert old_key is not None
    walk.sign_in("haruka")
    assert walk.signed_in_as == walk.nsid("haruka")
    assert walk.client.session.session_key != old_key
    assert "left by ingrid" not in walk.client.session
    assert not walk.client.session.exists(old_key)


def test_the_person_who_said_yes_on_flickr_is_the_one_signed_in(walk: Walk) -> None:
    """Somebody is signed in as Ingrid, and Flickr says it is Haruka this time."""
    walk.sign_in("ingrid")
    walk.sign_in("haruka")
    walk.sign_in("ingrid")
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert User.objects.count() == 2


@pytest.mark.parametrize(
    "query",
    [
        "auth_params=perms%3Ddelete",
        "auth_params=perms%3Dwrite&scope=write",
        "action=rerequest&perms=delete",
        "process=login&perms=write",
    ],
)
def test_a_link_cannot_ask_for_more_than_read(walk: Walk, query: str) -> None:
    started: Any = walk.client.post(f"{START}?{query}")
    assert set(parts_of(started.url)) == {"oauth_token", "perms"}
    assert parts_of(started.url)["perms"] == "read"


@pytest.mark.parametrize("process", ["connect", "redirect", "LOGIN", ""])
@pytest.mark.parametrize("where", ["query", "form"])
def test_whatever_is_not_signing_in_is_refused(walk: Walk, process: str, where: str) -> None:
    data = {"process": process}
    response = walk.client.post(
        START, data if where == "form" else {}, query_params=data if where == "query" else None
    )
    assert response.status_code == 400
    assert "only for signing in" in body(response)
    assert walk.simulator.journal.calls() == []


@pytest.mark.parametrize(
    "hostile",
    [
        "//evil.example/",
        "///evil.example/",
        "https://evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "%2F%2Fevil.example",
        "evil.example",
        "http://testserver/sync/",
        "https://localhost/",
        "/" + "a" * 3000,
        "/\x00",
    ],
)
def test_next_never_leads_away(walk: Walk, hostile: str) -> None:
    assert walk.sign_in("ingrid", next=hostile).url == "/"


@pytest.mark.parametrize(
    "hostile",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "http://localhost/sync/"],
)
def test_nor_does_a_next_that_somebody_adds_on_the_way_back(walk: Walk, hostile: str) -> None:
    back = walk.consent("ingrid")
    arrived = walk.get(CALLBACK, **parts_of(back), next=hostile)
    assert arrived.url == "/"
    assert walk.get("/sign-in/", next=hostile).url == "/"


@pytest.mark.parametrize(
    "wanted", ["/sync/", "/photos/1@N02/?after=5-6", "/photos/%C3%A9/", "/x?to=//evil.example"]
)
def test_next_leads_to_the_page_that_was_wanted(walk: Walk, wanted: str) -> None:
    assert walk.sign_in("ingrid", next=wanted).url == wanted


def test_two_tabs_do_not_disturb_each_other(walk: Walk) -> None:
    first = walk.consent("ingrid", next="/sync/")
    second = walk.consent("ingrid", next="/about/")
    assert walk.come_back(first).url == "/sync/"
    assert walk.come_back(second).url == "/about/"


def test_a_closed_account_is_told_so_and_stays_out(walk: Walk) -> None:
    User.objects.create_user(walk.nsid("ingrid"), is_active=False)
    response = walk.sign_in("ingrid")
    assert response.status_code == 403
    assert "closed your account here" in body(response)
    assert walk.signed_in_as is None
    assert not FlickrConnection.objects.exists()


def test_an_account_that_is_closed_while_signed_in_is_out_at_once(walk: Walk) -> None:
    walk.sign_in("ingrid")
    assert walk.client.get("/settings/").status_code == 200
    User.objects.update(is_active=False)
    assert walk.client.get("/settings/").status_code == 302


def test_a_new_screen_name_is_learned_at_the_next_sign_in(walk: Walk) -> None:
    walk.sign_in("ingrid")
    User.objects.update(name="what it was before")
    walk.sign_in("ingrid")
    assert User.objects.get().name == walk.simulator.world.member("ingrid").username


def test_many_starts_in_a_short_time_are_asked_to_wait(walk: Walk, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/10m/ip"}
    for _ in range(3):
        assert walk.start().status_code == 302
    refused = walk.start()
    assert refused.status_code == 429
    assert refused["Retry-After"] == "600"
    assert "Try again in ten minutes" in body(refused)
    elsewhere = walk.client.post(START, REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 302
    behind_a_socket = walk.client.post(START, REMOTE_ADDR="")
    assert behind_a_socket.status_code == 302


def test_a_club_behind_one_address_can_sign_in_together(walk: Walk) -> None:
    for _ in range(30):
        assert Walk(walk.simulator).start().status_code == 302


def test_when_the_calls_of_this_hour_are_used_up_signing_in_waits_too(
    walk: Walk, settings: Settings
) -> None:
    settings.FLICKR_BEFORE_SIGN_IN_CALL = f"{__name__}.spent"
    response = walk.start()
    assert response.status_code == 503
    assert response["Retry-After"] == "42"
    assert walk.simulator.journal.calls() == []


def spent() -> int:
    return 42
