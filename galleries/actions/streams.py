"""Keeping one's Flickr in step."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import FlickrConnection, User
from galleries.models import Group, Membership, Stream
from galleries.models.letting_go import let_go
from galleries.models.streams import CHILDREN, OWN_KINDS
from galleries.sync.schedule import open_stream, wake

GROUP_KINDS = (Stream.Kind.POOL, Stream.Kind.MEMBERS)
PATIENCE = timedelta(minutes=5)


@transaction.atomic
def keep_in_step(connection: FlickrConnection, *, now: datetime) -> list[Stream]:
    """Start copying what a member has on Flickr. Doing it twice is the same as once."""
    if not Stream.objects.filter(kind=Stream.Kind.LICENCES).exists():
        open_stream(None, Stream.Kind.LICENCES, now=now)
    return [open_stream(connection, kind, now=now) for kind in OWN_KINDS]


class NotInGroup(Exception):
    """They are no member of this group, as far as Flickr told: nothing was changed."""


@transaction.atomic
def keep_group(user: User, group: Group, *, now: datetime) -> list[Stream]:
    """Start copying the pool and the members of a group that one is in. Raises NotInGroup."""
    own = Membership.objects.filter(person__nsid=user.nsid, group=group, gone_at=None)
    connection = FlickrConnection.objects.filter(user=user, in_step_since__isnull=False).first()
    if connection is None or not own.exists():
        raise NotInGroup(group.nsid)
    return [open_stream(connection, kind, subject=group.nsid, now=now) for kind in GROUP_KINDS]


@transaction.atomic
def stop_group(user: User, group: Group) -> None:
    """Stop copying them. What is here stays until it is stale; nobody is shown it for long."""
    let_go(Stream.objects.filter(connection__user=user, kind__in=GROUP_KINDS, subject=group.nsid))


def when_connected(*, connection: FlickrConnection, **_: Any) -> None:
    """A member signed in: their streams go on, or begin."""
    if connection.in_step_since is not None:
        keep_in_step(connection, now=timezone.now())


@transaction.atomic
def look_now(stream: Stream, *, now: datetime) -> bool:
    """Make a stream due at once, every five minutes at most. False when that was too soon.

    With a list those of its children that are in trouble, with a pool the group's members.
    """
    looked = (
        Stream.objects.filter(pk=stream.pk)
        .exclude(looked_at__gt=now - PATIENCE)
        .update(looked_at=now)
    )
    if looked:
        wake([stream], now=now)
        _wake_with(stream, now=now)
    return looked == 1


def _wake_with(stream: Stream, *, now: datetime) -> None:
    """No worker is nudged for these: they may be many, and the tick finds them."""
    same = Stream.objects.filter(connection=stream.connection_id)
    if stream.kind == Stream.Kind.POOL:
        theirs = same.filter(kind=Stream.Kind.MEMBERS, subject=stream.subject)
    else:
        theirs = same.filter(kind=CHILDREN.get(Stream.Kind(stream.kind), ""))
        theirs = theirs.exclude(trouble=Stream.Trouble.NONE)
    theirs.update(wanted_at=now)
    theirs.filter(due_at__gt=now).update(due_at=now)
