"""Long lists are counted once a minute, and one's own doors are not asked for."""

from datetime import datetime, timedelta

import pytest

from galleries.models import Photo, Viewer
from galleries.queries.counts import LARGE, remembered
from galleries.queries.doors import Doors
from tests.cast import NOW, Actor, Cast, make_photo


def test_a_long_list_is_counted_once_a_minute_for_each_who_looks(cast: Cast) -> None:
    def ask(actor: Actor, found: int, *, at: datetime = NOW) -> int:
        viewer = Viewer(actor.user, now=at)
        return remembered(lambda: found, int, of="a list of this test", viewer=viewer)

    assert ask(cast.alice, LARGE + 1) == LARGE + 1
    assert ask(cast.alice, 5000, at=NOW + timedelta(seconds=59)) == LARGE + 1
    assert ask(cast.bob, 7000) == 7000, "he may see other photos than she"
    assert ask(cast.alice, 5000, at=NOW + timedelta(seconds=60)) == 5000
    assert ask(cast.alice, 3, at=NOW + timedelta(seconds=120)) == 3
    assert ask(cast.alice, 4, at=NOW + timedelta(seconds=121)) == 4, "it is short now"


def test_who_comes_while_a_long_list_is_counted_need_not_wait(cast: Cast) -> None:
    def ask(found: int, *, at: datetime) -> int:
        viewer = Viewer(cast.alice.user, now=at)
        return remembered(lambda: found, int, of="a list of that test", viewer=viewer)

    later = NOW + timedelta(seconds=60)
    ask(5000, at=NOW)
    meanwhile: list[int] = []

    def count() -> int:
        meanwhile.append(ask(7000, at=later))
        return 6000

    viewer = Viewer(cast.alice.user, now=later)
    assert remembered(count, int, of="a list of that test", viewer=viewer) == 6000
    assert meanwhile == [5000]
    assert ask(8000, at=later) == 6000


def test_a_short_list_is_counted_each_time(cast: Cast) -> None:
    seen = [
        remembered(lambda n=n: n, int, of="a short list", viewer=cast.alice.viewer)  # type: ignore[misc]
        for n in (LARGE, 3, 4)
    ]
    assert seen == [LARGE, 3, 4]


@pytest.mark.parametrize("who", ["alice", "11111111@N01"])
def test_ones_own_doors_are_all_open_and_cost_one_short_query(cast: Cast, who: str) -> None:
    for _ in range(2):
        doors = Doors.find(who, cast.alice.viewer)
        assert doors is not None
        assert doors.is_own
        assert doors.photostream
        assert doors.favourites
        assert doors.albums
        assert doors.galleries


def test_an_alias_that_passed_to_another_opens_none_of_their_doors(cast: Cast) -> None:
    viewer = cast.alice.viewer
    assert Doors.find("alice", viewer) is not None
    cast.alice.person.path_alias = ""
    cast.alice.person.save()
    cast.stranger.person.path_alias = "alice"
    cast.stranger.person.save()
    doors = Doors.find("alice", viewer)
    assert doors is not None
    assert doors.person == cast.stranger.person
    assert not doors.is_own
    assert not doors.is_any
    make_photo(cast.stranger, visibility=Photo.Visibility.PUBLIC)
    again = Doors.find("alice", viewer)
    assert again is not None
    assert again.photostream
    assert not again.galleries
