"""Too much and too often is refused in words, and nothing is lost by it."""

import pytest
from django.test import Client, RequestFactory
from pytest_django import Settings

from accounts.adapter import AccountAdapter
from accounts.models import User
from tests.cast import Cast

SWITCHES = "/settings/switches/"
CHOICES = {"shows_photos": "on", "safety_limit": "0"}


def shows_photos(cast: Cast) -> bool:
    return User.objects.get(pk=cast.alice.user.pk).shows_photos


def test_who_writes_too_often_is_told_to_wait_and_nothing_changes(
    cast: Cast, settings: Settings
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"write": "2/10m/user"}
    alice = cast.client_for(cast.alice)
    alice.post(SWITCHES, CHOICES)
    alice.post(SWITCHES, CHOICES)
    answer = alice.post(SWITCHES, {"safety_limit": "0"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    assert "what you wrote is still in the form" in answer.content.decode()
    assert shows_photos(cast)
    assert alice.get("/settings/").status_code == 200  # reading goes on
    assert cast.client_for(cast.bob).post(SWITCHES, CHOICES).status_code == 302


def test_visitors_are_counted_by_their_address(cast: Cast, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"visitor_write": "1/10m/ip"}
    settings.TRUSTED_PROXIES = 1

    def post(told: str) -> int:
        return Client().post("/sign-out/", headers={"X-Forwarded-For": told}).status_code

    assert [post("198.51.100.1"), post("198.51.100.1"), post("198.51.100.2")] == [302, 429, 302]
    assert post("203.0.113.9, 198.51.100.1") == 429  # its own invention stands before


@pytest.mark.parametrize(
    ("proxies", "told", "believed"),
    [
        (0, "198.51.100.1", "192.0.2.7"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "203.0.113.9, 198.51.100.1", "203.0.113.9"),
        (2, "198.51.100.1", "192.0.2.7"),
        (1, "", "192.0.2.7"),
        (1, "not an address", "unknown"),
        (1, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_only_trusted_proxies_say_who_asks(
    rf: RequestFactory, settings: Settings, proxies: int, told: str, believed: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": told} if told else {}
    request = rf.get("/", headers=headers, REMOTE_ADDR="192.0.2.7")
    assert AccountAdapter().get_client_ip(request) == believed


def test_more_than_any_form_takes_is_refused_before_it_is_read(cast: Cast) -> None:
    answer = cast.alice.client.post(SWITCHES, CHOICES | {"more": "x" * 300_000})
    assert answer.status_code == 413
    assert "too much at once" in answer.content.decode()
    assert not shows_photos(cast)


def test_more_fields_than_any_form_has_are_refused(cast: Cast) -> None:
    answer = cast.alice.client.post(SWITCHES, CHOICES | {str(n): "1" for n in range(1100)})
    assert answer.status_code == 413
    assert not shows_photos(cast)


def test_a_name_that_is_not_ours_gets_a_page(client: Client) -> None:
    answer = client.get("/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "This cannot be read." in answer.content.decode()
