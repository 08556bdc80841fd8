"""The way to a month in the lists that go by date."""

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import Settings

from galleries.models import Photo
from galleries.queries.months import BadMonth, end_of_month, moment_query
from tests.cast import (
    Cast,
    make_contact_photo,
    make_entry,
    make_favourite,
    make_group,
    make_membership,
    make_photo,
)
from tests.views.test_favourites import read
from tests.views.test_group_page import switch_on
from tests.views.test_photostream import link, shown

PUBLIC = Photo.Visibility.PUBLIC
FIRST = datetime(2020, 1, 15, 12, tzinfo=UTC)


def photos_of_five_years(cast: Cast) -> list[Photo]:
    """One in the middle of each month from January 2020, oldest first."""
    return [
        make_photo(
            cast.alice,
            visibility=PUBLIC,
            uploaded_at=datetime(2020 + number // 12, number % 12 + 1, 15, 12, tzinfo=UTC),
            tags=("fog",),
        )
        for number in range(60)
    ]


def lists(cast: Cast, photos: list[Photo]) -> dict[str, str]:
    group = make_group("Fog")
    make_membership(cast.alice, group)
    switch_on(cast.alice, group)
    for photo in photos:
        make_favourite(cast.alice, photo, faved_at=photo.uploaded_at)
        make_contact_photo(cast.alice, photo)
        make_entry(group, photo)
    return {
        "photostream": "/photos/alice/",
        "favourites": "/photos/alice/favorites/",
        "pool": f"/groups/{group.nsid}/",
        "friends": "/photos/friends/",
        "tag": "/photos/tags/fog/",
        "her tag": "/photos/alice/tags/fog/",
    }


@pytest.mark.parametrize("name", ["photostream", "favourites", "pool", "friends", "tag", "her tag"])
def test_a_month_leads_to_the_page_that_begins_with_it(cast: Cast, name: str) -> None:
    photos = photos_of_five_years(cast)
    url = lists(cast, photos)[name]
    first = read(cast.alice, url)
    assert f'<form class="pager__month" method="get" action="{url}">' in first
    answer = cast.alice.client.get(url, {"month": "2022-03"})
    assert answer.status_code == 302
    page = read(cast.alice, answer.headers["Location"])
    march = 2 * 12 + 2
    assert shown(page) == [photo.pk for photo in photos[march::-1]]
    back = read(cast.alice, link(page, "prev"))
    assert shown(back)[-1] == photos[march + 1].pk


@pytest.mark.parametrize(
    "month", ["2026-13", "march", "2025-3", "0000-01", "9999-12", "٢٠٢٥-٠٣", "'"]
)
def test_who_types_no_month_reads_how_one_is_written(cast: Cast, month: str) -> None:
    photos_of_five_years(cast)
    answer = cast.alice.client.get("/photos/alice/", {"month": month}, follow=True)
    assert answer.redirect_chain == [("/photos/alice/", 302)]
    assert "is no month. Write it like 2025-03" in answer.text
    assert len(shown(answer.text)) == 30


@pytest.mark.parametrize("month", ["", "  ", "2150-01", "9998-12"])
def test_no_month_and_one_to_come_lead_to_the_first_page(cast: Cast, month: str) -> None:
    photos_of_five_years(cast)
    answer = cast.alice.client.get("/photos/alice/", {"month": month}, follow=True)
    assert answer.redirect_chain == [("/photos/alice/", 302)]
    assert "is no month" not in answer.text


@pytest.mark.parametrize("month", ["0001-01", "1969-12", "2003-05"])
def test_before_the_first_photo_there_is_a_way_back(cast: Cast, month: str) -> None:
    photos_of_five_years(cast)
    answer = cast.alice.client.get("/photos/alice/", {"month": month}, follow=True)
    assert "There is nothing older than this." in answer.text


def test_one_page_needs_no_way_to_a_month(cast: Cast) -> None:
    make_photo(cast.alice)
    assert "pager__month" not in read(cast.alice, "/photos/alice/")


def test_a_month_says_nothing_of_a_list_that_one_may_not_read(cast: Cast) -> None:
    make_favourite(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    for url in ("/photos/alice/favorites/", "/photos/nobody/favorites/"):
        answer = cast.bob.client.get(url, {"month": "2025-03"}, follow=True)
        assert answer.status_code == 404


def test_a_month_ends_on_the_clock_of_this_site(cast: Cast, settings: Settings) -> None:
    settings.TIME_ZONE = "Pacific/Kiritimati"  # 14 hours ahead
    late = make_photo(cast.alice, uploaded_at=datetime(2025, 3, 31, 11, tzinfo=UTC))
    early = make_photo(cast.alice, uploaded_at=datetime(2025, 3, 31, 9, tzinfo=UTC))
    answer = cast.alice.client.get("/photos/alice/", {"month": "2025-03"}, follow=True)
    assert shown(answer.text) == [early.pk]
    assert late.pk not in shown(answer.text)


def test_the_end_of_a_month_is_the_beginning_of_the_next() -> None:
    assert end_of_month("2025-03") == datetime(2025, 4, 1)  # noqa: DTZ001
    assert end_of_month("2024-12") == datetime(2025, 1, 1)  # noqa: DTZ001
    with pytest.raises(BadMonth):
        end_of_month("2025-00")


def test_a_photo_of_the_last_second_is_in_the_month_and_the_next_one_is_not() -> None:
    now = FIRST + timedelta(days=365)
    assert moment_query(end_of_month("2020-01"), zone=UTC, now=now) == "?after=1580515200-0"
    assert moment_query(end_of_month("2021-01"), zone=UTC, now=now) == ""
