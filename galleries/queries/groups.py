"""What the page of one's own groups shows."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import Case, Exists, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Lower

from galleries.models import Group, Membership, Role, Stream, Viewer
from galleries.models.people import NSID
from galleries.queries.kept import kept
from galleries.queries.keyset import BadKey, Paged, Step

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
class GroupsPage:
    """Thirty of the viewer's own groups: those they run first, then by name.

    count      of all their groups
    is_member  they keep their Flickr in step here, so they may switch groups on
    is_copied  the list of their groups was read to its end
    """

    groups: list[OwnGroup]
    count: int
    newer: Step | None
    older: Step | None
    is_member: bool
    is_copied: bool


def groups_page(viewer: Viewer, *, after: str = "", before: str = "") -> GroupsPage:
    """Read one page in at most five queries. Raises BadKey.

    The list is sorted anew for each page: it has some thousands of rows at most.
    """
    own = _sortable(Membership.objects.filter(person__nsid=viewer.nsid))
    rows = _with_pools(_sortable(Membership.objects.visible_to(viewer)), viewer)
    page = _ByName(own).page(rows, after=after, before=before)
    is_kept = kept(viewer, Stream.Kind.GROUPS)
    return GroupsPage(
        groups=[_own_group(row) for row in page.items],
        count=Membership.objects.visible_to(viewer).count(),
        newer=page.newer,
        older=page.older,
        is_member=is_kept.is_member,
        is_copied=is_kept.is_copied,
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


def _sortable(rows: QuerySet[Membership]) -> QuerySet[Membership]:
    return rows.select_related("group").annotate(rank=_RANK, sort_name=_NAME)


def _with_pools(rows: QuerySet[Membership], viewer: Viewer) -> QuerySet[Membership]:
    pool = Stream.objects.filter(
        connection__user=viewer.user, kind=Stream.Kind.POOL, subject=OuterRef("group__nsid")
    )
    return rows.annotate(
        is_kept=Exists(pool), pool_in_step_at=Subquery(pool.values("in_step_at")[:1])
    )


def _own_group(row: Any) -> OwnGroup:
    return OwnGroup(row, row.group, row.is_kept, row.pool_in_step_at)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a membership stands. Addresses hold its number, which has a place be it gone or not.

    name   as the list is sorted
    shown  as it is written; "" once they have left that group
    """

    rank: int
    name: str
    pk: int
    shown: str
    moment: ClassVar[None] = None

    def __str__(self) -> str:
        return str(self.pk)


@dataclass(frozen=True, slots=True)
class _ByName(Paged[_Place]):
    """Those they run first, then by name.

    own  every membership of the viewer's, gone or not, as ``_sortable`` has them
    """

    own: QuerySet[Membership]

    def parse(self, text: str) -> _Place:
        found = self.own.filter(pk=int(text)).first() if _KEY.fullmatch(text) else None
        if found is None:
            raise BadKey(text)
        return self.key(found)

    def key(self, item: Any) -> _Place:
        shown = item.group.name if item.gone_at is None else ""
        return _Place(item.rank, item.sort_name, item.pk, shown)

    def step(self, query: str, to: _Place) -> Step:
        return Step(query, None, to.shown)

    def behind(self, key: _Place) -> Q:
        by_name = Q(sort_name__gt=key.name) | Q(sort_name=key.name, pk__gt=key.pk)
        return Q(rank__gt=key.rank) | Q(rank=key.rank) & by_name

    def in_front_of(self, key: _Place) -> Q:
        by_name = Q(sort_name__lt=key.name) | Q(sort_name=key.name, pk__lt=key.pk)
        return Q(rank__lt=key.rank) | Q(rank=key.rank) & by_name

    def forwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by("rank", "sort_name", "pk")

    def backwards[M: Model](self, rows: QuerySet[M]) -> QuerySet[M]:
        return rows.order_by("-rank", "-sort_name", "-pk")
