"""The page of one group: what it is, and its pool."""

from datetime import timedelta
from itertools import chain
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from galleries.models import Entry, Group, Photo, Role, Stream
from galleries.queries.keyset import POOL, Key
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_entry,
    make_group,
    make_membership,
    make_photo,
    make_stream,
)
from tests.views.test_favourites import read
from tests.views.test_groups import text
from tests.views.test_photostream import link, shown

PUBLIC, FRIENDS = Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS
HOSTILE = '<script>alert(1)</script> & "co"'


def url(group: Group) -> str:
    return f"/groups/{group.nsid}/"


def switch_on(actor: Actor, group: Group, **fields: Any) -> Stream:
    """Their pool was read to its end a moment ago."""
    fields = {"in_step_at": NOW, "walked_at": NOW} | fields
    return make_stream(actor, Stream.Kind.POOL, subject=group.nsid, **fields)


@pytest.fixture
def group(cast: Cast) -> Group:
    """Alice is in it, and has switched it on."""
    group = make_group("Harbours & piers", path_alias="harbours")
    make_membership(cast.alice, group)
    switch_on(cast.alice, group)
    return group


@pytest.mark.parametrize("which", ["7000001@N20", "harbours", "Harbours"])
def test_alice_finds_the_pool_newest_addition_first(cast: Cast, group: Group, which: str) -> None:
    Group.objects.filter(pk=group.pk).update(nsid="7000001@N20")
    Stream.objects.filter(kind=Stream.Kind.POOL).update(subject="7000001@N20")
    young = make_photo(cast.bob, "Young", visibility=PUBLIC)
    old = make_photo(cast.bob, "Old", visibility=PUBLIC, uploaded_at=NOW - timedelta(days=4000))
    make_entry(group, young, added_at=NOW)
    make_entry(group, old, added_at=NOW + timedelta(seconds=1))
    page = read(cast.alice, f"/groups/{which}/")
    assert "<title>Harbours &amp; piers · flickrweb</title>" in page
    assert shown(page) == [old.pk, young.pk]
    assert '<a href="/photos/bob/" dir="auto">Bob Brandt</a> <' in page
    assert f'href="/photos/bob/{young.pk}/in/pool-7000001@N20/"' in page
    assert 'href="https://www.flickr.com/groups/7000001@N20/"' in page
    assert 'aria-current="page"' in page


def test_what_a_group_is_and_asks_for_is_said_in_words(cast: Cast) -> None:
    group = make_group(
        HOSTILE,
        member_count=812,
        entry_count=9041,
        description_html="All about <b>piers</b>.",
        rules_html="No <i>boats</i>.",
        blast_html="The walk is on Sunday.",
        throttle_mode="day",
        throttle_count=2,
        restrictions={"videos_ok": False},
        is_pool_moderated=True,
        is_adult=True,
    )
    make_membership(cast.alice, group, role=Role.MODERATOR, remaining=1, remaining_at=NOW)
    words = text(cast.alice, url(group))
    for said in (
        HOSTILE,
        "Moderator 812 members 9,041 photos Anybody may join For adults on Flickr ↗",
        "2 photos a day, 1 left, no videos, additions wait for an admin",
        "Notice of the admins The walk is on Sunday.",
        "About All about piers .",
        "Rules No boats .",
    ):
        assert said in words
    page = read(cast.alice, url(group))
    assert "<script>alert" not in page
    assert "No <i>boats</i>." in page


def test_of_a_group_that_one_is_not_in_one_reads_what_everybody_may(cast: Cast) -> None:
    group = make_group("Fog", throttle_mode="week", throttle_count=3)
    words = text(cast.bob, url(group))
    assert "Fog" in words
    assert "3 photos a week" in words
    assert "Member " not in words
    assert "You are not in this group, as far as Flickr has told us" in words
    assert "Keep its pool in step" not in words


