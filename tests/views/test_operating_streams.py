"""Streams as the operator sees them: what is late, broken, paused and why."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from galleries.actions.streams import keep_in_step
from galleries.models import CallBudget, Group, Stream
from galleries.queries.operating import Care, operator_page, with_care
from galleries.queries.stream_lines import State, state_of
from galleries.views.operating_words import clock
from tests.cast import NOW, Cast, make_album, make_group, make_photo, make_stream
from tests.views.operator_scenes import (
    LATER,
    QUIET,
    URL,
    Kind,
    minutes_ago,
    spend_everything,
    text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named_operator")]


STANDING = [
    pytest.param({"trouble": "unexpected"}, Care.BROKEN, State.TROUBLE, id="broken"),
    pytest.param({"paused_at": NOW}, Care.PAUSED, State.PAUSED, id="paused"),
    pytest.param(
        {"paused_at": NOW, "trouble": "unexpected"},
        Care.PAUSED,
        State.PAUSED,
        id="broken and paused",
    ),
    pytest.param(
        {"waiting_since": NOW - timedelta(minutes=31)}, Care.STARVED, State.STARVED, id="starved"
    ),
    pytest.param(
        {"waiting_since": NOW - timedelta(minutes=28)},
        Care.RESTING,
        State.IN_STEP,
        id="turned away a moment ago",
    ),
    pytest.param(
        {
            "waiting_since": NOW - timedelta(minutes=31),
            "claimed_until": NOW + timedelta(minutes=2),
        },
        Care.AT_WORK,
        State.IN_STEP,
        id="its turn has come",
    ),
    pytest.param(
        {"waiting_since": NOW - timedelta(minutes=31), "trouble": "unavailable"},
        Care.BROKEN,
        State.TROUBLE,
        id="broken and turned away",
    ),
    pytest.param(
        {"due_at": NOW - timedelta(minutes=11)}, Care.LATE, State.IN_STEP, id="eleven minutes late"
    ),
    pytest.param({"due_at": NOW - timedelta(minutes=8)}, Care.DUE, State.IN_STEP, id="due"),
    pytest.param({}, Care.RESTING, State.IN_STEP, id="resting"),
]


@pytest.mark.parametrize(("fields", "care", "state"), STANDING)
def test_the_database_and_the_page_of_the_person_agree(
    cast: Cast, fields: dict[str, Any], care: Care, state: State
) -> None:
    stream = make_stream(cast.alice, **QUIET | fields)
    (row,) = with_care(Stream.objects.all(), now=NOW, is_spent=False)
    assert row.care == care
    assert state_of(stream, now=NOW) is state


def test_what_nobody_could_even_try_for_half_an_hour_has_starved(cast: Cast) -> None:
    stream = make_stream(cast.alice, in_step_at=NOW, due_at=NOW - timedelta(minutes=31))
    for is_spent, care, state in (
        (True, Care.STARVED, State.STARVED),
        (False, Care.LATE, State.IN_STEP),
    ):
        (row,) = with_care(Stream.objects.all(), now=NOW, is_spent=is_spent)
        assert row.care == care
        assert state_of(stream, now=NOW, is_spent=is_spent) is state


def test_what_is_not_asked_for_while_somebody_stays_away_is_not_late(cast: Cast) -> None:
    make_stream(cast.alice, Kind.HAPPENINGS, in_step_at=NOW, due_at=NOW - timedelta(days=3))
    User.objects.filter(pk=cast.alice.user.pk).update(seen_at=NOW - timedelta(days=8))
    assert operator_page(now=NOW).count_of(Care.RESTING) == 1
    User.objects.filter(pk=cast.alice.user.pk).update(seen_at=NOW)
    assert operator_page(now=NOW).count_of(Care.LATE) == 1


@pytest.mark.parametrize(
    ("fields", "heading", "sentence"),
    [
        (
            {"trouble": "unavailable", "trouble_detail": "HTTP 503"},
            "Broken 1",
            "Flickr did not answer. Broken since:",
        ),
        ({"trouble": "not_on_flickr"}, "Broken 1", "Flickr says that this is not there, or not"),
        ({"trouble": "unexpected"}, "Broken 1", "Flickr answered in a way that this software"),
        ({"trouble": "installation"}, "Broken 1", "Flickr refuses this site’s key, signature or"),
        ({"trouble": "reconnect"}, "Broken 1", "Flickr did not accept this person’s permission."),
        ({"paused_at": NOW}, "Paused 1", "What is here stays here. Paused since"),
        (
            {"waiting_since": NOW - timedelta(minutes=40)},
            "Starved 1",
            "No call was left for it. Waiting since",
        ),
        (
            {"due_at": NOW - timedelta(minutes=12)},
            "Late 1",
            "Calls are left: is a worker running? Due since",
        ),
    ],
)
def test_what_does_not_go_well_is_told_in_words(
    cast: Cast, fields: dict[str, Any], heading: str, sentence: str
) -> None:
    make_stream(cast.alice, **QUIET | {"trouble_at": NOW} | fields)
    page = text(cast)
    assert heading in page
    assert f"Photostream Alice Ahlgren {sentence}" in page
    assert fields.get("trouble_detail", "") in page
    assert "Nothing is broken" not in page


def test_what_never_was_in_step_says_since_when_it_is_broken(cast: Cast) -> None:
    make_stream(cast.alice, trouble="unavailable", trouble_at=NOW, due_at=LATER)
    assert f"Broken since: {clock(NOW)}; next try: {clock(LATER)}" in text(cast)


def test_what_is_late_while_calls_are_few_has_others_before_it(cast: Cast) -> None:
    spend_everything(timezone.now())
    make_stream(cast.alice, in_step_at=NOW, due_at=minutes_ago(12))
    assert "Few calls are left: others go first." in text(cast)


def test_what_starves_in_a_stop_waits_as_everything_does(cast: Cast) -> None:
    CallBudget.objects.create(stop="key", paused_until=timezone.now() + timedelta(hours=1))
    make_stream(cast.alice, **QUIET | {"waiting_since": minutes_ago(40)})
    assert "It waits, as everything does. Waiting since" in text(cast)


def test_a_refused_connection_is_told_once_whatever_the_number_of_streams(cast: Cast) -> None:
    cast.alice.connection.refused_at = NOW
    cast.alice.connection.save()
    keep_in_step(cast.alice.connection, now=timezone.now())
    page = text(cast)
    assert "Refused connections" in page
    assert "Alice Ahlgren 11111111@N01 Since" in page
    assert "8 streams stand still" in page
    assert "Late" not in page.partition("By kind")[0].partition("Streams by kind")[0]
    theirs = text(cast, f"{URL}?who=11111111@N01")
    assert "Flickr no longer accepts this person’s permission." in theirs
    assert "Run now" not in theirs


def test_ten_of_each_are_listed_those_that_wait_longest(cast: Cast) -> None:
    Stream.objects.bulk_create(
        Stream(
            connection=cast.alice.connection,
            kind=Kind.ALBUM,
            subject=str(1000 + number),
            due_at=LATER + timedelta(minutes=number),
            interval_s=600,
            trouble="unavailable",
        )
        for number in reversed(range(14))
    )
    page = text(cast)
    assert "Broken 14" in page
    assert "Album 1009" in page
    assert "Album 1010" not in page
    assert "and 4 others" in page


def test_streams_are_counted_by_kind_and_state(cast: Cast) -> None:
    make_stream(cast.alice, **QUIET)
    make_stream(cast.bob, paused_at=NOW, **QUIET)
    make_stream(cast.bob, Kind.FAVOURITES, trouble="unexpected", **QUIET)
    page = text(cast).partition("Streams by kind")[2]
    assert "Kind Paused Refused Broken Starved At work Late Due Resting All" in page
    assert "Photostream 1 0 0 0 0 0 0 1 2" in page
    assert "Favourites 0 0 1 0 0 0 0 0 1" in page
    assert "All 1 0 1 0 0 0 0 1 3" in page


def test_nothing_of_what_people_keep_here_is_told(cast: Cast) -> None:
    make_photo(cast.alice, "A secret pier")
    album = make_album(cast.alice, "My secret album")
    group = make_group("A secret group", privacy=Group.Privacy.PRIVATE)
    Stream.objects.all().delete()
    said = "flickr.photosets.getPhotos: photo '53': ValueError('A secret title: \"x\"')"
    key = "flickr.people.getPhotos: photo '54': KeyError('dateupload')"
    fields = {"trouble": "unexpected", "trouble_at": NOW}
    make_stream(cast.alice, Kind.ALBUM, subject=str(album.pk), trouble_detail=said, **fields)
    make_stream(cast.alice, Kind.POOL, subject=group.nsid, trouble_detail=key, **fields)
    for url in (URL, f"{URL}?who=11111111@N01"):
        page = cast.operator.client.get(url).text
        assert "secret" not in page
        assert "photo &#x27;53&#x27;: ValueError" in page
        assert "KeyError(&#x27;dateupload&#x27;)" in page
        assert group.nsid in page


def test_one_persons_streams_are_found_by_their_nsid(cast: Cast) -> None:
    make_stream(cast.alice, **QUIET)
    make_stream(cast.bob, Kind.FAVOURITES, **QUIET)
    page = text(cast, f"{URL}?who=11111111@N01")
    found = page.partition("Streams: Alice Ahlgren")[2].partition("Streams by kind")[0]
    assert "Photostream Resting Next look:" in found
    assert "Favourites" not in found


def test_those_that_belong_to_everybody_are_found(cast: Cast) -> None:
    Stream.objects.create(kind=Kind.LICENCES, interval_s=600, **QUIET)
    make_stream(cast.alice, **QUIET)
    page = text(cast, f"{URL}?who=everybody")
    found = page.partition("Streams: everybody’s")[2].partition("Streams by kind")[0]
    assert "Licences Resting" in found
    assert "Photostream" not in found


def test_whoever_keeps_nothing_here_has_no_streams(cast: Cast) -> None:
    page = text(cast, f"{URL}?who=%3Cb%3E")
    assert "There are none: nothing of theirs is kept in step here." in page


def test_many_streams_of_one_person_have_pages(cast: Cast) -> None:
    keys = [
        make_stream(cast.alice, Kind.ALBUM, subject=str(number), **QUIET).pk for number in range(45)
    ]
    url = f"{URL}?who=11111111@N01"
    first = cast.operator.client.get(url).text
    assert re.findall(r'id="stream-(\d+)"', first) == [str(key) for key in keys[:30]]
    on = re.search(r'rel="next" href="([^"#]+)', first)
    assert on is not None
    second = cast.operator.client.get(URL + unescape(on[1])).text
    assert re.findall(r'id="stream-(\d+)"', second) == [str(key) for key in keys[30:]]
    assert 'rel="next"' not in second


@pytest.mark.parametrize("after", ["x", "-1", "9" * 30, "%D9%A1", "9223372036854775808"])
def test_a_page_that_is_none_is_not_found(cast: Cast, after: str) -> None:
    url = f"{URL}?who=11111111@N01&after={after}"
    assert cast.operator.client.get(url).status_code == 404
