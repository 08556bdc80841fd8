"""Sentry: only where it is wanted, and without a word of anybody's."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.db import connection
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from flickrweb.watching import ids, sentry
from tests.cast import Cast

SECRET = "nobody-may-read-this"


class Kept(Transport):
    """Reports stay here."""

    envelopes: list[Envelope] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        self.envelopes.append(envelope)


@pytest.fixture
def reports() -> Iterator[list[Envelope]]:
    Kept.envelopes.clear()
    sentry.report_to("https://key@sentry.example/1", Kept)
    yield Kept.envelopes
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def test_an_error_is_reported_without_words(cast: Cast, reports: list[Envelope]) -> None:
    def broken(*_: Any) -> None:
        a_local_word = SECRET
        raise ValueError(f"Key (title)=({a_local_word}) exists")

    cast.alice.client.cookies["words"] = SECRET
    cast.alice.client.raise_request_exception = False
    with connection.execute_wrapper(broken):
        answer = cast.alice.client.get(f"/groups/?words={SECRET}", headers={"User-Agent": SECRET})
    assert answer.status_code == 500
    assert reports
    sent = b"".join(envelope.serialize() for envelope in reports).decode()
    assert SECRET not in sent
    assert cast.alice.user.nsid not in sent
    assert cast.alice.client.cookies["sessionid"].value not in sent
    event = reports[0].get_event()
    assert event is not None
    error = event["exception"]["values"][-1]
    assert error["type"] == "ValueError"
    assert "broken" in [frame["function"] for frame in error["stacktrace"]["frames"]]
    assert event["tags"]["request_id"] == answer.headers["X-Request-ID"]


def test_what_is_only_said_is_not_reported(reports: list[Envelope]) -> None:
    ids.begin()
    sentry_sdk.capture_message(SECRET)
    assert reports == []


def test_without_a_dsn_it_is_not_even_imported() -> None:
    code = "import sys, flickrweb.wsgi; sys.exit('sentry_sdk' in sys.modules)"
    started = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603
    assert started.returncode == 0
