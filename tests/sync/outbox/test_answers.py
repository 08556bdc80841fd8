"""What each answer of Flickr comes to: every code of every verb has its reason."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from galleries.flickr.errors import (
    FlickrRefused,
    FlickrUnavailable,
    InstallationRefused,
    NotOnFlickr,
    OverLimit,
    PermissionLacking,
    TokenRefused,
    UnexpectedAnswer,
)
from galleries.flickr.refusals import refusal_of_reply
from galleries.models import Group, OutboxItem
from galleries.sync.budget import BudgetSpent
from galleries.sync.outbox.answers import (
    Everything,
    Refused,
    Sent,
    Unclear,
    Waits,
    in_words,
    of_look,
    of_send,
)
from galleries.sync.outbox.verbs import VERBS, Found

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
Verb, Outcome, Wait = OutboxItem.Verb, OutboxItem.Outcome, OutboxItem.Wait

METHODS = {
    Verb.FAVE: "favorites.add",
    Verb.UNFAVE: "favorites.remove",
    Verb.COMMENT: "photos.comments.addComment",
    Verb.EDIT_COMMENT: "photos.comments.editComment",
    Verb.DELETE_COMMENT: "photos.comments.deleteComment",
    Verb.ADD_TO_POOL: "groups.pools.add",
    Verb.REMOVE_FROM_POOL: "groups.pools.remove",
    Verb.ADD_TAGS: "photos.addTags",
    Verb.REMOVE_TAG: "photos.removeTag",
}
ARGUMENTS = {"photo_id": "1", "group_id": "2@N01", "comment_id": "3", "user_id": "4@N01"}

# Flickr's documentation of each method (API.md 11.3 to 11.7, 15.2).
CODES = [
    (Verb.FAVE, 1, Refused(Outcome.NOT_THERE)),
    (Verb.FAVE, 2, Refused(Outcome.OWN_PHOTO)),
    (Verb.FAVE, 3, Sent(Outcome.ALREADY)),
    (Verb.FAVE, 4, Refused(Outcome.NOT_THERE)),
    (Verb.UNFAVE, 1, Sent(Outcome.ALREADY)),
    (Verb.UNFAVE, 2, Refused(Outcome.NOT_ALLOWED)),
    (Verb.UNFAVE, 3, Refused(Outcome.NOT_ALLOWED)),
    (Verb.COMMENT, 1, Refused(Outcome.NOT_THERE)),
    (Verb.COMMENT, 8, Refused(Outcome.BLANK)),
    (Verb.COMMENT, 9, Waits(Wait.TOO_FAST, NOW + timedelta(minutes=1))),
    (Verb.COMMENT, 99, Refused(Outcome.NO_COMMENTS)),
    (Verb.COMMENT, 116, Refused(Outcome.BAD_ADDRESS)),
    (Verb.EDIT_COMMENT, 1, Refused(Outcome.NOT_THERE)),
    (Verb.EDIT_COMMENT, 2, Refused(Outcome.COMMENT_GONE)),
    (Verb.EDIT_COMMENT, 8, Refused(Outcome.BLANK)),
    (Verb.EDIT_COMMENT, 99, Refused(Outcome.NOT_ALLOWED)),
    (Verb.EDIT_COMMENT, 116, Refused(Outcome.BAD_ADDRESS)),
    (Verb.DELETE_COMMENT, 1, Refused(Outcome.NOT_THERE)),
    (Verb.DELETE_COMMENT, 2, Sent(Outcome.ALREADY)),
    (Verb.DELETE_COMMENT, 99, Refused(Outcome.NOT_ALLOWED)),
    (Verb.ADD_TO_POOL, 1, Refused(Outcome.NOT_THERE)),
    (Verb.ADD_TO_POOL, 2, Refused(Outcome.NOT_IN_GROUP)),
    (Verb.ADD_TO_POOL, 3, Sent(Outcome.ALREADY)),
    (Verb.ADD_TO_POOL, 4, Refused(Outcome.TOO_MANY_GROUPS)),
    (Verb.ADD_TO_POOL, 5, Waits(Wait.LIMIT, NOW + timedelta(hours=1))),
    (Verb.ADD_TO_POOL, 6, Sent(Outcome.QUEUED)),
    (Verb.ADD_TO_POOL, 7, Sent(Outcome.QUEUED)),
    (Verb.ADD_TO_POOL, 8, Refused(Outcome.CONTENT)),
    (Verb.ADD_TO_POOL, 10, Refused(Outcome.POOL_FULL)),
    (Verb.ADD_TO_POOL, 11, Refused(Outcome.POOL_CLOSED)),
    (Verb.ADD_TO_POOL, 21, Refused(Outcome.NO_VIDEOS)),
    (Verb.ADD_TO_POOL, 22, Refused(Outcome.NO_PHOTOS)),
    (Verb.ADD_TO_POOL, 23, Waits(Wait.VIDEO, NOW + timedelta(minutes=10))),
    (Verb.ADD_TO_POOL, 24, Refused(Outcome.NO_PHOTOGRAPHS)),
    (Verb.ADD_TO_POOL, 25, Refused(Outcome.NO_SCREENSHOTS)),
    (Verb.ADD_TO_POOL, 26, Refused(Outcome.NO_ART)),
    (Verb.ADD_TO_POOL, 27, Refused(Outcome.NO_RESTRICTED)),
    (Verb.ADD_TO_POOL, 28, Refused(Outcome.ONLY_SAFE)),
    (Verb.ADD_TO_POOL, 29, Refused(Outcome.NO_PLACE)),
    (Verb.REMOVE_FROM_POOL, 1, Refused(Outcome.GROUP_GONE)),
    (Verb.REMOVE_FROM_POOL, 2, Sent(Outcome.ALREADY)),
    (Verb.REMOVE_FROM_POOL, 3, Refused(Outcome.NOT_ALLOWED)),
    (Verb.ADD_TAGS, 1, Refused(Outcome.NOT_THERE)),
    (Verb.ADD_TAGS, 2, Refused(Outcome.TOO_MANY_TAGS)),
    (Verb.ADD_TAGS, 116, Refused(Outcome.BAD_ADDRESS)),
    (Verb.REMOVE_TAG, 1, Sent(Outcome.ALREADY)),
]


def an_item(verb: OutboxItem.Verb, **fields: Any) -> OutboxItem:
    """As it is while its first try is under way."""
    return OutboxItem(verb=verb, **{"tries": 1} | fields)


@pytest.mark.parametrize(("verb", "code", "comes_to"), CODES)
def test_each_code_of_each_verb_has_its_reason(
    verb: OutboxItem.Verb, code: int, comes_to: object
) -> None:
    refusal = refusal_of_reply(METHODS[verb], {"stat": "fail", "code": code}, ARGUMENTS)
    assert of_send(VERBS[verb], an_item(verb), refusal, now=NOW) == comes_to


def test_no_code_is_left_out() -> None:
    assert {(verb, code) for verb, code, _ in CODES} == {
        (verb, code) for verb in METHODS for code in VERBS[verb].refusals
    }


def test_a_code_that_nobody_has_seen_is_shown_and_not_sent_again() -> None:
    unseen = FlickrRefused("favorites.add", 47, "Something new")
    answer = of_send(VERBS[Verb.FAVE], an_item(Verb.FAVE), unseen, now=NOW)
    assert answer == Refused(Outcome.UNEXPECTED)


@pytest.mark.parametrize(("tries", "hours"), [(1, 1), (2, 2), (3, 4), (4, 6), (9, 6), (200, 6)])
def test_a_group_that_takes_no_more_today_is_asked_ever_more_rarely(tries: int, hours: int) -> None:
    item = an_item(Verb.ADD_TO_POOL, tries=tries)
    refusal = FlickrRefused("groups.pools.add", 5, "Photo limit reached")
    until = NOW + timedelta(hours=hours)
    assert of_send(VERBS[item.verb], item, refusal, now=NOW) == Waits(Wait.LIMIT, until)


def test_no_time_opens_a_group_that_takes_so_many_photos_of_each_member_for_ever() -> None:
    group = Group(nsid="2@N01", throttle_mode="ever")
    item = an_item(Verb.ADD_TO_POOL, group=group)
    refusal = FlickrRefused("groups.pools.add", 5, "Photo limit reached")
    assert of_send(VERBS[item.verb], item, refusal, now=NOW) == Refused(Outcome.LIMIT_EVER)


def test_a_video_that_is_not_ready_is_sent_once_more_and_no_more() -> None:
    refusal = FlickrRefused("groups.pools.add", 23, "Video in invalid state")
    item = an_item(Verb.ADD_TO_POOL, tries=2)
    assert of_send(VERBS[item.verb], item, refusal, now=NOW) == Refused(Outcome.VIDEO_NOT_READY)


@pytest.mark.parametrize(
    "error",
    [
        BudgetSpent(30),
        OverLimit("too many calls", 60),
        TokenRefused("favorites.add", "code 98"),
        PermissionLacking("favorites.add", "write"),
        InstallationRefused("key"),
    ],
)
def test_what_holds_for_everything_of_a_person_says_nothing_of_the_item(error: Exception) -> None:
    item = an_item(Verb.FAVE)
    assert of_send(VERBS[item.verb], item, error, now=NOW) == Everything(error)
    assert of_look(item, error, now=NOW) == Everything(error)


@pytest.mark.parametrize(("failures", "wait_s"), [(0, 30), (1, 60), (3, 240), (40, 3600)])
def test_without_a_clear_answer_it_is_looked_up_ever_more_rarely(
    failures: int, wait_s: int
) -> None:
    item = an_item(Verb.COMMENT, failures=failures)
    error = FlickrUnavailable("no answer in time", 30)
    answer = Unclear(NOW + timedelta(seconds=wait_s))
    assert of_send(VERBS[item.verb], item, error, now=NOW) == answer
    assert of_look(item, error, now=NOW) == answer


def test_a_surprise_is_looked_up_and_in_the_end_shown() -> None:
    surprise = UnexpectedAnswer("favorites.add", "a reply that makes no sense")
    for failures in (0, 1):
        item = an_item(Verb.FAVE, failures=failures)
        assert isinstance(of_send(VERBS[item.verb], item, surprise, now=NOW), Unclear)
    third = an_item(Verb.FAVE, failures=2)
    assert of_send(VERBS[third.verb], third, surprise, now=NOW) == Refused(Outcome.UNSURE)
    assert of_look(third, ValueError("ours"), now=NOW) == Refused(Outcome.UNSURE)


def test_what_is_too_long_for_flickr_is_told_so() -> None:
    item = an_item(Verb.COMMENT)
    error = UnexpectedAnswer("x", "HTTP 413: our request is too long for Flickr")
    assert of_send(VERBS[item.verb], item, error, now=NOW) == Refused(Outcome.TOO_LONG)


@pytest.mark.parametrize(
    ("found", "comes_to"),
    [
        (Found.THERE, Sent(Outcome.DONE)),
        (Found.NOT_THERE, Waits(Wait.NONE, NOW)),
        (Found.UNSURE, Refused(Outcome.UNSURE)),
        (NotOnFlickr("photos.comments.getList", "1", 1), Refused(Outcome.NOT_THERE)),
        (FlickrRefused("groups.pools.getPhotos", 9, "?"), Refused(Outcome.UNSURE)),
    ],
)
def test_a_look_settles_it(found: Found | Exception, comes_to: object) -> None:
    assert of_look(an_item(Verb.COMMENT), found, now=NOW) == comes_to


def test_the_journal_names_errors_of_ours_without_their_words() -> None:
    assert in_words(None) == "ok"
    assert in_words(ValueError("secret=abc")) == "ValueError"
    assert in_words(FlickrUnavailable("HTTP 502", 30)).startswith("HTTP 502")
