"""Somebody's photostream, in pages of thirty."""

import re
from datetime import timedelta
from itertools import chain

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from galleries.queries.keyset import PHOTOSTREAM, BadKey, Key
from tests.cast import NOW, Actor, Cast, make_photo

URL = "/photos/alice/"


def shown(page: str) -> list[int]:
    """The ids of the photos on a page, in their order."""
    return [int(found) for found in re.findall(r'data-photo="(\d+)"', page)]


def link(page: str, rel: str) -> str:
    """The address behind "Newer" (prev) or "Older" (next), "" when there is none."""
    found = re.search(rf'rel="{rel}" href="([^"]+)"', page)
    return found[1] if found else ""


@pytest.mark.parametrize("who", ["alice", "ALICE", "11111111@N01"])
def test_alice_finds_her_photos_by_alias_and_by_nsid(cast: Cast, who: str) -> None:
    photo = make_photo(cast.alice, "Pier", uploaded_at=NOW)
    page = cast.alice.client.get(f"/photos/{who}/").content.decode()
    assert "<title>Photos by Alice Ahlgren · flickrweb</title>" in page
    assert shown(page) == [photo.pk]
    assert "1 photo&nbsp;·" in " ".join(page.split())
    assert "March 2026" in page
    assert "https://www.flickr.com/photos/alice/" in page


@pytest.mark.parametrize("who", ["bob", "stranger", "visitor"])
def test_nobody_else_learns_that_there_is_anything(cast: Cast, who: str) -> None:
    make_photo(cast.alice, "A secret pier")
    looker: Actor = getattr(cast, who)
    found = looker.client.get(URL)
    nobody = looker.client.get("/photos/nobody-at-all/")
    assert found.status_code == nobody.status_code == 404
    page = found.content.decode()
    assert "Alice" not in page
    assert "secret pier" not in page
    assert "1 photo" not in page
    assert "<title>Nothing hangs here · flickrweb</title>" in page


def test_bobs_own_page_counts_only_his(cast: Cast) -> None:
    make_photo(cast.alice)
    make_photo(cast.bob)
    page = " ".join(cast.bob.client.get("/photos/bob/").content.decode().split())
    assert "1 photo&nbsp;·" in page


def test_photos_that_are_gone_are_not_shown_or_counted(cast: Cast) -> None:
    make_photo(cast.alice, gone_at=NOW)
    page = cast.alice.client.get(URL).content.decode()
    assert shown(page) == []
    assert "Nothing hangs here yet." in page


def test_somebody_whose_flickr_was_never_copied_is_sent_to_the_invitation(cast: Cast) -> None:
    cast.stranger.person.delete()
    answer = cast.stranger.client.get(f"/photos/{cast.stranger.user.nsid}/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/sync/"


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(40):
        make_photo(cast.alice)
    with django_assert_max_num_queries(6):
        cast.alice.client.get(URL)


def test_no_proxy_keeps_what_is_hers(cast: Cast) -> None:
    answer = cast.alice.client.get(URL)
    assert "private" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]


def test_htmx_gets_the_wall_and_everybody_else_the_whole_page(cast: Cast) -> None:
    make_photo(cast.alice)
    whole = cast.alice.client.get(URL).content.decode()
    part = cast.alice.client.get(URL, headers={"HX-Request-Type": "partial"}).content.decode()
    assert "<html" in whole
    assert "<html" not in part
    assert len(shown(part)) == 1


def test_walking_through_a_hundred_photos_of_one_second_loses_and_repeats_nothing(
    cast: Cast,
) -> None:
    photos = [make_photo(cast.alice, uploaded_at=NOW) for _ in range(100)]
    newest_first = [photo.pk for photo in photos[::-1]]

    pages, url = [], URL
    while url:
        page = cast.alice.client.get(url).content.decode()
        pages.append(shown(page))
        url = link(page, "next").replace("&amp;", "&")
    assert [len(ids) for ids in pages] == [30, 30, 30, 10]
    assert list(chain(*pages)) == newest_first

    back, url = [pages[-1]], link(page, "prev")
    while url:
        page = cast.alice.client.get(url).content.decode()
        back.append(shown(page))
        url = link(page, "prev")
    assert back[::-1] == pages


def test_new_photos_do_not_move_a_page_that_one_has_open(cast: Cast) -> None:
    for number in range(70):
        make_photo(cast.alice, uploaded_at=NOW - timedelta(hours=number))
    second = link(cast.alice.client.get(URL).content.decode(), "next")
    before = shown(cast.alice.client.get(second).content.decode())
    for number in range(5):
        make_photo(cast.alice, uploaded_at=NOW + timedelta(hours=number))
    page = cast.alice.client.get(second).content.decode()
    assert shown(page) == before
    # The page before is not full any more in the old cut: the first page is shown in full.
    newest = cast.alice.client.get(link(page, "prev")).content.decode()
    assert len(shown(newest)) == 30


def test_the_pager_says_which_dates_it_leads_to(cast: Cast) -> None:
    for number in range(61):
        make_photo(cast.alice, uploaded_at=NOW - timedelta(days=number))
    page = cast.alice.client.get(link(cast.alice.client.get(URL).content.decode(), "next"))
    words = " ".join(page.content.decode().split())
    assert "Newer<small>Feb. 19, 2026</small>" in words
    assert "Older<small>Jan. 19, 2026</small>" in words


@pytest.mark.parametrize(
    "query",
    [
        "after=x",
        "after=1-2-3",
        "after=-1-5",
        "after=1767100000-",
        "after=1767100000-99999999999999999999",
        "after=1767100000-9223372036854775808",
        "after=999999999999-1",
        "after=٣-٤",
        "before=1%00-1",
        "after=1-1&before=1-1",
    ],
)
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, query: str) -> None:
    make_photo(cast.alice)
    assert cast.alice.client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("who", ["%00", "a%00b", "%F0%9F%93%B7", "x" * 500, "..", "a'b"])
def test_a_strange_name_is_nobodys(cast: Cast, who: str) -> None:
    assert cast.alice.client.get(f"/photos/{who}/").status_code == 404


def test_after_the_last_photo_there_is_a_way_back(cast: Cast) -> None:
    make_photo(cast.alice)
    page = cast.alice.client.get(f"{URL}?after=1-1").content.decode()
    assert "There is nothing older than this." in page


def test_a_key_reads_back_as_it_was_written() -> None:
    key = Key(NOW, 53_000_000_001)
    assert Key.parse(str(key)) == key
    with pytest.raises(BadKey):
        Key.parse("yesterday")


def test_a_page_deep_down_is_read_from_the_index(cast: Cast) -> None:
    """On both databases the first term of the condition is the range of an index scan."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # it would rather read the few rows of a test
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    photos = cast.alice.person.photos.filter(PHOTOSTREAM.older_than(Key(NOW, 1)))
    plan = PHOTOSTREAM.newest_first(photos)[:31].explain()
    assert "photo_photostream_page" in plan
    assert re.search(r"owner_id=\S+ANDuploaded_at<", re.sub(r"[ ()]", "", plan))
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan
