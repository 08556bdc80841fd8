"""Logs: an id on every line, and no word of anybody's."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app, signals
from django.db import IntegrityError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from flickrweb.watching import ids
from flickrweb.watching.logs import Line
from galleries.models import Person, Stream
from galleries.sync import trouble
from galleries.sync.tasks import pull
from tests.cast import NOW, Cast, make_photo

SECRET = "nobody-may-read-this"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything that is logged, down to INFO, as production writes it."""
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(Line(json=True))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield told
    root.removeHandler(handler)
    root.setLevel(level)


def lines(told: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in told.getvalue().splitlines()]


def test_our_own_lines_say_what_they_say_with_the_id(written: io.StringIO) -> None:
    request_id = ids.begin()
    logging.getLogger("galleries.sync.engine").info("stream=%s claim lost", 7)
    (line,) = lines(written)
    assert line["event"] == "stream=7 claim lost"
    assert line["request_id"] == request_id
    assert line["level"] == "info"
    assert line["logger"] == "galleries.sync.engine"


def test_plain_lines_tell_errors_in_full() -> None:
    told = io.StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(Line(json=False))
    try:
        raise ValueError("of my own machine")
    except ValueError:
        record = logging.LogRecord(
            "galleries", 40, __file__, 1, "it %s", ("broke",), sys.exc_info()
        )
    handler.emit(record)
    assert "it broke" in told.getvalue()
    assert "ValueError: of my own machine" in told.getvalue()


@pytest.mark.django_db
def test_a_request_has_an_id_and_its_lines_carry_it(client: Client, written: io.StringIO) -> None:
    answer = client.get("/people/nobody-here/")
    assert answer.status_code == 404
    told = [line for line in lines(written) if line["logger"] == "django.request"]
    assert [line["event"] for line in told] == ["404 route=person"]
    assert told[0]["request_id"] == answer.headers["X-Request-ID"]


@pytest.mark.parametrize(
    ("proxies", "told", "is_taken"),
    [
        pytest.param(1, "abcdef-0123456789", True, id="a proxy gives it"),
        pytest.param(0, "abcdef-0123456789", False, id="no proxy: it is a visitor's"),
        pytest.param(1, "short", False, id="too short"),
        pytest.param(1, "a" * 65, False, id="too long"),
        pytest.param(1, 'abcdefgh","level":"', False, id="it would write into our lines"),
        pytest.param(1, "abcdefgh\u0660\u0661", False, id="no plain letters"),
    ],
)
def test_an_id_is_taken_from_a_proxy_when_it_is_fit(
    client: Client, settings: Settings, proxies: int, told: str, is_taken: bool
) -> None:
    settings.TRUSTED_PROXIES = proxies
    answer = client.get("/healthz", headers={"X-Request-ID": told})
    assert (answer.headers["X-Request-ID"] == told) is is_taken


def test_a_nudge_carries_the_id_and_its_task_goes_on_with_it() -> None:
    sent: dict[str, Any] = {}

    def keep(headers: dict[str, Any], **_: Any) -> None:
        sent.update(headers)

    signals.before_task_publish.connect(keep)
    try:
        request_id = ids.begin()
        pull.delay(0)
    finally:
        signals.before_task_publish.disconnect(keep)
        current_app.control.purge()
    ids.end()
    assert sent["request_id"] == request_id
    assert id_within(sent) == request_id
    assert ids.current() == ""


def test_a_tick_that_nothing_caused_begins_an_id_of_its_own() -> None:
    ids.end()
    first, second = id_within({}), id_within({})
    assert first
    assert second
    assert first != second


def id_within(headers: dict[str, Any]) -> str:
    """The id inside a task whose message had these headers."""
    seen = ""
    pull.push_request(**headers)
    try:
        signals.task_prerun.send(sender=pull, task_id="1", task=pull, args=(), kwargs={})
        seen = ids.current()
        signals.task_postrun.send(sender=pull, task_id="1", task=pull, args=(), kwargs={})
    finally:
        pull.pop_request()
    return seen


def test_no_words_of_people_stand_in_any_line(cast: Cast, written: io.StringIO) -> None:
    make_photo(cast.alice, SECRET)
    cast.alice.client.raise_request_exception = False
    addresses = (
        f"/photos/{SECRET}/",
        f"/photos/tags/{SECRET}/?oauth_token={SECRET}",
        f"/{SECRET}?secret={SECRET}",
        f"/people/{SECRET}/",
    )
    for address in addresses:
        cast.alice.client.get(address, headers={"Cookie": f"a={SECRET}", "X-Request-ID": SECRET})
    cast.alice.client.post("/sign-out/", {"words": SECRET}, headers={"Host": f"{SECRET}.example"})

    def broken(*_: Any) -> None:
        raise IntegrityError(f"Key (title)=({SECRET}) exists")

    with connection.execute_wrapper(broken):  # a page that breaks
        assert cast.alice.client.get("/groups/").status_code == 500
    stream = Stream.objects.create(
        connection=cast.alice.connection, kind="photostream", due_at=NOW, interval_s=60
    )
    claim = Stream.objects.claim(stream.pk, now=timezone.now())
    assert claim is not None
    trouble.note(claim, ValueError(SECRET), clock=timezone.now)  # a stream that breaks
    with pytest.raises(Person.DoesNotExist):  # a task that breaks
        Person.objects.get(nsid=SECRET)
    logging.getLogger("celery.app.trace").error(
        "Task %(name)s[%(id)s] %(description)s: %(exc)s",
        {"name": "t", "id": "1", "description": "raised unexpected", "exc": SECRET},
        extra={"data": {"name": "t", "description": "raised unexpected", "args": SECRET}},
    )
    logging.getLogger("somebody.else").warning("they said %s", SECRET)
    logging.getLogger("somebody.else").warning("and %(what)s", {"what": SECRET})
    assert len(lines(written)) >= 8
    assert SECRET not in written.getvalue()
    errors = [line for line in lines(written) if "error" in line]
    assert {"IntegrityError"} <= {kind for line in errors for kind in line["error"]}
    assert {line["error"][0] for line in errors} >= {"IntegrityError", "ValueError"}
