"""Photos with one tag: everybody's, or one person's."""

from itertools import chain

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.models import Photo, PhotoTag
from galleries.queries import tags
from galleries.queries.keyset import TAGGED, Key
from tests.cast import NOW, Cast, make_favourite, make_person, make_photo, switch
from tests.views.test_favourites import read
from tests.views.test_groups import text
from tests.views.test_photostream import link, shown

ALL, HERS = "/photos/tags/fog/", "/photos/alice/tags/fog/"
PUBLIC, FRIENDS = Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS


def test_a_tag_gathers_everybodys_photos_newest_upload_first(cast: Cast) -> None:
    old = make_photo(cast.bob, tags=("fog",), visibility=PUBLIC, uploaded_at=NOW)
    young = make_photo(cast.alice, tags=("sea", "fog"), visibility=PUBLIC)
    make_photo(cast.alice, tags=("foggy",), visibility=PUBLIC)
    page = read(cast.stranger, ALL)
    assert "<title>#fog · flickrweb</title>" in page
    assert "<h1>#<bdi>fog</bdi></h1>" in page
    assert shown(page) == [young.pk, old.pk]
    assert "2 photos&nbsp;·" in page
    assert '<a href="/photos/bob/" dir="auto">Bob Brandt</a> <' in page
    assert 'href="https://www.flickr.com/photos/tags/fog/"' in page


@pytest.mark.parametrize("who", ["alice", "ALICE", "11111111@N01"])
def test_of_one_person_it_gathers_theirs(cast: Cast, who: str) -> None:
    make_photo(cast.bob, tags=("fog",), visibility=PUBLIC)
    hers = make_photo(cast.alice, tags=("fog",), visibility=PUBLIC)
    make_photo(cast.alice, tags=("sea",), visibility=PUBLIC)
    page = read(cast.bob, f"/photos/{who}/tags/fog/")
    assert "<title>#fog by Alice Ahlgren · flickrweb</title>" in page
    assert shown(page) == [hers.pk]
    assert '<a href="/photos/alice/"><bdi>Alice Ahlgren</bdi></a>' in page
    assert f'<a href="{ALL}">' in page
    assert f'href="https://www.flickr.com/photos/{who}/tags/fog/"' in page


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("alice", {"public", "shown to everybody", "hers"}),
        ("bob", {"public", "shown to everybody", "for him"}),
        ("stranger", {"public", "shown to everybody"}),
        ("guest", {"public", "shown to everybody"}),
        ("operator", {"public", "shown to everybody"}),
    ],
)
def test_everybody_sees_and_counts_what_they_may(
    cast: Cast, settings: Settings, who: str, sees: set[str]
) -> None:
    settings.OPERATOR = [cast.operator.user.nsid]
    switch(cast.stranger, shows_photos=True)
    away = make_person("away", nsid="9@N09")
    photos = [
        make_photo(away, "public", tags=("fog",), visibility=PUBLIC),
        make_photo(cast.stranger, "shown to everybody", tags=("fog",), visibility=PUBLIC),
        make_photo(cast.alice, "hers", tags=("fog",)),
        make_photo(away, "for him", tags=("fog",), visibility=FRIENDS),
        make_photo(away, "moderate", tags=("fog",), visibility=PUBLIC, safety=1),
        make_photo(away, "gone", tags=("fog",), visibility=PUBLIC, gone_at=NOW),
    ]
    make_favourite(cast.bob, photos[3])
    page = read(getattr(cast, who), ALL)
    assert {photo.title for photo in photos if photo.pk in shown(page)} == sees
    assert f"{len(sees)} photos&nbsp;·" in page


def test_a_visitor_sees_the_tags_of_whoever_shows_theirs_and_no_others(cast: Cast) -> None:
    photo = make_photo(cast.alice, tags=("fog",), visibility=PUBLIC)
    assert cast.visitor.client.get(HERS).status_code == 404
    switch(cast.alice, shows_photos=True)
    page = read(cast.visitor, HERS)
    assert shown(page) == [photo.pk]
    assert ALL not in page
    assert cast.visitor.client.get(ALL).headers["Location"] == f"/sign-in/?next={ALL}"


@pytest.mark.parametrize("who", ["bob", "guest", "operator", "visitor"])
def test_nobody_learns_of_tags_on_what_they_may_not_see(cast: Cast, who: str) -> None:
    make_photo(cast.alice, "A secret pier", tags=("fog",))
    looker = getattr(cast, who)
    answer = looker.client.get(HERS)
    assert answer.status_code == looker.client.get("/photos/nobody/tags/fog/").status_code == 404
    assert "Alice" not in answer.text
    if who != "visitor":
        used, unused = text(looker, ALL), text(looker, "/photos/tags/frog/")
        assert used.replace("fog", "frog") == unused
        assert "No photo that you may see here has this tag." in used


def test_ones_own_tag_that_is_on_nothing_any_more_reads_well(cast: Cast) -> None:
    assert "No photo of yours that is copied here has this tag." in text(cast.alice, HERS)


def test_a_guest_is_sent_to_the_invitation(cast: Cast) -> None:
    answer = cast.guest.client.get(f"/photos/{cast.guest.user.nsid}/tags/fog/")
    assert answer.headers["Location"] == "/sync/"


