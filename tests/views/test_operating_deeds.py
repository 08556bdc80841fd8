"""What the operator does to a stream, and where its person reads of it."""

import re
from typing import Any

import pytest
from django.test import Client

from galleries.models import Stream, StreamLog
from tests.cast import NOW, Cast, make_stream
from tests.views.operator_scenes import (
    QUIET,
    URL,
    Kind,
    text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named_operator")]


def stream_of(cast: Cast, whose: str, **fields: Any) -> Stream:
    if whose == "everybody":
        return Stream.objects.create(kind=Kind.LICENCES, interval_s=600, **QUIET | fields)
    return make_stream(cast.alice, Kind.FAVOURITES, **QUIET | fields)


@pytest.mark.parametrize("whose", ["alice", "everybody"])
@pytest.mark.parametrize(
    ("verb", "told", "in_log"),
    [
        ("run", "It is due now.", "Run"),
        ("pause", "It is paused.", "Paused"),
        ("go-on", "It goes on.", "Let go on"),
        ("reset", "All of it is read anew. Nothing was deleted.", "Reset"),
    ],
)
def test_each_deed_is_done_told_and_written_down(
    cast: Cast, whose: str, verb: str, told: str, in_log: str
) -> None:
    stream = stream_of(cast, whose, paused_at=NOW if verb == "go-on" else None)
    back = f"{URL}?who=11111111@N01"
    url = f"/operator/streams/{stream.pk}/{verb}/"
    answer = cast.operator.client.post(url, {"next": back})
    assert answer.headers["Location"] == back
    page = text(cast)
    assert told in page
    what = "Licences, everybody’s" if whose == "everybody" else "Favourites, Alice Ahlgren"
    assert f"{in_log}: {what} ," in page.partition("What you did")[2]
    assert StreamLog.objects.get().connection_id == stream.connection_id


def test_a_paused_stream_says_that_it_cannot_be_run(cast: Cast) -> None:
    stream = stream_of(cast, "alice", paused_at=NOW)
    cast.operator.client.post(f"/operator/streams/{stream.pk}/run/")
    page = text(cast)
    assert "It stands still: it is paused" in page
    assert "Run now" not in page
    assert "Go on" in page


def test_a_deed_wants_a_post_a_token_and_a_stream(cast: Cast) -> None:
    stream = stream_of(cast, "alice")
    url = f"/operator/streams/{stream.pk}/pause/"
    assert cast.operator.client.get(url).status_code == 405
    wary = Client(enforce_csrf_checks=True)
    wary.force_login(cast.operator.user)
    assert wary.post(url).status_code == 403
    assert cast.operator.client.post("/operator/streams/999999/pause/").status_code == 404
    assert cast.operator.client.post(f"/operator/streams/{2**70}/pause/").status_code == 404
    stream.refresh_from_db()
    assert stream.paused_at is None


def test_a_deed_leads_nowhere_else(cast: Cast) -> None:
    url = f"/operator/streams/{stream_of(cast, 'alice').pk}/pause/"
    answer = cast.operator.client.post(url, {"next": "https://example.org/"})
    assert answer.headers["Location"] == URL


def test_every_form_works_without_scripts(cast: Cast) -> None:
    make_stream(cast.alice, **QUIET)
    page = cast.operator.client.get(f"{URL}?who=11111111@N01").text
    main = page.partition("<main")[2].partition("</main>")[0]
    posts = re.findall(
        r'<form[^>]*method="post" action="(/operator/[^"]+)">(.*?)</form>', main, re.S
    )
    assert [action.rsplit("/", 2)[1] for action, _ in posts] == ["run", "pause", "reset"]
    assert all("csrfmiddlewaretoken" in inside for _, inside in posts)
    assert "<script" not in main
    assert "hx-" not in main
