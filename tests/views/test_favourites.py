"""Somebody's favourites, in pages of thirty: other people's photos."""

from datetime import timedelta
from itertools import chain

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Photo
from galleries.queries.keyset import FAVOURITES, Key
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_favourite,
    make_person,
    make_photo,
    make_stream,
    switch,
)
from tests.views.deep_down import assert_read_from
from tests.views.test_photostream import link, shown

URL = "/photos/alice/favorites/"
PUBLIC, FRIENDS = Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS
EVERYBODY = ("alice", "bob", "stranger", "guest", "operator", "visitor")


def read(actor: Actor, address: str = URL) -> str:
    answer = actor.client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("who", ["alice", "ALICE", "11111111@N01"])
def test_alice_finds_what_she_faved_newest_fave_first(cast: Cast, who: str) -> None:
    young = make_photo(cast.bob, "Young", visibility=PUBLIC)
    old = make_photo(cast.bob, "Old", visibility=PUBLIC, uploaded_at=NOW - timedelta(days=4000))
    make_favourite(cast.alice, young)
    make_favourite(cast.alice, old)
    page = read(cast.alice, f"/photos/{who}/favorites/")
    assert "<title>Favourites of Alice Ahlgren · flickrweb</title>" in page
    assert "<h1>Favourites of <bdi>Alice Ahlgren</bdi></h1>" in page
    assert shown(page) == [old.pk, young.pk]
    assert "2 photos&nbsp;·" in page
    assert 'href="https://www.flickr.com/photos/alice/favorites/"' in page


def test_every_photographer_is_credited(cast: Cast) -> None:
    unknown = make_person("", nsid="9@N09", realname="高橋 花子")
    make_favourite(cast.alice, make_photo(unknown, "橋", visibility=PUBLIC, licence=11))
    make_favourite(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    page = read(cast.alice)
    assert '<a href="/photos/9@N09/" dir="auto">高橋 花子</a> <' in page
    assert "CC BY 4.0" in page
    assert '<a href="/photos/bob/" dir="auto">Bob Brandt</a> <' in page
    assert "All rights reserved" in page


def test_a_photo_opens_in_its_place_in_the_list(cast: Cast) -> None:
    photo = make_photo(cast.bob, visibility=PUBLIC)
    make_favourite(cast.alice, photo)
    assert f'href="/photos/bob/{photo.pk}/in/favorites-alice/"' in read(cast.alice)


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_list_is_its_owners_alone_until_they_open_it(
    cast: Cast, settings: Settings, who: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    make_favourite(cast.alice, make_photo(cast.bob, "A secret pier", visibility=PUBLIC))
    answer = getattr(cast, who).client.get(URL)
    if who == "alice":
        assert "A secret pier" in answer.text
        return
    nobody = getattr(cast, who).client.get("/photos/nobody-at-all/favorites/")
    assert answer.status_code == nobody.status_code == 404
    assert "Alice" not in answer.text
    assert "secret pier" not in answer.text
    switch(cast.alice, shows_favourites=True)
    assert getattr(cast, who).client.get(URL).status_code == 200


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("alice", ["for her eyes", "public", "by somebody who shows theirs"]),
        ("bob", ["his own, private", "public", "by somebody who shows theirs"]),
        ("stranger", ["public", "by somebody who shows theirs"]),
        ("guest", ["public", "by somebody who shows theirs"]),
        ("operator", ["public", "by somebody who shows theirs"]),
        ("visitor", ["by somebody who shows theirs"]),
    ],
)
def test_an_open_list_shows_each_viewer_what_they_may_see(
    cast: Cast, settings: Settings, who: str, sees: list[str]
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.alice, shows_favourites=True)
    switch(cast.stranger, shows_photos=True)
    away = make_person("away", nsid="9@N09")
    yesterday = NOW - timedelta(hours=25)
    photos = [
        make_photo(cast.stranger, "by somebody who shows theirs", visibility=PUBLIC),
        make_photo(away, "public", visibility=PUBLIC),
        make_photo(away, "moderate", visibility=PUBLIC, safety=Photo.Safety.MODERATE),
        make_photo(away, "gone", visibility=PUBLIC, gone_at=NOW),
        make_photo(away, "for her eyes", visibility=FRIENDS),
    ]
    for photo in photos:
        make_favourite(cast.alice, photo)
    make_favourite(cast.alice, make_photo(away, "un-faved", visibility=PUBLIC), gone_at=NOW)
    stale = make_photo(away, "seen yesterday", visibility=FRIENDS)
    make_favourite(cast.alice, stale, told_at=yesterday)
    # Shown to her a day ago: to him, who took it, at any time.
    his = make_photo(cast.bob, "his own, private")
    make_favourite(cast.alice, his, told_at=yesterday)

    page = read(getattr(cast, who))
    titles = [photo.title for photo in [*photos, stale, his] if photo.pk in shown(page)]
    assert sorted(titles) == sorted(sees)
    count = len(sees)
    assert f"{count} photo{'s' if count > 1 else ''}&nbsp;·" in page


