"""What the pages show on which somebody changes their own photo: its groups, its tags."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from galleries.models import Entry, Group, OutboxItem, Photo, Viewer
from galleries.models.outbox import OPEN, State
from galleries.queries.groups import GroupsPage, OwnGroup, groups_page

Verb = OutboxItem.Verb
POOL_VERBS = (Verb.ADD_TO_POOL, Verb.REMOVE_FROM_POOL)
TAG_VERBS = (Verb.ADD_TAGS, Verb.REMOVE_TAG)
REFUSED_SHOWS_FOR = timedelta(days=1)
ADDED_SHOWS_FOR = timedelta(days=7)  # then the pool itself has long told, where it is kept


@dataclass(frozen=True, slots=True)
class PoolLine:
    """A group that the photographer is in, and how their photo stands to its pool.

    is_inside  the photo is in its pool, as far as Flickr has told
    item       the latest that was done about it here, when that still means something
    """

    own: OwnGroup
    is_inside: bool
    item: OutboxItem | None


@dataclass(frozen=True, slots=True)
class PoolsPage:
    """Thirty of the photographer's groups. ``has_place``: of the photo, as far as we know."""

    lines: list[PoolLine]
    page: GroupsPage
    has_place: bool


@dataclass(frozen=True, slots=True)
class TagsPage:
    """The tags of a photo, and what is done to them.

    removals  open or refused within a day, by the tag
    additions likewise, oldest first
    """

    tags: tuple[str, ...]
    removals: Mapping[str, OutboxItem]
    additions: tuple[OutboxItem, ...]


def pools_page(photo: Photo, viewer: Viewer, *, after: str = "", before: str = "") -> PoolsPage:
    """Read one page in at most six queries. Raises BadKey."""
    page = groups_page(viewer, after=after, before=before)
    groups = [own.group for own in page.groups]
    inside = Entry.objects.there_for(viewer).filter(photo=photo, group__in=groups)
    entered = set(inside.values_list("group", flat=True))
    meant = Q(state__in=OPEN)
    meant |= Q(state=State.REFUSED, ended_at__gte=viewer.now - REFUSED_SHOWS_FOR)
    meant |= Q(state=State.SENT, ended_at__gte=viewer.now - ADDED_SHOWS_FOR)
    rows = OutboxItem.objects.visible_to(viewer).filter(meant, photo=photo, verb__in=POOL_VERBS)
    latest = {item.group_id: item for item in rows.order_by("asked_at", "pk")}
    note = getattr(photo, "owner_note", None)
    return PoolsPage(
        lines=[
            PoolLine(own, _is_inside(own.group, entered, latest), latest.get(own.group.pk))
            for own in page.groups
        ],
        page=page,
        has_place=photo.latitude is not None or getattr(note, "latitude", None) is not None,
    )


def tags_page(photo: Photo, viewer: Viewer) -> TagsPage:
    """Read it in two queries."""
    meant = Q(state__in=OPEN)
    meant |= Q(state=State.REFUSED, ended_at__gte=viewer.now - REFUSED_SHOWS_FOR)
    rows = OutboxItem.objects.visible_to(viewer).filter(meant, photo=photo, verb__in=TAG_VERBS)
    items = list(rows.order_by("asked_at", "pk"))
    return TagsPage(
        tags=tuple(photo.tags.order_by("position", "pk").values_list("text", flat=True)),
        removals={item.text: item for item in items if item.verb == Verb.REMOVE_TAG},
        additions=tuple(item for item in items if item.verb == Verb.ADD_TAGS),
    )


def _is_inside(group: Group, entered: set[int], latest: Mapping[int | None, OutboxItem]) -> bool:
    """As Flickr has told; where nobody keeps the pool in step, as it answered us last."""
    if group.pk in entered:
        return True
    item = latest.get(group.pk)
    return (
        item is not None
        and item.state == State.SENT
        and item.verb == Verb.ADD_TO_POOL
        and item.outcome != OutboxItem.Outcome.QUEUED
    )
