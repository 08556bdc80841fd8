"""Somebody's albums, and the photos of one: in their owner's order, in pages of thirty."""

import re
from datetime import timedelta
from itertools import chain

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Album, Photo, Stream
from galleries.queries.keyset import BadKey
from galleries.queries.positions import ALBUM, Position
from tests.cast import (
    NOW,
    Cast,
    make_album,
    make_album_item,
    make_favourite,
    make_person,
    make_photo,
    make_stream,
    switch,
)
from tests.views.test_favourites import EVERYBODY, FRIENDS, PUBLIC, read
from tests.views.test_photostream import link, shown

URL = "/photos/alice/albums/"


def url(album: Album) -> str:
    return f"/photos/alice/albums/{album.pk}/"


def covers(page: str) -> list[str]:
    """The titles of the covers on a page, in their order."""
    return re.findall(r'<span class="cover__title[^"]*" dir="auto">(.*?)</span>', page)


def counts(page: str) -> list[str]:
    return re.findall(r'<p class="cover__count">(.*?)</p>', page)


def pictures(page: str) -> list[int]:
    """The photos that stand on the covers."""
    return [int(found) for found in re.findall(r'class="cover__picture" src="[^"]*/(\d+)_', page)]


# The page of all albums.


@pytest.mark.parametrize("who", ["alice", "ALICE", "11111111@N01"])
def test_alice_finds_her_albums_in_her_order(cast: Cast, who: str) -> None:
    photos = [make_photo(cast.alice, visibility=PUBLIC) for _ in range(3)]
    make_album(cast.alice, "Second", photos[0], position=1)
    first = make_album(cast.alice, "First", photos[1], photos[2], position=0)
    make_album(cast.alice, "Third", photos[0], position=1)  # the same place: by its id
    page = read(cast.alice, f"/photos/{who}/albums/")
    assert covers(page) == ["First", "Second", "Third"]
    assert counts(page) == ["2 photos", "1 photo", "1 photo"]
    assert f'<a class="cover__link" href="{url(first)}">' in page
    assert "<title>Albums of Alice Ahlgren · flickrweb</title>" in page
    assert "<h1>Albums of <bdi>Alice Ahlgren</bdi></h1>" in page
    assert "3 albums&nbsp;·" in page
    assert 'href="https://www.flickr.com/photos/alice/albums/"' in page
    assert '<a class="doors__link" href="/photos/alice/albums/" aria-current="page">' in page


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("alice", {"Public": "2 photos", "Mixed": "3 photos", "Private": "1 photo"}),
        ("bob", {"Public": "2 photos", "Mixed": "2 photos"}),
        ("stranger", {"Public": "2 photos", "Mixed": "1 photo"}),
        ("guest", {"Public": "2 photos", "Mixed": "1 photo"}),
        ("operator", {"Public": "2 photos", "Mixed": "1 photo"}),
        ("visitor", {}),
    ],
)
def test_everybody_sees_and_counts_what_they_may(
    cast: Cast, settings: Settings, who: str, sees: dict[str, str]
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    public = [make_photo(cast.alice, visibility=PUBLIC) for _ in range(2)]
    private, friends = make_photo(cast.alice), make_photo(cast.alice, visibility=FRIENDS)
    make_favourite(cast.bob, friends)  # Flickr showed it to him
    make_album(cast.alice, "Public", *public, photo_count=77)
    make_album(cast.alice, "Mixed", private, friends, public[0])
    make_album(cast.alice, "Private", private)
    make_album(cast.alice, "Empty")
    make_album(cast.alice, "Gone", *public, gone_at=NOW)
    answer = getattr(cast, who).client.get(URL)
    assert answer.status_code == (200 if sees else 404)
    if sees:
        page = " ".join(answer.text.split())
        assert dict(zip(covers(page), counts(page), strict=True)) == sees
        assert f"{len(sees)} albums&nbsp;·" in page
    else:
        assert "Alice" not in answer.text


def test_what_is_too_much_to_count_is_many_but_its_owner_reads_flickrs_number(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    large = make_album(cast.alice, "Large", photo, photo_count=10_001, video_count=7, position=1)
    make_album(cast.alice, "Not so large", photo, photo_count=501, position=2)
    make_album(cast.alice, "Counted", photo, photo_count=500, position=3)
    assert counts(read(cast.alice, URL)) == ["10,008 photos", "501 photos", "1 photo"]
    assert counts(read(cast.bob, URL)) == ["many photos", "many photos", "1 photo"]
    assert "10,008 photos&nbsp;·" in read(cast.alice, url(large))
    assert "many photos&nbsp;·" in read(cast.bob, url(large))


def test_a_cover_is_the_chosen_photo_or_else_the_first_that_the_viewer_may_see(cast: Cast) -> None:
    first, chosen, private = (
        make_photo(cast.alice, visibility=PUBLIC),
        make_photo(cast.alice, visibility=PUBLIC),
        make_photo(cast.alice),
    )
    lost = make_photo(cast.alice, visibility=PUBLIC)
    album = make_album(cast.alice, "A", private, first, chosen, cover_flickr_id=chosen.pk)
    make_album(cast.alice, "B", private, first, chosen, cover_flickr_id=private.pk)
    make_album(cast.alice, "C", private, first, cover_flickr_id=lost.pk)  # not in it (any more)
    make_album(cast.alice, "D", first, chosen, cover_flickr_id=None)
    assert pictures(read(cast.alice, URL)) == [chosen.pk, private.pk, private.pk, first.pk]
    assert pictures(read(cast.bob, URL)) == [chosen.pk, first.pk, first.pk, first.pk]
    album.items.filter(photo=chosen).update(gone_at=NOW)
    assert pictures(read(cast.bob, URL))[0] == first.pk


def test_a_visitor_sees_the_albums_of_whoever_shows_their_photos(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    album = make_album(cast.alice, "Public", make_photo(cast.alice), photo)
    make_album(cast.alice, "Private", make_photo(cast.alice))
    make_album(cast.alice, "In doubt", photo, missing_at=NOW)
    assert cast.visitor.client.get(URL).status_code == 404
    assert cast.visitor.client.get(url(album)).status_code == 404
    switch(cast.alice, shows_photos=True)
    page = read(cast.visitor, URL)
    assert (covers(page), counts(page), pictures(page)) == (["Public"], ["1 photo"], [photo.pk])
    assert shown(read(cast.visitor, url(album))) == [photo.pk]


def test_albums_of_whoever_is_no_longer_kept_in_step_are_their_own_affair(cast: Cast) -> None:
    stream = make_stream(cast.alice, Stream.Kind.ALBUMS, in_step_at=NOW - timedelta(days=9))
    album = make_album(cast.alice, "Old", make_photo(cast.alice, visibility=PUBLIC))
    for address in (URL, url(album)):
        assert cast.bob.client.get(address).status_code == 404
        assert cast.alice.client.get(address).status_code == 200
    stream.in_step_at = NOW
    stream.save()
    assert covers(read(cast.bob, URL)) == ["Old"]


def test_who_has_no_albums_reads_why_and_where_to_go(cast: Cast) -> None:
    page = read(cast.alice, URL)
    assert "Nothing hangs here yet. Your albums on Flickr show here" in page
    assert 'href="/sync/"' in page
    for who in ("bob", "visitor"):
        assert getattr(cast, who).client.get(URL).status_code == 404


def test_a_guest_is_sent_to_the_invitation(cast: Cast) -> None:
    nsid = cast.guest.user.nsid
    answer = cast.guest.client.get(f"/photos/{nsid}/albums/")
    assert answer.headers["Location"] == "/sync/"
    assert cast.guest.client.get(f"/photos/{nsid}/albums/1/").status_code == 404


def test_walking_through_seventy_albums_loses_and_repeats_nothing(cast: Cast) -> None:
    photo = make_photo(cast.alice)
    titles = [f"No. {number}" for number in range(70)]
    for number, title in enumerate(titles):
        make_album(cast.alice, title, photo, position=number // 3)
    pages, address = [], URL
    while address:
        page = read(cast.alice, address)
        pages.append(covers(page))
        address = link(page, "next")
    assert [len(page) for page in pages] == [30, 30, 10]
    assert list(chain(*pages)) == titles


def test_what_people_wrote_on_a_cover_stays_words(cast: Cast) -> None:
    photo = make_photo(cast.alice, '"><script>x</script>', visibility=PUBLIC)
    make_album(cast.alice, '<img src=x onerror="x">&', photo)
    make_album(cast.alice, "\u200b \n", photo)
    page = read(cast.alice, URL)
    assert covers(page) == ["&lt;img src=x onerror=&quot;x&quot;&gt;&amp;", "Untitled"]
    assert "<script>x" not in page
    assert "<img src=x" not in page


def test_a_cover_without_a_picture_keeps_its_place(cast: Cast) -> None:
    make_album(cast.alice, "A", make_photo(cast.alice, media_ready=False))
    page = read(cast.alice, URL)
    assert covers(page) == ["A"]
    assert '<span class="cover__missing">' in page


def test_a_cover_leads_to_its_photo_on_flickr(cast: Cast) -> None:
    photo = make_photo(cast.alice, "Pier")
    make_album(cast.alice, "A", photo)
    page = read(cast.alice, URL)
    assert f'href="https://www.flickr.com/photos/alice/{photo.pk}/"' in page
    assert 'aria-label="“Pier” on Flickr"' in page


# One album.


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


# The links beside a person's name.


def doors(page: str) -> list[str]:
    return re.findall(r'class="doors__link" href="[^"]+"[^>]*>([^<]+)<', page)


def test_ones_own_lists_always_open(cast: Cast) -> None:
    for address in ("", "favorites/", "albums/", "galleries/"):
        page = read(cast.alice, f"/photos/alice/{address}")
        assert doors(page) == ["Photostream", "Favourites", "Albums", "Galleries"], address
        assert page.count('aria-current="page"') >= 1


def test_of_somebody_else_only_those_are_named_that_open(cast: Cast) -> None:
    make_photo(cast.alice, visibility=PUBLIC)
    assert doors(read(cast.bob, "/photos/alice/")) == []  # a single one leads nowhere
    album = make_album(cast.alice, "A", make_photo(cast.alice))
    assert doors(read(cast.bob, "/photos/alice/")) == []
    make_album_item(album, make_photo(cast.alice, visibility=PUBLIC))
    assert doors(read(cast.bob, "/photos/alice/")) == ["Photostream", "Albums"]
    switch(cast.alice, shows_favourites=True, shows_photos=True)
    assert doors(read(cast.bob, URL)) == ["Photostream", "Favourites", "Albums"]
    assert doors(read(cast.visitor, URL)) == ["Photostream", "Albums"]
    for name in doors(read(cast.bob, URL)):
        assert read(
            cast.bob,
            f"/photos/alice/{name.lower()}/".replace("photostream/", "").replace(
                "favourites", "favorites"
            ),
        )


def test_a_stranger_without_a_photostream_here_has_no_door_to_it(cast: Cast) -> None:
    away = make_person("away", nsid="9@N09")
    for who in ("alice", "visitor"):
        assert getattr(cast, who).client.get(f"/photos/{away.nsid}/albums/").status_code == 404
