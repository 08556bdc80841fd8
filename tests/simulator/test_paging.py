"""Pages: clamped, short, never empty, and the same photos in the same order as the world has."""

from typing import Any

import pytest

from galleries.flickr.simulator import Simulator
from tests.simulator.conftest import Phone


def ids(reply: Any) -> list[int]:
    return [int(photo["id"]) for photo in reply["photos"]["photo"]]


def head(reply: Any) -> tuple[int, int, int, int]:
    photos = reply["photos"]
    return photos["page"], photos["pages"], photos["perpage"], photos["total"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({}, (1, 12, 100, 1200)),
        ({"per_page": 500}, (1, 3, 500, 1200)),
        ({"per_page": 9000}, (1, 3, 500, 1200)),
        ({"per_page": 0}, (1, 12, 100, 1200)),
        ({"per_page": "lots"}, (1, 12, 100, 1200)),
        ({"per_page": 500, "page": 3}, (3, 3, 500, 1200)),
        ({"per_page": 500, "page": 4}, (3, 3, 500, 1200)),
        ({"per_page": 500, "page": 0}, (1, 3, 500, 1200)),
    ],
)
def test_sizes_and_pages_are_clamped_silently(
    big: Phone, asked: dict[str, object], given: tuple[int, int, int, int]
) -> None:
    assert head(big.call("people.getPhotos", user_id="me", **asked)) == given


def test_the_pages_of_the_owner_are_the_world(sim: Simulator, big: Phone) -> None:
    pages = [big.call("people.getPhotos", user_id="me", per_page=500, page=n) for n in (1, 2, 3)]
    seen = [id_ for page in pages for id_ in ids(page)]
    assert seen == [photo.id for photo in sim.world.photos_of("ingrid")]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 1200


def test_reading_past_the_end_gives_the_last_page_again(big: Phone) -> None:
    args = {"user_id": "me", "per_page": 500}
    last = ids(big.call("people.getPhotos", **args, page=3))
    assert len(last) == 200
    assert ids(big.call("people.getPhotos", **args, page=99)) == last


def test_an_empty_stream_has_no_pages(sim: Simulator) -> None:
    reply = Phone(sim, "solveig").call("people.getPhotos", user_id="me")
    assert reply["photos"] == {"page": 1, "pages": 0, "perpage": 100, "total": 0, "photo": []}


@pytest.mark.parametrize(("who", "count", "pages"), [("aino", 30, 1), ("chidi", 31, 2)])
def test_one_stream_fills_a_page_of_thirty_and_one_is_one_more(
    sim: Simulator, who: str, count: int, pages: int
) -> None:
    reply = Phone(sim, who).call("people.getPhotos", user_id="me", per_page=30)
    assert head(reply) == (1, pages, 30, count)


def test_pages_of_others_are_short_where_photos_are_closed(sim: Simulator, anybody: Phone) -> None:
    nsid = sim.world.big_member.nsid
    reply = anybody.call("people.getPublicPhotos", user_id=nsid, per_page=100)
    shown = set(ids(reply))
    first_hundred = list(sim.world.photos_of(nsid))[:100]
    assert head(reply) == (1, 12, 100, 1200)
    assert shown == {p.id for p in first_hundred if p.is_public and p.safety == 0}
    assert len(shown) < 100


def test_pages_above_ten_thousand_return_page_ten_thousand(sim: Simulator) -> None:
    sim = Simulator(scale=1_000_000)
    phone = Phone(sim, "ingrid")
    args = {"user_id": "me", "per_page": 50}
    deep = phone.call("people.getPhotos", **args, page=10_000)
    assert head(deep) == (10_000, 20_000, 50, 1_000_000)
    assert phone.call("people.getPhotos", **args, page=15_000) == deep


def test_privacy_filter_tells_own_photos_apart(sim: Simulator, big: Phone) -> None:
    counts = {
        n: head(big.call("people.getPhotos", user_id="me", privacy_filter=n))[3]
        for n in (1, 2, 3, 4, 5)
    }
    assert sum(counts.values()) == 1200
    assert all(counts.values())
    truth = [p for p in sim.world.photos_of("ingrid") if p.is_friend and not p.is_family]
    assert counts[2] == len(truth)


def test_a_window_of_upload_dates(sim: Simulator, big: Phone) -> None:
    photos = list(sim.world.photos_of("ingrid"))[40:60]
    newest, oldest = photos[0].uploaded_at, photos[-1].uploaded_at
    args = {"user_id": "me", "min_upload_date": oldest, "max_upload_date": newest}
    assert ids(big.call("people.getPhotos", **args)) == [p.id for p in photos]


def test_recently_updated_is_sorted_by_update_and_complete(sim: Simulator, big: Phone) -> None:
    truth = sorted(sim.world.photos_of("ingrid"), key=lambda p: p.updated_at, reverse=True)
    since = truth[333].updated_at
    expected = [p.updated_at for p in truth if p.updated_at >= since]
    args = {"min_date": since, "extras": "last_update", "per_page": 500}
    reply = big.call("photos.recentlyUpdated", **args)
    assert [int(p["lastupdate"]) for p in reply["photos"]["photo"]] == expected
    assert reply["photos"]["total"] == len(expected)
    assert head(big.call("photos.recentlyUpdated", min_date=1))[3] == 1200
    assert head(big.call("photos.recentlyUpdated", min_date=9999999999))[3] == 0


def test_recently_updated_wants_a_date(big: Phone) -> None:
    assert big.call("photos.recentlyUpdated")["code"] == 1
    assert big.call("photos.recentlyUpdated", min_date="yesterday")["code"] == 2
