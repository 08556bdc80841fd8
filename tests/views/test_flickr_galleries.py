"""The galleries that somebody made on Flickr: other people's photos, with the curator's words."""

import re
from datetime import timedelta
from itertools import chain

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import FlickrGallery
from tests.cast import (
    NOW,
    Cast,
    make_flickr_gallery,
    make_flickr_gallery_item,
    make_person,
    make_photo,
    switch,
)
from tests.views.test_albums import counts, covers, pictures
from tests.views.test_favourites import EVERYBODY, FRIENDS, PUBLIC, read
from tests.views.test_photostream import link, shown

URL = "/photos/alice/galleries/"


def url(gallery: FlickrGallery) -> str:
    return f"/photos/alice/galleries/{gallery.pk}/"


def captions(page: str) -> list[str]:
    return re.findall(r'<blockquote class="photo-card__caption" dir="auto">(.*?)</block', page)


@pytest.mark.parametrize("who", ["alice", "ALICE", "11111111@N01"])
def test_alice_finds_her_galleries_newest_first(cast: Cast, who: str) -> None:
    photo, other = make_photo(cast.bob, visibility=PUBLIC), make_photo(cast.bob)
    for title, days in (("Old", 9), ("Young", 1), ("Middle", 5)):
        made_at = NOW - timedelta(days=days)
        make_flickr_gallery(cast.alice, title, photo, other, created_at=made_at)
    make_flickr_gallery(cast.alice, "Nobody knows when", created_at=None)
    make_flickr_gallery(cast.alice, "Gone", photo, gone_at=NOW)
    make_flickr_gallery(cast.bob, "His", photo)
    page = read(cast.alice, f"/photos/{who}/galleries/")
    assert covers(page) == ["Young", "Middle", "Old", "Nobody knows when"]
    assert counts(page) == ["1 photo", "1 photo", "1 photo", "0 photos"]
    assert pictures(page) == [photo.pk] * 3
    assert "<h1>Galleries on Flickr by <bdi>Alice Ahlgren</bdi></h1>" in page
    assert "4 galleries&nbsp;·" in page
    assert 'href="https://www.flickr.com/photos/alice/galleries/"' in page


def test_a_cover_credits_whoever_took_it(cast: Cast) -> None:
    unknown = make_person("", nsid="9@N09", realname="<b>高橋</b> 花子")
    photo = make_photo(unknown, "橋", visibility=PUBLIC, licence=11)
    make_flickr_gallery(cast.alice, "Bridges", photo)
    page = read(cast.alice, URL)
    assert 'photo by <a href="/photos/9@N09/" dir="auto">&lt;b&gt;高橋&lt;/b&gt; 花子</a>' in page
    assert ">CC BY 4.0</a>" in page
    assert f'href="https://www.flickr.com/photos/9@N09/{photo.pk}/"' in page


def test_the_cover_is_one_that_she_may_see(cast: Cast) -> None:
    closed, chosen, first = (
        make_photo(cast.bob),
        make_photo(cast.bob, visibility=PUBLIC),
        make_photo(cast.bob, visibility=PUBLIC),
    )
    for title, cover in (("A", chosen.pk), ("B", closed.pk), ("C", None)):
        photos = (closed, first, chosen)
        make_flickr_gallery(cast.alice, title, *photos, cover_flickr_id=cover)
    assert pictures(read(cast.alice, URL)) == [first.pk, first.pk, chosen.pk]  # newest first


def test_a_gallery_shows_its_photos_in_its_order_with_its_curators_words(cast: Cast) -> None:
    gallery = make_flickr_gallery(cast.alice, "Bridges", description_html="All of <i>steel</i>.")
    words = "Look at the <b>light</b>."
    photos = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(3)]
    for photo, position, comment in zip(
        photos, (5, 9, 1), ("Last but one", words, ""), strict=True
    ):
        make_flickr_gallery_item(gallery, photo, position=position, comment_html=comment)
    page = read(cast.alice, url(gallery))
    assert shown(page) == [photos[2].pk, photos[0].pk, photos[1].pk]
    assert captions(page) == ["Last but one", words]
    assert page.index("Last but one") < page.index(f'data-photo="{photos[1].pk}"')
    assert "The words under the photos are <bdi>Alice Ahlgren</bdi>’s." in page
    assert page.count('<a href="/photos/bob/" dir="auto">Bob Brandt</a>') == 3
    assert "All of <i>steel</i>." in page
    assert "picked by <bdi>Alice Ahlgren</bdi>" in page
    assert "3 photos&nbsp;·" in page
    assert f'href="https://www.flickr.com/photos/alice/galleries/{gallery.pk}"' in page
    assert f'href="/photos/bob/{photos[0].pk}/in/gallery-{gallery.pk}/"' in page
    assert "<title>Bridges, a gallery on Flickr by Alice Ahlgren · flickrweb</title>" in page


@pytest.mark.parametrize("who", EVERYBODY)
def test_ones_galleries_are_ones_own_affair(cast: Cast, settings: Settings, who: str) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.alice, shows_photos=True, shows_favourites=True)
    switch(cast.bob, shows_photos=True)
    gallery = make_flickr_gallery(
        cast.alice, "A secret pier", make_photo(cast.bob, visibility=PUBLIC)
    )
    for address in (URL, url(gallery)):
        answer = getattr(cast, who).client.get(address)
        assert answer.status_code == (200 if who == "alice" else 404)
        assert ("secret pier" in answer.text) == (who == "alice")


