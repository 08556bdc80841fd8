"""The photos of one album: in its owner's order, in pages of thirty."""

import re
from itertools import chain

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Album, Photo
from galleries.queries.keyset import BadKey
from galleries.queries.positions import ALBUM, Position
from tests.cast import (
    NOW,
    Cast,
    make_album,
    make_album_item,
    make_favourite,
    make_photo,
    switch,
)
from tests.views.test_albums import URL, url
from tests.views.test_favourites import EVERYBODY, FRIENDS, PUBLIC, read
from tests.views.test_photostream import link, shown


def test_an_album_shows_its_photos_in_its_own_order(cast: Cast) -> None:
    young, old, middle = (make_photo(cast.alice, visibility=PUBLIC) for _ in range(3))
    album = make_album(cast.alice, "Piers", description_html="Of <b>wood</b>.")
    for position, photo in ((7, young), (3, old), (5, middle)):
        make_album_item(album, photo, position=position)
    make_album_item(album, make_photo(cast.alice), position=9, gone_at=NOW)
    page = read(cast.bob, url(album))
    assert shown(page) == [old.pk, middle.pk, young.pk]
    assert "<title>Piers, an album by Alice Ahlgren · flickrweb</title>" in page
    assert '<h1 class="heading__title" dir="auto">Piers</h1>' in page
    assert 'by <a href="/photos/alice/" dir="auto">Alice Ahlgren</a>' in page
    assert "3 photos&nbsp;·" in page
    assert "Of <b>wood</b>." in page
    assert f'href="https://www.flickr.com/photos/alice/albums/{album.pk}"' in page
    assert f'href="/photos/alice/{old.pk}/in/album-{album.pk}/"' in page
    assert '<a class="doors__link" href="/photos/alice/albums/" aria-current="true">' in page


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_album_of_private_photos_is_its_owners_alone(
    cast: Cast, settings: Settings, who: str
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.alice, shows_photos=True)
    make_photo(cast.alice, visibility=PUBLIC)
    album = make_album(cast.alice, "A secret pier", make_photo(cast.alice), make_photo(cast.alice))
    answer = getattr(cast, who).client.get(url(album))
    nothing = getattr(cast, who).client.get("/photos/alice/albums/1/")
    assert nothing.status_code == 404
    assert answer.status_code == (200 if who == "alice" else 404)
    assert ("secret pier" in answer.text) == (who == "alice")


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("alice", {"public", "moderate", "for friends", "private"}),
        ("bob", {"public", "for friends"}),
        ("stranger", {"public"}),
        ("guest", {"public"}),
        ("operator", {"public"}),
        ("visitor", {"public"}),
    ],
)
def test_of_an_album_everybody_sees_and_counts_what_they_may(
    cast: Cast, settings: Settings, who: str, sees: set[str]
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.alice, shows_photos=True)
    photos = [
        make_photo(cast.alice, "public", visibility=PUBLIC),
        make_photo(cast.alice, "moderate", visibility=PUBLIC, safety=Photo.Safety.MODERATE),
        make_photo(cast.alice, "for friends", visibility=FRIENDS),
        make_photo(cast.alice, "private"),
        make_photo(cast.alice, "gone", visibility=PUBLIC, gone_at=NOW),
    ]
    make_favourite(cast.bob, photos[2])
    page = read(getattr(cast, who), url(make_album(cast.alice, "Piers", *photos)))
    assert {photo.title for photo in photos if photo.pk in shown(page)} == sees
    assert f"{len(sees)} photo{'s' if len(sees) > 1 else ''}&nbsp;·" in page


@pytest.mark.parametrize(
    "address",
    [
        "/photos/bob/albums/{id}/",  # not his
        "/photos/alice/albums/{gone}/",
        "/photos/alice/albums/1/",
        "/photos/nobody/albums/{id}/",
        "/photos/a%00b/albums/{id}/",
        "/photos/alice/albums/9223372036854775808/",
        "/photos/alice/albums/99999999999999999999999999/",
        "/photos/alice/albums/x/",
        "/photos/nobody/albums/",
        "/photos/a%00b/albums/",
    ],
)
def test_what_is_not_there_is_not_there(cast: Cast, address: str) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    album, gone = (
        make_album(cast.alice, "A", photo),
        make_album(cast.alice, "B", photo, gone_at=NOW),
    )
    address = address.format(id=album.pk, gone=gone.pk)
    for actor in (cast.alice, cast.bob, cast.visitor):
        assert actor.client.get(address).status_code == 404


