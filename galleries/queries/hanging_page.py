"""What the page shows on which curators hang a gallery."""

from dataclasses import dataclass

from django.db.models import Count

from galleries.models import Gallery, Placement, Section, Viewer
from galleries.queries.hanging import Hanging
from galleries.queries.keyset import KeysetPage


@dataclass(frozen=True, slots=True)
class HangingLine:
    """A photo as its curators see it.

    is_seen    this curator may see the photo; else there is a place with nothing in it
    is_shown   visitors see it too
    is_down    its photographer took it down
    """

    placement: Placement
    is_seen: bool
    is_shown: bool
    is_down: bool


@dataclass(frozen=True, slots=True)
class HangingPage:
    """Thirty photos of a gallery, its sections, and whether this curator owns it."""

    gallery: Gallery
    sections: list[Section]  # with ``hung``: how many hang in each
    lines: list[HangingLine]
    page: KeysetPage[Placement]
    is_owner: bool
    count: int
    shown_count: int


def find_curated(slug: str, viewer: Viewer) -> Gallery | None:
    """A gallery in which this viewer may hang."""
    if viewer.user is None:
        return None
    return Gallery.objects.curated_by(viewer.user).filter(slug=slug).first()


def hanging_page(
    gallery: Gallery, viewer: Viewer, *, after: str = "", before: str = ""
) -> HangingPage:
    """Read one page as a curator sees it. Raises BadKey."""
    rows = Placement.objects.filter(gallery=gallery)
    wanted = rows.select_related("section", "photo__owner")
    page = Hanging(gallery).page(wanted, after=after, before=before)
    keys = [placement.pk for placement in page.items]
    here = rows.filter(pk__in=keys)
    seen = set(here.seen_by(viewer).values_list("pk", flat=True))
    shown = set(here.shown(now=viewer.now).values_list("pk", flat=True))
    up = set(here.unwithheld().values_list("pk", flat=True))
    owned = viewer.user is not None and Gallery.objects.owned_by(viewer.user).contains(gallery)
    sections = gallery.sections.annotate(hung=Count("placements")).order_by("position", "pk")
    return HangingPage(
        gallery=gallery,
        sections=list(sections),
        lines=[
            HangingLine(each, each.pk in seen, each.pk in shown, each.pk not in up)
            for each in page.items
        ],
        page=page,
        is_owner=owned,
        count=rows.count(),
        shown_count=rows.shown(now=viewer.now).count(),
    )
