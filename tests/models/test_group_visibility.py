"""Groups, pools and members: shown as Flickr shows them, to whom it showed them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db.models import Model

from galleries.models import (
    Group,
    Sighting,
    Stream,
)
from tests.cast import (
    NOW,
    make_entry,
    make_group,
    make_group_member,
    make_membership,
    make_photo,
    make_stream,
)
from tests.models.list_viewers import (
    FRESH,
    INVITE_ONLY,
    PRIVATE,
    SIGNED_IN,
    STALE,
    House,
    K,
    V,
    ago,
    as_it_is,
    bob_is_refused,
    gone,
    it_is_the_strangers,
    missing,
    nobody_reads_it,
    nothing_more,
    read,
    with_,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("privacy", "member_since", "gone_at", "missing_at", "shown_to"),
    [
        pytest.param(Group.Privacy.PUBLIC, None, None, None, SIGNED_IN, id="public"),
        pytest.param(INVITE_ONLY, None, None, None, SIGNED_IN, id="invite-only, but to be found"),
        pytest.param(PRIVATE, None, None, None, set(), id="private, and nobody is in it"),
        pytest.param(PRIVATE, FRESH, None, None, {"bob"}, id="private, told to Bob an hour ago"),
        pytest.param(PRIVATE, STALE, None, None, set(), id="private, told to Bob a day ago"),
        pytest.param(PRIVATE, FRESH, NOW, None, set(), id="private, and Bob has left"),
        pytest.param(PRIVATE, FRESH, None, NOW, set(), id="private, and Bob seems to have left"),
    ],
)
def test_a_group_is_shown_as_flickr_shows_it(
    house: House,
    privacy: Group.Privacy,
    member_since: dict[str, float] | None,
    gone_at: datetime | None,
    missing_at: datetime | None,
    shown_to: set[str],
) -> None:
    group = make_group(privacy=privacy)
    if member_since:
        told_at = ago(**member_since)
        make_membership(
            house.cast.bob, group, told_at=told_at, gone_at=gone_at, missing_at=missing_at
        )
    assert house.who_sees(group) == shown_to


def test_a_private_group_that_a_walk_of_ones_list_has_shown_is_fresh(house: House) -> None:
    group = make_group(privacy=PRIVATE)
    stream = make_stream(house.cast.bob, K.GROUPS, walked_at=ago(hours=2))
    make_membership(house.cast.bob, group, stream=stream, told_at=ago(days=300))
    assert house.who_sees(group) == {"bob"}
    Stream.objects.update(walked_at=ago(**STALE))
    assert house.who_sees(group) == set()


@pytest.mark.parametrize(
    ("kind", "change", "shown_to"),
    [
        pytest.param(K.GROUP, {}, {"bob"}, id="read an hour ago"),
        pytest.param(K.GROUP, {"in_step_at": ago(**STALE)}, set(), id="read a day ago"),
        pytest.param(K.GROUP, {"in_step_at": None}, set(), id="never read to the end"),
        pytest.param(K.GROUP, {"subject": "1@N20"}, set(), id="another group"),
        pytest.param(K.GROUP, {"trouble": "not_on_flickr"}, set(), id="closed to them"),
        pytest.param(K.GROUP, {"trouble": "unavailable"}, {"bob"}, id="Flickr was busy since"),
        pytest.param(K.FAVOURITES, {}, set(), id="something else"),
    ],
)
def test_a_private_group_is_shown_to_whoever_could_read_it_within_a_day(
    house: House, kind: Stream.Kind, change: dict[str, Any], shown_to: set[str]
) -> None:
    group = make_group(privacy=PRIVATE)
    read(house.cast.bob, kind, group, hours=1)
    Stream.objects.update(**change)
    assert house.who_sees(group) == shown_to


def test_a_group_that_nobody_told_of_for_eight_days_may_be_private_by_now(house: House) -> None:
    long_ago = ago(days=8, minutes=1)
    group = make_group(told_at=long_ago)
    assert house.who_sees(group) == set()
    Group.objects.update(asked_at=ago(days=7))
    assert house.who_sees(group) == SIGNED_IN
    Group.objects.update(asked_at=long_ago)
    membership = make_membership(house.cast.bob, group, told_at=long_ago)
    assert house.who_sees(group) == {"bob"}, "who is in it knows of it anyway"
    membership.stream = make_stream(house.cast.bob, K.GROUPS, walked_at=ago(days=7))
    membership.save()
    assert house.who_sees(group) == SIGNED_IN
    missing(house, membership)
    assert house.who_sees(group) == {"bob"}
    gone(house, membership)
    assert house.who_sees(group) == set()


@pytest.mark.parametrize(
    ("privacy", "told_ago", "change", "shown_to"),
    [
        pytest.param(Group.Privacy.PUBLIC, STALE, nothing_more, {"bob"}, id="public"),
        pytest.param(PRIVATE, FRESH, nothing_more, {"bob"}, id="private and fresh"),
        pytest.param(PRIVATE, STALE, nothing_more, set(), id="private and stale"),
        pytest.param(Group.Privacy.PUBLIC, FRESH, missing, {"bob"}, id="in doubt"),
        pytest.param(Group.Privacy.PUBLIC, FRESH, gone, set(), id="left"),
    ],
)
def test_which_groups_somebody_is_in_is_nobody_elses_business(
    house: House,
    privacy: Group.Privacy,
    told_ago: dict[str, float],
    change: Callable[[House, Any], None],
    shown_to: set[str],
) -> None:
    membership = make_membership(
        house.cast.bob, make_group(privacy=privacy), told_at=ago(**told_ago)
    )
    change(house, membership)
    assert house.who_sees(membership) == shown_to


ONE_READER = [
    pytest.param(as_it_is, {"bob"}, id="an hour ago"),
    pytest.param(with_(in_step_at=ago(hours=20)), {"bob"}, id="20 hours ago"),
    pytest.param(with_(in_step_at=ago(**STALE)), set(), id="a day ago"),
    pytest.param(with_(in_step_at=None), set(), id="never to the end"),
    pytest.param(with_(subject="1@N20"), set(), id="of another group"),
    pytest.param(with_(kind=K.GROUP), set(), id="only what the group is like"),
    pytest.param(with_(trouble="not_on_flickr"), set(), id="until Flickr closed it to Bob"),
    pytest.param(with_(trouble="unavailable"), {"bob"}, id="Flickr was busy since"),
    pytest.param(bob_is_refused, set(), id="by a token that Flickr refuses"),
    pytest.param(it_is_the_strangers, {"stranger"}, id="by the stranger"),
    pytest.param(nobody_reads_it, set(), id="by nobody"),
]


@pytest.mark.parametrize(("change", "shown_to"), ONE_READER)
@pytest.mark.parametrize("privacy", list(Group.Privacy))
def test_a_pool_is_shown_to_those_whose_own_token_has_read_it_within_a_day(
    house: House,
    privacy: Group.Privacy,
    change: Callable[[House], None],
    shown_to: set[str],
) -> None:
    """Alice's public photo; Alice and Bob are in the group, and Bob alone has its pool kept."""
    group = make_group(privacy=privacy)
    make_membership(house.cast.alice, group)
    make_membership(house.cast.bob, group)
    stream = read(house.cast.bob, K.POOL, group, **FRESH)
    entry = make_entry(group, make_photo(house.cast.alice, visibility=V.PUBLIC), stream=stream)
    change(house)
    entry.refresh_from_db()
    assert house.who_sees(entry) == shown_to


