"""What the page of one group shows: what it is, and its pool."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accounts.models import FlickrConnection
from galleries.models import Entry, Group, Membership, Photo, Role, Stream, Viewer
from galleries.models.groups import pool_opens_to
from galleries.queries.keyset import POOL, KeysetPage


class Copy(Enum):
    """How far the pool is copied for this viewer."""

    OFF = "off"  # they have not switched the group on
    BEGUN = "begun"
    SHOWN = "shown"
    STALE = "stale"  # Flickr has not shown it to them for a day


@dataclass(frozen=True, slots=True)
class PoolPage:
    """A group, and thirty photos of its pool as far as the viewer may see them.

    membership  the viewer's own, as far as a page tells of it; of somebody who has just come
                when they are not in the group
    is_in_it    they are
    may_keep    they may switch it on
    page        None while the pool is not shown
    """

    group: Group
    membership: Membership
    is_in_it: bool
    copy: Copy
    may_keep: bool
    page: KeysetPage[Entry] | None

    @property
    def photos(self) -> list[Photo]:
        return [entry.photo for entry in self.page.items] if self.page else []


def pool_page(which: str, viewer: Viewer, *, after: str = "", before: str = "") -> PoolPage | None:
    """Read one page, newest addition first. None for a group that this viewer may not know of.

    Raises BadKey.
    """
    pool = Stream.objects.filter(
        connection__user=viewer.user, kind=Stream.Kind.POOL, subject=OuterRef("nsid")
    )
    members = FlickrConnection.objects.filter(user=viewer.user, in_step_since__isnull=False)
    own = Membership.objects.there_for(viewer).filter(
        person__nsid=viewer.nsid, group=OuterRef("pk")
    )
    found: QuerySet[Group] = Group.objects.visible_to(viewer).named(which)
    group = found.annotate(
        is_kept=Exists(pool),
        pool_in_step_at=Subquery(pool.values("in_step_at")[:1]),
        is_shown=pool_opens_to(viewer),
        is_of_member=Exists(members),
        own_role=Subquery(own.values("role")[:1]),
        own_remaining=Subquery(own.values("remaining")[:1]),
        own_remaining_at=Subquery(own.values("remaining_at")[:1]),
    ).first()
    if group is None:
        return None
    copy = _copy(group.is_kept, group.pool_in_step_at, is_shown=group.is_shown)
    entries = Entry.objects.visible_to(viewer).filter(group=group).select_related("photo__owner")
    if copy is not Copy.SHOWN:
        # Who may see none of it would have the whole pool read through, to the end.
        entries = entries.none()
    page = POOL.page(entries, after=after, before=before)
    return PoolPage(
        group=group,
        membership=Membership(
            group=group,
            role=group.own_role or Role.MEMBER,
            remaining=group.own_remaining,
            remaining_at=group.own_remaining_at,
        ),
        is_in_it=group.own_role is not None,
        copy=copy,
        may_keep=group.own_role is not None and group.is_of_member,
        page=page if copy is Copy.SHOWN else None,
    )


def _copy(is_kept: bool, in_step_at: datetime | None, *, is_shown: bool) -> Copy:
    if not is_kept:
        return Copy.OFF
    if in_step_at is None:
        return Copy.BEGUN
    return Copy.SHOWN if is_shown else Copy.STALE
