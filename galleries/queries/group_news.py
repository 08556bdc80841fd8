"""What came to the pools of somebody's groups that are kept in step."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from galleries.models import Entry, Group, Membership, Photo, Viewer
from galleries.queries.since import Since

GROUPS = 3
PHOTOS = 3
COUNTED = 100  # of a group, the newest
LOOKED_AT = 5  # groups: in some there may be nothing that the viewer may see


@dataclass(frozen=True, slots=True)
class GroupNews:
    """A group, its newest photos, and how many are new.

    count    of those that were counted
    is_more  there are others that were not
    """

    group: Group
    photos: tuple[Photo, ...]
    count: int
    is_more: bool


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """The same before the photos are read.

    photo_ids  of all that were counted, newest first
    """

    group: Group
    photo_ids: tuple[int, ...]
    is_more: bool

    def shown_ids(self, *, beside: Collection[int]) -> tuple[int, ...]:
        """The newest; first those that do not hang elsewhere on the page already."""
        return tuple(sorted(self.photo_ids, key=lambda photo_id: photo_id in beside)[:PHOTOS])

    def with_photos(self, photos: Iterable[Photo]) -> GroupNews:
        return GroupNews(self.group, tuple(photos), len(self.photo_ids), self.is_more)


def find_group_news(viewer: Viewer, since: Since) -> list[FoundGroup]:
    """The groups to which others added something most lately, in two queries.

    The first finds where the new ends, or where there is enough of it, by the index alone; so
    the second asks about few entries whether this viewer may see them.
    """
    of_group = Entry.objects.there_for(viewer).filter(group=OuterRef("pk"))
    added = since.news(of_group, "added_at").newest_first().values("added_at")
    last_first = F("latest").desc(nulls_last=True)
    enough = COUNTED if since.at is not None else PHOTOS * 4
    groups = _own_groups(viewer).annotate(
        latest=Subquery(added[:1]), enough_at=Subquery(added[enough : enough + 1])
    )
    found = {
        group.pk: group
        for group in groups.order_by(last_first, "pk")[:LOOKED_AT]
        if vars(group)["latest"] is not None
    }
    told = _by_group(viewer, since, found) if found else {}
    return [
        FoundGroup(
            group=group,
            photo_ids=tuple(told[pk]),
            is_more=vars(group)["enough_at"] is not None,
        )
        for pk, group in found.items()
        if pk in told
    ][:GROUPS]


def _own_groups(viewer: Viewer) -> QuerySet[Group]:
    """Those that they are in and whose pools they are shown."""
    own = Membership.objects.visible_to(viewer).values("group")
    return Group.objects.whose_pools_open_to(viewer).filter(pk__in=own)


def _by_group(
    viewer: Viewer, since: Since, groups: Mapping[int, Group]
) -> dict[int, dict[int, None]]:
    """What others added to each of these groups, by photo, newest first.

    groups  that this viewer is shown the pools of
    """
    among = Q()
    for pk, group in groups.items():
        enough_at: datetime | None = vars(group)["enough_at"]
        among |= Q(group=pk) if enough_at is None else Q(group=pk, added_at__gt=enough_at)
    entries = since.news(Entry.objects.of_visible_photos(viewer).filter(among), "added_at")
    others = entries.exclude(photo__owner__nsid=viewer.nsid).newest_first()
    told: dict[int, dict[int, None]] = {}
    for pk, photo_id in others.values_list("group", "photo"):
        told.setdefault(pk, {})[photo_id] = None
    return told
