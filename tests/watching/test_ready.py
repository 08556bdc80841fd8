"""Is it ready? Everybody may know whether, whoever has the token also what is missing."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from flickrweb.watching import ready
from galleries.models import Pulse
from galleries.sync import pulses

TOKEN = "a-token-of-those-who-watch-0123456789"
CARRIED = {"Authorization": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(settings: Settings) -> None:
    settings.WATCH_TOKEN = TOKEN


@pytest.fixture
def alive(db: None) -> None:
    for part in ("beat", "worker"):
        pulses.leave(part, now=timezone.now())


@pytest.mark.usefixtures("alive")
def test_an_installation_with_pulses_is_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready")


@pytest.mark.django_db
def test_without_any_pulse_it_is_not_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"not ready")


@pytest.mark.usefixtures("alive", "watched")
@pytest.mark.parametrize("part", ["beat", "worker"])
def test_an_old_pulse_is_named_to_those_who_watch_and_to_nobody_else(
    client: Client, part: str
) -> None:
    Pulse.objects.filter(part=part).update(at=timezone.now() - timedelta(minutes=2))
    assert client.get("/readyz").content == b"not ready"
    told = client.get("/readyz", headers=CARRIED)
    assert told.status_code == 503
    assert [name for name, is_so in told.json().items() if is_so is False] == ["ready", part]


@pytest.mark.usefixtures("alive")
def test_without_a_token_in_the_settings_nobody_is_told_details(client: Client) -> None:
    for told in ("Bearer ", "Bearer", ""):
        assert client.get("/readyz", headers={"Authorization": told}).content == b"ready"


@pytest.mark.usefixtures("alive", "watched")
def test_a_wrong_token_opens_nothing(client: Client) -> None:
    for told in (f"Bearer {TOKEN}x", "Bearer é", f"Basic {TOKEN}", TOKEN):
        assert client.get("/readyz", headers={"Authorization": told}).content == b"ready"
        assert client.get("/metrics", headers={"Authorization": told}).status_code == 404


@pytest.mark.usefixtures("alive", "watched")
def test_a_database_that_is_away_is_told(client: Client) -> None:
    def away(*_: Any) -> None:
        raise DatabaseError("it is away")

    with connection.execute_wrapper(away):
        told = client.get("/readyz", headers=CARRIED)
    assert (told.status_code, told.json()["database"]) == (503, False)


@pytest.mark.usefixtures("alive", "watched")
def test_a_broker_that_is_away_is_told(client: Client, settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    told = client.get("/readyz", headers=CARRIED)
    assert (told.status_code, told.json()["broker"]) == (503, False)
    assert ready.queued() is None


@pytest.mark.django_db
def test_a_part_has_one_pulse_however_often_it_beats() -> None:
    for _ in range(3):
        pulses.leave("worker", now=timezone.now())
    assert Pulse.objects.count() == 1


def test_a_sign_of_life_asks_no_database(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"  # a query would be refused here
