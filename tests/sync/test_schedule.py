"""Whose turn it is, and when something is looked at again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from pytest_django import Settings

from accounts.models import FlickrConnection, User
from galleries.models import CallBudget, CallTally, Forgetting, Stream, Turn
from galleries.sync import budget, calls, intervals
from galleries.sync.forgetting import forget_some
from galleries.sync.kinds import KINDS
from galleries.sync.purge import purge_some
from galleries.sync.schedule import AT_ONCE, due
from tests.cast import NOW, Actor, make_member, make_stream

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


def a_stream(actor: Actor, kind: Stream.Kind, *, subject: str = "", **fields: object) -> Stream:
    """Due since a second, in step once."""
    fields = {"in_step_at": NOW - timedelta(hours=1), "due_at": NOW - SECOND} | fields
    return make_stream(actor, kind, subject=subject, **fields)


def test_whoever_has_used_fewer_calls_goes_first() -> None:
    alice, bob = make_member("alice", nsid="1@N01"), make_member("bob", nsid="2@N02")
    hers = a_stream(alice, Stream.Kind.ALBUMS, due_at=NOW - timedelta(hours=2))
    his = a_stream(bob, Stream.Kind.ALBUMS)
    assert due(now=NOW) == [hers.pk, his.pk]
    for _ in range(3):
        calls.count("photosets.getList", calls.Result.OK, connection=alice.connection, now=NOW)
    calls.count("photosets.getList", calls.Result.OK, connection=bob.connection, now=NOW)
    assert due(now=NOW) == [his.pk, hers.pk]


def test_who_used_nothing_for_a_while_is_owed_nothing_more() -> None:
    """Or somebody who was away could hold up everybody else for hours when they are back."""
    alice = make_member("alice", nsid="1@N01")
    calls.count("x", calls.Result.OK, connection=alice.connection, now=NOW - timedelta(days=3))
    calls.count("x", calls.Result.OK, connection=alice.connection, now=NOW)
    assert NOW.timestamp() < Turn.objects.get().at_s < NOW.timestamp() + 2


def test_first_pages_of_newcomers_come_before_everything() -> None:
    old, new = make_member("old", nsid="1@N01"), make_member("new", nsid="2@N02")
    for number in range(AT_ONCE):
        a_stream(old, Stream.Kind.ALBUM, subject=str(number))
    calls.count("x", calls.Result.OK, connection=new.connection, now=NOW)
    first = a_stream(new, Stream.Kind.PHOTOSTREAM, in_step_at=None)
    unawaited = a_stream(new, Stream.Kind.CONTACTS, in_step_at=None)
    found = due(now=NOW)
    assert found[0] == first.pk
    assert len(found) == AT_ONCE
    assert unawaited.pk not in found


def opens_her_photostream(stream: Stream) -> None:
    User.objects.filter(connection=stream.connection).update(shows_photos=True)


def tells_of_what_hangs(stream: Stream) -> None:
    Stream.objects.filter(pk=stream.pk).update(is_daily=True)


@pytest.mark.parametrize(
    ("kind", "promise"),
    [
        (Stream.Kind.PHOTOSTREAM, opens_her_photostream),
        (Stream.Kind.FAVOURITES, tells_of_what_hangs),
    ],
)
def test_what_is_promised_is_read_whole_in_time_however_many_calls_that_takes(
    kind: Stream.Kind, promise: Callable[[Stream], None]
) -> None:
    alice, bob = make_member("alice", nsid="1@N01"), make_member("bob", nsid="2@N02")
    bobs = a_stream(bob, kind)
    hers = a_stream(alice, kind, walked_at=NOW - intervals.A_DAY, due_at=NOW - SECOND / 2)
    calls.count("x", calls.Result.OK, connection=alice.connection, now=NOW)
    assert due(now=NOW) == [bobs.pk, hers.pk]
    promise(hers)
    assert due(now=NOW) == [hers.pk, bobs.pk]
    Stream.objects.filter(pk=hers.pk).update(walked_at=NOW - intervals.A_DAY + SECOND)
    assert due(now=NOW) == [bobs.pk, hers.pk]


def test_of_one_person_the_lists_come_before_what_they_call_for() -> None:
    alice = make_member("alice", nsid="1@N01")
    child = a_stream(alice, Stream.Kind.ALBUM, subject="7", due_at=NOW - timedelta(hours=5))
    parent = a_stream(alice, Stream.Kind.ALBUMS)
    assert due(now=NOW) == [parent.pk, child.pk]


def test_what_happened_to_photos_is_only_asked_for_those_who_come_by() -> None:
    alice = make_member("alice", nsid="1@N01")
    stream = a_stream(alice, Stream.Kind.HAPPENINGS)
    other = a_stream(alice, Stream.Kind.CONTACTS)
    assert set(due(now=NOW)) == {stream.pk, other.pk}
    User.objects.update(seen_at=NOW - timedelta(days=7, seconds=1))
    assert due(now=NOW) == [other.pk]


def test_what_is_paused_or_refused_is_nobodys_turn() -> None:
    alice = make_member("alice", nsid="1@N01")
    a_stream(alice, Stream.Kind.CONTACTS, paused_at=NOW)
    assert due(now=NOW) == []
    Stream.objects.update(paused_at=None)
    assert len(due(now=NOW)) == 1
    FlickrConnection.objects.update(refused_at=NOW)
    assert due(now=NOW) == []


def test_no_more_are_nudged_than_there_are_calls_left(settings: Settings) -> None:
    settings.FLICKR_CALLS_AN_HOUR = 100  # ten at once, two of them for people who wait
    alice = make_member("alice", nsid="1@N01")
    for number in range(AT_ONCE):
        a_stream(alice, Stream.Kind.ALBUM, subject=str(number))
    assert len(due(now=NOW)) == 8
    for _ in range(5):
        budget.take(now=NOW)
    assert len(due(now=NOW)) == 3
    for _ in range(5):
        budget.take(now=NOW, somebody_waits=True)
    assert len(due(now=NOW)) == 1, "somebody has to notice when there are calls again"
    budget.everybody_waits(because="busy", now=NOW)
    assert due(now=NOW) == []
    assert CallBudget.objects.get().paused_until is not None


def test_only_what_its_owner_alone_looks_at_waits_while_they_are_away() -> None:
    alice = make_member("alice", nsid="1@N01")
    User.objects.update(seen_at=NOW - timedelta(days=2))
    for name, waits in ((Stream.Kind.CONTACTS_PHOTOS, True), (Stream.Kind.PHOTOSTREAM, False)):
        stream = a_stream(alice, name, walked_at=NOW, watermark=NOW)
        stream = Stream.objects.select_related("connection__user").get(pk=stream.pk)
        again = intervals.next_look(KINDS[name], stream, interval_s=600, now=NOW)
        assert again == NOW + (timedelta(hours=12) if waits else timedelta(minutes=10))


def test_the_more_people_share_the_key_the_more_rarely_each_is_looked_at() -> None:
    kind = replace(KINDS[Stream.Kind.PHOTOSTREAM], shortest_s=60, longest_s=10**6)
    alice = make_member("alice", nsid="1@N01")
    stream = a_stream(alice, Stream.Kind.PHOTOSTREAM, interval_s=60, walk_changed=True)
    assert intervals.adapted(kind, stream) == 60
    users = User.objects.bulk_create(User(nsid=f"{n}@N09") for n in range(600))
    FlickrConnection.objects.bulk_create(
        FlickrConnection(user=user, perms="read", sealed_token="-", in_step_since=NOW)
        for user in users
    )
    assert intervals.adapted(kind, stream) == 120


@pytest.mark.parametrize(
    ("photos", "hours"), [(10, 20), (2_499, 20), (5_000, 40), (20_000, 160), (10**6, 168)]
)
def test_short_lists_of_others_photos_are_read_whole_every_day(photos: int, hours: int) -> None:
    alice = make_member("alice", nsid="1@N01")
    stream = a_stream(alice, Stream.Kind.FAVOURITES, total=photos)
    stream = Stream.objects.select_related("connection__user").get(pk=stream.pk)
    kind = KINDS[Stream.Kind.FAVOURITES]
    assert intervals.full_every(kind, stream) == timedelta(hours=hours)


@pytest.mark.parametrize("kind", [Stream.Kind.PHOTOSTREAM, Stream.Kind.FAVOURITES])
def test_what_hangs_in_public_is_read_whole_every_day(kind: Stream.Kind) -> None:
    alice = make_member("alice", nsid="1@N01")
    stream = a_stream(alice, kind, total=10**6)
    stream = Stream.objects.select_related("connection__user").get(pk=stream.pk)
    assert intervals.full_every(KINDS[kind], stream) == timedelta(days=7)
    stream.connection.user.shows_photos = stream.connection.user.shows_favourites = True  # type: ignore[union-attr]
    assert intervals.full_every(KINDS[kind], stream) == timedelta(hours=20)


@pytest.mark.django_db(transaction=True)
def test_counts_of_calls_are_kept_for_two_days_and_go_with_their_person() -> None:
    alice = make_member("alice", nsid="1@N01")
    for days_ago in (0, 3):
        moment = NOW - timedelta(days=days_ago)
        calls.count("x", calls.Result.OK, connection=alice.connection, now=moment)
    while purge_some(now=NOW):
        pass
    assert CallTally.objects.get().count == 1
    Forgetting.objects.create(nsid=alice.user.nsid, asked_at=NOW)
    while forget_some():
        pass
    assert not CallTally.objects.exists()
