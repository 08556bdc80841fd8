"""The members of a group that a member switched on, with their roles."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from galleries.flickr import groups
from galleries.flickr.client import Flickr
from galleries.flickr.records import MemberRecord, Page
from galleries.models import Desk, Group, GroupMember, Stream
from galleries.sync.apply.groups import apply_members
from galleries.sync.apply.missing import Missed, mark_missing_twice
from galleries.sync.kinds.kind import Applied, Kind, News


def fetch(flickr: Flickr, stream: Stream) -> Page[MemberRecord]:
    """Newest first, as far as was ever seen."""
    page, per_page = stream.next_page, settings.FLICKR_PER_PAGE
    return groups.get_members(flickr, nsid=stream.subject, page=page, per_page=per_page)


def apply(page: Page[MemberRecord], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    group = Group.objects.get(nsid=stream.subject)
    applied = apply_members(page.items, group=group, stream=stream, began_at=began_at)
    here = GroupMember.objects.standing().filter(group=group).count()
    return Applied(applied.keys, applied.changed, doubtful=page.total != here + stream.short_by)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    return mark_missing_twice(_rows(stream), stream, seen, key="person_id", now=now)


def has_a_desk(stream: Stream) -> bool:
    """Who has a seat there has to be told within a day."""
    return Desk.objects.filter(group__nsid=stream.subject, closed_at=None).exists()


def _rows(stream: Stream) -> QuerySet[GroupMember]:
    """Those whom this reader of the list keeps."""
    return GroupMember.objects.filter(Q(stream=stream) | Q(stream=None), group__nsid=stream.subject)


MEMBERS = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    holds_closed=has_a_desk,
    news=News.FIRST_PAGE,
    shortest_s=2 * 60 * 60,
    longest_s=12 * 60 * 60,
    full_every=timedelta(days=7),
)
