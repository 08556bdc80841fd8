"""Keeping one's Flickr in step, and looking now."""

from datetime import timedelta

import pytest

from accounts.models import FlickrConnection
from galleries.actions.streams import NotConnected, keep_in_step, look_now
from galleries.models import Stream
from tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


def test_pressing_the_button_twice_is_the_same_as_once(cast: Cast) -> None:
    first = keep_in_step(cast.stranger.user, now=NOW)
    again = keep_in_step(cast.stranger.user, now=NOW + timedelta(hours=1))
    assert first == again
    connection = FlickrConnection.objects.get(user=cast.stranger.user)
    assert connection.in_step_since == NOW


def test_without_a_permission_nothing_is_copied(cast: Cast) -> None:
    cast.alice.connection.delete()
    with pytest.raises(NotConnected):
        keep_in_step(cast.alice.user, now=NOW)
    assert not Stream.objects.exists()


def test_somebody_impatient_may_look_every_five_minutes(cast: Cast) -> None:
    (stream,) = keep_in_step(cast.alice.user, now=NOW)
    Stream.objects.update(due_at=NOW + timedelta(hours=3))
    assert look_now(stream, now=NOW)
    assert Stream.objects.get().due_at == NOW
    assert not look_now(stream, now=NOW + timedelta(minutes=4))
    assert look_now(stream, now=NOW + timedelta(minutes=5))
