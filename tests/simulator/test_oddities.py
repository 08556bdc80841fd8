"""Lists that are not quite right, and numbers typed as they once were."""

from typing import Any

import pytest

from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.eras import Era
from galleries.flickr.simulator.oddities import ODDITIES
from tests.simulator.conftest import Clock, Phone

SIZE = 25


def read(phone: Phone, page: int) -> Any:
    return phone.call("people.getPhotos", user_id="me", per_page=SIZE, page=page)["photos"]


def ids(phone: Phone, pages: int = 3) -> list[list[int]]:
    return [[int(p["id"]) for p in read(phone, n)["photo"]] for n in range(1, pages + 1)]


@pytest.fixture
def sixty(clock: Clock) -> Phone:
    """Somebody with sixty photos: three pages."""
    return Phone(Simulator(clock=clock, scale=60), "ingrid")


def flat(pages: list[list[int]]) -> list[int]:
    return [id_ for page in pages for id_ in page]


def test_each_oddity_is_on_until_it_is_off_and_the_same_for_the_same_seed(clock: Clock) -> None:
    plain = ids(Phone(Simulator(clock=clock, scale=60), "ingrid"))
    for oddity in ODDITIES:
        replies = []
        for _ in range(2):
            phone = Phone(Simulator(clock=clock, scale=60), "ingrid")
            phone.sim.oddities.on(oddity)
            replies.append([read(phone, page) for page in (1, 2, 3)])
        assert replies[0] == replies[1]
        phone.sim.oddities.off(oddity)
        assert ids(phone) == plain


def test_shuffled_pages_differ_between_identical_calls(sixty: Phone) -> None:
    plain = ids(sixty)
    sixty.sim.oddities.on("shuffled")
    first, second = ids(sixty), ids(sixty)
    assert plain != first != second
    assert [len(page) for page in first] == [25, 25, 10]


def test_short_pages_lack_some_photos_and_others_in_the_next_call(sixty: Phone) -> None:
    sixty.sim.oddities.on("short pages", 0.4)
    first, second = flat(ids(sixty)), flat(ids(sixty))
    assert 20 < len(first) < 50
    assert set(first) != set(second)
    assert read(sixty, 1)["total"] == 60


def test_repeated_items_come_again_and_none_is_left_out(sixty: Phone) -> None:
    plain = ids(sixty)
    sixty.sim.oddities.on("repeated items", 3)
    pages = ids(sixty)
    assert pages[1][:3] == plain[0][-3:]
    assert set(flat(pages)) == set(flat(plain))
    assert len(flat(pages)) > 60 - 1


def test_a_repeated_page_moves_all_others_by_one(sixty: Phone) -> None:
    plain = ids(sixty)
    sixty.sim.oddities.on("repeated page")
    assert ids(sixty, 4) == [plain[0], plain[1], plain[1], plain[2]]
    assert [read(sixty, page)["page"] for page in (1, 2, 3, 4, 5)] == [1, 2, 3, 4, 4]
    assert read(sixty, 1)["pages"] == 4


def test_a_stale_page_is_the_page_before_under_another_number(sixty: Phone) -> None:
    plain = ids(sixty)
    sixty.sim.oddities.on("stale pages", 1)
    assert ids(sixty) == [plain[0], plain[0], plain[1]]
    assert read(sixty, 2)["page"] == 2


@pytest.mark.parametrize(("oddity", "pages"), [("pages too large", 4), ("pages too small", 2)])
def test_the_number_of_pages_is_wrong_and_all_can_be_read(
    sixty: Phone, oddity: str, pages: int
) -> None:
    plain = ids(sixty)
    sixty.sim.oddities.on(oddity)
    assert read(sixty, 1)["pages"] == pages
    assert ids(sixty, 4) == [*plain, plain[2]]


def test_totals_drift(sixty: Phone) -> None:
    sixty.sim.oddities.on("drifting totals", 5)
    totals = {read(sixty, 1)["total"] for _ in range(20)}
    assert len(totals) > 3
    assert all(55 <= total <= 65 for total in totals)


def test_unknown_oddities_are_refused_with_the_known_ones(sim: Simulator) -> None:
    with pytest.raises(KeyError, match=r"no oddity late pages; there are shuffled"):
        sim.oddities.on("late pages")


@pytest.mark.parametrize(
    ("era", "total", "granularity", "none"),
    [("2013", 60, 0, 0), ("2018", "60", "0", ""), ("today", 60, 0, 0)],
)
def test_numbers_are_typed_as_they_were(
    sixty: Phone, era: Era, total: object, granularity: object, none: object
) -> None:
    sixty.sim.era = era
    args = {"user_id": "me", "extras": "date_taken,views,license,url_m,geo"}
    photos = sixty.call("people.getPhotos", **args)["photos"]
    assert photos["total"] == total
    assert type(photos["total"]) is type(total)
    exact = [p for p in photos["photo"] if str(p["datetakengranularity"]) == "0"]
    assert {repr(p["datetakengranularity"]) for p in exact} == {repr(granularity)}
    empty = sixty.call("photos.recentlyUpdated", min_date=9999999999)["photos"]
    assert empty["total"] == none
    wide = [p["width_m"] for p in photos["photo"] if int(p["width_m"]) > 100]
    assert {type(width) for width in wide} == ({str} if era == "2013" else {int})


def test_in_2013_numbers_up_to_a_hundred_were_numbers_and_others_texts(sixty: Phone) -> None:
    sixty.sim.era = "2013"
    args = {"user_id": "me", "extras": "views,license,geo,date_upload", "per_page": 60}
    photos = sixty.call("people.getPhotos", **args)["photos"]["photo"]
    assert all(isinstance(photo["license"], int) for photo in photos)
    assert all(isinstance(photo["dateupload"], str) for photo in photos)
    views = [photo["views"] for photo in photos]
    assert all(isinstance(v, int) == (int(v) <= 100) for v in views)
    places = [photo["longitude"] for photo in photos if photo["longitude"]]
    assert all(isinstance(place, int | float) == (float(place) <= 100) for place in places)


def test_xml_and_failures_are_the_same_in_every_era(sixty: Phone) -> None:
    today = sixty.get("people.getPhotos", user_id="me", format="rest").text
    sixty.sim.era = "2013"
    assert sixty.get("people.getPhotos", user_id="me", format="rest").text == today
    assert sixty.call("photos.getInfo", photo_id="1")["code"] == 1
