"""What is due, and the nudges that say so. Losing every nudge loses nothing: a tick finds
the rows again."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Case, F, When

from accounts.models import FlickrConnection
from galleries.models import Stream
from galleries.models.streams import CHILDREN
from galleries.sync import budget
from galleries.sync.kinds import KINDS

AT_ONCE = 20  # nudges sent by one tick
AWAITED = [name for name, kind in KINDS.items() if kind.is_awaited]
IS_CHILD = Case(When(kind__in=CHILDREN.values(), then=1), default=0)


def due(*, now: datetime) -> list[int]:
    """The streams to pull now: newcomers' first pages, then fair between people.

    Whoever has used fewer calls goes first; of one person, lists before what they call for. No
    more than there are calls left: everything else would only be turned away.
    """
    room = budget.room(now=now)
    if room == 0:
        return []
    streams = Stream.objects.due(now=now)
    first_pages = streams.filter(kind__in=AWAITED, in_step_at=None, next_page=1)
    newcomers = list(first_pages.values_list("pk", flat=True)[:AT_ONCE])
    in_turn = streams.exclude(pk__in=newcomers).order_by(
        F("connection__turn__at_s").asc(nulls_first=True), IS_CHILD, "due_at", "pk"
    )
    others = in_turn.values_list("pk", flat=True)[: min(AT_ONCE, room)]
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
