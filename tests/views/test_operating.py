"""What whoever runs the site is told, and what nobody else is."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from galleries.actions import deeds
from galleries.actions.streams import keep_in_step
from galleries.models import CallBudget, OutboxItem, Photo, Stream, StreamLog
from galleries.queries.calls import budget_now, spent
from galleries.sync import budget
from tests.cast import NOW, Cast, make_photo, make_stream
from tests.views.operator_scenes import (
    LATER,
    QUIET,
    URL,
    VERBS,
    Kind,
    Result,
    minutes_ago,
    spend_everything,
    tally,
    text,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("named_operator")]


@pytest.mark.parametrize("who", ["visitor", "guest", "alice", "stranger"])
def test_for_everybody_else_there_is_nothing_here(cast: Cast, who: str) -> None:
    stream = make_stream(cast.alice, **QUIET)
    client = getattr(cast, who).client
    assert client.get(URL).status_code == 404
    for verb in VERBS:
        url = f"/operator/streams/{stream.pk}/{verb}/"
        assert client.get(url).status_code == client.post(url).status_code == 404
    stream.refresh_from_db()
    assert (stream.paused_at, stream.due_at) == (None, LATER)
    assert not StreamLog.objects.exists()
    assert "/operator/" not in client.get("/about/").text


def test_the_operator_finds_the_page_in_their_menu(cast: Cast) -> None:
    answer = cast.operator.client.get(URL)
    assert answer.status_code == 200
    assert "private" in answer.headers["Cache-Control"]
    assert 'href="/operator/"' in cast.operator.client.get("/about/").text


def test_nobody_is_operator_for_longer_than_the_setting_says(
    cast: Cast, settings: Settings
) -> None:
    settings.OPERATOR = []
    assert cast.operator.client.get(URL).status_code == 404


def test_an_operator_who_is_a_member_reads_no_more_of_others(
    cast: Cast, settings: Settings
) -> None:
    settings.OPERATOR = [cast.bob.user.nsid]
    assert cast.bob.client.get(URL).status_code == 200


def test_nothing_yet_reads_well(cast: Cast) -> None:
    page = text(cast)
    assert "300 of 300 calls are left for this moment." in page
    assert "0 calls in the last hour, of 3,300 at most. 0 calls in the last 24 hours." in page
    assert "No call to Flickr in the last 24 hours." in page
    assert "Nothing is broken, refused, paused, starved or late; 0 streams" in page


def test_calls_are_told_by_method_and_result_for_the_hour_and_the_day(cast: Cast) -> None:
    tally("people.getPhotos", 1200)
    tally("people.getPhotos", 3, result=Result.BUSY)
    tally("people.getPhotos", 40, result=Result.UNAVAILABLE, began_at=minutes_ago(600))
    tally("favorites.getList", 7, began_at=minutes_ago(90))
    tally("sign-in", 2, nsid="")
    tally("photos.getInfo", 99, began_at=minutes_ago(24 * 60 + 1))
    page = text(cast)
    assert "1,205 calls in the last hour, of 3,300 at most." in page
    assert "1,252 calls in the last 24 hours." in page
    assert "people.getPhotos 1,203 3 too many 1,243 40 unanswered, 3 too many" in page
    assert "favorites.getList 0 7" in page
    assert "signing in 2 2" in page
    assert "photos.getInfo" not in page


def test_calls_are_told_by_person_and_the_sites_own_apart(cast: Cast) -> None:
    tally("people.getPhotos", 5)
    tally("people.getPhotos", 4, result=Result.REFUSED, nsid="22222222@N02")
    tally("people.getPhotos", 3, nsid="99@N09")
    tally("photos.licenses.getInfo", 1, nsid="")
    page = text(cast).partition("By person")[2]
    assert "Alice Ahlgren 11111111@N01 5 5" in page
    assert "Bob Brandt 22222222@N02 4 4 refused 4 4 refused" in page
    assert "99@N09 3 3" in page, "who was forgotten has no name here"
    assert "the site itself 1 1" in page


def test_thirty_people_are_listed_and_the_others_counted(cast: Cast) -> None:
    for number in range(34):
        tally("people.getPhotos", 100 - number, nsid=f"{number}@N00")
    page = text(cast).partition("By person")[2]
    assert "29@N00" in page
    assert "30@N00" not in page
    assert "and 4 others" in page


def test_what_is_left_is_what_may_be_taken(cast: Cast) -> None:
    now = timezone.now()
    for _ in range(7):
        budget.take(now=now)
    told = budget_now(now=now)
    assert told.left == spend_everything(now, somebody_waits=True) == 293
    assert (told.holds, told.most) == (300, 3300)
    assert budget_now(now=now).left == 0
    assert budget_now(now=now + timedelta(hours=1)).left == 300


@pytest.mark.parametrize(
    ("stop", "sentence"),
    [
        ("busy", "Flickr asked this site to slow down: no calls before"),
        ("key", "Check FLICKR_KEY; no calls before"),
        ("signature", "Check FLICKR_SECRET; no calls before"),
        ("clock", "The clock of this site is wrong. Set it; no calls before"),
    ],
)
def test_a_stop_for_everybody_is_told_with_what_to_do(cast: Cast, stop: str, sentence: str) -> None:
    row = CallBudget.objects.create(stop=stop, paused_until=timezone.now() + timedelta(hours=1))
    page = text(cast)
    assert sentence in page
    assert "Nothing is broken" not in page
    CallBudget.objects.filter(pk=row.pk).update(paused_until=minutes_ago(1))
    assert sentence not in text(cast)


def test_what_waits_to_be_sent_is_counted_and_no_word_of_it_is_shown(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=Photo.Visibility.PUBLIC)
    assert "Outboxes" not in cast.operator.client.get(URL).text
    for said in ("Secret words", "More of them", "And more"):
        deeds.comment(photo, text=said, by=cast.bob.user, now=NOW)
    OutboxItem.objects.filter(text="More of them").update(state="sending")
    OutboxItem.objects.filter(text="And more").update(state="refused", ended_at=NOW)
    page = cast.operator.client.get(URL).text
    told = "Outboxes: 1 deed waits, 1 is being sent, 1 was refused within a day."
    assert told in page
    assert "Secret" not in page
    call_command("sync_status", stdout=(terminal := StringIO()))
    assert told in terminal.getvalue()
    OutboxItem.objects.filter(state="refused").update(ended_at=NOW - timedelta(days=1, hours=1))
    assert "refused within" not in cast.operator.client.get(URL).text


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for actor in (cast.alice, cast.bob, cast.stranger):
        keep_in_step(actor.connection, now=NOW)
    cast.bob.connection.refused_at = NOW
    cast.bob.connection.save()
    states: list[dict[str, Any]] = [
        {"trouble": "unexpected"},
        {"paused_at": NOW},
        {"waiting_since": minutes_ago(60)},
        {"due_at": minutes_ago(20)},
    ]
    Stream.objects.bulk_create(
        Stream(
            connection=cast.alice.connection,
            kind=Kind.ALBUM,
            subject=str(number),
            interval_s=600,
            **QUIET | states[number % 4],
        )
        for number in range(400)
    )
    for number in range(50):
        tally("people.getPhotos", 1, nsid=f"{number}@N00")
        StreamLog.objects.create(
            connection=cast.alice.connection, kind=Kind.ALBUM, deed="run", done_at=NOW
        )
    with django_assert_max_num_queries(12):
        page = cast.operator.client.get(f"{URL}?who=11111111@N01").text
    assert page.count('class="row"') == 40 + 1 + 30


def test_the_day_is_read_from_tallies_in_one_go(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    tally("people.getPhotos", 5)
    with django_assert_max_num_queries(3):
        assert spent(now=timezone.now()).day == 5
