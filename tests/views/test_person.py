"""Who somebody is, and the ways to what of theirs one may look at."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Photo
from tests.cast import (
    NOW,
    Cast,
    make_album,
    make_contact,
    make_favourite,
    make_flickr_gallery,
    make_person,
    make_photo,
    switch,
)
from tests.views.test_favourites import read
from tests.views.test_groups import text
from tests.views.test_photostream import shown

URL = "/people/alice/"
PUBLIC, FRIENDS = Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS
DOORS = ("/photos/alice/", "/photos/alice/favorites/", "/photos/alice/albums/")
GALLERIES = "/photos/alice/galleries/"


def doors(page: str) -> set[str]:
    """The lists that a page leads to by its large links."""
    found = page.split('<a class="person__list" href="')[1:]
    return {part.partition('"')[0] for part in found}


@pytest.mark.parametrize("who", ["alice", "ALICE", "11111111@N01"])
def test_a_person_has_a_name_lists_and_newest_photos(cast: Cast, who: str) -> None:
    photos = [make_photo(cast.alice, visibility=PUBLIC) for _ in range(15)]
    make_album(cast.alice, "Piers", photos[0])
    page = read(cast.bob, f"/people/{who}/")
    assert "<title>Alice Ahlgren · flickrweb</title>" in page
    assert '<h1 dir="auto">Alice Ahlgren</h1>' in page
    assert "<bdi>alice</bdi>" in page
    assert shown(page) == [photo.pk for photo in photos[:2:-1]]
    assert doors(page) == {"/photos/alice/", "/photos/alice/albums/"}
    assert "Photostream<small>15 photos</small>" in page
    assert "Albums<small>1 album</small>" in page
    assert 'href="https://www.flickr.com/people/alice/"' in page
    assert "does not keep their Flickr in step" not in page


def test_ones_own_page_leads_to_all_of_ones_lists(cast: Cast) -> None:
    make_photo(cast.alice)
    make_favourite(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    make_flickr_gallery(cast.alice)
    page = read(cast.alice, URL)
    assert doors(page) == {*DOORS, GALLERIES}
    assert "Favourites<small>1 photo</small>" in page
    assert "Galleries on Flickr<small>1 gallery</small>" in page


@pytest.mark.parametrize("who", ["bob", "stranger", "guest", "operator"])
def test_lists_that_are_not_opened_are_neither_named_nor_counted(
    cast: Cast, settings: Settings, who: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    make_photo(cast.alice, visibility=PUBLIC)
    make_photo(cast.alice, "A secret pier", visibility=FRIENDS)
    make_favourite(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    make_flickr_gallery(cast.alice)
    make_album(cast.alice, "Secrets", make_photo(cast.alice))
    page = read(getattr(cast, who), URL)
    assert doors(page) == {"/photos/alice/"}
    assert "Photostream<small>1 photo</small>" in page
    assert "secret pier" not in page
    switch(cast.alice, shows_favourites=True)
    page = read(getattr(cast, who), URL)
    assert doors(page) == {"/photos/alice/", "/photos/alice/favorites/"}


@pytest.mark.parametrize("who", ["bob", "stranger", "guest", "operator", "visitor"])
def test_of_whom_one_may_see_nothing_there_is_no_page(cast: Cast, who: str) -> None:
    make_photo(cast.alice)
    make_album(cast.alice)
    looker = getattr(cast, who)
    answer = looker.client.get(URL)
    nobody = looker.client.get("/people/nobody-at-all/")
    assert answer.status_code == nobody.status_code == 404
    assert "Alice" not in answer.text


def test_a_visitor_meets_whoever_shows_their_photos_and_nobody_else(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    make_photo(cast.alice)
    assert cast.visitor.client.get(URL).status_code == 404
    switch(cast.alice, shows_photos=True, shows_favourites=True)
    page = read(cast.visitor, URL)
    assert shown(page) == [photo.pk]
    assert doors(page) == {"/photos/alice/"}


def test_of_somebody_who_is_not_here_the_page_says_what_it_is(cast: Cast) -> None:
    away = make_person("away", nsid="9@N09", realname="Ava Way", icon_server="7436", icon_farm=8)
    make_favourite(cast.bob, make_photo(away, visibility=PUBLIC))
    page = read(cast.alice, "/people/away/")
    assert "<bdi>Ava Way</bdi> does not keep their Flickr in step here" in page
    assert 'src="https://live.staticflickr.com/7436/buddyicons/9@N09.jpg"' in page
    assert doors(page) == {"/photos/away/"}
    assert "bob" not in page.partition("<main")[2].lower()


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({}, "You follow them"),
        ({"is_friend": True}, "You follow them as a friend"),
        ({"is_family": True}, "You follow them as family"),
        ({"is_friend": True, "is_family": True}, "You follow them as a friend and as family"),
    ],
)
def test_how_one_follows_somebody_is_for_oneself_to_read(
    cast: Cast, marks: dict[str, Any], words: str
) -> None:
    make_contact(cast.alice, cast.bob, **marks)
    assert f"{words} ·" in text(cast.alice, "/people/bob/")
    assert "No photo of theirs that you may see is copied here." in text(cast.alice, "/people/bob/")
    make_photo(cast.bob, visibility=PUBLIC)
    for other in (cast.bob, cast.stranger):
        assert "You follow them" not in text(other, "/people/bob/")


@pytest.mark.parametrize("fields", [{"is_ignored": True}, {"gone_at": NOW}])
def test_whom_one_blocked_or_left_one_does_not_follow(cast: Cast, fields: dict[str, Any]) -> None:
    make_contact(cast.alice, cast.bob, **fields)
    assert cast.alice.client.get("/people/bob/").status_code == 404


def test_photos_that_may_not_be_seen_are_not_among_the_newest(cast: Cast) -> None:
    make_photo(cast.alice, visibility=PUBLIC, gone_at=NOW)
    make_photo(cast.alice, visibility=PUBLIC, safety=Photo.Safety.MODERATE)
    make_photo(cast.alice, visibility=PUBLIC, told_at=NOW - timedelta(days=9))
    photo = make_photo(cast.alice, visibility=PUBLIC)
    page = read(cast.bob, URL)
    assert shown(page) == [photo.pk]
    assert "<small>1 photo</small>" in page


def test_ones_own_page_with_nothing_on_it_reads_well(cast: Cast) -> None:
    assert "Nothing hangs here yet." in text(cast.alice, URL)
    answer = cast.guest.client.get(f"/people/{cast.guest.user.nsid}/")
    assert answer.headers["Location"] == "/sync/"


def test_what_people_call_themselves_is_text(cast: Cast) -> None:
    name = '<script>alert("x")</script>'
    hostile = make_person("", nsid="9@N09", realname=name, username="<b>bold")
    make_favourite(cast.bob, make_photo(hostile, visibility=PUBLIC))
    page = read(cast.alice, "/people/9@N09/")
    assert name not in page
    assert "<b>bold" not in page
    assert name in text(cast.alice, "/people/9@N09/")


@pytest.mark.parametrize("who", ["%00", "a%00b", "%F0%9F%93%B7", "x" * 500, "..", "a'b"])
def test_a_strange_name_is_nobodys(cast: Cast, who: str) -> None:
    assert cast.alice.client.get(f"/people/{who}/").status_code == 404


def test_the_page_is_kept_to_this_browser_and_out_of_search(cast: Cast) -> None:
    make_photo(cast.alice, visibility=PUBLIC)
    switch(cast.alice, shows_photos=True)
    for who in (cast.bob, cast.visitor):
        answer = who.client.get(URL)
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "private, no-cache"


def test_the_photostream_leads_here(cast: Cast) -> None:
    make_photo(cast.alice, visibility=PUBLIC)
    assert f'<a href="{URL}">about</a>' in read(cast.bob, "/photos/alice/")


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    switch(cast.alice, shows_photos=True, shows_favourites=True)
    for number in range(40):
        photo = make_photo(cast.alice, visibility=PUBLIC)
        make_favourite(cast.alice, photo)
        make_album(cast.alice, f"Album {number}", photo)
        make_flickr_gallery(cast.alice, f"Gallery {number}", photo)
    for who in (cast.alice, cast.bob, cast.visitor):
        who.client.get(URL)
        with django_assert_max_num_queries(10):
            who.client.get(URL)
