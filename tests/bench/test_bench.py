"""The pieces of the benchmark run; what they measure is for people to read."""

from collections.abc import Callable

import pytest

from galleries.models import Entry, Favourite, OwnerNote, Person, Photo, PhotoTag
from tests.bench.copying import copied, open_stream, told, weighed_again
from tests.bench.cost import Cost, cost, middle
from tests.bench.driver import driver
from tests.bench.lists import PER_PAGE, lists
from tests.bench.pages import WARM_UP, measured, table
from tests.simulated import Town


@pytest.mark.django_db(transaction=True)
def test_a_page_of_each_list_is_measured_and_stands_as_it_was_written() -> None:
    tables = {"photostream": OwnerNote, "favourites": Favourite, "pool": Entry}
    alone = driver()
    try:
        for page in lists():
            before = Photo.objects.count()
            rounds = measured(page, alone, rounds=1)
            assert len(rounds) == 1
            assert Photo.objects.count() - before == (WARM_UP + 1) * PER_PAGE
            assert tables[page.name]._default_manager.count() == (WARM_UP + 1) * PER_PAGE
            lines = table(page.name, page, rounds)
            assert [line.split()[0] for line in lines[2:]] == ["all", "the", "one"]
    finally:
        alone.close()
    again = PhotoTag.objects.filter(text="again").values("photo").distinct()
    assert again.count() == Photo.objects.filter(title__endswith=", again").count() > 0
    assert Person.objects.count() > PER_PAGE / 2


@pytest.mark.django_db
def test_a_worker_is_weighed_while_it_copies_and_when_a_second_walk_ends(
    make_town: Callable[..., Town],
) -> None:
    town = make_town(scale=1200)
    simulator = town.simulator
    nsid = simulator.world.big_member.nsid
    stream = open_stream(nsid, *simulator.grant(nsid, "read"))
    marks = list(copied(stream, slice_s=0))
    assert [mark.photos for mark in marks] == [500, 1000, 1200]
    assert all(0 < mark.resident_mb <= mark.peak_mb for mark in marks)
    assert "1,200 photos" in told(marks[-1], town.calls())
    end = weighed_again(stream)
    assert end.photos == 1200
    assert town.calls("people.getPhotos") == 4, "the second walk asks for its last page alone"
    stream.refresh_from_db()
    assert stream.missing == 0


def test_the_cost_is_the_time_on_a_core_and_the_middle_of_many_counts() -> None:
    busy = cost(lambda: sum(range(200_000)))
    assert busy.core > 0
    assert busy.elapsed > 0
    assert middle([Cost(1, 9), Cost(2, 2), Cost(100, 1)]) == Cost(2, 2)
