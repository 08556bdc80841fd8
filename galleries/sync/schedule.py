"""What is due, and the nudges that say so. Losing every nudge loses nothing: a tick finds
the rows again."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Case, F, Q, When

from accounts.models import FlickrConnection, User
from galleries.models import Outbox, Stream
from galleries.models.streams import CHILDREN
from galleries.sync import budget
from galleries.sync.intervals import A_DAY
from galleries.sync.kinds import KINDS

AT_ONCE = 20  # nudges sent by one tick
PROMISED_AT_ONCE = 5
AWAITED = [name for name, kind in KINDS.items() if kind.is_awaited]
IS_CHILD = Case(When(kind__in=CHILDREN.values(), then=1), default=0)


def due(*, now: datetime) -> list[int]:
    """The streams to pull now: newcomers' first pages, what was promised, then fair between people.

    Promised is that a list which tells of what hangs in public, of closed photos or of who runs a
    group is read every day: a photostream of 300,000 photos would wait for its turn 600 times. Then
    whoever has used fewer calls goes first; of one person, lists before what they call for. No more
    than there are calls left: everything else would only be turned away.
    """
    room = budget.room(now=now)
    if room == 0:
        return []
    streams = Stream.objects.due(now=now)
    first_pages = streams.filter(kind__in=AWAITED, in_step_at=None, next_page=1)
    newcomers = list(first_pages.values_list("pk", flat=True)[:AT_ONCE])
    shown = Q(connection__user__shows_photos=True, kind=Stream.Kind.PHOTOSTREAM)
    daily = streams.filter(shown | Q(is_daily=True), walked_at__lte=now - A_DAY)
    promised = daily.exclude(pk__in=newcomers)
    pressing = promised.order_by("walked_at", "pk").values_list("pk", flat=True)[:PROMISED_AT_ONCE]
    first = [*newcomers, *pressing]
    in_turn = streams.exclude(pk__in=first).order_by(
        F("connection__turn__at_s").asc(nulls_first=True), IS_CHILD, "due_at", "pk"
    )
    others = in_turn.values_list("pk", flat=True)[: min(AT_ONCE, room)]
    return [*first, *others][:AT_ONCE]


def due_outboxes(*, now: datetime) -> list[int]:
    """Whose outbox is to be worked on now, by the number of the user. Nobody's in a pause."""
    if budget.room(now=now) == 0:
        return []
    return list(Outbox.objects.due(now=now).values_list("pk", flat=True)[:AT_ONCE])


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


def wake_outbox(user: User, *, now: datetime) -> None:
    """Have a person's outbox worked on now, and nudge a worker once the transaction is over.

    Inside the transaction that writes what is to be sent: its row is locked until then, so that
    whoever finds nothing left to do just now has to look again.
    """
    Outbox.objects.update_or_create(user=user, defaults={"due_at": now})
    transaction.on_commit(partial(nudge_outbox, user.pk))


def nudge_outbox(user_id: int) -> None:
    """Tell a worker that something waits in a person's outbox. May be lost, may arrive twice."""
    from galleries.sync.tasks import send

    send.delay(user_id)


def nudge_forgetting() -> None:
    """Tell a worker, once the transaction is over, that somebody asked to be forgotten."""
    from galleries.sync.tasks import forget

    transaction.on_commit(forget.delay)


def nudge(stream_id: int) -> None:
    """Tell a worker that a stream is due. May be lost, may arrive twice."""
    from galleries.sync.tasks import pull

    pull.delay(stream_id)
