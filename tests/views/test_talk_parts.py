"""A page that watches: it asks by itself while something is on its way, and no longer."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import FlickrConnection
from galleries.models import OutboxItem, Talk
from galleries.models.outbox import State
from galleries.views.talk import TURNS
from tests.cast import NOW, Cast, make_person, make_photo, switch
from tests.views.deed_scenes import PART, PRIVATE, Stage, Verb, done, flat, let_write, put, url

pytestmark = pytest.mark.django_db

Wait, Outcome = OutboxItem.Wait, OutboxItem.Outcome


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(cast)


def ask(stage: Stage, **query: Any) -> str:
    answer = stage.cast.bob.client.get(url(stage.photo, "talk/"), query, headers=PART)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert not Talk.objects.exists(), "it causes no call"
    return flat(answer)


@pytest.mark.parametrize(
    ("fields", "asks"),
    [
        (None, False),
        ({}, True),
        ({"state": State.SENDING}, True),
        ({"state": State.SENDING, "waits_for": Wait.NO_ANSWER}, True),
        ({"waits_for": Wait.TOO_FAST}, False),
        ({"state": State.SENT, "outcome": Outcome.DONE}, False),
        ({"state": State.REFUSED, "outcome": Outcome.BLANK}, False),
        ({"state": State.WITHDRAWN, "outcome": Outcome.BY_PERSON}, False),
    ],
)
def test_a_page_asks_by_itself_while_something_is_on_its_way(
    stage: Stage, fields: dict[str, Any] | None, asks: bool
) -> None:
    if fields is not None:
        put(stage.cast.bob, stage.photo, Verb.COMMENT, text="Lovely", **fields)
    for page in (flat(stage.cast.bob.client.get(url(stage.photo))), ask(stage, turn=3)):
        assert ('hx-trigger="every 2s"' in page) is asks
        assert ("Being sent to Flickr…" in page) is asks
        assert ("Reload to see whether it was sent." in page) is asks, "for those without scripts"


def test_it_asks_for_a_minute_at_most(stage: Stage) -> None:
    put(stage.cast.bob, stage.photo, Verb.FAVE)
    assert f"?turn={TURNS}&amp;" in ask(stage, turn=TURNS - 1)
    late = ask(stage, turn=TURNS)
    assert "every 2s" not in late
    assert "Flickr takes longer than usual. Reload to see whether it was sent." in late


@pytest.mark.parametrize("turn", ["", "x", "-1", "99999", "²", "9" * 5000])
def test_a_turn_that_is_none_is_the_last(stage: Stage, turn: str) -> None:
    put(stage.cast.bob, stage.photo, Verb.FAVE)
    assert "every 2s" not in ask(stage, turn=turn)


@pytest.mark.parametrize(
    ("fields", "news"),
    [
        ({"state": State.SENT, "outcome": Outcome.DONE}, "Sent: Flickr has it."),
        ({"state": State.REFUSED, "outcome": Outcome.BLANK}, "Flickr did not take it."),
    ],
)
def test_what_came_of_it_is_told_once_it_is_over(
    stage: Stage, fields: dict[str, Any], news: str
) -> None:
    put(stage.cast.bob, stage.photo, Verb.COMMENT, text="Lovely", **fields)
    assert f'role="status">{news}</p>' in ask(stage, turn=2)
    OutboxItem.objects.update(ended_at=timezone.now() - timedelta(minutes=3))
    assert news not in ask(stage, turn=2), "old news"


def test_whoever_types_is_left_alone(stage: Stage) -> None:
    put(stage.cast.bob, stage.photo, Verb.COMMENT, text="Lovely")
    part = ask(stage, turn=1)
    assert 'id="remarks"' in part
    assert 'id="fave"' in part
    assert "<textarea" not in part
    assert "<html" not in part


def test_it_stays_on_the_page_that_watches(stage: Stage) -> None:
    put(stage.cast.bob, stage.photo, Verb.COMMENT, text="Lovely")
    inside = url(stage.photo, "in/favorites-bob/")
    assert f'name="next" value="{inside}' in ask(stage, turn=1, next=inside)
    assert "evil" not in ask(stage, turn=1, next="//evil.example/")


def test_for_whom_it_is_and_where_it_leads_without_scripts(stage: Stage) -> None:
    address = url(stage.photo, "talk/")
    for actor in (stage.cast.bob, stage.cast.guest):
        answer = actor.client.get(address)
        assert answer.headers["Location"] == url(stage.photo)
        assert actor.client.get(address, headers=PART).status_code == 200
    switch(stage.cast.alice, shows_photos=True)
    assert stage.cast.visitor.client.get(address).headers["Location"] == url(stage.photo)
    assert stage.cast.visitor.client.get(address, headers=PART).status_code == 403
    stage.photo.visibility = PRIVATE
    stage.photo.save()
    assert stage.cast.stranger.client.get(address, headers=PART).status_code == 404
    assert stage.cast.bob.client.get(address, headers=PART).status_code == 404
    assert not Talk.objects.exists()
    assert done() == []


def test_a_guest_who_may_write_still_lets_nothing_be_read(stage: Stage) -> None:
    """Theirs is for writing: Flickr is asked about no photo that is not everybody's."""
    let_write(stage.cast.guest)
    person = make_person("guest", nsid=stage.cast.guest.user.nsid)
    own = make_photo(person, visibility=PRIVATE)
    button = "Ask Flickr for comments"
    assert button not in stage.cast.guest.client.get(url(own)).text
    assert button in stage.cast.guest.client.get(url(stage.photo)).text
    FlickrConnection.objects.update(in_step_since=NOW)
    assert button in stage.cast.guest.client.get(url(own)).text
