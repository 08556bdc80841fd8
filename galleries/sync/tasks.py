"""The nudges. Each may run twice, late, or never: what is due stands in the rows."""

from celery import shared_task
from django.utils import timezone

from accounts.leaving import expire_guests
from galleries.models import Forgetting, Outbox, Stream
from galleries.sync import desks, schedule
from galleries.sync.engine import work
from galleries.sync.forgetting import forget_some
from galleries.sync.outbox import engine as outbox
from galleries.sync.outbox.leaving import expire_unpermitted
from galleries.sync.purge import purge_some
from galleries.sync.statistics import renew_statistics


@shared_task
def pull(stream_id: int) -> None:
    """Pull pages of one stream until its slice of time is over."""
    claim = Stream.objects.claim(stream_id, now=timezone.now())
    if claim is None:
        return
    if work(claim).more:
        schedule.nudge(stream_id)
    renew_statistics()


@shared_task
def send(user_id: int) -> None:
    """Send what is due in one person's outbox, until its slice of time is over."""
    claim = Outbox.objects.claim(user_id, now=timezone.now())
    if claim is not None and outbox.work(claim):
        schedule.nudge_outbox(user_id)


@shared_task(expires=10)
def tick() -> None:
    """Find what is due, and nudge for each: first what people wait for."""
    now = timezone.now()
    for user_id in schedule.due_outboxes(now=now):
        schedule.nudge_outbox(user_id)
    for stream_id in schedule.due(now=now):
        schedule.nudge(stream_id)
    desks.settle(now=now)
    if Forgetting.objects.exists():
        schedule.nudge_forgetting()


@shared_task
def purge() -> None:
    """Remove what is gone for a day, and what nobody has a reason to keep."""
    expire_guests(now=timezone.now())
    expire_unpermitted(now=timezone.now())
    desks.note_vanished(now=timezone.now())
    while purge_some(now=timezone.now()):
        pass


@shared_task
def forget() -> None:
    """Remove what people asked to have forgotten."""
    if forget_some():
        schedule.nudge_forgetting()