@pytest.mark.parametrize(("change", "shown_to"), ONE_READER)
def test_the_members_of_a_group_are_shown_to_those_whose_own_token_has_read_them(
    house: House, change: Callable[[House], None], shown_to: set[str]
) -> None:
    group = make_group()
    make_membership(house.cast.alice, group)
    make_membership(house.cast.bob, group)
    row = make_group_member(
        group, house.cast.alice, stream=read(house.cast.bob, K.MEMBERS, group, **FRESH)
    )
    change(house)
    row.refresh_from_db()
    assert house.who_sees(row) == shown_to


def test_whose_walk_keeps_an_entry_does_not_say_who_may_see_it(house: House) -> None:
    group = make_group(privacy=PRIVATE)
    bobs = read(house.cast.bob, K.POOL, group, **FRESH)
    read(house.cast.stranger, K.POOL, group, **FRESH)
    entry = make_entry(group, make_photo(house.cast.alice, visibility=V.PUBLIC), stream=bobs)
    assert house.who_sees(entry) == {"bob", "stranger"}


@pytest.mark.parametrize("make", [make_entry, make_group_member])
@pytest.mark.parametrize(
    ("change", "shown_to"), [(missing, {"bob"}), (gone, set())], ids=["in doubt", "gone"]
)
def test_what_left_a_group_is_shown_no_more(
    house: House,
    make: Callable[[Group, Any], Model],
    change: Callable[[House, Any], None],
    shown_to: set[str],
) -> None:
    group = make_group()
    read(house.cast.bob, K.POOL, group, **FRESH)
    read(house.cast.bob, K.MEMBERS, group, **FRESH)
    photo = make_photo(house.cast.alice, visibility=V.PUBLIC)
    row = make(group, photo if make is make_entry else house.cast.alice)
    change(house, row)
    assert house.who_sees(row) == shown_to


def test_a_photo_for_friends_in_a_pool_is_shown_to_those_who_were_shown_it_there(
    house: House,
) -> None:
    """In a pool Flickr shows to all members what its owner keeps from them everywhere else."""
    group = make_group(privacy=PRIVATE)
    photo = make_photo(house.cast.alice, visibility=V.FRIENDS, narrowed_asked_at=ago(hours=5))
    bobs = read(house.cast.bob, K.POOL, group, **FRESH)
    read(house.cast.stranger, K.POOL, group, **FRESH)
    entry = make_entry(group, photo, stream=bobs)
    sighting = Sighting.objects.create(stream=bobs, photo=photo, told_at=ago(hours=30))
    assert house.who_sees(entry) == {"bob"}
    assert house.who_sees(photo) == {"alice", "bob"}
    sighting.delete()
    assert house.who_sees(entry) == set()
    assert house.who_sees(photo) == {"alice"}
