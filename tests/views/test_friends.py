"""The newest photos of the people one follows, in pages of thirty."""

from datetime import timedelta
from itertools import chain

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from galleries.models import ContactPhoto, Photo, Stream
from galleries.queries.keyset import FRIENDS as BY_UPLOAD
from galleries.queries.keyset import Key
from tests.cast import NOW, Cast, make_contact_photo, make_person, make_photo, make_stream
from tests.views.test_favourites import read
from tests.views.test_groups import text
from tests.views.test_photostream import link, shown

URL = "/photos/friends/"
PUBLIC, FRIENDS = Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS


def test_alice_finds_what_her_contacts_uploaded_newest_first(cast: Cast) -> None:
    old = make_photo(cast.bob, "Old", visibility=FRIENDS, uploaded_at=NOW - timedelta(days=3))
    young = make_photo(cast.stranger, "Young", visibility=PUBLIC)
    make_contact_photo(cast.alice, young)
    make_contact_photo(cast.alice, old)
    page = read(cast.alice, URL)
    assert "<title>Photos of people you follow · flickrweb</title>" in page
    assert shown(page) == [young.pk, old.pk]
    assert '<a href="/photos/bob/" dir="auto">Bob Brandt</a> <' in page
    assert 'href="https://www.flickr.com/photos/friends/"' in page


def test_a_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    make_contact_photo(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    answer = cast.visitor.client.get(URL)
    assert answer.headers["Location"] == "/sign-in/?next=/photos/friends/"


@pytest.mark.parametrize("who", ["bob", "stranger", "guest", "operator"])
def test_whom_somebody_follows_shows_to_nobody_else(cast: Cast, who: str) -> None:
    make_contact_photo(cast.alice, make_photo(cast.bob, "A pier", visibility=PUBLIC))
    page = read(getattr(cast, who), URL)
    assert shown(page) == []
    assert "A pier" not in page


def test_photos_that_flickr_has_not_shown_for_a_day_are_not_shown(cast: Cast) -> None:
    photo = make_photo(cast.bob, visibility=FRIENDS)
    make_contact_photo(cast.alice, photo, told_at=NOW - timedelta(hours=25))
    make_contact_photo(cast.alice, make_photo(cast.bob, visibility=PUBLIC, gone_at=NOW))
    make_contact_photo(cast.alice, make_photo(cast.bob, visibility=PUBLIC), gone_at=NOW)
    assert shown(read(cast.alice, URL)) == []


def test_nothing_yet_reads_well_for_everybody(cast: Cast) -> None:
    assert "Their photos are on their way" in text(cast.alice, URL)
    make_stream(cast.alice, Stream.Kind.CONTACTS_PHOTOS, in_step_at=NOW)
    assert "Nothing new from people you follow" in text(cast.alice, URL)
    assert "See what would be copied" in text(cast.guest, URL)


def test_who_has_disconnected_reads_that_these_are_not_new(cast: Cast) -> None:
    make_contact_photo(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    assert "As they were when" not in text(cast.alice, URL)
    cast.alice.connection.delete()
    assert "As they were when you kept your Flickr in step here." in text(cast.alice, URL)


def test_nobody_is_called_friends_or_tags(cast: Cast) -> None:
    """Flickr gives these names to nobody, and what it tells is not to be trusted."""
    for name in ("friends", "Tags"):
        somebody = make_person(name, nsid=f"{len(name)}@N09")
        photo = make_photo(somebody, "Swallowed", visibility=PUBLIC)
        assert somebody.who == somebody.nsid
        assert "Swallowed" not in cast.alice.client.get(f"/photos/{name}/").text
        assert "Swallowed" not in cast.alice.client.get(f"/photos/{name}/{photo.pk}/").text
        assert shown(read(cast.alice, f"/photos/{somebody.nsid}/")) == [photo.pk]
    assert cast.alice.client.get("/photos/tags/").status_code == 404


def test_the_way_there_stands_in_ones_menu(cast: Cast) -> None:
    assert 'href="/photos/friends/"' in read(cast.alice, "/about/")
    assert 'href="/photos/friends/" aria-current="page"' in read(cast.alice, URL)


def test_walking_there_and_back_loses_and_repeats_nothing(cast: Cast) -> None:
    photos = [make_photo(cast.bob, visibility=PUBLIC, uploaded_at=NOW) for _ in range(70)]
    for photo in photos:
        make_contact_photo(cast.alice, photo)
    pages, url = [], URL
    while url:
        page = read(cast.alice, url)
        pages.append(shown(page))
        url = link(page, "next")
    assert list(chain(*pages)) == [photo.pk for photo in photos[::-1]]
    back, url = [pages[-1]], link(page, "prev")
    while url:
        page = read(cast.alice, url)
        back.append(shown(page))
        url = link(page, "prev")
    assert back[::-1] == pages
    assert "There is nothing older than this." in text(cast.alice, f"{URL}?after=1-1")


@pytest.mark.parametrize("query", ["after=x", "before=1%00-1", "after=1-1&before=1-1"])
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, query: str) -> None:
    assert cast.alice.client.get(f"{URL}?{query}").status_code == 404


def test_htmx_gets_the_wall_and_everybody_else_the_whole_page(cast: Cast) -> None:
    make_contact_photo(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    part = cast.alice.client.get(URL, headers={"HX-Request-Type": "partial"})
    assert "<html" not in part.text
    assert len(shown(part.text)) == 1
    assert part.headers["Cache-Control"] == "private, no-cache"


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(70):
        make_contact_photo(cast.alice, make_photo(cast.bob, visibility=PUBLIC))
    second = read(cast.alice, link(read(cast.alice, URL), "next"))
    for address in (URL, link(second, "next"), link(second, "prev")):
        with django_assert_max_num_queries(6):
            cast.alice.client.get(address)


def test_a_page_deep_down_is_read_from_the_index(cast: Cast) -> None:
    """On both databases the first term of the condition is the range of an index scan."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # it would rather read the few rows of a test
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    rows = ContactPhoto.objects.filter(BY_UPLOAD.behind(Key(NOW, 1)), person=cast.alice.person)
    plan = BY_UPLOAD.forwards(rows)[:31].explain()
    assert "contact_photos_page" in plan
    assert "uploaded_at<" in plan.replace(" ", "")
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
