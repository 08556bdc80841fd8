"""What people do to Flickr is a row first: for whom, once, and taken back while it waits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoCaptureOnCommitCallbacks

from galleries.actions import deeds
from galleries.actions.deeds import MOST_WAITING, CannotDo, Reason
from galleries.models import Comment, Group, Membership, Outbox, OutboxItem, Photo
from galleries.models.outbox import State
from tests.cast import NOW, Actor, Cast, make_photo

pytestmark = pytest.mark.django_db

Verb, Outcome = OutboxItem.Verb, OutboxItem.Outcome
PUBLIC = Photo.Visibility.PUBLIC


def public(owner: Actor) -> Photo:
    return make_photo(owner, visibility=PUBLIC)


def a_comment(photo: Photo, by: Actor, number: int = 1) -> Comment:
    return Comment.objects.create(
        flickr_id=f"1-{photo.pk}-{number}",
        photo=photo,
        author=by.person,
        written_at=NOW,
        text_html="Ahoy",
    )


def a_group(*members: Actor) -> Group:
    group = Group.objects.create(nsid="77@N21", name="Piers", privacy=3, told_at=NOW)
    for member in members:
        Membership.objects.create(person=member.person, group=group, told_at=NOW)
    return group


def waiting() -> list[str]:
    return [item.verb for item in OutboxItem.objects.filter(state=State.WAITING).order_by("pk")]


# Once


def test_faving_twice_is_once(cast: Cast) -> None:
    photo = public(cast.alice)
    first = deeds.fave(photo, by=cast.bob.user, now=NOW)
    assert deeds.fave(photo, by=cast.bob.user, now=NOW) == first
    assert waiting() == [Verb.FAVE]
    assert Outbox.objects.get().due_at == NOW


def test_a_fave_that_was_not_sent_yet_is_taken_back_by_its_opposite(cast: Cast) -> None:
    photo = public(cast.alice)
    deeds.fave(photo, by=cast.bob.user, now=NOW)
    assert deeds.unfave(photo, by=cast.bob.user, now=NOW) is None
    assert waiting() == []
    assert OutboxItem.objects.get().outcome == Outcome.BY_PERSON


def test_what_is_being_sent_is_followed_by_its_opposite(cast: Cast) -> None:
    photo = public(cast.alice)
    deeds.fave(photo, by=cast.bob.user, now=NOW)
    OutboxItem.objects.update(state=State.SENDING)
    assert deeds.unfave(photo, by=cast.bob.user, now=NOW) is not None
    assert waiting() == [Verb.UNFAVE]


def test_the_same_comment_twice_is_once_and_other_words_are_another(cast: Cast) -> None:
    photo = public(cast.alice)
    first = deeds.comment(photo, text=" Ahoy\r\nthere ", by=cast.bob.user, now=NOW)
    assert deeds.comment(photo, text="Ahoy\nthere", by=cast.bob.user, now=NOW) == first
    assert first.text == "Ahoy\nthere"
    deeds.comment(photo, text="Ahoy again", by=cast.bob.user, now=NOW)
    assert waiting() == [Verb.COMMENT, Verb.COMMENT]


def test_later_words_replace_those_that_wait(cast: Cast) -> None:
    ours = a_comment(public(cast.alice), cast.bob)
    deeds.edit_comment(ours, text="One", by=cast.bob.user, now=NOW)
    deeds.edit_comment(ours, text="Two", by=cast.bob.user, now=NOW)
    item = OutboxItem.objects.get()
    assert (item.text, item.comment_id) == ("Two", ours.flickr_id)
    deeds.change_words(item, text="Three", now=NOW)
    item.refresh_from_db()
    assert item.text == "Three"


def test_deleting_a_comment_takes_its_waiting_words_back(cast: Cast) -> None:
    ours = a_comment(public(cast.alice), cast.bob)
    deeds.edit_comment(ours, text="One", by=cast.bob.user, now=NOW)
    deeds.delete_comment(ours, by=cast.bob.user, now=NOW)
    deeds.delete_comment(ours, by=cast.bob.user, now=NOW)
    assert waiting() == [Verb.DELETE_COMMENT]


def test_adding_to_a_pool_and_taking_out_again_before_it_was_sent_is_nothing(cast: Cast) -> None:
    photo, group = public(cast.alice), a_group(cast.alice)
    deeds.add_to_pool(photo, group=group, by=cast.alice.user, now=NOW)
    deeds.add_to_pool(photo, group=group, by=cast.alice.user, now=NOW)
    assert waiting() == [Verb.ADD_TO_POOL]
    assert deeds.remove_from_pool(photo, group=group, by=cast.alice.user, now=NOW) is None
    assert waiting() == []


def test_tags_asked_for_twice_wait_once(cast: Cast) -> None:
    photo = public(cast.alice)
    for _ in range(2):
        deeds.add_tags(photo, text='pier  "Bus Stop"', by=cast.alice.user, now=NOW)
        deeds.remove_tag(photo, tag="fog", by=cast.alice.user, now=NOW)
    assert waiting() == [Verb.ADD_TAGS, Verb.REMOVE_TAG]


# For whom


@pytest.mark.parametrize("verb", ["fave", "unfave", "comment"])
def test_nobody_does_anything_to_a_photo_that_they_are_not_shown(cast: Cast, verb: str) -> None:
    photo = make_photo(cast.alice)
    words = {"text": "Ahoy"} if verb == "comment" else {}
    with pytest.raises(CannotDo) as refusal:
        getattr(deeds, verb)(photo, by=cast.stranger.user, now=NOW, **words)
    assert refusal.value.reason is Reason.NOT_SHOWN
    assert not OutboxItem.objects.exists()
    assert not Outbox.objects.exists()


def test_flickr_has_no_faves_for_ones_own(cast: Cast) -> None:
    with pytest.raises(CannotDo) as refusal:
        deeds.fave(public(cast.alice), by=cast.alice.user, now=NOW)
    assert refusal.value.reason is Reason.OWN_PHOTO


@pytest.mark.parametrize("verb", ["add_to_pool", "remove_from_pool", "add_tags", "remove_tag"])
def test_pools_and_tags_are_for_ones_own_photos(cast: Cast, verb: str) -> None:
    group = a_group(cast.bob)
    arguments: dict[str, dict[str, Any]] = {
        "add_to_pool": {"group": group},
        "remove_from_pool": {"group": group},
        "add_tags": {"text": "pier"},
        "remove_tag": {"tag": "pier"},
    }
    with pytest.raises(CannotDo) as refusal:
        getattr(deeds, verb)(public(cast.alice), by=cast.bob.user, now=NOW, **arguments[verb])
    assert refusal.value.reason is Reason.NOT_OWN_PHOTO


def test_whoever_is_not_in_a_group_adds_nothing_to_it(cast: Cast) -> None:
    group = a_group(cast.alice)
    Membership.objects.update(gone_at=NOW)
    with pytest.raises(CannotDo) as refusal:
        deeds.add_to_pool(public(cast.alice), group=group, by=cast.alice.user, now=NOW)
    assert refusal.value.reason is Reason.NOT_IN_GROUP


def test_a_comment_is_changed_by_who_wrote_it_and_by_nobody_else(cast: Cast) -> None:
    theirs = a_comment(public(cast.alice), cast.bob)
    for actor in (cast.alice, cast.stranger):
        with pytest.raises(CannotDo) as refusal:
            deeds.edit_comment(theirs, text="Mine", by=actor.user, now=NOW)
        assert refusal.value.reason is Reason.NOT_YOURS


@pytest.mark.parametrize(
    ("who", "may"), [("bob", True), ("alice", True), ("stranger", False), ("guest", False)]
)
def test_a_comment_is_deleted_by_who_wrote_it_or_whose_photo_it_is_under(
    cast: Cast, who: str, may: bool
) -> None:
    theirs = a_comment(public(cast.alice), cast.bob)
    actor: Actor = getattr(cast, who)
    if may:
        deeds.delete_comment(theirs, by=actor.user, now=NOW)
        assert waiting() == [Verb.DELETE_COMMENT]
    else:
        with pytest.raises(CannotDo) as refusal:
            deeds.delete_comment(theirs, by=actor.user, now=NOW)
        assert refusal.value.reason is Reason.NOT_YOURS


# Words


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", Reason.BLANK), (" \n\x00 ", Reason.BLANK), ("x" * 10_001, Reason.TOO_LONG)],
)
def test_words_that_cannot_be_sent_change_nothing(cast: Cast, text: str, reason: Reason) -> None:
    photo = public(cast.alice)
    ours = a_comment(photo, cast.bob)
    acts: list[Callable[[], object]] = [
        lambda: deeds.comment(photo, text=text, by=cast.bob.user, now=NOW),
        lambda: deeds.edit_comment(ours, text=text, by=cast.bob.user, now=NOW),
        lambda: deeds.add_tags(photo, text=text, by=cast.alice.user, now=NOW),
    ]
    for act in acts:
        with pytest.raises(CannotDo) as refusal:
            act()
        assert refusal.value.reason is reason
    assert not OutboxItem.objects.exists()


def test_quotes_without_a_word_are_no_tag(cast: Cast) -> None:
    with pytest.raises(CannotDo) as refusal:
        deeds.add_tags(public(cast.alice), text='"" "', by=cast.alice.user, now=NOW)
    assert refusal.value.reason is Reason.BLANK


def test_nobody_fills_their_outbox_without_end(cast: Cast) -> None:
    photo = public(cast.alice)
    OutboxItem.objects.bulk_create(
        OutboxItem(
            user=cast.bob.user,
            photo=photo,
            verb=Verb.COMMENT,
            text=str(n),
            asked_at=NOW,
            due_at=NOW,
        )
        for n in range(MOST_WAITING)
    )
    with pytest.raises(CannotDo) as refusal:
        deeds.fave(photo, by=cast.bob.user, now=NOW)
    assert refusal.value.reason is Reason.TOO_MANY
    deeds.fave(photo, by=cast.stranger.user, now=NOW)


# Afterwards


@pytest.mark.parametrize("state", [State.SENDING, State.SENT, State.REFUSED, State.WITHDRAWN])
def test_only_what_waits_is_withdrawn(cast: Cast, state: str) -> None:
    item = deeds.fave(public(cast.alice), by=cast.bob.user, now=NOW)
    assert item is not None
    OutboxItem.objects.update(state=state)
    assert not deeds.withdraw(item, now=NOW)
    assert OutboxItem.objects.get().state == state


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN])
def test_what_was_refused_or_withdrawn_is_tried_again_behind_everything_else(
    cast: Cast, state: str
) -> None:
    item = deeds.fave(public(cast.alice), by=cast.bob.user, now=NOW)
    assert item is not None
    later = NOW + timedelta(hours=1)
    deeds.comment(public(cast.alice), text="Ahoy", by=cast.bob.user, now=NOW + timedelta(minutes=1))
    ended = {"state": state, "outcome": Outcome.UNSURE, "ended_at": NOW, "tries": 3, "failures": 2}
    OutboxItem.objects.filter(pk=item.pk).update(**ended)
    item.refresh_from_db()
    assert deeds.try_again(item, now=later)
    assert [one.verb for one in OutboxItem.objects.open()] == [Verb.COMMENT, Verb.FAVE]
    item.refresh_from_db()
    assert (item.outcome, item.ended_at, item.tries, item.failures) == ("", None, 0, 0)
    assert not deeds.try_again(item, now=later)


def test_what_has_been_done_again_meanwhile_is_not_tried_again(cast: Cast) -> None:
    photo = public(cast.alice)
    item = deeds.fave(photo, by=cast.bob.user, now=NOW)
    assert item is not None
    deeds.withdraw(item, now=NOW)
    deeds.fave(photo, by=cast.bob.user, now=NOW)
    item.refresh_from_db()
    assert not deeds.try_again(item, now=NOW)
    assert waiting() == [Verb.FAVE]


def test_what_is_about_a_photo_that_they_are_not_shown_any_more_is_not_tried_again(
    cast: Cast,
) -> None:
    photo = public(cast.alice)
    item = deeds.fave(photo, by=cast.bob.user, now=NOW)
    assert item is not None
    deeds.withdraw(item, now=NOW)
    Photo.objects.update(visibility=Photo.Visibility.PRIVATE)
    assert not deeds.try_again(OutboxItem.objects.get(), now=NOW)
    assert waiting() == []


def test_a_deed_is_sent_at_once_when_a_worker_is_there(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks() as nudges:
        deeds.fave(public(cast.alice), by=cast.bob.user, now=NOW)
    assert len(nudges) == 1
