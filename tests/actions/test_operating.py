"""What the operator does to one stream: run, pause, go on, reset."""

from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from galleries.actions import operating
from galleries.models import Favourite, Stream, StreamLog, WalkPage
from galleries.sync.engine import _begin_walk, work
from galleries.sync.ids import packed
from tests.cast import NOW, Cast, make_favourite, make_photo, make_stream

pytestmark = pytest.mark.django_db
Kind = Stream.Kind
LATER = NOW + timedelta(hours=3)
UNDER_WAY: dict[str, Any] = {
    "walk": Stream.Walk.NEWS,
    "generation": 4,
    "next_page": 3,
    "watermark": NOW,
    "walked_at": NOW,
    "in_step_at": NOW,
    "due_at": LATER,
}


def licences(**fields: Any) -> Stream:
    """What belongs to everybody."""
    return Stream.objects.create(kind=Kind.LICENCES, interval_s=600, **{"due_at": LATER} | fields)


def of_alice(cast: Cast, **fields: Any) -> Stream:
    return make_stream(cast.alice, Kind.FAVOURITES, **fields)


def of_everybody(cast: Cast, **fields: Any) -> Stream:
    return licences(**fields)


type Make = Callable[..., Stream]
WHOSE = pytest.mark.parametrize("make", [of_alice, of_everybody])


def log() -> list[tuple[str, str, int | None]]:
    return list(StreamLog.objects.order_by("pk").values_list("deed", "kind", "connection"))


@WHOSE
def test_a_stream_that_is_run_is_due_and_asked_to_look_again(cast: Cast, make: Make) -> None:
    stream = make(cast, due_at=LATER, trouble=Stream.Trouble.UNEXPECTED)
    operating.run_now(stream, now=NOW)
    stream.refresh_from_db()
    assert (stream.due_at, stream.wanted_at) == (NOW, NOW)
    assert log() == [("run", stream.kind, stream.connection_id)]