def test_an_old_address_of_flickr_leads_on_for_good_and_tells_nothing(cast: Cast) -> None:
    album = make_album(cast.alice, "A", make_photo(cast.alice))
    for old, new in (
        (f"/photos/alice/sets/{album.pk}/", url(album)),
        ("/photos/alice/sets/1/", "/photos/alice/albums/1/"),
        ("/photos/alice/sets/", URL),
    ):
        for actor in (cast.alice, cast.visitor):
            answer = actor.client.get(old)
            assert (answer.status_code, answer.headers["Location"]) == (301, new)
    assert cast.alice.client.get(f"/photos/alice/albums/{album.pk}").status_code == 301


def make_long_album(cast: Cast, count: int = 70) -> Album:
    """Positions come in pairs, so a page may end between two of the same."""
    album = make_album(cast.alice, "Long")
    for number in range(count):
        make_album_item(album, make_photo(cast.alice), position=number // 2)
    return album


def test_walking_through_an_album_loses_and_repeats_nothing(cast: Cast) -> None:
    album = make_long_album(cast)
    pages, address = [], url(album)
    while address:
        page = read(cast.alice, address)
        pages.append(shown(page))
        address = link(page, "next")
    assert [len(ids) for ids in pages] == [30, 30, 10]
    in_order = album.items.order_by("position", "photo").values_list("photo", flat=True)
    assert list(chain(*pages)) == list(in_order)

    back, address = [pages[-1]], link(page, "prev")
    while address:
        page = read(cast.alice, address)
        back.append(shown(page))
        address = link(page, "prev")
    assert back[::-1] == pages


def test_a_page_means_the_same_when_photos_come_and_go_around_it(cast: Cast) -> None:
    album = make_long_album(cast)
    second = link(read(cast.alice, url(album)), "next")
    assert re.fullmatch(rf"{url(album)}\?after=14-\d+", second)
    ids = shown(read(cast.alice, second))
    make_album_item(album, make_photo(cast.alice), position=0)
    make_album_item(album, make_photo(cast.alice), position=999)
    album.items.filter(photo=shown(read(cast.alice, url(album)))[29]).update(gone_at=NOW)
    assert shown(read(cast.alice, second)) == ids


def test_behind_the_last_one_there_is_a_way_back(cast: Cast) -> None:
    album = make_album(cast.alice, "A", make_photo(cast.alice))
    assert "There are no photos behind this." in read(cast.alice, f"{url(album)}?after=9-9")
    assert "There are no albums behind this." in read(cast.alice, f"{URL}?after=9-9")


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=1",
        "after=-1-1",
        "after=2147483648-1",
        "after=1-9223372036854775808",
        "before=1%00-1",
        "before=%D9%A1-1",
        "after=1-1&before=1-1",
    ],
)
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, query: str) -> None:
    album = make_album(cast.alice, "A", make_photo(cast.alice))
    for address in (URL, url(album)):
        assert cast.alice.client.get(f"{address}?{query}").status_code == 404


def test_a_key_is_what_it_was_parsed_from() -> None:
    assert str(Position.parse("29-53000000001")) == "29-53000000001"
    assert Position.parse("0-0") == Position(0, 0)
    with pytest.raises(BadKey):
        Position.parse("1-2-3")


@pytest.mark.parametrize("who", ["alice", "bob", "visitor"])
def test_the_number_of_queries_is_fixed(
    cast: Cast, who: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    switch(cast.alice, shows_photos=True, shows_favourites=True)
    photos = [make_photo(cast.alice, visibility=PUBLIC) for _ in range(70)]
    album = make_album(cast.alice, "Long", *photos)
    for number in range(70):
        make_album(cast.alice, f"No. {number}", photos[number], position=number)
    looker = getattr(cast, who)
    for address in (URL, url(album)):
        second = link(read(looker, address), "next")
        third = read(looker, second)
        for page in (address, second, link(third, "prev")):
            with django_assert_max_num_queries(6):
                looker.client.get(page)


def test_htmx_gets_the_wall_and_everybody_else_the_whole_page(cast: Cast) -> None:
    album = make_album(cast.alice, "A", make_photo(cast.alice))
    for address in (URL, url(album)):
        part = cast.alice.client.get(address, headers={"HX-Request-Type": "partial"}).text
        assert "<html" in read(cast.alice, address)
        assert "<html" not in part
        assert 'id="wall"' in part


def test_a_page_deep_down_is_read_from_the_index(cast: Cast) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # it would rather read the few rows of a test
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    album = make_album(cast.alice, "A", make_photo(cast.alice))
    plan = ALBUM.forwards(album.items.filter(ALBUM.behind(Position(5, 1))))[:31].explain()
    assert "album_page" in plan
    assert "position>" in plan.replace(" ", "").replace('"', "")
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
