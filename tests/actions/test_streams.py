"""Keeping one's Flickr in step, switching groups on and off, and looking now."""

from datetime import datetime, timedelta

import pytest

from galleries.actions.streams import NotInGroup, keep_group, keep_in_step, look_now, stop_group
from galleries.models import Group, Membership, Stream
from tests.cast import NOW, Actor, Cast, make_stream

pytestmark = pytest.mark.django_db
Kind = Stream.Kind


def join(actor: Actor, group: Group, *, gone_at: datetime | None = None) -> None:
    Membership.objects.create(person=actor.person, group=group, told_at=NOW, gone_at=gone_at)


@pytest.fixture
def harbours(db: None) -> Group:
    return Group.objects.create(nsid="1@N20", name="Harbours", told_at=NOW)


def due_at(stream: Stream) -> datetime:
    return Stream.objects.get(pk=stream.pk).due_at


def test_beginning_twice_is_the_same_as_once(cast: Cast) -> None:
    first = keep_in_step(cast.alice.connection, now=NOW)
    again = keep_in_step(cast.alice.connection, now=NOW + timedelta(hours=1))
    assert first == again


def test_licences_are_kept_in_step_once_for_everybody(cast: Cast) -> None:
    keep_in_step(cast.alice.connection, now=NOW)
    keep_in_step(cast.bob.connection, now=NOW)
    assert Stream.objects.filter(kind=Kind.LICENCES, connection=None).count() == 1


def test_somebody_impatient_may_look_every_five_minutes(cast: Cast) -> None:
    stream, *_ = keep_in_step(cast.alice.connection, now=NOW)
    Stream.objects.update(due_at=NOW + timedelta(hours=3))
    assert look_now(stream, now=NOW)
    assert due_at(stream) == NOW
    assert not look_now(stream, now=NOW + timedelta(minutes=4))
    assert look_now(stream, now=NOW + timedelta(minutes=5))


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        (Kind.ALBUMS, Kind.ALBUM),
        (Kind.GROUPS, Kind.GROUP),
        (Kind.FLICKR_GALLERIES, Kind.FLICKR_GALLERY),
    ],
)
def test_a_look_at_a_list_wakes_what_is_in_trouble_and_lets_the_rest_sleep(
    cast: Cast, parent: Stream.Kind, child: Stream.Kind
) -> None:
    later = NOW + timedelta(days=1)
    albums = make_stream(cast.alice, parent, due_at=later)
    well = make_stream(cast.alice, child, subject="1", due_at=later)
    troubled = make_stream(
        cast.alice, child, subject="2", due_at=later, trouble=Stream.Trouble.NOT_ON_FLICKR
    )
    bobs = make_stream(
        cast.bob, child, subject="3", due_at=later, trouble=Stream.Trouble.NOT_ON_FLICKR
    )
    assert look_now(albums, now=NOW)
    assert due_at(albums) == due_at(troubled) == NOW
    assert due_at(well) == due_at(bobs) == later
    assert not look_now(albums, now=NOW + timedelta(minutes=1))


def test_a_look_at_a_pool_is_a_look_at_its_members_too(cast: Cast) -> None:
    later = NOW + timedelta(hours=3)
    pool = make_stream(cast.alice, Kind.POOL, subject="1@N20", due_at=later)
    members = make_stream(cast.alice, Kind.MEMBERS, subject="1@N20", due_at=later)
    others = make_stream(cast.alice, Kind.MEMBERS, subject="2@N20", due_at=later)
    assert look_now(pool, now=NOW)
    assert due_at(members) == NOW
    assert due_at(others) == later


def test_a_look_at_anything_else_wakes_nothing_with_it(cast: Cast) -> None:
    later = NOW + timedelta(hours=3)
    faves = make_stream(cast.alice, Kind.FAVOURITES, due_at=later)
    troubled = make_stream(
        cast.alice, Kind.ALBUM, subject="2", due_at=later, trouble=Stream.Trouble.UNEXPECTED
    )
    assert look_now(faves, now=NOW)
    assert due_at(troubled) == later


def test_a_group_one_is_in_may_be_switched_on_and_off(cast: Cast, harbours: Group) -> None:
    join(cast.alice, harbours)
    first = keep_group(cast.alice.user, harbours, now=NOW)
    assert [(stream.kind, stream.subject, stream.due_at) for stream in first] == [
        (Kind.POOL, "1@N20", NOW),
        (Kind.MEMBERS, "1@N20", NOW),
    ]
    assert keep_group(cast.alice.user, harbours, now=NOW) == first
    stop_group(cast.alice.user, harbours)
    assert not Stream.objects.exists()
    stop_group(cast.alice.user, harbours)


def test_switching_a_group_off_leaves_other_peoples_switches(cast: Cast, harbours: Group) -> None:
    for actor in (cast.alice, cast.bob):
        join(actor, harbours)
        keep_group(actor.user, harbours, now=NOW)
    stop_group(cast.alice.user, harbours)
    assert set(Stream.objects.values_list("connection", flat=True)) == {cast.bob.connection.pk}


def test_a_group_one_is_not_in_stays_off(cast: Cast, harbours: Group) -> None:
    join(cast.bob, harbours, gone_at=NOW)
    for actor in (cast.alice, cast.bob, cast.guest):
        with pytest.raises(NotInGroup):
            keep_group(actor.user, harbours, now=NOW)
    assert not Stream.objects.exists()


def test_who_has_not_pressed_the_button_switches_no_group_on(cast: Cast, harbours: Group) -> None:
    join(cast.alice, harbours)
    cast.alice.connection.in_step_since = None
    cast.alice.connection.save()
    with pytest.raises(NotInGroup):
        keep_group(cast.alice.user, harbours, now=NOW)
