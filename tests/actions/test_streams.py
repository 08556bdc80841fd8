"""Keeping one's Flickr in step, and looking now."""

from datetime import timedelta

import pytest

from galleries.actions.streams import keep_in_step, look_now
from galleries.models import Stream
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def test_beginning_twice_is_the_same_as_once(cast: Cast) -> None:
    first = keep_in_step(cast.alice.connection, now=NOW)
    again = keep_in_step(cast.alice.connection, now=NOW + timedelta(hours=1))
    assert first == again


def test_somebody_impatient_may_look_every_five_minutes(cast: Cast) -> None:
    stream, *_ = keep_in_step(cast.alice.connection, now=NOW)
    Stream.objects.update(due_at=NOW + timedelta(hours=3))
    assert look_now(stream, now=NOW)
    assert Stream.objects.get(pk=stream.pk).due_at == NOW
    assert not look_now(stream, now=NOW + timedelta(minutes=4))
    assert look_now(stream, now=NOW + timedelta(minutes=5))
