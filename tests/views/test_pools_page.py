"""The groups of a photographer, for one photo of theirs: what each takes, before one tries."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.models import Membership, OutboxItem, Photo
from galleries.models.outbox import State
from tests.cast import NOW, Cast, make_entry, make_group, make_membership, make_photo
from tests.views.deed_scenes import PRIVATE, PUBLIC, Verb, done, flat, let_write, put, url

pytestmark = pytest.mark.django_db

Wait, Outcome = OutboxItem.Wait, OutboxItem.Outcome


@pytest.fixture
def photo(cast: Cast) -> Photo:
    let_write(cast.alice)
    return make_photo(cast.alice, visibility=PUBLIC)


def page_of(cast: Cast, photo: Photo) -> str:
    answer = cast.alice.client.get(url(photo, "pools/"))
    assert answer.status_code == 200
    return flat(answer)


def buttons(page: str) -> list[str]:
    """What the forms of the groups ask for."""
    return [name for name in ("Add", "Take out", "Withdraw") if f">{name}<span" in page]


@pytest.mark.parametrize(
    ("group", "seat", "rule"),
    [
        ({"throttle_mode": "day", "throttle_count": 2}, {"remaining": 1}, "2 photos a day, 1 left"),
        ({"restrictions": {"videos_ok": False}}, {}, "no videos"),
        (
            {"restrictions": {"photos_ok": True, "moderate_ok": False}},
            {},
            "only what is marked safe",
        ),
        ({"is_pool_moderated": True}, {}, "additions wait for an admin"),
    ],
)
def test_what_a_group_takes_is_said_before_one_tries(
    cast: Cast, photo: Photo, group: dict[str, Any], seat: dict[str, Any], rule: str
) -> None:
    made = make_group("Piers", **group)
    make_membership(cast.alice, made, remaining_at=NOW, **seat)
    page = page_of(cast, photo)
    assert rule in page
    assert buttons(page) == ["Add"]


@pytest.mark.parametrize(
    ("fields", "group", "sentence"),
    [
        ({}, {"throttle_mode": "disabled"}, "The group takes no photos at the moment."),
        ({}, {"throttle_mode": "ever", "throttle_count": 3}, "as many of your photos as it takes"),
        ({"media": "video"}, {"restrictions": {"videos_ok": False}}, "This is a video"),
        ({}, {"restrictions": {"photos_ok": False}}, "the group takes only videos"),
        ({"safety": 1}, {"restrictions": {"moderate_ok": False}}, "This is marked moderate"),
        ({"safety": 2}, {"restrictions": {"restricted_ok": False}}, "This is marked restricted"),
        ({"safety": 0}, {"restrictions": {"safe_ok": False}}, "takes only what is not"),
        ({"content_type": 1}, {"restrictions": {"screens_ok": False}}, "This is a screenshot"),
        ({"content_type": 2}, {"restrictions": {"art_ok": False}}, "marked as art"),
        ({"content_type": 3}, {"restrictions": {"virtual_ok": False}}, "virtual world"),
        ({"content_type": 0}, {"restrictions": {"images_ok": False}}, "taken with a camera"),
        ({}, {"restrictions": {"has_geo": True}}, "takes only photos with a place"),
    ],
)
def test_a_group_that_would_surely_refuse_has_a_sentence_instead_of_a_button(
    cast: Cast, photo: Photo, fields: dict[str, Any], group: dict[str, Any], sentence: str
) -> None:
    Photo.objects.filter(pk=photo.pk).update(**fields)
    make_membership(cast.alice, make_group("Piers", **group), remaining=0, remaining_at=NOW)
    page = page_of(cast, photo)
    assert sentence in page
    assert buttons(page) == []


@pytest.mark.parametrize(
    ("fields", "group"),
    [
        ({"latitude": 47.6, "longitude": -122.3}, {"restrictions": {"has_geo": True}}),
        ({"safety": 0}, {"restrictions": {"moderate_ok": False, "restricted_ok": False}}),
        ({"media": "video"}, {"restrictions": {"photos_ok": False}}),
        ({}, {"throttle_mode": "day", "throttle_count": 2}),
    ],
)
def test_a_group_that_may_take_it_has_a_button(
    cast: Cast, photo: Photo, fields: dict[str, Any], group: dict[str, Any]
) -> None:
    """Nothing left today is no refusal: it waits here until the group takes more."""
    Photo.objects.filter(pk=photo.pk).update(**fields)
    make_membership(cast.alice, make_group("Piers", **group), remaining=0, remaining_at=NOW)
    assert buttons(page_of(cast, photo)) == ["Add"]


def test_what_was_told_days_ago_keeps_nobody_from_trying(cast: Cast, photo: Photo) -> None:
    group = make_group("Piers", throttle_mode="ever", throttle_count=3)
    told_at = NOW - timedelta(days=2)
    make_membership(cast.alice, group, remaining=0, remaining_at=told_at)
    assert buttons(page_of(cast, photo)) == ["Add"]


def test_a_photo_in_the_pool_may_be_taken_out(cast: Cast, photo: Photo) -> None:
    group = make_group("Piers", throttle_mode="disabled")
    make_membership(cast.alice, group)
    make_entry(group, photo)
    page = page_of(cast, photo)
    assert "In the pool" in page
    assert buttons(page) == ["Take out"]
    make_entry(make_group("Others"), make_photo(cast.alice, visibility=PUBLIC))
    assert "Others" not in page_of(cast, photo), "not one of hers"


@pytest.mark.parametrize(
    ("verb", "fields", "state", "offered"),
    [
        (Verb.ADD_TO_POOL, {}, "Being added…", ["Withdraw"]),
        (Verb.ADD_TO_POOL, {"state": State.SENDING}, "Being added…", []),
        (Verb.ADD_TO_POOL, {"waits_for": Wait.LIMIT}, "Waits to be added", ["Withdraw"]),
        (Verb.REMOVE_FROM_POOL, {}, "Being taken out…", ["Withdraw"]),
        (
            Verb.ADD_TO_POOL,
            {"state": State.REFUSED, "outcome": Outcome.ONLY_SAFE},
            "The group takes only what is marked safe.",
            ["Add"],
        ),
        (
            Verb.ADD_TO_POOL,
            {"state": State.SENT, "outcome": Outcome.QUEUED},
            "Handed to the admins",
            ["Add"],
        ),
        (
            Verb.ADD_TO_POOL,
            {"state": State.SENT, "outcome": Outcome.DONE},
            "In the pool",
            ["Take out"],
        ),
        (
            Verb.REMOVE_FROM_POOL,
            {"state": State.SENT, "outcome": Outcome.DONE},
            "Taken out",
            ["Add"],
        ),
    ],
)
def test_each_group_says_how_that_stands_which_was_done_there(
    cast: Cast,
    photo: Photo,
    verb: OutboxItem.Verb,
    fields: dict[str, Any],
    state: str,
    offered: list[str],
) -> None:
    group = make_group("Piers")
    make_membership(cast.alice, group)
    put(cast.alice, photo, verb, group=group, **fields)
    page = page_of(cast, photo)
    assert state in page
    assert buttons(page) == offered


def test_adding_leads_back_to_the_group(cast: Cast, photo: Photo) -> None:
    group = make_group("Piers")
    make_membership(cast.alice, group)
    back = url(photo, f"pools/?after={group.pk}#group-{group.pk}")
    answer = cast.alice.client.post(
        url(photo, "pools/"), {"group": group.nsid, "wanted": "1", "next": back}
    )
    assert answer.headers["Location"] == back
    assert done() == [("add_to_pool", "waiting")]


@pytest.mark.parametrize("named", ["", "0@N00", "nothing", "\x00", "1" * 300])
def test_a_group_that_one_is_not_in_is_not_there(cast: Cast, photo: Photo, named: str) -> None:
    other = make_group("Somebody else's")
    make_membership(cast.bob, other)
    for nsid in (named, other.nsid):
        data = {"group": nsid, "wanted": "1"}
        assert cast.alice.client.post(url(photo, "pools/"), data).status_code == 404
    assert done() == []
    assert "Somebody else" not in page_of(cast, photo)


def test_only_its_photographer_finds_the_page_and_the_way_there(cast: Cast, photo: Photo) -> None:
    assert url(photo, "pools/") in cast.alice.client.get(url(photo)).text
    for who in ("bob", "guest", "operator"):
        client = getattr(cast, who).client
        assert client.get(url(photo, "pools/")).status_code == 404
        assert url(photo, "pools/") not in client.get(url(photo)).text
    Photo.objects.update(visibility=PRIVATE)
    assert cast.alice.client.get(url(photo, "pools/")).status_code == 200


def test_nothing_there_yet_reads_well(cast: Cast, photo: Photo) -> None:
    assert "Flickr has not told us which groups you are in." in page_of(cast, photo)
    assert cast.alice.client.get(url(photo, "pools/?after=x")).status_code == 404


def test_the_number_of_queries_is_fixed(
    cast: Cast, photo: Photo, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(25):
        group = make_group(f"Group {number}")
        make_membership(cast.alice, group)
        if number % 3 == 0:
            make_entry(group, photo)
        elif number % 3 == 1:
            put(cast.alice, photo, Verb.ADD_TO_POOL, group=group)
    assert Membership.objects.count() == 25
    with django_assert_max_num_queries(12):
        page_of(cast, photo)