def test_a_run_tells_a_worker_once_it_is_written(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as told:
        operating.run_now(of_alice(cast), now=NOW)
    assert len(told) == 1


def test_what_is_paused_or_refused_is_not_run(cast: Cast) -> None:
    paused = of_alice(cast, paused_at=NOW, due_at=LATER)
    cast.bob.connection.refused_at = NOW
    cast.bob.connection.save()
    refused = make_stream(cast.bob, due_at=LATER)
    for stream in (paused, refused):
        with pytest.raises(operating.CannotRun):
            operating.run_now(stream, now=NOW)
        stream.refresh_from_db()
        assert stream.due_at == LATER
    assert log() == []


@WHOSE
def test_nobody_works_on_what_is_paused(cast: Cast, make: Make) -> None:
    stream = make(cast, due_at=NOW)
    claim = Stream.objects.claim(stream.pk, now=NOW)
    assert claim is not None
    assert operating.pause(stream, now=NOW)
    assert not Stream.objects.renew(claim, now=NOW), "the claim is taken away"
    assert work(claim).pages == 0
    assert Stream.objects.claim(stream.pk, now=LATER) is None
    assert not Stream.objects.due(now=LATER).exists()
    assert log() == [("pause", stream.kind, stream.connection_id)]


@pytest.mark.django_db(transaction=True)
def test_a_pause_waits_for_a_page_that_is_just_being_written(cast: Cast) -> None:
    stream = of_alice(cast, due_at=NOW)
    claim = Stream.objects.claim(stream.pk, now=NOW)
    assert claim is not None
    order: list[str] = []
    writing = Event()

    def write_a_page() -> None:
        with transaction.atomic():
            Stream.objects.held(claim).update(done=500)
            writing.set()
            sleep(0.3)
            assert Stream.objects.held(claim).update(next_page=2) == 1
            order.append("page")
        connection.close()

    worker = Thread(target=write_a_page)
    worker.start()
    assert writing.wait(5)
    operating.pause(stream, now=NOW)
    order.append("pause")
    worker.join()
    assert order == ["page", "pause"]
    stream.refresh_from_db()
    assert (stream.next_page, stream.paused_at, stream.claim) == (2, NOW, None)


def test_pausing_twice_is_the_same_as_once(cast: Cast) -> None:
    stream = of_alice(cast)
    assert operating.pause(stream, now=NOW)
    assert not operating.pause(stream, now=LATER)
    stream.refresh_from_db()
    assert stream.paused_at == NOW
    assert len(log()) == 1


@WHOSE
def test_what_goes_on_goes_on_where_it_stood(cast: Cast, make: Make) -> None:
    stream = make(cast, **UNDER_WAY | {"due_at": NOW})
    operating.pause(stream, now=NOW)
    assert operating.go_on(stream, now=LATER)
    assert not operating.go_on(stream, now=LATER), "it goes on already"
    stream.refresh_from_db()
    assert (stream.walk, stream.next_page, stream.watermark) == (Stream.Walk.NEWS, 3, NOW)
    assert stream.due_at == LATER, "it is not late: nobody has let it wait"
    assert Stream.objects.claim(stream.pk, now=LATER) is not None
    assert [deed for deed, *_ in log()] == ["pause", "go_on"]


def test_a_pause_does_not_make_it_due_before_its_time(cast: Cast) -> None:
    stream = of_alice(cast, due_at=LATER)
    operating.pause(stream, now=NOW)
    operating.go_on(stream, now=NOW)
    stream.refresh_from_db()
    assert stream.due_at == LATER


@WHOSE
def test_a_reset_stream_is_read_anew_every_page(cast: Cast, make: Make) -> None:
    trouble = {"trouble": "unexpected", "trouble_detail": "x", "trouble_at": NOW, "failures": 9}
    stream = make(cast, **UNDER_WAY | trouble)
    WalkPage.objects.create(stream=stream, generation=4, page=2, ids=packed([1, 2]))
    operating.reset(stream, now=NOW)
    stream.refresh_from_db()
    assert (stream.walk, stream.next_page, stream.watermark) == ("", 1, None)
    assert (stream.trouble, stream.trouble_detail, stream.trouble_at) == ("", "", None)
    assert (stream.failures, stream.due_at) == (0, NOW)
    assert not WalkPage.objects.exists()
    claim = Stream.objects.claim(stream.pk, now=NOW)
    assert claim is not None
    _begin_walk(claim, stream, now=NOW)
    stream.refresh_from_db()
    assert stream.walk == Stream.Walk.FULL
    assert log() == [("reset", stream.kind, stream.connection_id)]


def test_whoever_was_reading_a_stream_that_is_reset_writes_nothing_more(cast: Cast) -> None:
    stream = of_alice(cast, due_at=NOW)
    claim = Stream.objects.claim(stream.pk, now=NOW)
    assert claim is not None
    operating.reset(stream, now=NOW)
    assert not Stream.objects.renew(claim, now=NOW)


def test_what_was_copied_stays_and_is_shown_while_it_is_read_anew(cast: Cast) -> None:
    ago = NOW - timedelta(days=5)
    stream = of_alice(cast, walked_at=NOW, in_step_at=NOW, watermark=NOW)
    photo = make_photo(cast.bob, visibility=4, told_at=NOW)
    make_favourite(cast.alice, photo, stream=stream, told_at=ago)
    assert Favourite.objects.visible_to(cast.alice.viewer).count() == 1
    operating.reset(stream, now=NOW)
    assert Favourite.objects.visible_to(cast.alice.viewer).count() == 1


def test_what_is_paused_stays_paused_when_it_is_reset(cast: Cast) -> None:
    stream = of_alice(cast, paused_at=NOW)
    operating.reset(stream, now=LATER)
    stream.refresh_from_db()
    assert stream.paused_at == NOW


@pytest.mark.parametrize("name", ["run_now", "pause", "go_on", "reset"])
def test_a_stream_that_has_just_ended_has_no_deeds(cast: Cast, name: str) -> None:
    stream = of_alice(cast)
    Stream.objects.all().delete()
    with pytest.raises(Stream.DoesNotExist):
        getattr(operating, name)(stream, now=NOW)
    assert log() == []
