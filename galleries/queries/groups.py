"""What the page of one's own groups shows."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Lower

from accounts.models import FlickrConnection
from galleries.models import Group, Membership, Role, Stream, Viewer
from galleries.models.people import NSID
from galleries.queries.keyset import PAGE_SIZE, BadKey

_KEY = re.compile(r"[0-9]{1,18}", re.ASCII)
_RUNS_IT = When(role__gte=Role.MODERATOR, then=Value(0))
_RANK = Case(_RUNS_IT, default=Value(1))
_NAME = Lower("group__name")


@dataclass(frozen=True, slots=True)
class OwnGroup:
    """A group the viewer is in.

    is_kept     they have switched it on: its pool and its members are copied
    in_step_at  when its pool was last read to the end; None while it is being copied
    """

    membership: Membership
    group: Group
    is_kept: bool
    in_step_at: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """A link to the page next door. ``name`` is the group it leads to; "" when one has left it."""

    query: str
    name: str


@dataclass(frozen=True, slots=True)
class GroupsPage:
    """Thirty of the viewer's own groups.

    count      of all their groups
    is_member  they keep their Flickr in step here, so they may switch groups on
    is_copied  the list of their groups was read to its end
    """

    groups: list[OwnGroup]
    count: int
    previous: Step | None
    next: Step | None
    is_member: bool
    is_copied: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a membership stands in the list, be it gone or not."""

    rank: int
    name: str
    pk: int
    shown: str


def groups_page(viewer: Viewer, *, after: str = "", before: str = "") -> GroupsPage:
    """Read one page in at most four queries: those they run first, then by name. Raises BadKey.

    A key is a membership of theirs, and holds its place even when they have left that group.
    The list is sorted anew for each page: it has some thousands of rows at most.
    """
    if after and before:
        raise BadKey(f"{after} and {before}")
    place = _place(after or before, viewer) if after or before else None
    rows = _in_order(Membership.objects.visible_to(viewer))
    if before and place is not None:
        rows = rows.filter(_in_front_of(place)).reverse()
    elif place is not None:
        rows = rows.filter(_behind(place))
    found = _read(rows, viewer)
    rest, groups = found[PAGE_SIZE:], found[:PAGE_SIZE]
    previous = next_ = None
    if before:
        groups.reverse()
        if rest:
            previous = Step(f"?before={groups[0].membership.pk}", rest[0].group.name)
        if groups and place is not None:
            next_ = Step(f"?after={groups[-1].membership.pk}", place.shown)
    else:
        if place is not None:
            edge = groups[0].membership.pk if groups else place.pk
            previous = Step(f"?before={edge}", place.shown)
        if rest:
            next_ = Step(f"?after={groups[-1].membership.pk}", rest[0].group.name)
    copied = Stream.objects.filter(connection=OuterRef("pk"), kind=Stream.Kind.GROUPS)
    connection = (
        FlickrConnection.objects.filter(user=viewer.user, in_step_since__isnull=False)
        .annotate(is_copied=Exists(copied.exclude(in_step_at=None)))
        .first()
    )
    return GroupsPage(
        groups=groups,
        count=Membership.objects.visible_to(viewer).count(),
        previous=previous,
        next=next_,
        is_member=connection is not None,
        is_copied=connection is not None and connection.is_copied,
    )


def own_group(viewer: Viewer, nsid: str) -> Group | None:
    """A group that the viewer is in, or that they once switched on: they may still stop it."""
    if not NSID.fullmatch(nsid):
        return None
    own = Membership.objects.visible_to(viewer).filter(group=OuterRef("pk"))
    switched_on = Stream.objects.filter(
        connection__user=viewer.user, kind=Stream.Kind.POOL, subject=OuterRef("nsid")
    )
    return Group.objects.filter(Exists(own) | Exists(switched_on), nsid=nsid).first()


def _read(rows: QuerySet[Membership], viewer: Viewer) -> list[OwnGroup]:
    pool = Stream.objects.filter(
        connection__user=viewer.user, kind=Stream.Kind.POOL, subject=OuterRef("group__nsid")
    )
    with_pools = rows.select_related("group").annotate(
        is_kept=Exists(pool), pool_in_step_at=Subquery(pool.values("in_step_at")[:1])
    )
    return [
        OwnGroup(row, row.group, row.is_kept, row.pool_in_step_at)
        for row in with_pools[: PAGE_SIZE + 1]
    ]


def _in_order(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.annotate(rank=_RANK, sort_name=_NAME).order_by("rank", "sort_name", "pk")


def _place(key: str, viewer: Viewer) -> _Place:
    """Raises BadKey for what is no membership of theirs."""
    if not _KEY.fullmatch(key):
        raise BadKey(key)
    own = Membership.objects.filter(person__nsid=viewer.nsid, pk=int(key))
    found = own.values_list(_RANK, _NAME, "pk", "group__name", "gone_at").first()
    if found is None:
        raise BadKey(key)
    rank, name, pk, shown, gone_at = found
    return _Place(rank, name, pk, shown if gone_at is None else "")


def _behind(place: _Place) -> Q:
    same_rank = Q(rank=place.rank)
    return (
        Q(rank__gt=place.rank)
        | same_rank & Q(sort_name__gt=place.name)
        | same_rank & Q(sort_name=place.name, pk__gt=place.pk)
    )


def _in_front_of(place: _Place) -> Q:
    same_rank = Q(rank=place.rank)
    return (
        Q(rank__lt=place.rank)
        | same_rank & Q(sort_name__lt=place.name)
        | same_rank & Q(sort_name=place.name, pk__lt=place.pk)
    )
