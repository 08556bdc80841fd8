"""Browsers tell what the policy kept out; nobody's words reach the log by that."""

import json
import logging

import pytest
from django.test import Client
from pytest_django import Settings

PRIVATE = "https://site.example/photos/alice/53000000001/?words=secret"
OLD = {
    "csp-report": {
        "document-uri": PRIVATE,
        "effective-directive": "script-src-elem",
        "blocked-uri": "https://evil.example/x.js?words=secret",
        "script-sample": "secret",
    }
}
NEW = [
    {
        "type": "csp-violation",
        "body": {"documentURL": PRIVATE, "effectiveDirective": "img-src", "blockedURL": "inline"},
    }
]


def report(body: object, client: Client) -> int:
    sent = body if isinstance(body, bytes) else json.dumps(body)
    return client.post("/csp-reports", sent, "application/csp-report").status_code


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("body", "line"),
    [(OLD, "rule=script-src-elem from=evil.example"), (NEW, "rule=img-src from=inline")],
    ids=["old form", "new form"],
)
def test_a_report_becomes_one_line_without_words(
    caplog: pytest.LogCaptureFixture, body: object, line: str
) -> None:
    with caplog.at_level(logging.WARNING, "flickrweb.csp_reports"):
        assert report(body, Client(enforce_csrf_checks=True)) == 204
    assert line in caplog.text
    assert "secret" not in caplog.text
    assert "alice" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff",
        b"[" * 10_000,
        b"[1, null]",
        b"x" * 20_000,
        {"csp-report": {"effective-directive": "a\nb", "blocked-uri": "x"}},
        {"csp-report": {"effective-directive": ["img-src"]}},
        {"csp-report": 5},
    ],
)
def test_nonsense_is_dropped(
    client: Client, caplog: pytest.LogCaptureFixture, body: object
) -> None:
    assert report(body, client) == 204
    assert "content security policy" not in caplog.text


@pytest.mark.django_db
def test_reports_are_limited(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"csp_report": "2/10m/ip"}
    assert [report(OLD, client) for _ in range(3)] == [204, 204, 429]
