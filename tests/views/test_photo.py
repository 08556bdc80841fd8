"""The page of one photo."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from galleries.models import OwnerNote, Photo
from tests.cast import LANDSCAPE, NOW, Actor, Cast, make_photo
from tests.views.test_photostream import link


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
        uploaded_at=NOW,
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


@pytest.mark.parametrize("who", ["bob", "stranger", "visitor"])
def test_nobody_else_learns_that_it_exists(cast: Cast, who: str) -> None:
    photo = make_photo(cast.alice, "A secret pier", visibility=Photo.Visibility.PUBLIC)
    looker: Actor = getattr(cast, who)
    answer = looker.client.get(url(photo))
    assert answer.status_code == 404
    assert "Alice" not in answer.content.decode()
    assert "secret pier" not in answer.content.decode()


@pytest.mark.parametrize(
    "address",
    [
        "/photos/bob/{id}/",
        "/photos/nobody/{id}/",
        "/photos/alice/1/",
        "/photos/a%00b/{id}/",
        "/photos/alice/99999999999999999999999999/",
    ],
)
def test_an_address_that_names_somebody_elses_photo_leads_nowhere(cast: Cast, address: str) -> None:
    photo = make_photo(cast.alice)
    assert cast.alice.client.get(address.format(id=photo.pk)).status_code == 404


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
    with django_assert_max_num_queries(8):
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


def test_a_video_is_watched_on_flickr(cast: Cast) -> None:
    assert "Watch on Flickr" in read(cast.alice, url(make_photo(cast.alice, media="video")))


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
