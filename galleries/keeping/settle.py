"""After the rows have come back, and before anybody sees them: what has changed since."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F

from accounts.connections import opens
from accounts.models import FlickrConnection
from galleries.keeping import taken_off
from galleries.keeping.manifest import Manifest
from galleries.keeping.marks import apply, of_database
from galleries.models import Group, OutboxItem, Photo
from galleries.models.desks import GRACE_MINUTES
from galleries.models.marks import Mark
from galleries.models.outbox import State

# Sent a second time these would do a second thing: they may have been sent since the backup.
NOT_TWICE = (OutboxItem.Verb.COMMENT, OutboxItem.Verb.REMOVE_FROM_POOL)


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done to the rows.

    asked_again  connections that no key of ours opens: their people are asked to connect again
    forgotten    photos and people that were forgotten since
    taken_off    photos and galleries that were taken off the public since, or put back
    open_deeds   what waits to be written to Flickr
    """

    asked_again: int
    forgotten: int
    taken_off: int
    open_deeds: int


def settle(manifest: Manifest, before: list[Mark], marks: list[Mark], *, now: datetime) -> Settled:
    """Inside the transaction that brought the rows back.

    before  what this database said, as marks do, before its rows were replaced
    marks   what the file of marks says
    """
    told = [*before, *of_database(), *marks]
    gone = apply(told, at_once=True)
    off = taken_off.take_off(told)
    _grace_again(now=now)
    if not manifest.with_copies:
        _give_time(now=now)
    return Settled(
        asked_again=_ask_again(now=now),
        forgotten=gone,
        taken_off=off,
        open_deeds=_look_first(manifest.made_at),
    )


def _ask_again(*, now: datetime) -> int:
    """Mark connections as refused whose token no key of ours opens: as if Flickr had said so."""
    asked = [
        link.pk for link in FlickrConnection.objects.filter(refused_at=None) if not opens(link)
    ]
    # Their streams and outboxes wait for that, and their pages say so.
    return FlickrConnection.objects.filter(pk__in=asked).update(refused_at=now)


def _look_first(made_at: datetime) -> int:
    """Have deeds looked up on Flickr, as after a crash, that were waiting at the backup.

    Only where a permission to write was there: nothing else can have been sent since. What was
    in *sending* is looked up anyway. The number of all that is open.
    """
    writes = FlickrConnection.objects.filter(perms=FlickrConnection.Perms.WRITE)
    waiting = OutboxItem.objects.filter(state=State.WAITING, verb__in=NOT_TWICE)
    waiting.filter(user__connection__in=writes).update(
        state=State.SENDING, sent_at=made_at, tries=F("tries") + 1
    )
    return OutboxItem.objects.open().count()


def _grace_again(*, now: datetime) -> None:
    """Removals whose grace is over by now get it anew: some were taken back since the backup."""
    removals = OutboxItem.objects.filter(state=State.WAITING, verb=OutboxItem.Verb.REMOVE_ENTRY)
    removals.filter(due_at__lt=now).update(due_at=now + timedelta(minutes=GRACE_MINUTES))


def _give_time(*, now: datetime) -> None:
    """Bare rows are as good as told now: the walks have thirty days to say more of them."""
    Photo.objects.update(told_at=now)
    Group.objects.update(told_at=now)