@pytest.mark.parametrize(
    ("typed", "leads_to"), [("Fog", "fog"), ("Bus%20Stop", "busstop"), ("ÉTÉ", "%C3%A9t%C3%A9")]
)
def test_a_tag_as_it_is_typed_leads_to_its_normal_form(
    cast: Cast, typed: str, leads_to: str
) -> None:
    for start in ("/photos/tags/", "/photos/alice/tags/"):
        answer = cast.alice.client.get(f"{start}{typed}/")
        assert answer.headers["Location"] == f"{start}{leads_to}/"


@pytest.mark.parametrize("tag", ["%20", "%00", "a%00b", "%0A", "x" * 300])
def test_what_is_no_tag_is_on_nothing(cast: Cast, tag: str) -> None:
    for start in ("/photos/tags/", "/photos/bob/tags/"):
        answer = cast.alice.client.get(f"{start}{tag}/", follow=True)
        assert answer.status_code in (200, 404)
        assert shown(answer.text) == []


@pytest.mark.parametrize(
    "tag", ["東京", "dc:title=a/b?c#d", '"><script>', "ملعب", "100%", "a+b&c", "50%25"]
)
def test_a_strange_tag_is_a_link_that_leads_to_its_photos(cast: Cast, tag: str) -> None:
    photos = [make_photo(cast.alice, tags=(tag,), visibility=PUBLIC) for _ in range(35)]
    page = read(cast.bob, f"/photos/alice/{photos[0].pk}/")
    start = page.index('<a class="tag" href="') + len('<a class="tag" href="')
    address = page[start : page.index('"', start)]
    assert address.startswith("/photos/alice/tags/")
    first = read(cast.bob, address)
    assert "<script>" not in first.partition("<main")[2]
    assert len(shown(first)) == 30
    second = read(cast.bob, link(first, "next"))
    assert len(shown(second)) == 5
    assert len(shown(read(cast.bob, link(second, "prev")))) == 30
    answer = cast.bob.client.get(f"{address}?month=2004-01", follow=True)
    assert "There is nothing older than this." in answer.text


def test_very_many_photos_are_not_counted_one_by_one(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tags, "COUNTED_TO", 3)
    for _ in range(3):
        make_photo(cast.alice, tags=("fog",), visibility=PUBLIC)
    assert "3 photos&nbsp;·" in read(cast.bob, ALL)
    make_photo(cast.alice, tags=("fog",), visibility=PUBLIC)
    assert "more than 3 photos&nbsp;·" in read(cast.bob, ALL)


@pytest.mark.parametrize("url", [ALL, HERS])
def test_walking_there_and_back_loses_and_repeats_nothing(cast: Cast, url: str) -> None:
    photos = [
        make_photo(cast.alice, tags=("fog",), visibility=PUBLIC, uploaded_at=NOW) for _ in range(70)
    ]
    pages, address = [], url
    while address:
        page = read(cast.bob, address)
        pages.append(shown(page))
        address = link(page, "next")
    assert list(chain(*pages)) == [photo.pk for photo in photos[::-1]]
    back, address = [pages[-1]], link(page, "prev")
    while address:
        page = read(cast.bob, address)
        back.append(shown(page))
        address = link(page, "prev")
    assert back[::-1] == pages
    assert "There is nothing older than this." in read(cast.bob, f"{url}?after=1-1")


@pytest.mark.parametrize("url", [ALL, HERS])
@pytest.mark.parametrize("query", ["after=x", "before=1%00-1", "after=1-1&before=1-1"])
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, url: str, query: str) -> None:
    make_photo(cast.alice, tags=("fog",))
    assert cast.alice.client.get(f"{url}?{query}").status_code == 404


def test_htmx_gets_the_wall_and_everybody_else_the_whole_page(cast: Cast) -> None:
    make_photo(cast.alice, tags=("fog",))
    for url in (ALL, HERS):
        part = cast.alice.client.get(url, headers={"HX-Request-Type": "partial"})
        assert "<html" not in part.text
        assert len(shown(part.text)) == 1
        assert part.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("url", [ALL, HERS])
def test_the_number_of_queries_is_fixed(
    cast: Cast, url: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(70):
        make_photo(cast.alice, tags=("fog", "sea"), visibility=PUBLIC)
    second = read(cast.bob, link(read(cast.bob, url), "next"))
    for address in (url, link(second, "next"), link(second, "prev")):
        with django_assert_max_num_queries(6):
            cast.bob.client.get(address)


@pytest.mark.parametrize("index", ["tag_page", "tag_of_somebody_page"])
def test_a_page_deep_down_is_read_from_the_index(cast: Cast, index: str) -> None:
    """On both databases the first term of the condition is the range of an index scan."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # it would rather read the few rows of a test
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
            # Among the few rows of a test either index is as good: until the test is over there
            # is only the one.
            other = {"tag_page", "tag_of_somebody_page"} - {index}
            cursor.execute(f"DROP INDEX {other.pop()}")
    rows = PhotoTag.objects.filter(TAGGED.behind(Key(NOW, 1)), text="fog")
    if index == "tag_of_somebody_page":
        rows = rows.filter(owner=cast.alice.person)
    plan = TAGGED.forwards(rows)[:31].explain()
    assert index in plan
    assert "uploaded_at<" in plan.replace(" ", "")
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
