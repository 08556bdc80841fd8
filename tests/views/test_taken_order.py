"""A photostream by the date taken."""

from datetime import timedelta
from itertools import chain

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.models import Photo
from galleries.queries.keyset import BadKey
from galleries.queries.taken import TAKEN, TakenKey
from tests.cast import NOW, Cast, make_photo
from tests.views.deep_down import assert_read_from
from tests.views.test_favourites import read
from tests.views.test_photostream import link, shown

UPLOADED, URL = "/photos/alice/", "/photos/alice/?order=taken"


def follow(page: str, rel: str) -> str:
    return link(page, rel).replace("&amp;", "&")


def test_the_latest_moment_comes_first_and_unknown_ones_last(cast: Cast) -> None:
    unknown = make_photo(cast.alice, taken="")
    scan = make_photo(cast.alice, taken="1931-06-01 00:00:00", taken_precision=8)
    new = make_photo(cast.alice, taken="2025-03-12 14:05:09", uploaded_at=NOW - timedelta(days=9))
    newer = make_photo(
        cast.alice, taken="2025-03-12 14:05:10", uploaded_at=NOW - timedelta(days=99)
    )
    assert shown(read(cast.alice, URL)) == [newer.pk, new.pk, scan.pk, unknown.pk]
    assert shown(read(cast.alice, UPLOADED)) == [scan.pk, unknown.pk, new.pk, newer.pk]


def test_the_switch_says_which_order_is_in_force(cast: Cast) -> None:
    for _ in range(2):
        make_photo(cast.alice)
    by_upload = f'<a class="order__link" href="{UPLOADED}" aria-current="true">by upload</a>'
    by_taken = f'<a class="order__link" href="{URL}" aria-current="true">by date taken</a>'
    assert by_upload in read(cast.alice, UPLOADED)
    assert by_taken not in read(cast.alice, UPLOADED)
    assert by_taken in read(cast.alice, URL)
    assert by_upload not in read(cast.alice, URL)


@pytest.mark.parametrize("taken", ["2025-03-12 14:05:09", "", "2013-00-01 00:00:00"])
def test_walking_there_and_back_loses_and_repeats_nothing(cast: Cast, taken: str) -> None:
    photos = [make_photo(cast.alice, taken=taken) for _ in range(70)]
    photos += [make_photo(cast.alice, taken="2030-01-01 00:00:00") for _ in range(5)]
    pages, url = [], URL
    while url:
        page = read(cast.alice, url)
        pages.append(shown(page))
        url = follow(page, "next")
    assert [len(ids) for ids in pages] == [30, 30, 15]
    assert list(chain(*pages)) == [photo.pk for photo in photos[::-1]]
    back, url = [pages[-1]], follow(page, "prev")
    while url:
        page = read(cast.alice, url)
        back.append(shown(page))
        url = follow(page, "prev")
    assert back[::-1] == pages


def test_the_pager_names_the_dates_taken(cast: Cast) -> None:
    for day in range(1, 32):
        make_photo(cast.alice, taken=f"2021-07-{day:02} 23:59:59")
    assert "Older<small>July 1, 2021</small>" in read(cast.alice, URL)


def test_a_month_is_the_month_taken(cast: Cast) -> None:
    photos = [
        make_photo(cast.alice, taken=f"{2020 + n // 12}-{n % 12 + 1:02}-28 23:59:59")
        for n in range(60)
    ]
    first = read(cast.alice, URL)
    assert '<input type="hidden" name="order" value="taken">' in first
    answer = cast.alice.client.get(UPLOADED, {"order": "taken", "month": "2022-03"})
    assert answer.headers["Location"] == f"{URL}&after=20220401000000-0"
    assert shown(read(cast.alice, f"{URL}&after=20220401000000-0"))[0] == photos[26].pk


@pytest.mark.parametrize(
    "query",
    [
        "order=taken&after=1767100000-5",
        "order=taken&after=2025031214050-5",
        "order=taken&after=0-9223372036854775808",
        "order=taken&after=-5",
        "order=taken&after=٣-5",
        "order=taken&before=20250312140509-1%00",
        "order=taken&after=0-1&before=0-1",
        "order=size",
        "after=20250312140509-5",
    ],
)
def test_a_bad_key_or_order_is_an_address_that_does_not_exist(cast: Cast, query: str) -> None:
    make_photo(cast.alice)
    assert cast.alice.client.get(f"{UPLOADED}?{query}").status_code == 404


def test_after_the_last_photo_there_is_a_way_back_in_the_same_order(cast: Cast) -> None:
    make_photo(cast.alice)
    page = read(cast.alice, f"{URL}&after=0-1")
    assert "There is nothing older than this." in page
    assert f'<a class="button" href="{URL}">' in page


def test_a_photo_has_the_same_neighbours_whichever_way_one_came(cast: Cast) -> None:
    first = make_photo(cast.alice, taken="2025-01-01 00:00:00")
    second = make_photo(cast.alice, taken="1990-01-01 00:00:00")
    third = make_photo(cast.alice, taken="2001-01-01 00:00:00")
    page = read(cast.alice, f"/photos/alice/{second.pk}/")
    assert f"/{third.pk}/" in link(page, "prev")
    assert f"/{first.pk}/" in link(page, "next")


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(70):
        make_photo(cast.alice, taken=f"{1950 + number}-01-01 00:00:00")
    second = read(cast.alice, follow(read(cast.alice, URL), "next"))
    for address in (URL, follow(second, "next"), follow(second, "prev")):
        with django_assert_max_num_queries(6):
            cast.alice.client.get(address)


def test_a_key_reads_back_as_it_was_written() -> None:
    for value in ("2025-03-12 14:05:09", ""):
        key = TakenKey(value, 53_000_000_001)
        assert TakenKey.parse(str(key)) == key
    with pytest.raises(BadKey):
        TakenKey.parse("yesterday")


def test_a_page_deep_down_is_read_from_the_index(cast: Cast) -> None:
    key = TakenKey("2025-03-12 14:05:09", 1)
    photos = Photo.objects.filter(TAKEN.behind(key), owner=cast.alice.person)
    assert_read_from("photo_taken_page", "owner_id=… AND taken", TAKEN.forwards(photos)[:31])
