"""The switches on the settings page: off until somebody presses them, and only ever one's own."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.leaving import disconnect
from accounts.models import User
from accounts.switches import switches_of
from galleries.models import Photo
from tests.accounts.walk import Walk
from tests.cast import Actor, Cast, make_photo

URL = "/settings/switches/"
OFF = {"shows_photos": False, "shows_favourites": False, "safety_limit": 0}
ALL_ON = {"shows_photos": True, "shows_favourites": True, "safety_limit": 2}
EVERYTHING = {"shows_photos": "on", "shows_favourites": "on", "safety_limit": "2"}


def press(actor: Actor, data: dict[str, str]) -> str:
    """Save the form. What the page says then."""
    answer = actor.client.post(URL, data, follow=True)
    assert answer.redirect_chain == [("/settings/", 302)]
    return answer.text


def switched_on(page: str) -> int:
    """How many controls of the form are ticked, the one of three levels included."""
    return page.partition(f'action="{URL}"')[2].partition("</form>")[0].count("checked>")


def switches(actor: Actor) -> dict[str, bool | int]:
    return switches_of(User.objects.get(pk=actor.user.pk))


def test_everything_is_off_until_somebody_switches_it_on(walk: Walk) -> None:
    walk.join("ingrid")
    assert switches_of(User.objects.get()) == OFF
    page = walk.get("/settings/").text
    assert switched_on(page) == 1
    assert 'value="0" checked> Only what is marked safe' in page


def test_a_member_switches_on_and_off_again(cast: Cast) -> None:
    page = press(cast.alice, EVERYTHING)
    assert "Your choices are saved." in page
    assert switches(cast.alice) == ALL_ON
    assert switched_on(page) == 3
    assert 'value="2" checked' in page
    assert switches(cast.bob) == OFF, "nobody else's"
    press(cast.alice, {"safety_limit": "0"})
    assert switches(cast.alice) == OFF


def test_visitors_see_the_public_photos_of_a_member_who_shows_them_and_no_others(
    cast: Cast,
) -> None:
    photos = {
        (visibility, safety): make_photo(cast.alice, visibility=visibility, safety=safety)
        for visibility in Photo.Visibility
        for safety in Photo.Safety
    }
    Photo.objects.update(told_at=cast.visitor.viewer.now)
    public = photos[Photo.Visibility.PUBLIC, Photo.Safety.SAFE]

    def shown() -> set[Photo]:
        addresses = {photo: f"/photos/alice/{photo.pk}/" for photo in photos.values()}
        client = cast.visitor.client
        return {p for p, address in addresses.items() if client.get(address).status_code == 200}

    assert shown() == set()
    press(cast.alice, {"shows_photos": "on", "safety_limit": "2"})
    assert shown() == {public}
    press(cast.alice, {"safety_limit": "2"})
    assert shown() == set()


@pytest.mark.parametrize("level", [0, 1, 2])
def test_whoever_is_signed_in_chooses_what_they_see_of_others(cast: Cast, level: int) -> None:
    for safety in Photo.Safety:
        make_photo(cast.bob, visibility=Photo.Visibility.PUBLIC, safety=safety)
    Photo.objects.update(told_at=cast.visitor.viewer.now)
    press(cast.alice, {"safety_limit": str(level)})
    user = User.objects.get(pk=cast.alice.user.pk)
    seen = Photo.objects.visible_to(Actor("alice", user).viewer)
    assert {photo.safety for photo in seen} == set(range(level + 1))


def test_a_guest_chooses_what_they_see_and_has_nothing_to_show(walk: Walk) -> None:
    walk.sign_in("ingrid")
    page = walk.get("/settings/").text
    assert 'name="safety_limit"' in page
    assert "shows_" not in page
    walk.client.post(URL, EVERYTHING)
    assert switches_of(User.objects.get()) == {**OFF, "safety_limit": 2}


def test_whoever_disconnects_shows_nothing_any_more(cast: Cast) -> None:
    press(cast.alice, EVERYTHING)
    press(cast.bob, EVERYTHING)
    disconnect(cast.alice.user)
    assert switches(cast.alice) == {**OFF, "safety_limit": 2}
    assert switches(cast.bob) == ALL_ON


@pytest.mark.parametrize("level", ["3", "-1", "", "x", "0 or 1", "9" * 30, "\x00"])
def test_what_is_no_choice_changes_nothing(cast: Cast, level: str) -> None:
    press(cast.alice, EVERYTHING)
    page = press(cast.alice, {"safety_limit": level})
    assert "Nothing was changed." in page
    assert switches(cast.alice) == ALL_ON


def test_nothing_else_of_a_user_can_be_set_here(cast: Cast) -> None:
    press(cast.alice, {**EVERYTHING, "nsid": "1@N01", "is_active": "", "pk": "2", "user": "2"})
    user = User.objects.get(pk=cast.alice.user.pk)
    assert (user.nsid, user.is_active) == (cast.alice.user.nsid, True)


def test_only_a_form_of_ours_by_somebody_signed_in_switches(cast: Cast) -> None:
    assert cast.alice.client.get(URL, EVERYTHING).status_code == 405
    assert Client().post(URL, EVERYTHING).headers["Location"].startswith("/sign-in/")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.alice.user)
    assert strict.post(URL, EVERYTHING).status_code == 403
    assert switches(cast.alice) == OFF


def test_the_switches_are_among_what_somebody_takes_along(cast: Cast) -> None:
    press(cast.alice, EVERYTHING)
    reply: Any = cast.alice.client.get("/settings/export/")
    assert json.loads(reply.getvalue())["switches"] == ALL_ON
