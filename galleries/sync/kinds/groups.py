"""The groups a member is in, and what they are there. Each has a stream for what it is like."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import QuerySet

from galleries.flickr import people
from galleries.flickr.client import Flickr
from galleries.flickr.records import GroupRecord, Page
from galleries.models import Group, Membership, Stream
from galleries.sync.apply.groups import apply_memberships
from galleries.sync.apply.missing import Missed, mark_missing_twice
from galleries.sync.children import close_children, open_children
from galleries.sync.kinds import group
from galleries.sync.kinds.kind import Applied, Kind, News, whole


def fetch(flickr: Flickr, stream: Stream) -> Page[GroupRecord]:
    """All of them in one call, however many."""
    return whole(people.get_groups(flickr, nsid=stream.nsid))


def apply(page: Page[GroupRecord], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    applied = apply_memberships(page.items, stream=stream, began_at=began_at)
    changed = {pk for pk, columns in applied.updates.items() if "role" in columns}
    open_children(
        stream,
        Stream.Kind.GROUP,
        {record.nsid for record in page.items},
        changed=_nsids(applied.new | changed),
        interval_s=group.GROUP.shortest_s,
        now=now,
    )
    return Applied(applied.keys, applied.changed)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    missed = mark_missing_twice(_rows(stream), stream, seen, key="group_id", now=now)
    left = _nsids(missed.gone)
    for kind in (Stream.Kind.GROUP, Stream.Kind.POOL, Stream.Kind.MEMBERS):
        close_children(stream, kind, left)
    return missed


def _nsids(groups: Collection[int]) -> set[str]:
    return set(Group.objects.filter(pk__in=groups).values_list("nsid", flat=True))


def _rows(stream: Stream) -> QuerySet[Membership]:
    return Membership.objects.filter(person__nsid=stream.nsid)


GROUPS = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    news=News.NONE,
    shortest_s=60 * 60,
    longest_s=12 * 60 * 60,
    full_every=timedelta(hours=12),
)