@pytest.mark.parametrize(
    ("privacy", "who", "status"),
    [
        (Group.Privacy.PUBLIC, "alice", 200),
        (Group.Privacy.PUBLIC, "bob", 200),
        (Group.Privacy.PUBLIC, "guest", 200),
        (Group.Privacy.PUBLIC, "operator", 200),
        (Group.Privacy.PUBLIC, "visitor", 404),
        (Group.Privacy.INVITE_ONLY, "bob", 200),
        (Group.Privacy.PRIVATE, "alice", 200),
        (Group.Privacy.PRIVATE, "bob", 404),
        (Group.Privacy.PRIVATE, "guest", 404),
        (Group.Privacy.PRIVATE, "operator", 404),
        (Group.Privacy.PRIVATE, "visitor", 404),
    ],
)
def test_a_private_group_is_there_for_whom_flickr_shows_it_and_nobody_else(
    cast: Cast, privacy: Group.Privacy, who: str, status: int
) -> None:
    group = make_group("A secret society", privacy=privacy)
    make_membership(cast.alice, group)
    answer = getattr(cast, who).client.get(url(group))
    assert answer.status_code == status
    assert ("secret society" in answer.text) == (status == 200)


@pytest.mark.parametrize(
    "which", ["nobodys", "9@N99", "%00", "..", "a'b", "x" * 500, "%F0%9F%93%B7"]
)
def test_a_group_that_nobody_knows_is_not_there(cast: Cast, which: str) -> None:
    assert cast.alice.client.get(f"/groups/{which}/").status_code == 404


def test_a_pool_shows_what_each_reader_may_see(cast: Cast, group: Group) -> None:
    make_membership(cast.bob, group)
    switch_on(cast.bob, group)
    public = make_photo(cast.stranger, "public", visibility=PUBLIC)
    for_friends = make_photo(cast.alice, "hers", visibility=FRIENDS)
    gone = make_photo(cast.stranger, "gone", visibility=PUBLIC, gone_at=NOW)
    taken_out = make_photo(cast.stranger, "taken out", visibility=PUBLIC)
    for photo in (public, for_friends, gone):
        make_entry(group, photo)
    make_entry(group, taken_out, gone_at=NOW)
    assert shown(read(cast.alice, url(group))) == [for_friends.pk, public.pk]
    assert shown(read(cast.bob, url(group))) == [public.pk]


def test_a_pool_is_shown_to_nobody_who_has_not_switched_it_on(cast: Cast, group: Group) -> None:
    make_entry(group, make_photo(cast.bob, "A pier", visibility=PUBLIC))
    for who in (cast.bob, cast.guest, cast.operator):
        assert shown(read(who, url(group))) == []
        assert "A pier" not in read(who, url(group))


def test_who_is_in_it_switches_it_on_here_and_comes_back(cast: Cast) -> None:
    group = make_group("Fog", entry_count=500, member_count=501)
    make_membership(cast.alice, group)
    words = text(cast.alice, url(group))
    assert "The pool of this group is not copied for you." in words
    assert "Keep its pool in step Takes about 3 calls to Flickr" in words
    page = read(cast.alice, url(group))
    assert f'action="/groups/{group.nsid}/keep/"' in page
    assert f'name="next" value="{url(group)}"' in page
    assert f'href="https://www.flickr.com/groups/{group.nsid}/pool/"' in page
    answer = cast.alice.client.post(f"{url(group)}keep/", {"next": url(group)})
    assert answer.headers["Location"] == url(group)
    assert "The pool is being copied." in text(cast.alice, url(group))


def test_who_has_disconnected_is_led_to_the_invitation_and_not_to_a_dead_button(
    cast: Cast, group: Group
) -> None:
    cast.alice.connection.delete()
    words = text(cast.alice, url(group))
    assert "Keep your Flickr in step here, and you can switch it on." in words
    assert "Keep its pool in step" not in words


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"in_step_at": NOW - timedelta(hours=25)}, id="unread for a day"),
        pytest.param({"trouble": Stream.Trouble.NOT_ON_FLICKR}, id="closed to her"),
    ],
)
def test_a_pool_that_flickr_shows_no_more_says_so(
    cast: Cast, group: Group, fields: dict[str, Any]
) -> None:
    make_entry(group, make_photo(cast.bob, "A pier", visibility=PUBLIC))
    Stream.objects.filter(kind=Stream.Kind.POOL).update(**fields)
    assert "Flickr has not shown us this pool for a day" in text(cast.alice, url(group))
    assert "A pier" not in read(cast.alice, url(group))


