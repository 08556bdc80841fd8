"""What all forms about a photo have in common: for whom they work, once, and where they lead."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import FlickrConnection
from galleries.models import OutboxItem, Photo
from tests.cast import NOW, Cast, make_photo, switch
from tests.views.deed_scenes import (
    PART,
    PERMISSION,
    PRIVATE,
    Stage,
    Verb,
    done,
    put,
    url,
)

pytestmark = pytest.mark.django_db

# What a desk decides is signed on its own pages, and has no form about a photo.
VERBS = [verb.value for verb in Verb if verb != Verb.REMOVE_ENTRY]
EVERY_VERB = pytest.mark.parametrize("verb", VERBS)
FORMS_ONLY = ("fave", "unfave", "comment")  # the others are pages as well


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(cast)


def post(client: Client, stage: Stage, verb: str, **more: Any) -> Any:
    address, data = stage.form(verb)
    return client.post(address, data | more.pop("data", {}), **more)


@EVERY_VERB
def test_what_somebody_does_is_one_row_in_their_outbox_and_they_are_led_back(
    stage: Stage, verb: str
) -> None:
    answer = post(stage.cast.bob.client, stage, verb)
    assert answer.status_code == 302
    item = OutboxItem.objects.get()
    assert (item.verb, item.state, item.user) == (verb, "waiting", stage.cast.bob.user)
    photo = stage.photo if item.photo == stage.photo else stage.own
    assert answer.headers["Location"].startswith(url(photo))
    assert stage.cast.bob.client.get(answer.headers["Location"]).status_code == 200


@EVERY_VERB
def test_pressed_twice_is_once(stage: Stage, verb: str) -> None:
    for _ in range(2):
        assert post(stage.cast.bob.client, stage, verb).status_code == 302
    assert done() == [(verb, "waiting")]


@EVERY_VERB
@pytest.mark.parametrize("method", ["get", "head"])
def test_reading_an_address_does_nothing(stage: Stage, verb: str, method: str) -> None:
    address, data = stage.form(verb)
    answer = getattr(stage.cast.bob.client, method)(address, data)
    assert answer.status_code == (405 if verb in FORMS_ONLY else 200)
    assert done() == []


@EVERY_VERB
@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_no_other_method_does_anything(stage: Stage, verb: str, method: str) -> None:
    address, _ = stage.form(verb)
    assert getattr(stage.cast.bob.client, method)(address).status_code == 405
    assert done() == []


@EVERY_VERB
def test_a_form_that_somebody_else_wrote_does_nothing(stage: Stage, verb: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(stage.cast.bob.user)
    assert post(client, stage, verb).status_code == 403
    assert done() == []


@EVERY_VERB
@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}, {"X-Moz": "prefetch"}]
)
def test_nothing_is_done_ahead_of_time(stage: Stage, verb: str, headers: dict[str, str]) -> None:
    assert post(stage.cast.bob.client, stage, verb, headers=headers).status_code == 204
    assert done() == []


@EVERY_VERB
def test_a_visitor_is_led_to_sign_in_and_to_the_photo_afterwards(stage: Stage, verb: str) -> None:
    for actor in (stage.cast.alice, stage.cast.bob):
        switch(actor, shows_photos=True)
    answer = post(stage.cast.visitor.client, stage, verb)
    assert answer.status_code == 302
    page = stage.own if "pool" in verb or "tag" in verb else stage.photo
    assert answer.headers["Location"] == f"/sign-in/?next={url(page)}"
    assert post(stage.cast.visitor.client, stage, verb, headers=PART).status_code == 403
    assert done() == []


@EVERY_VERB
def test_a_photo_that_one_may_not_see_is_not_there(stage: Stage, verb: str) -> None:
    Photo.objects.update(visibility=PRIVATE)
    clients = {"stranger": stage.cast.stranger.client, "guest": stage.cast.guest.client}
    for who, client in clients.items():
        for headers in ({}, PART):
            assert post(client, stage, verb, headers=headers).status_code == 404, who
    assert done() == []


@pytest.mark.parametrize("verb", [verb for verb in VERBS if verb not in FORMS_ONLY])
def test_what_is_somebody_elses_is_not_there_either(stage: Stage, verb: str) -> None:
    """Anybody may fave and write; all else is about one's own comment or photo."""
    for who in ("stranger", "guest"):
        address, data = stage.form(verb)
        client = getattr(stage.cast, who).client
        assert client.post(address, data).status_code == 404, who
        assert client.get(address).status_code == 404, who
    assert done() == []


