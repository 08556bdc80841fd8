"""Somebody's albums, in their order, in pages of thirty covers."""

import re
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from pytest_django import Settings

from galleries.models import Album, Stream
from tests.cast import (
    NOW,
    Cast,
    make_album,
    make_favourite,
    make_photo,
    make_stream,
    switch,
)
from tests.views.test_favourites import FRIENDS, PUBLIC, read
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


@pytest.mark.parametrize("unknown", [{"sizes": {}}, {"media_ready": False}])
def test_a_photo_without_a_picture_is_on_no_cover_while_another_has_one(
    cast: Cast, unknown: dict[str, Any]
) -> None:
    blank = make_photo(cast.alice, visibility=PUBLIC, **unknown)
    seen = make_photo(cast.alice, visibility=PUBLIC)
    make_album(cast.alice, "A", blank, seen, cover_flickr_id=blank.pk)
    make_album(cast.alice, "B", blank, seen, cover_flickr_id=None)
    assert pictures(read(cast.bob, URL)) == [seen.pk, seen.pk]


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
