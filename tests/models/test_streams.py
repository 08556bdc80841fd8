"""Claims: one worker at a time, and nothing written without one."""

from datetime import timedelta
from typing import Any

import pytest

from galleries.models import Stream
from tests.cast import NOW, Actor, Cast

pytestmark = pytest.mark.django_db


def make_stream(member: Actor, **fields: Any) -> Stream:
    known: dict[str, Any] = {
        "connection": member.connection,
        "kind": Stream.Kind.PHOTOSTREAM,
        "due_at": NOW,
        "interval_s": 300,
    }
    return Stream.objects.create(**known | fields)


def test_a_stream_is_claimed_by_exactly_one_worker(cast: Cast) -> None:
    stream = make_stream(cast.alice)
    claim = Stream.objects.claim(stream.pk, now=NOW)
    assert claim is not None
    assert Stream.objects.claim(stream.pk, now=NOW) is None


def test_a_stream_that_is_not_due_is_left_alone(cast: Cast) -> None:
    stream = make_stream(cast.alice, due_at=NOW + timedelta(seconds=1))
    assert Stream.objects.claim(stream.pk, now=NOW) is None


def test_the_claim_of_a_dead_worker_passes_on_after_90_seconds(cast: Cast) -> None:
    stream = make_stream(cast.alice)
    dead = Stream.objects.claim(stream.pk, now=NOW)
    assert Stream.objects.claim(stream.pk, now=NOW + timedelta(seconds=89)) is None
    alive = Stream.objects.claim(stream.pk, now=NOW + timedelta(seconds=91))
    assert dead is not None
    assert alive is not None
    assert not Stream.objects.renew(dead, now=NOW + timedelta(seconds=92)), "it came back too late"
    assert Stream.objects.renew(alive, now=NOW + timedelta(seconds=92))


def test_a_claim_that_is_renewed_lasts(cast: Cast) -> None:
    stream = make_stream(cast.alice)
    claim = Stream.objects.claim(stream.pk, now=NOW)
    assert claim is not None
    assert Stream.objects.renew(claim, now=NOW + timedelta(seconds=80))
    assert Stream.objects.claim(stream.pk, now=NOW + timedelta(seconds=160)) is None


def test_the_longest_waiting_comes_first(cast: Cast) -> None:
    late = make_stream(cast.alice, due_at=NOW - timedelta(hours=1))
    later = make_stream(cast.bob, due_at=NOW - timedelta(hours=2))
    assert list(Stream.objects.due(now=NOW)) == [later, late]


def test_nobody_works_for_a_connection_that_flickr_refused(cast: Cast) -> None:
    make_stream(cast.alice)
    cast.alice.connection.refused_at = NOW
    cast.alice.connection.save()
    assert not Stream.objects.due(now=NOW).exists()
