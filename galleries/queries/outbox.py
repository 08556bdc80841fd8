"""What the pages of somebody's own outbox show."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.db.models import Case, Exists, Model, OuterRef, Prefetch, Q, QuerySet, Value, When

from accounts.models import FlickrConnection
from galleries.models import CallBudget, Group, OutboxAnswer, OutboxItem, Photo, Viewer
from galleries.models.outbox import OPEN
from galleries.queries.deeds import is_moving
from galleries.queries.keyset import PAGE_SIZE, BadKey, Paged, Step

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
class OutboxPage:
    """Thirty items: what is open first, then what is over; newest first in both.

    hold     asked only while something is open
    until    when Flickr is asked again, while it is busy
    is_live  something is on its way: worth looking again in two seconds
    """

    waiting: list[OutboxLine]
    over: list[OutboxLine]
    newer: Step | None
    older: Step | None
    hold: Hold
    until: datetime | None
    is_first: bool
    is_live: bool
    may_write: bool


def outbox_page(viewer: Viewer, *, after: str = "", before: str = "") -> OutboxPage:
    """Read one page in at most seven queries. Raises BadKey."""
    own = OutboxItem.objects.visible_to(viewer).annotate(rank=_RANK)
    page = _OpenFirst(own).page(_with_answers(own, viewer), after=after, before=before)
    lines = [_line(item) for item in page.items]
    waiting = [line for line in lines if line.item.is_open]
    connection = FlickrConnection.objects.filter(user=viewer.user).first()
    hold, until = _hold(connection, now=viewer.now) if waiting else (Hold.NOTHING, None)
    moving = any(is_moving(line.item, may_write=True) for line in waiting)
    return OutboxPage(
        waiting=waiting,
        over=[line for line in lines if not line.item.is_open],
        newer=page.newer,
        older=page.older,
        hold=hold,
        until=until,
        is_first=page.newer is None,
        is_live=moving and hold is Hold.NOTHING,
        may_write=connection is not None and connection.may_write,
    )


def waiting_lines(viewer: Viewer) -> tuple[list[OutboxLine], int]:
    """The first thirty of what waits to be sent, in the order of doing; and how many there are."""
    rows = OutboxItem.objects.visible_to(viewer).open()
    return [_line(item) for item in _with_answers(rows, viewer)[:PAGE_SIZE]], rows.count()


def own_item(viewer: Viewer, item_id: int) -> OutboxItem | None:
    rows = OutboxItem.objects.visible_to(viewer).filter(pk=item_id)
    return rows.select_related("photo__owner", "group").first()


def _with_answers(rows: QuerySet[OutboxItem], viewer: Viewer) -> QuerySet[OutboxItem]:
    """With all that a line shows, and whether it may show photo and group."""
    photos = Photo.objects.visible_to(viewer).filter(pk=OuterRef("photo"))
    groups = Group.objects.visible_to(viewer).filter(pk=OuterRef("group"))
    answers = OutboxAnswer.objects.order_by("at", "pk")
    return (
        rows.annotate(shows_photo=Exists(photos), shows_group=Exists(groups))
        .select_related("photo__owner", "group")
        .prefetch_related(Prefetch("answers", answers))
    )


def _line(item: Any) -> OutboxLine:
    return OutboxLine(
        item=item,
        photo=item.photo if item.shows_photo else None,
        group=item.group if item.shows_group else None,
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item stands. Addresses hold its number, which has a place whatever became of it."""

    rank: int
    asked_at: datetime
    pk: int

    @property
    def moment(self) -> datetime:
        return self.asked_at

    def __str__(self) -> str:
        return str(self.pk)


@dataclass(frozen=True, slots=True)
class _OpenFirst(Paged[_Place]):
    """What is open first, then what is over; newest first in both.

    own  every item of the viewer's, with its rank
    """

    own: QuerySet[OutboxItem]

    def parse(self, text: str) -> _Place:
        found = self.own.filter(pk=int(text)).first() if _KEY.fullmatch(text) else None
        if found is None:
            raise BadKey(text)
        return self.key(found)

    def key(self, item: Any) -> _Place:
        return _Place(item.rank, item.asked_at, item.pk)

    def behind(self, key: _Place) -> Q:
        earlier = Q(asked_at__lt=key.asked_at) | Q(asked_at=key.asked_at, pk__lt=key.pk)
        return Q(rank__gt=key.rank) | Q(rank=key.rank) & earlier

    def in_front_of(self, key: _Place) -> Q:
        later = Q(asked_at__gt=key.asked_at) | Q(asked_at=key.asked_at, pk__gt=key.pk)
        return Q(rank__lt=key.rank) | Q(rank=key.rank) & later

    def forwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by("rank", "-asked_at", "-pk")

    def backwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by("-rank", "asked_at", "pk")


def _hold(connection: FlickrConnection | None, *, now: datetime) -> tuple[Hold, datetime | None]:
    if connection is not None and connection.refused_at is not None:
        return Hold.REFUSED, None
    if connection is None or not connection.may_write:
        return Hold.NO_PERMISSION, None
    budget = CallBudget.objects.filter(pk=1, paused_until__gt=now).first()
    if budget is None:
        return Hold.NOTHING, None
    is_busy = budget.stop in (CallBudget.Stop.BUSY, CallBudget.Stop.NONE)
    return Hold.BUSY if is_busy else Hold.STOPPED, budget.paused_until
