"""What /sync/ tells of what does not go on, and of what the operator did."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from galleries.models import CallBudget, Group, Stream, StreamLog
from galleries.views.operating_words import KINDS
from galleries.views.stream_nouns import YOURS
from galleries.views.stream_words import clock
from tests.cast import NOW, Cast, make_stream
from tests.views.sync_scenes import IN_STEP, LATER, make_albums, make_groups, text, words

pytestmark = pytest.mark.django_db


HOUR = timedelta(hours=1)
FOUR: dict[str, tuple[dict[str, Any], str]] = {
    "starved": ({"waiting_since": NOW - timedelta(minutes=40)}, "Its turn comes later: this site"),
    "paused": ({"paused_at": NOW}, "Whoever runs this site paused this. What is here stays here."),
    "broken": ({"trouble": "unexpected"}, "Flickr answered in a way we do not understand."),
    "refused": ({}, "Flickr no longer accepts the permission you gave us."),
}


@pytest.mark.parametrize("name", FOUR)
def test_what_does_not_go_on_says_why_in_one_sentence(cast: Cast, name: str) -> None:
    fields, sentence = FOUR[name]
    make_stream(cast.alice, **IN_STEP | fields)
    if name == "refused":
        cast.alice.connection.refused_at = NOW
        cast.alice.connection.save()
    page = text(cast)
    told = {other for other, (_, words) in FOUR.items() if words in page}
    assert told == {name}
    assert page.count(sentence) == 1
    assert "Not quite in step with Flickr" in page
    assert ("Look now" in page) == (name == "broken")
    assert ("Sign in with Flickr" in page) == (name == "refused")
    assert "hx-trigger" not in words(cast) or name == "broken"


def test_a_starved_stream_says_since_when_and_how_far_it_was(cast: Cast) -> None:
    since = timezone.now() - timedelta(minutes=40)
    walk: dict[str, Any] = {"walk": "full", "walk_began_at": NOW, "done": 4500, "total": 8120}
    make_stream(cast.alice, waiting_since=since, due_at=timezone.now(), **walk)
    page = text(cast)
    assert "4,500 of 8,120 Its turn comes later" in page
    assert f"Waiting since {clock(since)}" in page


def test_what_nobody_could_try_because_nothing_was_left_has_starved_too(cast: Cast) -> None:
    due_at = timezone.now() - timedelta(minutes=40)
    make_stream(cast.alice, in_step_at=NOW, due_at=due_at)
    assert "In step with Flickr" in text(cast)
    CallBudget.objects.create(full_at_s=(timezone.now() + timedelta(minutes=6)).timestamp())
    assert f"Waiting since {clock(due_at)}" in text(cast)


@pytest.mark.parametrize("fields", [{}, {"paused_at": NOW}, {"waiting_since": NOW - HOUR}])
def test_nobody_watches_what_is_held_up(cast: Cast, fields: dict[str, Any]) -> None:
    walk: dict[str, Any] = {"walk": "full", "walk_began_at": NOW, "due_at": NOW}
    make_stream(cast.alice, **walk | fields)
    assert ("hx-trigger" in words(cast)) == (not fields)


def test_in_a_stop_for_everybody_the_stop_is_the_reason(cast: Cast) -> None:
    until = timezone.now() + timedelta(minutes=30)
    CallBudget.objects.create(stop="key", paused_until=until)
    make_stream(cast.alice, **IN_STEP | {"waiting_since": NOW - timedelta(minutes=40)})
    page = text(cast)
    assert "It goes on when everything does." in page
    assert "only so often" not in page


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"paused_at": NOW}, "Whoever runs this site paused 2 albums. What is here stays here."),
        (
            {"waiting_since": NOW - timedelta(minutes=40)},
            "2 albums wait for their turn: this site may ask Flickr only so often.",
        ),
    ],
)
def test_albums_that_do_not_go_on_are_told_on_their_line(
    cast: Cast, fields: dict[str, Any], sentence: str
) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 3)
    make_albums(cast, 2, **fields)
    page = text(cast)
    assert sentence in page
    assert "Not quite in step with Flickr" in page


def test_nobody_waits_for_a_new_album_that_is_paused(cast: Cast) -> None:
    make_stream(cast.alice, Stream.Kind.ALBUMS, **IN_STEP)
    make_albums(cast, 1, in_step_at=None, paused_at=NOW)
    page = words(cast)
    assert "still to come" not in page
    assert "hx-trigger" not in page


def test_a_paused_pool_says_so_beside_members_that_go_on(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    make_groups(cast, 1)
    make_stream(cast.alice, Stream.Kind.POOL, subject="1@N20", paused_at=NOW, **IN_STEP)
    make_stream(cast.alice, Stream.Kind.MEMBERS, subject="1@N20", **IN_STEP)
    page = text(cast)
    assert "Pool Whoever runs this site paused this." in page
    assert "Members In step" in page


def test_looking_now_at_a_paused_stream_is_declined(cast: Cast) -> None:
    stream = make_stream(cast.alice, paused_at=NOW, **IN_STEP)
    cast.alice.client.post(f"/sync/{stream.pk}/look/")
    stream.refresh_from_db()
    assert (stream.looked_at, stream.due_at) == (None, LATER)
    assert "We look at your Flickr now." not in words(cast)


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ("run", "Whoever runs this site asked Flickr about your favourites, "),
        ("pause", "Whoever runs this site paused your favourites, "),
        ("go_on", "Whoever runs this site let your favourites go on, "),
        ("reset", "Whoever runs this site had your favourites read anew, "),
    ],
)
def test_what_the_operator_did_is_read_by_the_person_concerned_alone(
    cast: Cast, settings: Settings, deed: str, sentence: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    for who in ("alice", "bob", "stranger"):
        make_stream(getattr(cast, who), **IN_STEP)
    favourites = Stream.Kind.FAVOURITES
    StreamLog.objects.create(
        connection=cast.alice.connection, kind=favourites, deed=deed, done_at=NOW
    )
    assert sentence in text(cast)
    for who in ("bob", "stranger", "guest", "operator"):
        assert "Whoever runs this site" not in text(cast, who)


def test_what_was_done_to_everybodys_is_in_nobodys_log(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    StreamLog.objects.create(kind=Stream.Kind.LICENCES, deed="run", done_at=NOW)
    assert "Whoever runs this site" not in text(cast)


def test_the_last_ten_deeds_are_listed_latest_first(cast: Cast) -> None:
    make_stream(cast.alice, **IN_STEP)
    kinds = [Stream.Kind.ALBUM] * 3 + [Stream.Kind.POOL] * 9
    StreamLog.objects.bulk_create(
        StreamLog(
            connection=cast.alice.connection,
            kind=kind,
            deed="run",
            done_at=NOW - timedelta(days=len(kinds) - number),
        )
        for number, kind in enumerate(kinds)
    )
    page = text(cast)
    assert page.count("asked Flickr about the pool of one of your groups") == 9
    assert page.count("asked Flickr about the photos of one of your albums") == 1
    assert page.index("the pool of") < page.index("the photos of one")


def test_the_log_names_the_album_or_group_as_far_as_its_person_may_know_it(cast: Cast) -> None:
    album, (group, hidden) = make_albums(cast, 1)[0], make_groups(cast, 2)
    Group.objects.filter(pk=hidden.pk).update(privacy=1)
    Stream.objects.filter(subject=hidden.nsid).delete()
    kind = Stream.Kind
    for about, subject in (
        (kind.ALBUM, album.pk),
        (kind.POOL, group.nsid),
        (kind.MEMBERS, hidden.nsid),
    ):
        StreamLog.objects.create(
            connection=cast.alice.connection, kind=about, subject=subject, deed="run", done_at=NOW
        )
    page = text(cast)
    assert "the photos of one of your albums: Album 1 , " in page
    assert "the pool of one of your groups: Group 1 , " in page
    assert "the members of one of your groups, " in page
    assert "Group 2" not in page


@pytest.mark.parametrize("kind", Stream.Kind)
def test_every_kind_has_words_for_the_log_and_for_the_operator(kind: Stream.Kind) -> None:
    assert str(YOURS[kind])
    assert str(KINDS[kind])
