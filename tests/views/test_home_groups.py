"""What is new in somebody's groups, on the first page."""

from datetime import timedelta

import pytest

from galleries.models import Entry, Membership, Photo, Stream
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_contact_photo,
    make_entry,
    make_group,
    make_membership,
    make_photo,
    make_stream,
)
from tests.views.news_scenes import AFTER, HOUR, add, alice, home, keep_group

__all__ = ["alice"]

PUBLIC = Photo.Visibility.PUBLIC


def test_what_came_to_her_groups_is_told_group_by_group(cast: Cast, alice: Actor) -> None:
    piers, gates = keep_group(alice, "Piers"), keep_group(alice, "Gates & <doors>")
    for number in range(5):
        add(cast, piers, f"Pier {number};", added_at=AFTER + number * HOUR)
    add(cast, gates, "A gate", added_at=AFTER + 9 * HOUR)
    page = home(alice)
    assert page.index("Gates &amp; &lt;doors&gt;") < page.index(">Piers<")
    assert f'<a href="/groups/{piers.nsid}/"><bdi>Piers</bdi></a>' in page
    assert "<small>5 new photos</small>" in page
    assert "<small>1 new photo</small>" in page
    for number, is_shown in enumerate((False, False, True, True, True)):
        assert (f"Pier {number};" in page) is is_shown
    in_pool = f"/photos/bob/{Photo.objects.get(title='A gate').pk}/in/pool-{gates.nsid}/"
    assert in_pool in page
    assert alice.client.get(in_pool).status_code == 200


def test_a_large_pool_is_counted_to_a_hundred(cast: Cast, alice: Actor) -> None:
    group = keep_group(alice)
    photos = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(101)]
    for number, photo in enumerate(photos[1:]):
        make_entry(group, photo, added_at=AFTER + timedelta(minutes=number))
    assert "<small>100 new photos</small>" in home(alice)
    make_entry(group, photos[0], added_at=AFTER - timedelta(minutes=1))
    assert "<small>at least 100 new photos</small>" in home(alice)


def test_the_three_groups_with_the_latest_additions_are_told_of(cast: Cast, alice: Actor) -> None:
    for number in range(4):
        group = keep_group(alice, f"Group {number};")
        add(cast, group, f"In {number};", added_at=AFTER + number * HOUR)
    page = home(alice)
    assert "Group 0;" not in page
    assert page.index("Group 3;") < page.index("Group 1;")


def test_photos_that_hang_above_give_way_to_the_others_of_a_group(cast: Cast, alice: Actor) -> None:
    group = keep_group(alice)
    for number in range(6):
        entry = add(cast, group, f"Pier {number};", added_at=AFTER + number * HOUR)
        if number > 2:
            make_contact_photo(alice, entry.photo, uploaded_at=AFTER)
    page = home(alice)
    for number in range(6):
        assert page.count(f"Pier {number};</p>") == 1
    assert "6 new photos" in page
    assert page.index("Pier 2;</p>") < page.index("Pier 0;</p>")


def test_groups_that_are_off_take_no_place_from_those_that_are_on(cast: Cast, alice: Actor) -> None:
    add(cast, keep_group(alice, "Switched on"), "A pier")
    for _ in range(6):
        off = make_group("Off")
        make_membership(alice, off)
        add(cast, off, "Another", added_at=AFTER + HOUR)
    assert "Switched on" in home(alice)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("left", id="she has left it"),
        pytest.param("stale", id="Flickr has not shown it to her for a day"),
        pytest.param("refused", id="Flickr refuses her token"),
        pytest.param("off", id="she has switched it off"),
        pytest.param("gone", id="what was added is gone"),
        pytest.param("closed", id="the photo was closed"),
    ],
)
def test_a_pool_that_is_not_hers_to_see_is_not_told_of(
    cast: Cast, alice: Actor, change: str
) -> None:
    group = keep_group(alice)
    entry = add(cast, group, "A pier in the pool")
    assert "Piers of the North" in home(alice)
    pool = Stream.objects.filter(kind=Stream.Kind.POOL)
    if change == "left":
        Membership.objects.update(gone_at=NOW)
    elif change == "stale":
        pool.update(in_step_at=NOW - timedelta(hours=25))
    elif change == "refused":
        alice.connection.refused_at = NOW
        alice.connection.save()
    elif change == "off":
        pool.delete()
    elif change == "gone":
        Entry.objects.filter(pk=entry.pk).update(gone_at=NOW)
    else:
        Photo.objects.filter(pk=entry.photo_id).update(visibility=Photo.Visibility.PRIVATE)
    page = home(alice)
    assert "Piers of the North" not in page
    assert "A pier in the pool" not in page


def test_a_group_that_somebody_else_keeps_is_not_told_of(cast: Cast, alice: Actor) -> None:
    group = keep_group(cast.stranger, "Not switched on by Alice")
    make_membership(alice, group)
    elsewhere = make_group("Not hers at all")
    make_stream(alice, Stream.Kind.POOL, subject=elsewhere.nsid, in_step_at=NOW)
    for each in (group, elsewhere):
        add(cast, each, "A pier")
    page = home(alice)
    assert "Not switched on by Alice" not in page
    assert "Not hers at all" not in page