def test_an_empty_pool_reads_well(cast: Cast, group: Group) -> None:
    assert "There is nothing in this pool that you may see here." in text(cast.alice, url(group))


def test_walking_through_a_hundred_additions_of_one_second_loses_and_repeats_nothing(
    cast: Cast, group: Group
) -> None:
    photos = [make_photo(cast.bob, visibility=PUBLIC) for _ in range(100)]
    for photo in photos:
        make_entry(group, photo, added_at=NOW)
    pages, address = [], url(group)
    while address:
        page = read(cast.alice, address)
        pages.append(shown(page))
        address = link(page, "next")
    assert [len(ids) for ids in pages] == [30, 30, 30, 10]
    assert list(chain(*pages)) == [photo.pk for photo in photos[::-1]]
    back, address = [pages[-1]], link(page, "prev")
    while address:
        page = read(cast.alice, address)
        back.append(shown(page))
        address = link(page, "prev")
    assert back[::-1] == pages


def test_after_the_last_one_there_is_a_way_back(cast: Cast, group: Group) -> None:
    make_entry(group, make_photo(cast.bob, visibility=PUBLIC))
    assert "There is nothing older than this." in read(cast.alice, f"{url(group)}?after=1-1")


@pytest.mark.parametrize("query", ["after=x", "before=1%00-1", "after=1-1&before=1-1"])
def test_a_bad_key_is_an_address_that_does_not_exist(cast: Cast, group: Group, query: str) -> None:
    assert cast.alice.client.get(f"{url(group)}?{query}").status_code == 404


def test_htmx_gets_the_wall_and_everybody_else_the_whole_page(cast: Cast, group: Group) -> None:
    make_entry(group, make_photo(cast.bob, visibility=PUBLIC))
    part = cast.alice.client.get(url(group), headers={"HX-Request-Type": "partial"})
    assert "<html" in read(cast.alice, url(group))
    assert "<html" not in part.text
    assert len(shown(part.text)) == 1
    assert part.headers["X-Robots-Tag"] == "noindex"


def test_the_number_of_queries_is_fixed(
    cast: Cast, group: Group, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(70):
        make_entry(group, make_photo(cast.bob, visibility=PUBLIC))
    second = read(cast.alice, link(read(cast.alice, url(group)), "next"))
    for address in (url(group), link(second, "next"), link(second, "prev")):
        with django_assert_max_num_queries(6):
            cast.alice.client.get(address)


def test_an_alias_is_the_group_that_was_asked_about_last(cast: Cast) -> None:
    make_group("Was called that", path_alias="fog", asked_at=NOW - timedelta(days=2))
    make_group("Is called that", path_alias="Fog", asked_at=NOW)
    make_group("Never asked", path_alias="fog")
    assert "Is called that" in text(cast.alice, "/groups/fog/")


def test_the_way_to_a_group_stands_in_the_list_of_ones_own(cast: Cast, group: Group) -> None:
    assert f'<a href="{url(group)}"><bdi>Harbours &amp; piers</bdi></a>' in read(
        cast.alice, "/groups/"
    )


def test_a_page_deep_down_is_read_from_the_index(cast: Cast, group: Group) -> None:
    """On both databases the first term of the condition is the range of an index scan."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # it would rather read the few rows of a test
            for way in ("seqscan", "bitmapscan", "sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    entries = Entry.objects.filter(POOL.behind(Key(NOW, 1)), group=group)
    plan = POOL.forwards(entries)[:31].explain()
    assert "pool_page" in plan
    assert "added_at<" in plan.replace(" ", "")
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


def test_what_a_group_says_is_folded_away_above_its_photos_and_open_without_them(
    cast: Cast, group: Group
) -> None:
    Group.objects.update(rules_html="No boats.")
    open_words = '<div class="group-page__said">'
    assert open_words in read(cast.alice, url(group))
    make_entry(group, make_photo(cast.bob, visibility=PUBLIC))
    page = read(cast.alice, url(group))
    assert '<details class="group__rules"> <summary>About this group' in page
    assert open_words not in page
    Group.objects.update(rules_html="")
    assert "<details" not in read(cast.alice, url(group)).partition("<main")[2]
