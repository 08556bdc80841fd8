"""The first page: what this is, or your newest photos."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Stream
from tests.cast import NOW, Cast, make_photo, make_stream


@pytest.mark.django_db
def test_a_visitor_reads_what_this_is_and_may_sign_in(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        page = client.get("/").content.decode()
    assert "A quiet wall for your photographs." in page
    assert 'method="post" action="/sign-in/flickr/' in page
    assert '<input type="hidden" name="next" value="/">' in page
    assert "simulated Flickr" not in page
    assert "not endorsed or certified by SmugMug, Inc." in page


@pytest.mark.django_db
def test_the_demo_says_that_its_flickr_is_a_simulated_one(
    client: Client, settings: Settings
) -> None:
    settings.DEMO = True
    assert "it talks to a simulated Flickr" in client.get("/").content.decode()


def test_who_has_not_pressed_the_button_is_invited(cast: Cast) -> None:
    page = cast.guest.client.get("/").content.decode()
    assert "Keep my Flickr in step here" in page
    assert '<input type="hidden" name="keep" value="1">' in page
    assert "Never the pictures themselves" in page


def test_alice_sees_her_thirty_newest_photos_in_few_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_stream(cast.alice, in_step_at=NOW)
    for number in range(35):
        make_photo(cast.alice, f"Photo number {number};")
    make_photo(cast.bob, "Bob’s own")
    with django_assert_max_num_queries(12):
        page = cast.alice.client.get("/").content.decode()
    assert page.count('class="photo-card ') == 30
    assert "number 34;" in page
    assert "number 4;" not in page
    assert "Your whole photostream" in page
    assert "Bob’s own" not in page


def test_a_photostream_without_photos_reads_well(cast: Cast) -> None:
    make_stream(cast.alice, in_step_at=NOW)
    assert "Nothing hangs here yet." in cast.alice.client.get("/").content.decode()


def test_what_is_being_copied_is_shown_while_it_is(cast: Cast) -> None:
    make_stream(cast.alice, walk=Stream.Walk.FULL, walk_began_at=NOW, done=4500, total=8120)
    page = cast.alice.client.get("/").content.decode()
    assert "4,500 of 8,120" in page
    assert "Your photos are on their way." in page
    assert 'hx-trigger="every 2s"' in page


def test_favourites_on_their_way_are_not_taken_for_photos(cast: Cast) -> None:
    make_stream(cast.alice, in_step_at=NOW)
    faves = Stream.Kind.FAVOURITES
    make_stream(cast.alice, faves, walk=Stream.Walk.FULL, walk_began_at=NOW, done=500, total=900)
    page = cast.alice.client.get("/").content.decode()
    assert "Favourites" in page
    assert "500 of 900" in page
    assert "Your photos are on their way." not in page
    assert "There are no photos in your photostream" in page


def test_everything_else_on_its_way_is_one_quiet_sentence(cast: Cast) -> None:
    make_stream(cast.alice, in_step_at=NOW)
    make_photo(cast.alice)
    make_stream(cast.alice, Stream.Kind.ALBUMS)
    for subject in ("1", "2", "3"):
        make_stream(cast.alice, Stream.Kind.ALBUM, subject=subject)
    page = cast.alice.client.get("/").content.decode()
    assert "are being copied too" in page
    assert 'class="stream ' not in page
    assert "hx-trigger" not in page
    Stream.objects.filter(connection=cast.alice.connection).update(in_step_at=NOW)
    assert "are being copied too" not in cast.alice.client.get("/").content.decode()


def test_htmx_gets_the_part_and_everybody_else_the_whole_page(cast: Cast) -> None:
    whole = cast.alice.client.get("/")
    part = cast.alice.client.get("/", headers={"HX-Request-Type": "partial"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert 'id="newest"' in part.content.decode()
    assert "HX-Request-Type" in whole.headers["Vary"]
