"""What a member is told of a desk: which of their own photos left a pool by it, and why."""

from dataclasses import dataclass

from galleries.models import Group, Photo, Verdict, Viewer
from galleries.queries.by_row import NewestFirst
from galleries.queries.keyset import KeysetPage


@dataclass(frozen=True, slots=True)
class Removal:
    """One photo that was removed, and why. Not by whom: that stays at the desk."""

    verdict: Verdict
    photo: Photo | None


@dataclass(frozen=True, slots=True)
class RemovalsPage:
    group: Group
    removals: list[Removal]
    page: KeysetPage[Verdict]

    @property
    def photos(self) -> list[Photo]:
        return [removal.photo for removal in self.removals if removal.photo is not None]


def removals_page(
    which: str, viewer: Viewer, *, after: str = "", before: str = ""
) -> RemovalsPage | None:
    """Thirty of the viewer's own photos that were removed from a group's pool, the latest first.

    None for a group that this viewer may not know of, and of which they are told nothing.
    Whether the group has a desk at all, the page does not tell. Raises BadKey.
    """
    told = Verdict.objects.told_to(viewer)
    named = Group.objects.named(which)
    known = (
        named.visible_to(viewer).first() or named.filter(desk__verdicts__in=told.order_by()).first()
    )
    if known is None or viewer.is_visitor:
        return None
    rows = told.filter(desk__group=known).select_related("photo__owner")
    page = NewestFirst(told, "ended_at").page(rows, after=after, before=before)
    keys = [verdict.photo_id for verdict in page.items if verdict.photo_id is not None]
    seen = set(Photo.objects.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True))
    return RemovalsPage(
        group=known,
        removals=[
            Removal(verdict, verdict.photo if verdict.photo_id in seen else None)
            for verdict in page.items
        ],
        page=page,
    )
