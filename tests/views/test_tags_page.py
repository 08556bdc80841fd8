"""The tags of a photo, for its photographer to add to and take from."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.actions.deeds import LONGEST_TAGS
from galleries.models import OutboxItem, Photo
from galleries.models.outbox import State
from tests.cast import Cast
from tests.views.deed_scenes import (
    DANGERS,
    HOSTILE,
    Verb,
    done,
    flat,
    let_write,
    public,
    put,
    url,
)

pytestmark = pytest.mark.django_db

Outcome = OutboxItem.Outcome


@pytest.fixture
def photo(cast: Cast) -> Photo:
    let_write(cast.alice)
    return public(cast.alice, tags=("fog", "long exposure"))


def send(cast: Cast, photo: Photo, **data: str) -> Any:
    return cast.alice.client.post(url(photo, "tags/"), data)


def page_of(cast: Cast, photo: Photo) -> str:
    answer = cast.alice.client.get(url(photo, "tags/"))
    assert answer.status_code == 200
    return flat(answer)


def test_each_tag_has_a_button_and_there_is_a_field_for_more(cast: Cast, photo: Photo) -> None:
    page = page_of(cast, photo)
    assert page.count(">Remove<span") == 2
    assert 'name="remove" value="long exposure"' in page
    assert 'name="add" value=""' in page
    assert url(photo, "tags/") in cast.alice.client.get(url(photo)).text


def test_what_was_done_stands_there_at_once(cast: Cast, photo: Photo) -> None:
    for data in ({"add": ' "low  tide"  pier '}, {"remove": "fog"}):
        answer = send(cast, photo, **data)
        assert answer.headers["Location"] == url(photo, "tags/")
    assert done() == [("add_tags", "waiting"), ("remove_tag", "waiting")]
    page = page_of(cast, photo)
    assert "&quot;low tide&quot; pier" in page
    assert page.count("Being sent…") == 2
    assert page.count(">Withdraw<span") == 2
    assert 'name="remove" value="fog"' not in page, "it is going already"


def test_what_flickr_refused_is_said_beside_it(cast: Cast, photo: Photo) -> None:
    refused = {"state": State.REFUSED, "outcome": Outcome.TOO_MANY_TAGS}
    put(cast.alice, photo, Verb.ADD_TAGS, text="pier", **refused)
    assert "The photo has as many tags as Flickr allows." in page_of(cast, photo)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "There is nothing in it yet."),
        ("   ", "There is nothing in it yet."),
        ('""', "There is nothing in it yet."),
        ("a" * (LONGEST_TAGS + 1), "It may have 1,000 characters at most."),
    ],
    ids=["empty", "blank", "quotes", "too long"],
)
def test_what_cannot_be_kept_gets_a_sentence_and_is_still_in_the_field(
    cast: Cast, photo: Photo, typed: str, sentence: str
) -> None:
    answer = send(cast, photo, add=typed)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert f'value="{typed.replace(chr(34), "&quot;")}"' in answer.text
    assert done() == []


@pytest.mark.parametrize("tag", ["nothing", "\x00", "fog\x00", "a" * 5000])
def test_a_tag_that_is_not_on_the_photo_cannot_be_removed(
    cast: Cast, photo: Photo, tag: str
) -> None:
    answer = send(cast, photo, remove=tag)
    assert "That tag is not on the photo any more." in answer.text
    assert done() == []


def test_only_its_photographer_finds_the_page(cast: Cast, photo: Photo) -> None:
    for who in ("bob", "guest", "operator"):
        client = getattr(cast, who).client
        assert client.get(url(photo, "tags/")).status_code == 404
        assert url(photo, "tags/") not in client.get(url(photo)).text


def test_nothing_there_yet_reads_well(cast: Cast, photo: Photo) -> None:
    photo.tags.all().delete()
    assert "This photo has no tags yet." in page_of(cast, photo)


@pytest.mark.parametrize("typed", HOSTILE[:5], ids=[words[:12] for words in HOSTILE[:5]])
def test_hostile_tags_are_harmless(cast: Cast, photo: Photo, typed: str) -> None:
    pages = [
        send(cast, photo, add=typed).text,
        send(cast, photo, add=typed + "a" * LONGEST_TAGS).text,
        cast.alice.client.get(url(photo, "tags/")).text,
        cast.alice.client.get("/outbox/").text,
    ]
    for page in pages:
        assert not [danger for danger in DANGERS if danger in page]


def test_the_number_of_queries_is_fixed(
    cast: Cast, photo: Photo, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        put(cast.alice, photo, Verb.ADD_TAGS, text=f"tag{number}")
    with django_assert_max_num_queries(12):
        page_of(cast, photo)
