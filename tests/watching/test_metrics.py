"""The numbers: for those who have the token, and without anybody's name."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from flickrweb.watching.installation import installation_registry
from galleries.models import CallTally, OutboxItem, Stream
from galleries.sync import pulses
from tests.cast import NOW, Cast, make_photo
from tests.watching.test_ready import CARRIED, TOKEN


@pytest.fixture(autouse=True)
def _watched(settings: Settings) -> None:
    settings.WATCH_TOKEN = TOKEN


def told(client: Client) -> str:
    return client.get("/metrics", headers=CARRIED).content.decode()


@pytest.mark.django_db
def test_without_the_token_there_is_nothing(client: Client) -> None:
    assert client.get("/metrics").status_code == 404


@pytest.mark.django_db
def test_requests_are_counted_by_the_name_of_their_address(client: Client) -> None:
    client.get("/photos/a-name-of-somebody/")
    client.get("/there-is-nothing/a-word")
    client.generic("BREW", "/healthz")
    page = told(client)
    count = "flickrweb_request_seconds_count"
    assert f'{count}{{method="GET",route="photostream",status="404"}}' in page
    assert f'{count}{{method="GET",route="nowhere",status="404"}}' in page
    assert f'{count}{{method="other",route="healthz",status="405"}}' in page
    assert "somebody" not in page
    assert "a-word" not in page


def test_the_installation_is_told_in_numbers(client: Client, cast: Cast) -> None:
    photo = make_photo(cast.alice, "a title of hers")
    Stream.objects.create(
        connection=cast.alice.connection, kind="photostream", due_at=timezone.now(), interval_s=60
    )
    CallTally.objects.create(
        began_at=timezone.now(), method="people.getPhotos", result="ok", nsid="1@N01", count=3
    )
    CallTally.objects.create(
        began_at=timezone.now(), method="people.getPhotos", result="ok", nsid="2@N01", count=4
    )
    OutboxItem.objects.create(
        user=cast.bob.user, photo=photo, verb="comment", text="my words", asked_at=NOW, due_at=NOW
    )
    pulses.leave("beat", now=timezone.now())
    page = told(client)
    calls = 'flickrweb_flickr_calls_last_hour{method="people.getPhotos",result="ok"} 7.0'
    for line in (
        calls,
        'flickrweb_streams{kind="photostream",state="due"} 1.0',
        'flickrweb_outbox_deeds{state="waiting"} 1.0',
        'flickrweb_pulse_age_seconds{part="beat"}',
        "flickrweb_budget_calls_left 300.0",
        "flickrweb_budget_paused 0.0",
        "flickrweb_oldest_due_seconds",
        "flickrweb_queue_messages",
        "flickrweb_info{",
    ):
        assert line in page, line
    for words in ("a title", "my words", "@N01", cast.alice.user.nsid, cast.alice.user.name):
        assert words not in page


@pytest.mark.django_db
def test_counting_costs_no_more_queries_the_more_there_is(
    django_assert_max_num_queries: object,
) -> None:
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        list(installation_registry(now=timezone.now()).collect())
