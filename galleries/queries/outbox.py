"""What the pages of somebody's own outbox show."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from accounts.models import FlickrConnection
from galleries.models import CallBudget, Group, OutboxAnswer, OutboxItem, Photo, Viewer
from galleries.models.outbox import OPEN
from galleries.queries.keyset import PAGE_SIZE, BadKey

_KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
_RANK = Case(When(state__in=OPEN, then=Value(0)), default=Value(1))


class Hold(Enum):
    """Why nothing of somebody's is sent at all."""

    NOTHING = auto()
    NO_PERMISSION = auto()
    REFUSED = auto()  # Flickr does not accept their permission any more
    BUSY = auto()  # it asked everybody to slow down
    STOPPED = auto()  # key or clock: whoever runs the site has to mend it


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One item, with its answers.

    photo  None when it has left this house, or is not shown to them any more
    group  None likewise, or when there is none
    """

    item: OutboxItem
    photo: Photo | None
    group: Group | None


@dataclass(frozen=True, slots=True)
class Step:
    """A link to the page next door. ``moment`` is when the deed was done that it leads to."""

    query: str
    moment: datetime


@dataclass(frozen=True, slots=True)
class OutboxPage:
    """Thirty items: what is open first, then what is over; newest first in both.

    hold   asked only while something is open
    until  when Flickr is asked again, while it is busy
    """

    waiting: list[OutboxLine]
    over: list[OutboxLine]
    newer: Step | None
    older: Step | None
    hold: Hold
    until: datetime | None
    is_first: bool
    may_write: bool


def outbox_page(viewer: Viewer, *, after: str = "", before: str = "") -> OutboxPage:
    """Read one page in at most five queries. Raises BadKey.

    A key is an item of theirs, and holds its place whatever became of it since.
    """
    if after and before:
        raise BadKey(f"{after} and {before}")
    rows = _in_order(OutboxItem.objects.visible_to(viewer))
    place = _place(rows, after or before) if after or before else None
    if before and place is not None:
        rows = rows.filter(_in_front_of(place)).reverse()
    elif place is not None:
        rows = rows.filter(_behind(place))
    found = _read(rows, viewer)
    rest, lines = found[PAGE_SIZE:], found[:PAGE_SIZE]
    newer = older = None
    if before and place is not None:
        lines.reverse()
        if rest:
            newer = Step(f"?before={lines[0].item.pk}", rest[0].item.asked_at)
        if lines:
            older = Step(f"?after={lines[-1].item.pk}", place.asked_at)
    else:
        if place is not None:
            newer = Step(f"?before={lines[0].item.pk if lines else place.pk}", place.asked_at)
        if rest:
            older = Step(f"?after={lines[-1].item.pk}", rest[0].item.asked_at)
    waiting = [line for line in lines if line.item.is_open]
    connection = FlickrConnection.objects.filter(user=viewer.user).first()
    hold, until = _hold(connection, now=viewer.now) if waiting else (Hold.NOTHING, None)
    return OutboxPage(
        waiting=waiting,
        over=[line for line in lines if not line.item.is_open],
        newer=newer,
        older=older,
        hold=hold,
        until=until,
        is_first=newer is None,
        may_write=_may_write(connection),
    )


def waiting_lines(viewer: Viewer) -> tuple[list[OutboxLine], int]:
    """The first thirty of what waits to be sent, in the order of doing; and how many there are."""
    rows = OutboxItem.objects.visible_to(viewer).open()
    return _read(rows, viewer)[:PAGE_SIZE], rows.count()


def own_item(viewer: Viewer, item_id: int) -> OutboxItem | None:
    rows = OutboxItem.objects.visible_to(viewer).filter(pk=item_id)
    return rows.select_related("photo__owner", "group").first()


def _read(rows: QuerySet[OutboxItem], viewer: Viewer) -> list[OutboxLine]:
    photos = Photo.objects.visible_to(viewer).filter(pk=OuterRef("photo"))
    groups = Group.objects.visible_to(viewer).filter(pk=OuterRef("group"))
    answers = OutboxAnswer.objects.order_by("at", "pk")
    shown = (
        rows.annotate(shows_photo=Exists(photos), shows_group=Exists(groups))
        .select_related("photo__owner", "group")
        .prefetch_related(Prefetch("answers", answers))
    )
    return [
        OutboxLine(
            item=item,
            photo=item.photo if item.shows_photo else None,
            group=item.group if item.shows_group else None,
        )
        for item in shown[: PAGE_SIZE + 1]
    ]


def _in_order(rows: QuerySet[OutboxItem]) -> QuerySet[OutboxItem]:
    return rows.annotate(rank=_RANK).order_by("rank", "-asked_at", "-pk")


@dataclass(frozen=True, slots=True)
class _Place:
    rank: int
    asked_at: datetime
    pk: int


def _place(rows: QuerySet[OutboxItem], key: str) -> _Place:
    """Raises BadKey for what is no item of theirs."""
    if not _KEY.fullmatch(key):
        raise BadKey(key)
    found = rows.filter(pk=int(key)).values_list(_RANK, "asked_at", "pk").first()
    if found is None:
        raise BadKey(key)
    return _Place(*found)


def _behind(place: _Place) -> Q:
    earlier = Q(asked_at__lt=place.asked_at) | Q(asked_at=place.asked_at, pk__lt=place.pk)
    return Q(rank__gt=place.rank) | Q(rank=place.rank) & earlier


def _in_front_of(place: _Place) -> Q:
    later = Q(asked_at__gt=place.asked_at) | Q(asked_at=place.asked_at, pk__gt=place.pk)
    return Q(rank__lt=place.rank) | Q(rank=place.rank) & later


def _may_write(connection: FlickrConnection | None) -> bool:
    """As accounts.connections.may_write says it, of a row that was read already."""
    return (
        connection is not None
        and connection.refused_at is None
        and connection.perms == FlickrConnection.Perms.WRITE
    )


def _hold(connection: FlickrConnection | None, *, now: datetime) -> tuple[Hold, datetime | None]:
    if connection is not None and connection.refused_at is not None:
        return Hold.REFUSED, None
    if not _may_write(connection):
        return Hold.NO_PERMISSION, None
    budget = CallBudget.objects.filter(pk=1, paused_until__gt=now).first()
    if budget is None:
        return Hold.NOTHING, None
    is_busy = budget.stop in (CallBudget.Stop.BUSY, CallBudget.Stop.NONE)
    return Hold.BUSY if is_busy else Hold.STOPPED, budget.paused_until
