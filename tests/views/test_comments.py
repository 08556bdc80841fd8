"""Writing under a photo: what is on its way stands there at once, and can be changed."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.actions.deeds import LONGEST_COMMENT
from galleries.models import Comment, OutboxItem
from galleries.models.outbox import State
from tests.cast import Cast, make_photo
from tests.views.deed_scenes import (
    DANGERS,
    HOSTILE,
    PART,
    Stage,
    Verb,
    done,
    flat,
    let_write,
    put,
    say,
    url,
)

pytestmark = pytest.mark.django_db

Wait, Outcome = OutboxItem.Wait, OutboxItem.Outcome
TOO_LONG = "a" * (LONGEST_COMMENT + 1)
BAD = pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is nothing in it yet."),
        (" \r\n\t ", "There is nothing in it yet."),
        (TOO_LONG, "It may have 10,000 characters at most."),
    ],
    ids=["empty", "blank", "too long"],
)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return Stage(cast)


def page_of(stage: Stage) -> str:
    answer = stage.cast.bob.client.get(url(stage.photo))
    assert answer.status_code == 200
    return flat(answer)


@pytest.mark.parametrize(
    ("fields", "words", "buttons"),
    [
        ({}, "Being sent…", ["Change", "Withdraw"]),
        ({"state": State.SENDING}, "Being sent…", []),
        (
            {"waits_for": Wait.TOO_FAST},
            "Waits: Flickr takes only so many comments a minute",
            ["Change", "Withdraw"],
        ),
        (
            {"state": State.REFUSED, "outcome": Outcome.BAD_ADDRESS},
            "Flickr blocks a web address that stands in it.",
            ["Try again", "Your outbox"],
        ),
    ],
)
def test_what_is_on_its_way_stands_in_its_place_and_says_how_it_stands(
    stage: Stage, fields: dict[str, Any], words: str, buttons: list[str]
) -> None:
    put(stage.cast.bob, stage.photo, Verb.COMMENT, text="How long did you wait?", **fields)
    page = page_of(stage)
    unsent = page.partition('<li class="comment comment--unsent">')[2].partition("</li>")[0]
    assert page.index("Ahoy") < page.index("How long did you wait?"), "behind what is on Flickr"
    assert "How long did you wait?" in unsent
    assert words in unsent
    offered = [
        name for name in ("Change", "Withdraw", "Try again", "Your outbox") if name in unsent
    ]
    assert offered == buttons
    for who in ("alice", "stranger", "guest"):
        assert "How long" not in getattr(stage.cast, who).client.get(url(stage.photo)).text, who


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.SENT, "outcome": Outcome.DONE},
        {"state": State.WITHDRAWN, "outcome": Outcome.BY_PERSON},
    ],
)
def test_what_is_over_stands_there_no_more(stage: Stage, fields: dict[str, Any]) -> None:
    put(stage.cast.bob, stage.photo, Verb.COMMENT, text="How long?", **fields)
    assert "How long?" not in page_of(stage)


def test_what_was_refused_stands_there_for_a_day(stage: Stage) -> None:
    refused = {"state": State.REFUSED, "outcome": Outcome.UNEXPECTED}
    item = put(stage.cast.bob, stage.photo, Verb.COMMENT, text="How long?", **refused)
    assert "How long?" in page_of(stage)
    assert item.ended_at is not None
    OutboxItem.objects.update(ended_at=item.ended_at - timedelta(days=1, minutes=1))
    assert "How long?" not in page_of(stage)


def test_without_permission_it_waits_for_it_and_the_field_says_so(stage: Stage) -> None:
    put(stage.cast.guest, stage.photo, Verb.COMMENT, text="From a guest")
    page = flat(stage.cast.guest.client.get(url(stage.photo)))
    assert "From a guest" in page
    assert "Waits for your permission" in page
    assert "You are asked for your permission first." in page
    assert "every 2s" not in page, "nothing is on its way"
    assert "You are asked for your permission first." not in page_of(stage)


@BAD
def test_what_cannot_be_kept_gets_a_sentence_and_is_still_in_the_field(
    stage: Stage, text: str, sentence: str
) -> None:
    answer = stage.cast.bob.client.post(url(stage.photo, "comment/"), {"text": text})
    assert answer.status_code == 200
    assert sentence in answer.text
    assert f">\n{text.strip()}" in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert done() == []


@BAD
def test_with_scripts_the_sentence_comes_with_the_field(
    stage: Stage, text: str, sentence: str
) -> None:
    answer = stage.cast.bob.client.post(url(stage.photo, "comment/"), {"text": text}, headers=PART)
    assert sentence in answer.text
    assert 'id="write"' in answer.text
    assert f">\n{text.strip()}" in answer.text
    assert "<html" not in answer.text
    assert done() == []


def test_with_scripts_the_field_is_empty_again_once_it_is_kept(stage: Stage) -> None:
    answer = stage.cast.bob.client.post(
        url(stage.photo, "comment/"), {"text": "Lovely"}, headers=PART
    )
    part = flat(answer)
    field = part.partition('id="write"')[2]
    assert "Lovely" in part.partition('id="write"')[0]
    assert "Lovely" not in field
    assert "</textarea>" in field
    assert done() == [("comment", "waiting")]


@pytest.mark.parametrize("text", HOSTILE, ids=[words[:12] for words in HOSTILE])
def test_hostile_words_are_harmless_wherever_they_are_shown(stage: Stage, text: str) -> None:
    bob, address = stage.cast.bob.client, url(stage.photo, "comment/")
    pages = [bob.post(address, {"text": text}, follow=True).text]
    item = OutboxItem.objects.get()
    refused = {"state": State.REFUSED, "outcome": Outcome.BAD_ADDRESS}
    put(stage.cast.bob, stage.photo, Verb.COMMENT, text=text, **refused)
    pages += [
        bob.get(where).text
        for where in (url(stage.photo), "/outbox/", f"/outbox/{item.pk}/change/")
    ]
    too_long = text + TOO_LONG
    pages += [bob.post(address, {"text": too_long}, headers=headers).text for headers in ({}, PART)]
    for page in pages:
        for danger in DANGERS:
            assert danger not in page
        assert page.count("</textarea>") <= 1


def test_where_its_photographer_takes_no_comments_the_field_makes_room_for_a_sentence(
    stage: Stage,
) -> None:
    refused = {"state": State.REFUSED, "outcome": Outcome.NO_COMMENTS}
    put(stage.cast.bob, stage.photo, Verb.COMMENT, text="May I?", **refused)
    page = page_of(stage)
    assert "lets you write no comments under this photo" in page
    assert "<textarea" not in page
    assert "<textarea" in stage.cast.stranger.client.get(url(stage.photo)).text


# Comments that stand on Flickr


def test_edit_and_delete_stand_beside_ones_own_and_delete_under_ones_own_photo(
    stage: Stage,
) -> None:
    edit = url(stage.photo, f"comments/{stage.said.pk}/edit/")
    delete = url(stage.photo, f"comments/{stage.said.pk}/delete/")
    offered = {}
    for who in ("bob", "alice", "stranger", "guest"):
        page = getattr(stage.cast, who).client.get(url(stage.photo)).text
        offered[who] = (edit in page, delete in page)
    assert offered == {
        "bob": (True, True),
        "alice": (False, True),
        "stranger": (False, False),
        "guest": (False, False),
    }


def test_whose_photo_it_is_may_delete_a_comment_and_not_change_it(stage: Stage) -> None:
    let_write(stage.cast.alice)
    alice, comments = stage.cast.alice.client, url(stage.photo, f"comments/{stage.said.pk}/")
    assert alice.get(f"{comments}edit/").status_code == 404
    assert alice.post(f"{comments}edit/", {"text": "Words of mine"}).status_code == 404
    page = flat(alice.get(f"{comments}delete/"))
    assert "The comment of <bdi>Bob Brandt</bdi> under your photo is deleted on Flickr." in page
    assert alice.post(f"{comments}delete/").headers["Location"] == f"{url(stage.photo)}#talk"
    assert done() == [("delete_comment", "waiting")]


def test_a_comment_is_changed_in_a_field_that_holds_it_as_it_was_typed(stage: Stage) -> None:
    Comment.objects.update(text_html="One &amp; <b>two</b><br>three")
    address = url(stage.photo, f"comments/{stage.said.pk}/edit/")
    page = stage.cast.bob.client.get(address).text
    assert "\nOne &amp; &lt;b&gt;two&lt;/b&gt;\nthree</textarea>" in page
    stage.cast.bob.client.post(address, {"text": "One & two\r\nthree"})
    assert OutboxItem.objects.get().text == "One & two\nthree"
    assert OutboxItem.objects.get().comment_id == stage.said.flickr_id
    assert "\nOne &amp; two\nthree</textarea>" in stage.cast.bob.client.get(address).text
    page = page_of(stage)
    assert "One &amp; two<br>three" in page
    assert "You changed this. Being sent…" in page


@BAD
def test_a_change_that_cannot_be_kept_gets_a_sentence_and_is_still_in_the_field(
    stage: Stage, text: str, sentence: str
) -> None:
    address = url(stage.photo, f"comments/{stage.said.pk}/edit/")
    answer = stage.cast.bob.client.post(address, {"text": text})
    assert sentence in answer.text
    assert f">\n{text.strip()}" in answer.text
    assert done() == []


def test_what_is_being_deleted_is_marked_and_offers_nothing_more(stage: Stage) -> None:
    put(stage.cast.bob, stage.photo, Verb.DELETE_COMMENT, comment_id=stage.said.flickr_id)
    page = page_of(stage)
    assert "You delete this. Being sent…" in page
    assert "comment--leaving" in page
    assert f"comments/{stage.said.pk}/" not in page
    assert ">Change</a>" not in page


# What waits, changed in the outbox


def test_words_that_wait_are_changed_in_place(stage: Stage) -> None:
    item = put(stage.cast.bob, stage.photo, Verb.COMMENT, text="Lovly")
    address, back = f"/outbox/{item.pk}/change/", f"{url(stage.photo)}#talk"
    assert "\nLovly</textarea>" in stage.cast.bob.client.get(address).text
    answer = stage.cast.bob.client.post(address, {"text": "Lovely", "next": back})
    assert answer.headers["Location"] == back
    assert OutboxItem.objects.get().text == "Lovely"


@BAD
def test_words_that_wait_are_not_changed_into_what_cannot_be_kept(
    stage: Stage, text: str, sentence: str
) -> None:
    item = put(stage.cast.bob, stage.photo, Verb.COMMENT, text="Lovely")
    answer = stage.cast.bob.client.post(f"/outbox/{item.pk}/change/", {"text": text})
    assert sentence in answer.text
    assert f">\n{text.strip()}" in answer.text
    assert OutboxItem.objects.get().text == "Lovely"


@pytest.mark.parametrize("state", [State.SENDING, State.SENT, State.REFUSED, State.WITHDRAWN])
def test_words_that_do_not_wait_cannot_be_changed_and_what_was_typed_is_not_lost(
    stage: Stage, state: State
) -> None:
    item = put(stage.cast.bob, stage.photo, Verb.COMMENT, text="Lovely", state=state)
    address = f"/outbox/{item.pk}/change/"
    answer = stage.cast.bob.client.post(address, {"text": "Not so lovely"})
    assert "It is being sent, or over already." in answer.text
    assert "Not so lovely" in answer.text
    assert OutboxItem.objects.get().text == "Lovely"
    assert stage.cast.bob.client.get(address).status_code == 302


def test_a_fave_has_no_words_to_change(stage: Stage) -> None:
    item = put(stage.cast.bob, stage.photo, Verb.FAVE)
    assert stage.cast.bob.client.get(f"/outbox/{item.pk}/change/").status_code == 404


def test_the_page_of_a_photo_with_many_deeds_takes_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    stage = Stage(cast)
    make_photo(cast.alice), make_photo(cast.alice)
    for number in range(12):
        comment = say(stage.photo, cast.bob, f"Word {number}")
        if number % 2:
            put(cast.bob, stage.photo, Verb.EDIT_COMMENT, text="A", comment_id=comment.flickr_id)
        put(cast.bob, stage.photo, Verb.COMMENT, text=f"Coming {number}")
        refused = {"state": State.REFUSED, "outcome": Outcome.NO_COMMENTS}
        put(cast.bob, stage.photo, Verb.COMMENT, text=f"Refused {number}", **refused)
    put(cast.bob, stage.photo, Verb.FAVE)
    with django_assert_max_num_queries(12):
        cast.bob.client.get(url(stage.photo))
