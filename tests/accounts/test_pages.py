"""The pages around a sign-in: the button, the settings, the way out, and no others."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import FlickrConnection, User
from tests.accounts.walk import Walk, body

THEN = datetime(2026, 3, 1, tzinfo=UTC)


def test_the_sign_in_page_says_what_signing_in_does_and_has_one_button(db: None) -> None:
    page = body(Client().get("/sign-in/"))
    assert "It copies nothing" in page
    assert "private photos included" in page
    assert page.count('action="/sign-in/flickr/"') == 1
    assert "csrfmiddlewaretoken" in page


def test_the_sign_in_page_makes_no_session_and_asks_nothing(
    db: None, django_assert_num_queries: Any
) -> None:
    client = Client()
    with django_assert_num_queries(0):
        client.get("/sign-in/")
    assert "sessionid" not in client.cookies


def test_the_button_carries_the_page_that_was_wanted(db: None) -> None:
    page = body(Client().get("/sign-in/", {"next": '/sync/?a="b"&c=d'}))
    assert 'name="next" value="/sync/?a=&quot;b&quot;&amp;c=d"' in page
    assert "evil.example" not in body(Client().get("/sign-in/", {"next": "//evil.example"}))


def test_somebody_signed_in_needs_no_sign_in_page(walk: Walk) -> None:
    walk.sign_in("ingrid")
    assert walk.get("/sign-in/").url == "/"
    assert walk.get("/sign-in/", next="/sync/").url == "/sync/"


def test_signing_out_forgets_the_browser(walk: Walk) -> None:
    walk.sign_in("ingrid")
    response: Any = walk.client.post("/sign-out/")
    assert (response.status_code, response.url) == (302, "/")
    assert walk.signed_in_as is None
    assert not Session.objects.exists()
    assert User.objects.exists()


def test_a_link_cannot_sign_anybody_out(walk: Walk) -> None:
    walk.sign_in("ingrid")
    assert walk.client.get("/sign-out/").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = walk.client.cookies
    assert strict.post("/sign-out/").status_code == 403
    assert walk.signed_in_as == walk.nsid("ingrid")


def test_a_visitor_who_wants_the_settings_signs_in_first(walk: Walk) -> None:
    response: Any = walk.client.get("/settings/")
    assert (response.status_code, response.url) == (302, "/sign-in/?next=/settings/")


def test_the_settings_say_who_somebody_is_and_what_they_allowed(
    walk: Walk, django_assert_max_num_queries: Any
) -> None:
    walk.join("ingrid")
    with django_assert_max_num_queries(6):
        page = body(walk.client.get("/settings/"))
    assert walk.nsid("ingrid") in page
    assert walk.simulator.world.member("ingrid").username in page
    assert "It can change nothing there" in page
    assert "the permission, encrypted" in page
    assert 'action="/sign-out/"' in page


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({"perms": "write"}, "write there what you write here"),
        ({"in_step_since": THEN}, "has been kept in step since March 1, 2026"),
        ({"refused_at": THEN}, "Since March 1, 2026 Flickr has not accepted your permission"),
    ],
)
def test_the_settings_tell_the_state_of_a_permission(
    walk: Walk, state: dict[str, Any], words: str
) -> None:
    walk.join("ingrid")
    FlickrConnection.objects.update(**state)
    page = body(walk.client.get("/settings/"))
    assert words in page
    assert ('action="/sign-in/flickr/"' in page) == ("refused_at" in state)


def test_the_settings_tell_a_guest_that_nothing_is_kept_and_where_that_would_begin(
    walk: Walk,
) -> None:
    walk.sign_in("ingrid")
    page = body(walk.client.get("/settings/"))
    assert "No permission of yours is stored here" in page
    assert 'href="/sync/">Keep my Flickr in step here' in page
    assert "encrypted" not in page
    assert 'action="/sign-in/flickr/"' not in page
    assert 'action="/settings/disconnect/"' not in page


def test_no_page_of_ours_has_inline_script_or_style(walk: Walk) -> None:
    pages = [walk.client.get("/sign-in/"), walk.client.get("/sign-in/flickr/callback/")]
    walk.sign_in("ingrid")
    pages.append(walk.client.get("/settings/"))
    walk.keep("ingrid")
    pages.append(walk.client.get("/settings/"))
    for page in map(body, pages):
        assert "<style" not in page
        assert " style=" not in page
        assert " on" + "click=" not in page


def _addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _addresses(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def test_there_are_no_passwords_no_mail_addresses_and_no_lists_of_accounts(walk: Walk) -> None:
    addresses = set(_addresses(get_resolver()))
    ours = {address for address in addresses if address.startswith(("sign-", "settings"))}
    assert ours == {
        "sign-in/",
        "sign-in/flickr/",
        "sign-in/flickr/callback/",
        "sign-out/",
        "settings/",
        "settings/switches/",
        "settings/disconnect/",
        "settings/export/",
        "settings/forget/",
    }
    for word in ("password", "email", "signup", "connections", "reauthenticate", "admin", "phone"):
        assert not [address for address in addresses if word in address]


def test_allauth_finds_nothing_wrong_with_the_settings(db: None) -> None:
    call_command("check", fail_level="WARNING")


def test_the_migrations_match_the_models(db: None) -> None:
    call_command("makemigrations", "accounts", check=True, dry_run=True, verbosity=0)
