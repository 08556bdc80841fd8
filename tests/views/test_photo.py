"""The page of one photo."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import OwnerNote, Photo
from tests.cast import (
    LANDSCAPE,
    NOW,
    Actor,
    Cast,
    make_favourite,
    make_person,
    make_photo,
    switch,
)
from tests.views.test_photostream import link

PUBLIC, FRIENDS, PRIVATE = (
    Photo.Visibility.PUBLIC,
    Photo.Visibility.FRIENDS,
    Photo.Visibility.PRIVATE,
)


def url(photo: Photo, who: str = "alice") -> str:
    return f"/photos/{who}/{photo.pk}/"


def read(actor: Actor, address: str) -> str:
    answer = actor.client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_alice_sees_her_photo_with_credit_licence_and_the_way_to_flickr(cast: Cast) -> None:
    photo = make_photo(
        cast.alice,
        "Harbour wall",
        licence=11,
        tags=("harbour", "fog"),
        description_html="At <b>dawn</b>.",
        taken="2025-03-12 14:05:09",
        uploaded_at=datetime(2026, 3, 20, 12, 0, tzinfo=UTC),
        views=1234,
        faves=1,
        comments=0,
        visibility=Photo.Visibility.FRIENDS,
    )
    page = read(cast.alice, url(photo))
    assert "<title>Harbour wall by Alice Ahlgren · flickrweb</title>" in page
    assert '<a href="/photos/alice/" dir="auto">Alice Ahlgren</a>' in page
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in page
    assert "CC BY 4.0" in page
    assert f'href="https://www.flickr.com/photos/alice/{photo.pk}/"' in page
    assert "At <b>dawn</b>." in page
    assert "March 12, 2025, 2:05 p.m." in page
    assert "March 20, 2026" in page
    assert "1,234 views · 1 fave · 0 comments" in page
    assert "Only your friends see this on Flickr" in page
    assert ">harbour</a>" in page
    assert ">fog</a>" in page
    assert "1024 × 683" in page


EVERYBODY = {"alice", "bob", "stranger", "guest", "operator", "visitor"}


@pytest.mark.parametrize(
    ("fields", "sees"),
    [
        pytest.param({"visibility": PRIVATE}, {"alice"}, id="private"),
        pytest.param({"visibility": FRIENDS}, {"alice", "bob"}, id="Flickr showed it to Bob"),
        pytest.param({"visibility": PUBLIC}, EVERYBODY - {"visitor"}, id="public"),
        pytest.param({"visibility": PUBLIC, "safety": 1}, {"alice"}, id="moderate"),
        pytest.param({"visibility": PUBLIC, "gone_at": NOW}, set(), id="gone"),
    ],
)
def test_who_may_not_see_it_does_not_learn_that_it_exists(
    cast: Cast, settings: Settings, fields: dict[str, Any], sees: set[str]
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    photo = make_photo(cast.alice, "A secret pier", **fields)
    if fields["visibility"] != PRIVATE:
        make_favourite(cast.bob, photo)
    for who in EVERYBODY:
        answer = getattr(cast, who).client.get(url(photo))
        assert answer.status_code == (200 if who in sees else 404), who
        assert ("secret pier" in answer.text) == (who in sees), who
        assert ("Alice" in answer.text) == (who in sees or who == "alice"), who


def test_a_visitor_sees_the_photos_of_whoever_shows_theirs(cast: Cast) -> None:
    open_photo = make_photo(cast.alice, visibility=PUBLIC)
    closed = make_photo(cast.alice, visibility=FRIENDS)
    switch(cast.alice, shows_photos=True)
    page = read(cast.visitor, url(open_photo))
    assert url(closed) not in page
    assert cast.visitor.client.get(url(closed)).status_code == 404


@pytest.mark.parametrize("who", ["bob", "guest", "visitor"])
def test_others_read_the_place_only_when_everybody_may(cast: Cast, who: str) -> None:
    switch(cast.alice, shows_photos=True)
    told = make_photo(cast.alice, visibility=PUBLIC, latitude=47.61, longitude=-122.33)
    untold = make_photo(cast.alice, visibility=PUBLIC)
    for photo, shown_to in ((told, "public"), (untold, "friends")):
        OwnerNote.objects.create(
            photo=photo,
            latitude=12.34,
            longitude=56.78,
            place_shown_to=shown_to,
            original=[6000, 4000, "https://live.staticflickr.com/1/2_3_o.jpg"],
        )
    page = read(getattr(cast, who), url(told))
    assert "47.61° N, 122.33° W" in page
    for secret in ("12.34", "Everybody may know", "6000", "_o.jpg", "original"):
        assert secret not in page
    page = read(getattr(cast, who), url(untold))
    assert "Place" not in page
    assert "12.34" not in page


def test_only_its_owner_may_take_it_back(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    assert f'href="{url(photo)}take-back/"' in read(cast.alice, url(photo))
    assert "take-back" not in read(cast.bob, url(photo))


@pytest.mark.parametrize(
    "address",
    [
        "/photos/bob/{id}/",
        "/photos/nobody/{id}/",
        "/photos/alice/1/",
        "/photos/a%00b/{id}/",
        "/photos/%F0%9F%93%B7/{id}/",
        "/photos/../{id}/",
        "/photos/alice/{id}/in/",
        "/photos/alice/9223372036854775808/",
        "/photos/alice/99999999999999999999999999/",
    ],
)
def test_an_address_that_names_somebody_elses_photo_leads_nowhere(cast: Cast, address: str) -> None:
    photo = make_photo(cast.alice)
    assert cast.alice.client.get(address.format(id=photo.pk)).status_code == 404


def test_a_number_of_five_thousand_digits_is_no_photo(cast: Cast) -> None:
    assert cast.alice.client.get(f"/photos/alice/{'9' * 5000}/").status_code == 404


def test_a_photographer_without_an_alias_is_addressed_by_nsid(cast: Cast) -> None:
    for number, alias in enumerate(("", "a/b", "..", "a b")):
        owner = make_person("Anna", nsid=f"{number}@N09", path_alias=alias)
        first, second = (make_photo(owner, visibility=PUBLIC) for _ in range(2))
        page = read(cast.alice, url(first, owner.nsid))
        assert link(page, "prev") == url(second, owner.nsid)
        assert f'href="https://www.flickr.com/photos/{owner.nsid}/{first.pk}/"' in page
        assert cast.alice.client.get(f"/photos/{owner.nsid}/").status_code == 200


def test_a_photo_that_is_gone_is_gone(cast: Cast) -> None:
    photo = make_photo(cast.alice, gone_at=NOW)
    assert cast.alice.client.get(url(photo)).status_code == 404


def test_the_neighbours_are_the_ones_on_the_wall(cast: Cast) -> None:
    oldest, middle, newest = (make_photo(cast.alice, uploaded_at=NOW) for _ in range(3))
    make_photo(cast.bob, uploaded_at=NOW)
    make_photo(cast.alice, uploaded_at=NOW + timedelta(hours=1), gone_at=NOW)
    page = read(cast.alice, url(middle))
    assert link(page, "prev") == url(newest)
    assert link(page, "next") == url(oldest)
    assert link(read(cast.alice, url(newest)), "prev") == ""
    assert link(read(cast.alice, url(oldest)), "next") == ""


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _, photo, _ = (make_photo(cast.alice, tags=("a", "b", "c")) for _ in range(3))
    with django_assert_max_num_queries(12):
        cast.alice.client.get(url(photo))


@pytest.mark.parametrize(
    ("taken", "precision", "words"),
    [
        ("2025-03-12 14:05:09", 0, "March 12, 2025, 2:05 p.m."),
        ("2025-03-01 00:00:00", 4, "March 2025"),
        ("1931-01-01 00:00:00", 6, "<dd>1931</dd>"),
        ("1931-01-01 00:00:00", 8, "around 1931"),
        ("1875-00-00 00:00:00", 0, "<dd>1875</dd>"),
    ],
)
def test_the_date_is_as_exact_as_the_photographer(
    cast: Cast, taken: str, precision: int, words: str
) -> None:
    photo = make_photo(cast.alice, taken=taken, taken_precision=precision)
    assert words in read(cast.alice, url(photo))


@pytest.mark.parametrize("taken", ["", "0000-00-00 00:00:00", "yesterday"])
def test_an_unknown_date_is_not_mentioned(cast: Cast, taken: str) -> None:
    assert "Taken" not in read(cast.alice, url(make_photo(cast.alice, taken=taken)))


@pytest.mark.parametrize(
    ("shown_to", "words"),
    [
        ("public contacts friends family", "Everybody may know"),
        ("friends family", "Only for your friends and your family"),
        ("nobody", "Only you know"),
    ],
)
def test_the_owner_reads_the_place_and_who_may_know_it(
    cast: Cast, shown_to: str, words: str
) -> None:
    photo = make_photo(cast.alice)
    OwnerNote.objects.create(
        photo=photo, latitude=47.6062, longitude=-122.3321, place_shown_to=shown_to
    )
    page = read(cast.alice, url(photo))
    assert "47.61° N, 122.33° W" in page
    assert words in page


def test_a_photo_without_a_place_says_nothing_of_places(cast: Cast) -> None:
    assert "Place" not in read(cast.alice, url(make_photo(cast.alice)))


def test_hostile_words_stay_words(cast: Cast) -> None:
    hostile = '"><script>alert(1)</script>'
    photo = make_photo(cast.alice, hostile, tags=(hostile,))
    assert "<script>alert" not in read(cast.alice, url(photo))


def test_a_picture_that_is_not_there_is_explained(cast: Cast) -> None:
    lost = make_photo(cast.alice, "Lost", sizes={})
    assert "Flickr has not told us where the picture is." in read(cast.alice, url(lost))
    unready = make_photo(cast.alice, "Film", media="video", media_ready=False)
    assert "Flickr is still preparing it." in read(cast.alice, url(unready))


def test_a_video_plays_from_flickr_and_can_be_watched_there(cast: Cast) -> None:
    video = make_photo(cast.alice, media="video", secret="0a1b2c3d4e")
    page = read(cast.alice, url(video))
    there = f"https://www.flickr.com/photos/{cast.alice.person.nsid}/{video.pk}/"
    tried = re.findall(r'<source src="([^"]*)"', page)
    assert tried[1:] == [
        f"{there}play/{size}/0a1b2c3d4e/" for size in ("720p", "360p", "700", "site")
    ]
    assert ' preload="none" poster="https://live.staticflickr.com/' in page
    assert "Watch on Flickr" in page
    assert 'id="zoom"' not in page


@pytest.mark.parametrize("fields", [{"secret": ""}, {"secret": "../x"}, {"media_ready": False}])
def test_a_video_without_a_file_to_play_is_watched_on_flickr(
    cast: Cast, fields: dict[str, Any]
) -> None:
    video = make_photo(cast.alice, media="video", **fields)
    page = read(cast.alice, url(video))
    assert "<video" not in page
    assert f'href="https://www.flickr.com/photos/alice/{video.pk}/"' in page


def test_a_photo_is_enlarged_from_its_largest_file(cast: Cast) -> None:
    told = "https://live.staticflickr.com/65535/1_0ther5ecret_5k.jpg"
    photo = make_photo(cast.alice, "Pier", sizes=LANDSCAPE | {"5k": [5120, 3413, told]})
    page = read(cast.alice, url(photo))
    link = page[page.index('<a class="stage__zoom"') : page.index('<img class="stage__picture')]
    assert f'id="zoom" href="{told}"' in link
    assert 'data-width="5120" data-height="3413"' in link
    assert f"{told} 5120w" in link
    stage = page[page.index('<img class="stage__picture') :].split(">")[0]
    assert "5120" not in stage, "a page alone needs no file of that size"


def test_large_files_have_the_address_that_flickr_told(cast: Cast) -> None:
    told = "https://live.staticflickr.com/65535/1_0ther5ecret_h.jpg"
    photo = make_photo(cast.alice, sizes=LANDSCAPE | {"h": [1600, 1067, told]})
    assert f"{told} 1600w" in read(cast.alice, url(photo))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "https://a.example/x.jpg 1w, https://b.example/y.jpg"]
)
def test_an_address_that_is_none_is_left_out(cast: Cast, address: str) -> None:
    photo = make_photo(cast.alice, sizes=LANDSCAPE | {"h": [1600, 1067, address]})
    page = read(cast.alice, url(photo))
    assert "1600w" not in page
    assert "javascript:" not in page
