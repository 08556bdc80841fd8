"""The first page with all its news: how many queries and pictures, and what may not be on it."""

import re

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from galleries.models import Contact, Photo, Stream
from tests.cast import NOW, Actor, Cast, make_contact, make_person, make_photo, make_stream
from tests.views.news_scenes import (
    AFTER,
    HOUR,
    LAST_TIME,
    add,
    alice,
    happen,
    harbour,
    home,
    keep_group,
    upload,
    was_here,
)
from tests.views.sound_html import unsound

__all__ = ["alice", "harbour"]

PUBLIC = Photo.Visibility.PUBLIC


def everything(cast: Cast, alice: Actor, times: int) -> None:
    make_contact(alice, cast.bob)
    for number in range(times):
        group = keep_group(alice, f"Group {number}")
        make_photo(alice, f"Own {number}")
        photo = make_photo(alice, f"Talked of {number}", visibility=PUBLIC)
        upload(cast, f"Upload {number}", uploaded_at=AFTER + number * HOUR)
        for _ in range(4):
            add(cast, group, f"Entry {number}")
        for place, kind in enumerate(("comment", "fave", "tag", "note")):
            by = make_person(f"{kind}{number}", nsid=f"{800 + number}@N0{place}")
            happen(cast, photo, kind, by=by, text_html="<b>Well</b>" if kind != "fave" else "")


@pytest.mark.parametrize("times", [1, 12])
def test_the_number_of_queries_is_fixed(
    cast: Cast, alice: Actor, django_assert_max_num_queries: DjangoAssertNumQueries, times: int
) -> None:
    everything(cast, alice, times)
    assert connection.features.supports_json_field  # SQLite is asked this once
    with django_assert_max_num_queries(11):
        home(alice)
    User.objects.filter(pk=alice.user.pk).update(seen_at=LAST_TIME)
    with django_assert_max_num_queries(12):
        home(alice)


def test_no_more_than_thirty_pictures_hang_there(cast: Cast, alice: Actor) -> None:
    everything(cast, alice, 40)
    page = home(alice)
    assert page.count("<img ") == 30
    assert page.count('class="photo-card ') == 24
    assert "Your whole photostream" in page


def test_the_page_is_sound_html_without_scripts(cast: Cast, alice: Actor) -> None:
    everything(cast, alice, 10)
    assert unsound(home(alice)) == []
    assert "<script" not in re.sub(
        r'<script type="module" src="[^"]*"[^>]*></script>', "", home(alice)
    )


def test_hostile_words_are_harmless(cast: Cast, alice: Actor) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>\u202e'
    photo = make_photo(alice, evil, visibility=PUBLIC)
    by = make_person("evil", nsid="666@N06", realname=evil)
    group = keep_group(alice, evil)
    add(cast, group, evil)
    upload(cast, evil)
    happen(cast, photo, by=by)
    happen(cast, photo, "comment", by=by, text_html=evil)
    page = home(alice)
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_while_the_first_copy_runs_there_is_no_news_yet(cast: Cast) -> None:
    make_stream(cast.alice, walk=Stream.Walk.FULL, walk_began_at=NOW)
    was_here(cast.alice, last_time_at=None)
    upload(cast, "A new pier")
    page = home(cast.alice)
    assert "Your photos are on their way." in page
    assert "A new pier" not in page


def test_who_has_no_photos_still_reads_what_is_new(cast: Cast, alice: Actor) -> None:
    upload(cast, "A new pier")
    page = home(alice)
    assert "A new pier" in page
    assert "Nothing hangs here yet." not in page
    assert "Your newest photos" not in page.split("<body")[1]


def test_whom_she_blocks_has_no_page_to_lead_to(cast: Cast, alice: Actor, harbour: Photo) -> None:
    nobody = make_person("nobody", nsid="703@N07")
    make_contact(alice, nobody, is_ignored=True)
    happen(cast, harbour, by=nobody)
    assert '"/people/nobody/"' not in home(alice)
    Contact.objects.update(is_ignored=False)
    assert '"/people/nobody/"' in home(alice)
