"""Keeping one's Flickr in step."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import FlickrConnection, User
from galleries.models import Stream
from galleries.sync.schedule import open_stream, wake

OWN_KINDS = (Stream.Kind.PHOTOSTREAM,)
PATIENCE = timedelta(minutes=5)


class NotConnected(Exception):
    """There is no permission to read this person's Flickr: they have to sign in again."""


@transaction.atomic
def keep_in_step(user: User, *, now: datetime) -> list[Stream]:
    """Start copying what a member has on Flickr. Doing it twice is the same as once.

    Raises NotConnected.
    """
    connection = FlickrConnection.objects.filter(user=user, refused_at=None).first()
    if connection is None:
        raise NotConnected(user)
    FlickrConnection.objects.filter(pk=connection.pk, in_step_since=None).update(in_step_since=now)
    return [open_stream(connection, kind, now=now) for kind in OWN_KINDS]


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
