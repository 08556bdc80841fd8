"""The fave button of a photo: how it stands, for whom, and what Flickr said."""

from typing import Any

import pytest

from galleries.models import Faver, OutboxItem
from galleries.models.outbox import State
from tests.cast import NOW, Actor, Cast, make_favourite, switch
from tests.views.deed_scenes import PART, Verb, done, flat, let_write, public, put, url

pytestmark = pytest.mark.django_db

Wait, Outcome = OutboxItem.Wait, OutboxItem.Outcome


def button(actor: Actor, address: str) -> tuple[str, str]:
    """Whether it is pressed, and what stands beside it."""
    page = flat(actor.client.get(address))
    pressed = page.partition('aria-pressed="')[2].partition('"')[0]
    return pressed, page.partition('<p class="fave__state" role="status">')[2].partition("</p>")[0]


def test_it_is_pressed_once_flickr_has_told_so(cast: Cast) -> None:
    photo, other = public(cast.alice), public(cast.alice)
    let_write(cast.bob, cast.guest)
    make_favourite(cast.bob, photo)
    make_favourite(cast.bob, other, gone_at=NOW)
    assert button(cast.bob, url(photo)) == ("true", "")
    assert button(cast.bob, url(other)) == ("false", ""), "taken back on Flickr"
    assert button(cast.guest, url(photo)) == ("false", ""), "that is Bob's"


def test_it_is_pressed_when_flickr_named_one_among_those_who_faved_it(cast: Cast) -> None:
    photo = public(cast.alice)
    Faver.objects.create(photo=photo, person=cast.bob.person, faved_at=NOW)
    assert button(cast.bob, url(photo))[0] == "true"
    assert button(cast.stranger, url(photo))[0] == "false"


@pytest.mark.parametrize(
    ("verb", "fields", "pressed", "words"),
    [
        (Verb.FAVE, {}, "true", "Being sent…"),
        (Verb.FAVE, {"state": State.SENDING}, "true", "Being sent…"),
        (Verb.FAVE, {"waits_for": Wait.NO_ANSWER}, "true", "Flickr gave no clear answer"),
        (Verb.UNFAVE, {}, "false", "Being sent…"),
        (Verb.FAVE, {"state": State.REFUSED, "outcome": Outcome.NOT_THERE}, "true", "Your outbox"),
        (Verb.UNFAVE, {"state": State.SENT, "outcome": Outcome.DONE}, "true", ""),
        (Verb.UNFAVE, {"state": State.WITHDRAWN, "outcome": Outcome.BY_PERSON}, "true", ""),
    ],
)
def test_it_shows_at_once_what_was_done_and_how_that_stands(
    cast: Cast, verb: OutboxItem.Verb, fields: dict[str, Any], pressed: str, words: str
) -> None:
    """Beside what Flickr told: a photo that Bob faved long ago, or not at all."""
    photo = public(cast.alice)
    let_write(cast.bob)
    if pressed == "true" and (verb == Verb.UNFAVE or fields.get("state") == State.REFUSED):
        make_favourite(cast.bob, photo)
    put(cast.bob, photo, verb, **fields)
    is_pressed, state = button(cast.bob, url(photo))
    assert is_pressed == pressed
    assert words in state
    assert bool(state) is bool(words)


def test_without_permission_it_says_that_it_waits_for_it(cast: Cast) -> None:
    photo = public(cast.alice)
    put(cast.guest, photo, Verb.FAVE)
    assert button(cast.guest, url(photo)) == ("true", "Waits for your permission")


def test_a_change_of_mind_takes_back_what_was_not_sent(cast: Cast) -> None:
    photo = public(cast.alice)
    let_write(cast.bob)
    for wanted in "1101":
        cast.bob.client.post(url(photo, "fave/"), {"wanted": wanted})
    assert done() == [("fave", "withdrawn"), ("fave", "waiting")]


def test_with_scripts_the_button_comes_back_as_it_stands_now(cast: Cast) -> None:
    photo = public(cast.alice)
    let_write(cast.bob)
    part = flat(cast.bob.client.post(url(photo, "fave/"), {"wanted": "1"}, headers=PART))
    assert 'aria-pressed="true"' in part
    assert "Being sent…" in part
    assert 'name="wanted" value="0"' in part
    assert 'id="remarks"' in part
    assert 'id="write"' not in part, "whoever types is left alone"
    assert "<html" not in part


def test_ones_own_photo_has_no_button_and_cannot_be_faved(cast: Cast) -> None:
    photo = public(cast.alice)
    let_write(cast.alice)
    assert "fave-button" not in cast.alice.client.get(url(photo)).text
    answer = cast.alice.client.post(url(photo, "fave/"), {"wanted": "1"}, follow=True)
    assert "Flickr has no faves for your own photos." in answer.text
    assert done() == []


def test_a_visitor_is_offered_to_sign_in_and_come_back(cast: Cast) -> None:
    photo = public(cast.alice)
    switch(cast.alice, shows_photos=True)
    page = cast.visitor.client.get(url(photo)).text
    assert f'href="/sign-in/?next=%2Fphotos%2Falice%2F{photo.pk}%2F"' in page
    assert "Sign in to fave" in page
    assert "fave-button" not in page


def test_nobody_sees_what_somebody_else_does(cast: Cast) -> None:
    photo = public(cast.alice)
    let_write(cast.bob, cast.stranger)
    put(cast.bob, photo, Verb.FAVE)
    assert button(cast.stranger, url(photo)) == ("false", "")
