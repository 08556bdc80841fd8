"""What the pages show on which curators hang a gallery."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from galleries.models import Gallery, Placement, Section, Viewer
from galleries.queries.counts import remembered
from galleries.queries.hanging import Hanging
from galleries.queries.keyset import KeysetPage


@dataclass(frozen=True, slots=True)
class HangingLine:
    """A photo as its curators see it.

    number     its place in its section
    is_seen    this curator may see the photo; else there is a place with nothing in it
    is_shown   visitors see it too
    is_down    its photographer took it down
    """

    placement: Placement
    number: int
    is_seen: bool
    is_shown: bool
    is_down: bool


@dataclass(frozen=True, slots=True)
class SheetSection:
    """A section as far as it stands on the page; one in which nothing hangs stands there whole.

    begins  whether its first photo is on this page
    """

    section: Section
    hung: int
    lines: list[HangingLine]
    begins: bool


@dataclass(frozen=True, slots=True)
class HangingPage:
    """Thirty photos of a gallery, its sections, and whether this curator owns it."""

    gallery: Gallery
    sections: Sequence[Section]  # with ``hung``: how many hang in each
    sheet: list[SheetSection]
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


def is_owner(gallery: Gallery, viewer: Viewer) -> bool:
    return viewer.user is not None and Gallery.objects.owned_by(viewer.user).contains(gallery)


def hanging_page(
    gallery: Gallery, viewer: Viewer, *, after: str = "", before: str = ""
) -> HangingPage:
    """Read one page as a curator sees it. Raises BadKey."""
    rows = Placement.objects.filter(gallery=gallery)
    page = Hanging(gallery).page(rows, after=after, before=before)
    lines = _lines(page.items, viewer)
    counted = gallery.sections.annotate(hung=Count("placements")).order_by("position", "pk")
    sections = list(counted)
    return HangingPage(
        gallery=gallery,
        sections=sections,
        sheet=_sheet(sections, lines, page),
        lines=lines,
        page=page,
        is_owner=is_owner(gallery, viewer),
        count=sum(section.hung for section in sections),
        # To ask of ten thousand who may see them takes longer than all the rest.
        shown_count=remembered(
            rows.shown(now=viewer.now).count,
            int,
            of=("shown", gallery.pk, gallery.version),
            viewer=viewer,
        ),
    )


def _lines(placements: list[Placement], viewer: Viewer) -> list[HangingLine]:
    here = Placement.objects.filter(pk__in=[placement.pk for placement in placements])
    seen = set(here.seen_by(viewer).values_list("pk", flat=True))
    shown = set(here.shown(now=viewer.now).values_list("pk", flat=True))
    up = set(here.unwithheld().values_list("pk", flat=True))
    numbers: dict[int, int] = {}
    lines = []
    for each in placements:
        if each.section_id not in numbers:
            first = not numbers
            numbers[each.section_id] = _in_front_of(each) if first else 0
        numbers[each.section_id] += 1
        number = numbers[each.section_id]
        lines.append(
            HangingLine(each, number, each.pk in seen, each.pk in shown, each.pk not in up)
        )
    return lines


def _in_front_of(placement: Placement) -> int:
    """How many hang in front of it in its section."""
    section = Placement.objects.filter(section=placement.section_id)
    earlier = section.filter(position__lt=placement.position).count()
    return earlier + section.filter(position=placement.position, pk__lt=placement.pk).count()


def _sheet(
    sections: Sequence[Section], lines: list[HangingLine], page: KeysetPage[Placement]
) -> list[SheetSection]:
    """The sections of this page in order, with the empty ones between and beside them."""
    by_section: dict[int, list[HangingLine]] = {}
    for line in lines:
        by_section.setdefault(line.placement.section_id, []).append(line)
    shown = [place for place, section in enumerate(sections) if section.pk in by_section]
    low = shown[0] if shown and page.newer else 0
    high = shown[-1] if shown and page.older else len(sections) - 1
    return [
        SheetSection(
            section=section,
            hung=section.hung,  # type: ignore[attr-defined]
            lines=(here := by_section.get(section.pk, [])),
            begins=not here or here[0].number == 1,
        )
        for section in sections[low : high + 1]
    ]
