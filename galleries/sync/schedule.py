"""What is due, and the nudges that say so. Losing every nudge loses nothing: a tick finds
the rows again."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.models import FlickrConnection
from galleries.models import Stream
from galleries.sync.kinds import KINDS

AT_ONCE = 20  # nudges sent by one tick


def due(*, now: datetime) -> list[int]:
    """The streams to pull now, newcomers first."""
    streams = Stream.objects.due(now=now).order_by("in_step_at", "due_at", "pk")
    # SQLite and PostgreSQL disagree about where nothing stands in an order.
    newcomers = streams.filter(in_step_at=None).values_list("pk", flat=True)[:AT_ONCE]
    others = streams.exclude(in_step_at=None).values_list("pk", flat=True)[:AT_ONCE]
    return [*newcomers, *others][:AT_ONCE]


def open_stream(
    connection: FlickrConnection | None, kind: Stream.Kind, *, subject: str = "", now: datetime
) -> Stream:
    """Keep one more thing in step, from now on. It is due at once; opening twice is once.

    connection  None for what is the same for everybody
    """
    stream, _ = Stream.objects.get_or_create(
        connection=connection,
        kind=kind,
        subject=subject,
        defaults={"due_at": now, "interval_s": KINDS[kind].shortest_s},
    )
    wake([stream], now=now)
    return stream


def wake(streams: Iterable[Stream], *, now: datetime) -> None:
    """Make these due now and nudge a worker once the transaction is over.

    Whoever walks one of them just now walks it once more.
    """
    for stream in streams:
        Stream.objects.filter(pk=stream.pk).update(wanted_at=now)
        Stream.objects.filter(pk=stream.pk, due_at__gt=now).update(due_at=now)
        transaction.on_commit(partial(nudge, stream.pk))


def nudge_forgetting() -> None:
    """Tell a worker, once the transaction is over, that somebody asked to be forgotten."""
    from galleries.sync.tasks import forget

    transaction.on_commit(forget.delay)


def nudge(stream_id: int) -> None:
    """Tell a worker that a stream is due. May be lost, may arrive twice."""
    from galleries.sync.tasks import pull

    pull.delay(stream_id)
