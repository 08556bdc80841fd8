"""What waits in vain, and what is over for long."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import FlickrConnection
from galleries.models import OutboxItem
from galleries.models.outbox import State

UNPERMITTED = timedelta(days=1)  # then nobody remembers what they would permit
OVER = timedelta(days=90)


def expire_unpermitted(*, now: datetime) -> int:
    """Withdraw what waits for a permission that was asked for and not given: how many.

    Once given, and refused by Flickr since, it waits for the person to connect again.
    """
    writes = FlickrConnection.objects.filter(
        user=OuterRef("user"), perms=FlickrConnection.Perms.WRITE
    )
    waiting = OutboxItem.objects.filter(state=State.WAITING, asked_at__lt=now - UNPERMITTED)
    return waiting.filter(~Exists(writes)).update(
        state=State.WITHDRAWN, outcome=OutboxItem.Outcome.NO_PERMISSION, ended_at=now
    )


def over(*, now: datetime) -> QuerySet[OutboxItem]:
    """What was sent, refused or withdrawn long ago: for the purge."""
    return OutboxItem.objects.filter(ended_at__lt=now - OVER).order_by("ended_at", "pk")