def test_a_list_that_is_walked_stays_fresh_and_one_that_is_not_does_not(cast: Cast) -> None:
    long_ago = NOW - timedelta(days=3)
    stream = make_stream(cast.alice, walked_at=NOW - timedelta(hours=20))
    photo = make_photo(cast.bob, visibility=FRIENDS, told_at=long_ago)
    make_favourite(cast.alice, photo, stream=stream, told_at=long_ago)
    assert shown(read(cast.alice)) == [photo.pk]
    stream.walked_at = NOW - timedelta(hours=25)
    stream.save()
    assert shown(read(cast.alice)) == []


def test_who_has_no_favourites_reads_why_and_where_to_go(cast: Cast) -> None:
    page = read(cast.alice)
    assert "Nothing hangs here yet. What you fave on Flickr shows here" in page
    assert 'href="/sync/"' in page


def test_an_open_list_with_nothing_for_the_viewer_says_so(cast: Cast) -> None:
    switch(cast.alice, shows_favourites=True)
    make_favourite(cast.alice, make_photo(cast.bob, "A secret pier", visibility=PUBLIC))
    page = read(cast.visitor)
    assert "There is nothing in this list that you may see here." in page
    assert "secret pier" not in page
    assert "1 photo" not in page


def test_a_guest_is_sent_to_the_invitation(cast: Cast) -> None:
    answer = cast.guest.client.get(f"/photos/{cast.guest.user.nsid}/favorites/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sync/"


def test_the_way_to_ones_favourites_stands_on_every_page(cast: Cast) -> None:
    here = '<a class="site-nav__link" href="/photos/11111111@N01/favorites/" aria-current="page">'
    assert here in read(cast.alice)
    assert here.replace(' aria-current="page"', " ") in read(cast.alice, "/about/")
    switch(cast.alice, shows_favourites=True)
    assert "site-nav__link" in read(cast.bob)
    assert here not in read(cast.bob)
    assert here.replace("11111111@N01", cast.bob.user.nsid) not in read(cast.bob)


@pytest.mark.parametrize("who", ["alice", "bob", "visitor"])
def test_the_number_of_queries_is_fixed(
    cast: Cast, who: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    switch(cast.alice, shows_favourites=True)
    switch(cast.bob, shows_photos=True)
    for number in range(70):
        owner = make_person(f"p{number}", nsid=f"{number}@N00") if number % 2 else cast.bob
        make_favourite(cast.alice, make_photo(owner, visibility=PUBLIC))
    first = read(getattr(cast, who))
    second = read(getattr(cast, who), link(first, "next"))
    for address in (URL, link(first, "next"), link(second, "prev")):
        with django_assert_max_num_queries(6):
            getattr(cast, who).client.get(address)


def test_htmx_gets_the_wall_and_everybody_else_the_whole_page(cast: Cast) -> None:
    make_favourite(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    part = cast.alice.client.get(URL, headers={"HX-Request-Type": "partial"}).text
    assert "<html" in read(cast.alice)
    assert "<html" not in part
    assert len(shown(part)) == 1


def test_walking_through_a_hundred_faves_of_one_second_loses_and_repeats_nothing(
    cast: Cast,
) -> None:
    photos = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(100)]
    for photo in photos:
        make_favourite(cast.alice, photo, faved_at=NOW)
    pages, url = [], URL
    while url:
        page = read(cast.alice, url)
        pages.append(shown(page))
        url = link(page, "next")
    assert [len(ids) for ids in pages] == [30, 30, 30, 10]
    assert list(chain(*pages)) == [photo.pk for photo in photos[::-1]]

    back, url = [pages[-1]], link(page, "prev")
    while url:
        page = read(cast.alice, url)
        back.append(shown(page))
        url = link(page, "prev")
    assert back[::-1] == pages


def test_after_the_last_one_there_is_a_way_back(cast: Cast) -> None:
    make_favourite(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    assert "There is nothing older than this." in read(cast.alice, f"{URL}?after=1-1")


@pytest.mark.parametrize(
    "query", ["after=x", "after=1-9223372036854775808", "before=1%00-1", "after=1-1&before=1-1"]
)
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, query: str) -> None:
    assert cast.alice.client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("who", ["%00", "a%00b", "%F0%9F%93%B7", "x" * 500, "..", "a'b", "%0d%0a"])
def test_a_strange_name_is_nobodys(cast: Cast, who: str) -> None:
    for actor in (cast.alice, cast.visitor):
        assert actor.client.get(f"/photos/{who}/favorites/").status_code == 404


def test_a_page_deep_down_is_read_from_the_index(cast: Cast) -> None:
    faved = cast.alice.person.favourites.filter(FAVOURITES.behind(Key(NOW, 1)))
    page = FAVOURITES.forwards(faved)[:31]
    assert_read_from("favourites_page", "person_id=… AND faved_at", page)
