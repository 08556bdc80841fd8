"""Keeping one's Flickr in step."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import FlickrConnection
from galleries.models import Stream
from galleries.sync.schedule import open_stream, wake

OWN_KINDS = (Stream.Kind.PHOTOSTREAM, Stream.Kind.FAVOURITES)
PATIENCE = timedelta(minutes=5)


@transaction.atomic
def keep_in_step(connection: FlickrConnection, *, now: datetime) -> list[Stream]:
    """Start copying what a member has on Flickr. Doing it twice is the same as once."""
    return [open_stream(connection, kind, now=now) for kind in OWN_KINDS]


def when_connected(*, connection: FlickrConnection, **_: Any) -> None:
    """A member signed in: their streams go on, or begin."""
    if connection.in_step_since is not None:
        keep_in_step(connection, now=timezone.now())


@transaction.atomic
def look_now(stream: Stream, *, now: datetime) -> bool:
    """Make a stream due at once, every five minutes at most. False when that was too soon."""
    looked = (
        Stream.objects.filter(pk=stream.pk)
        .exclude(looked_at__gt=now - PATIENCE)
        .update(looked_at=now)
    )
    if looked:
        wake([stream], now=now)
    return looked == 1