def test_of_a_gallery_she_sees_and_counts_what_she_may(cast: Cast) -> None:
    public = make_photo(cast.bob, visibility=PUBLIC)
    hidden = [
        make_photo(cast.bob),
        make_photo(cast.bob, visibility=FRIENDS),
        make_photo(cast.bob, visibility=PUBLIC, safety=1),
        make_photo(cast.bob, visibility=PUBLIC, gone_at=NOW),
    ]
    gallery = make_flickr_gallery(cast.alice, "Bridges", public, *hidden)
    dropped = make_photo(cast.bob, visibility=PUBLIC)
    make_flickr_gallery_item(gallery, dropped, gone_at=NOW, comment_html="Dropped")
    page = read(cast.alice, url(gallery))
    assert shown(page) == [public.pk]
    assert "1 photo&nbsp;·" in page
    assert "Dropped" not in page
    assert counts(read(cast.alice, URL)) == ["1 photo"]


def test_a_gallery_without_anything_to_show_says_so(cast: Cast) -> None:
    gallery = make_flickr_gallery(cast.alice, "Bridges", make_photo(cast.bob))
    page = read(cast.alice, url(gallery))
    assert "No photo of this gallery shows here" in page
    assert "0 photos" not in page
    assert '<span class="cover__missing">' in read(cast.alice, URL)


def test_who_has_no_galleries_reads_why_and_where_to_go(cast: Cast) -> None:
    page = read(cast.alice, URL)
    assert "Nothing hangs here yet. The galleries that you make on Flickr show here" in page
    assert 'href="/sync/"' in page
    nsid = cast.guest.user.nsid
    answer = cast.guest.client.get(f"/photos/{nsid}/galleries/")
    assert answer.headers["Location"] == "/sync/"


@pytest.mark.parametrize(
    "address",
    [
        "/photos/bob/galleries/{id}/",
        "/photos/alice/galleries/{gone}/",
        "/photos/alice/galleries/1/",
        "/photos/alice/galleries/99999999999999999999999999/",
        "/photos/alice/galleries/1-{id}/",
        "/photos/a%00b/galleries/{id}/",
        "/photos/nobody/galleries/",
    ],
)
def test_what_is_not_there_is_not_there(cast: Cast, address: str) -> None:
    gallery = make_flickr_gallery(cast.alice, "A")
    gone = make_flickr_gallery(cast.alice, "B", gone_at=NOW)
    address = address.format(id=gallery.pk, gone=gone.pk)
    for actor in (cast.alice, cast.visitor):
        assert actor.client.get(address).status_code == 404


def test_an_old_address_of_flickr_leads_on_for_good(cast: Cast) -> None:
    for actor in (cast.alice, cast.visitor):
        answer = actor.client.get("/photos/alice/gallery/72157/")
        assert answer.status_code == 301
        assert answer.headers["Location"] == "/photos/alice/galleries/72157/"


def test_walking_through_a_full_gallery_loses_and_repeats_nothing(cast: Cast) -> None:
    gallery = make_flickr_gallery(cast.alice, "Bridges")
    for number in range(70):
        photo = make_photo(cast.bob, visibility=PUBLIC)
        make_flickr_gallery_item(gallery, photo, position=number // 2, comment_html=f"<{number}>")
    pages, said, address = [], [], url(gallery)
    while address:
        page = read(cast.alice, address)
        pages.append(shown(page))
        said += captions(page)
        address = link(page, "next")
    assert [len(ids) for ids in pages] == [30, 30, 10]
    in_order = gallery.items.order_by("position", "photo").values_list("photo", flat=True)
    assert list(chain(*pages)) == list(in_order)
    assert said == [f"<{number}>" for number in range(70)]


def test_walking_through_many_galleries_loses_and_repeats_nothing(cast: Cast) -> None:
    for number in range(70):
        made_at = NOW - timedelta(days=number // 3) if number < 65 else None
        make_flickr_gallery(cast.alice, f"{number}", created_at=made_at)
    pages, address = [], URL
    while address:
        page = read(cast.alice, address)
        pages.append(covers(page))
        address = link(page, "next")
    assert [len(titles) for titles in pages] == [30, 30, 10]
    assert len(set(chain(*pages))) == 70
    assert set(pages[-1][-5:]) == {"65", "66", "67", "68", "69"}


@pytest.mark.parametrize("query", ["after=x", "before=-1-1", "after=1-1&before=1-1"])
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, query: str) -> None:
    gallery = make_flickr_gallery(cast.alice, "A")
    for address in (URL, url(gallery)):
        assert cast.alice.client.get(f"{address}?{query}").status_code == 404


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    people = [make_person(f"p{number}", nsid=f"{number}@N00") for number in range(35)]
    photos = [make_photo(people[number % 35], visibility=PUBLIC) for number in range(70)]
    gallery = make_flickr_gallery(cast.alice, "Long", *photos)
    for number in range(70):
        make_flickr_gallery(cast.alice, f"No. {number}", photos[number])
    for address in (URL, url(gallery)):
        second = link(read(cast.alice, address), "next")
        back = link(read(cast.alice, second), "prev")
        for page in (address, second, back):
            with django_assert_max_num_queries(6):
                cast.alice.client.get(page)


def test_htmx_gets_the_wall_and_everybody_else_the_whole_page(cast: Cast) -> None:
    gallery = make_flickr_gallery(cast.alice, "A", make_photo(cast.bob, visibility=PUBLIC))
    for address in (URL, url(gallery)):
        part = cast.alice.client.get(address, headers={"HX-Request-Type": "partial"}).text
        assert "<html" not in part
        assert 'id="wall"' in part


def test_no_cache_and_no_search_engine_keeps_them(cast: Cast) -> None:
    gallery = make_flickr_gallery(cast.alice, "A", make_photo(cast.bob, visibility=PUBLIC))
    for address in (URL, url(gallery)):
        answer = cast.alice.client.get(address)
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert answer.headers["Cache-Control"] == "private, no-cache"