@pytest.mark.parametrize(
    "address",
    [
        "/photos/alice/1/fave/",
        "/photos/nobody/{id}/fave/",
        "/photos/bob/{id}/comment/",
        "/photos/alice/99999999999999999999999/comment/",
        "/photos/alice/{id}/comments/99999999999999999999999/edit/",
        "/photos/alice/{id}/comments/0/delete/",
    ],
)
def test_an_address_of_nothing_leads_nowhere(stage: Stage, address: str) -> None:
    answer = stage.cast.bob.client.post(address.format(id=stage.photo.pk), {"text": "A"})
    assert answer.status_code == 404
    assert done() == []


def test_a_comment_is_found_under_its_own_photo_only(stage: Stage) -> None:
    other = make_photo(stage.cast.alice, visibility=Photo.Visibility.PUBLIC)
    for deed in ("edit", "delete"):
        address = url(other, f"comments/{stage.said.pk}/{deed}/")
        assert stage.cast.bob.client.post(address, {"text": "A"}).status_code == 404
    assert done() == []


# Without permission


@EVERY_VERB
@pytest.mark.parametrize("why", ["reads only", "none", "refused"])
def test_without_permission_the_way_leads_over_the_page_that_asks_for_it(
    stage: Stage, verb: str, why: str
) -> None:
    connection = FlickrConnection.objects.filter(user=stage.cast.bob.user)
    if why == "none":
        connection.delete()
    elif why == "refused":
        connection.update(refused_at=NOW)
    else:
        connection.update(perms="read")
    answer = post(stage.cast.bob.client, stage, verb)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(f"{PERMISSION}?next=%2Fphotos%2F")
    assert done() == [(verb, "waiting")], "it is kept"
    page = stage.cast.bob.client.get(answer.headers["Location"])
    assert page.status_code == 200


def test_a_part_is_told_to_lead_there(stage: Stage) -> None:
    FlickrConnection.objects.all().delete()
    answer = post(stage.cast.bob.client, stage, "fave", headers=PART)
    assert answer.status_code == 200
    assert answer.headers["HX-Redirect"].startswith(f"{PERMISSION}?next=")
    assert answer.content == b""


def test_taking_back_what_was_not_sent_needs_no_permission(stage: Stage) -> None:
    FlickrConnection.objects.all().delete()
    put(stage.cast.bob, stage.photo, Verb.FAVE)
    answer = post(stage.cast.bob.client, stage, "unfave")
    assert answer.headers["Location"] == url(stage.photo)
    assert done() == [("fave", "withdrawn")]


# The way back


def test_the_way_back_is_the_list_that_the_photo_was_opened_from(stage: Stage) -> None:
    inside = url(stage.photo, "in/favorites-bob/")
    answer = post(stage.cast.bob.client, stage, "fave", data={"next": inside})
    assert answer.headers["Location"] == inside
    answer = post(stage.cast.bob.client, stage, "comment", data={"next": inside})
    assert answer.headers["Location"] == f"{inside}#write"


@EVERY_VERB
@pytest.mark.parametrize(
    "bad",
    ["https://evil.example/", "//evil.example", "/settings/", "/\\evil", "javascript:alert(1)"],
)
def test_it_is_never_anything_else(stage: Stage, verb: str, bad: str) -> None:
    answer = post(stage.cast.bob.client, stage, verb, data={"next": bad})
    photo = OutboxItem.objects.get().photo
    assert photo is not None
    assert answer.headers["Location"].startswith(url(photo))


@pytest.mark.parametrize("verb", ["comment", "edit_comment", "add_tags"])
def test_so_much_waits_that_nothing_more_is_kept(
    stage: Stage, verb: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("galleries.actions.deeds.MOST_WAITING", 1)
    put(stage.cast.bob, stage.own, Verb.REMOVE_TAG, text="sea")
    page = post(stage.cast.bob.client, stage, verb, follow=True)
    assert page.status_code == 200
    assert "More are not kept at a time." in page.text
    assert "Lovely" in page.text or "harbour" in page.text, "what was typed is still there"
    assert done() == [("remove_tag", "waiting")]
