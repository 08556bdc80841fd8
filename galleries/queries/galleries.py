"""What the public pages of galleries show, to whomever: no viewer has a say here."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from galleries.models import Curator, FormerAddress, Gallery, Person, Placement, Section, Viewer
from galleries.queries.hanging import Hanging, Place
from galleries.queries.keyset import PAGE_SIZE, Keyset, KeysetPage

PUBLISHED = Keyset("published_at", "pk")
MOST_OWN = 100


@dataclass(frozen=True, slots=True)
class Wall:
    """Those photos of one section that stand on a page.

    begins  the first of the section is among them: so its words stand here
    """

    section: Section
    placements: list[Placement]
    begins: bool


@dataclass(frozen=True, slots=True)
class GalleryPage:
    """Thirty photos of a gallery on their walls.

    cover  a strong picture for the first screen: chosen, or the first that hangs
    count     of all that it shows
    in_front  how many of them stand on the pages before
    """

    gallery: Gallery
    curators: list[Person]
    walls: list[Wall]
    page: KeysetPage[Placement]
    cover: Placement | None
    count: int
    in_front: int

    @property
    def is_first(self) -> bool:
        return self.page.newer is None

    @property
    def is_boundary(self) -> bool:
        """One comes to it by turning pages from the first: there are only so many of these."""
        return self.in_front % PAGE_SIZE == 0

    @property
    def hung(self) -> list[Placement]:
        """Every placement that stands on it."""
        return [*self.page.items, *([self.cover] if self.cover is not None else [])]


@dataclass(frozen=True, slots=True)
class PlacementPage:
    """One photo of a gallery, large, with the words it has there."""

    gallery: Gallery
    curators: list[Person]
    placement: Placement
    sentence: str
    before: Placement | None
    after: Placement | None
    page_query: str  # of the page of the gallery on which it hangs
    number: int  # counted from 1
    count: int

    @property
    def hung(self) -> list[Placement]:
        """Every placement that it shows or leads to."""
        return [each for each in (self.before, self.placement, self.after) if each is not None]


@dataclass(frozen=True, slots=True)
class GalleryCover:
    """A gallery as it stands in a list; ``placement`` is the picture that stands for it."""

    gallery: Gallery
    curators: list[Person]
    placement: Placement | None


@dataclass(frozen=True, slots=True)
class GalleriesPage:
    """Thirty public galleries. ``own``: those of the viewer, whatever state they are in."""

    page: KeysetPage[Gallery]
    covers: list[GalleryCover]
    own: list[Gallery]


@dataclass(frozen=True, slots=True)
class CuratorPage:
    """Thirty public galleries that one person hangs. ``count``: of all of theirs."""

    curator: Person
    page: KeysetPage[Gallery]
    covers: list[GalleryCover]
    count: int


def find_gallery(slug: str, viewer: Viewer) -> Gallery | None:
    """The gallery at that address, if this viewer may open it."""
    return Gallery.objects.visible_to(viewer).filter(slug=slug).first()


def moved_to(slug: str, viewer: Viewer) -> str | None:
    """Where a gallery stands now that once stood at that address."""
    former = FormerAddress.objects.filter(pk=slug, gallery__in=Gallery.objects.visible_to(viewer))
    return former.values_list("gallery__slug", flat=True).first()


def gallery_page(
    gallery: Gallery, *, now: datetime, after: str = "", before: str = ""
) -> GalleryPage:
    """Read one page as everybody sees it. Raises BadKey."""
    shown = _shown(gallery, now=now)
    page = Hanging(gallery).page(shown, after=after, before=before)
    cover = None
    if page.newer is None and page.items:
        chosen = shown.filter(pk=gallery.cover_id) if gallery.cover_id else shown.none()
        cover = chosen.first() or page.items[0]
    in_front = 0
    if page.newer is not None and page.items:
        hanging = Hanging(gallery)
        in_front = shown.filter(hanging.in_front_of(hanging.key(page.items[0]))).count()
    return GalleryPage(
        gallery=gallery,
        curators=_curators(gallery),
        walls=_walls(gallery, page, shown),
        page=page,
        cover=cover,
        count=shown.count(),
        in_front=in_front,
    )


def placement_page(gallery: Gallery, photo_id: int, *, now: datetime) -> PlacementPage | None:
    """Read one photo of a gallery as everybody sees it. None when it is not shown there."""
    shown = _shown(gallery, now=now)
    placement = shown.filter(photo=photo_id).first()
    if placement is None:
        return None
    hanging = Hanging(gallery)
    place = hanging.key(placement)
    before, after = hanging.neighbours(shown, place)
    number = shown.filter(hanging.in_front_of(place)).count() + 1
    said = gallery.sentences.filter(photo=photo_id).values_list("text", flat=True).first()
    return PlacementPage(
        gallery=gallery,
        curators=_curators(gallery),
        placement=placement,
        sentence=said or "",
        before=before,
        after=after,
        page_query=_page_of(shown, hanging, place, number),
        number=number,
        count=shown.count(),
    )


def ends(gallery: Gallery, *, now: datetime) -> tuple[Placement | None, Placement | None]:
    """The first and the last photo that a gallery shows."""
    shown, hanging = _shown(gallery, now=now), Hanging(gallery)
    return hanging.forwards(shown).first(), hanging.backwards(shown).first()


def newest_hung(gallery: Gallery, *, now: datetime) -> QuerySet[Placement]:
    """The thirty photos that were hung last, newest first."""
    return _shown(gallery, now=now).order_by("-hung_at", "-pk")[:PAGE_SIZE]


def galleries_page(viewer: Viewer, *, after: str = "", before: str = "") -> GalleriesPage:
    """The public galleries, thirty a page, newest first. Raises BadKey."""
    page = PUBLISHED.page(Gallery.objects.published(), after=after, before=before)
    own = Gallery.objects.curated_by(viewer.user) if viewer.user else Gallery.objects.none()
    return GalleriesPage(
        page=page,
        covers=_covers(page.items, now=viewer.now),
        own=list(own.last_touched_first()[:MOST_OWN]),
    )


def curator_page(
    who: str, viewer: Viewer, *, after: str = "", before: str = ""
) -> CuratorPage | None:
    """The public galleries of one curator. None for somebody who hangs none. Raises BadKey."""
    curator = Person.objects.named(who).first()
    theirs = Gallery.objects.published().filter(curators__person=curator)
    if curator is None or not theirs.exists():
        return None
    page = PUBLISHED.page(theirs, after=after, before=before)
    return CuratorPage(curator, page, _covers(page.items, now=viewer.now), theirs.count())


def _covers(galleries: list[Gallery], *, now: datetime) -> list[GalleryCover]:
    """What stands for each of them, in their order. Two queries, and one for the curators."""
    shown = Placement.objects.shown(now=now)
    first = shown.filter(gallery=OuterRef("pk")).in_order().values("pk")[:1]
    chosen = shown.filter(pk=OuterRef("cover")).values("pk")[:1]
    wanted = Gallery.objects.filter(pk__in=[each.pk for each in galleries])
    first_hung = Coalesce(Subquery(chosen), Subquery(first))
    found = dict(wanted.annotate(hung_first=first_hung).values_list("pk", "hung_first"))
    rows = Placement.objects.select_related("photo__owner").in_bulk(
        [key for key in found.values() if key is not None]
    )
    seats = Curator.objects.filter(gallery__in=galleries).select_related("person")
    names: dict[int, list[Person]] = {}
    for seat in sorted(seats, key=lambda seat: (seat.role != Curator.Role.OWNER, seat.since)):
        names.setdefault(seat.gallery_id, []).append(seat.person)
    return [
        GalleryCover(each, names.get(each.pk, []), rows.get(found.get(each.pk) or 0))
        for each in galleries
    ]


def _page_of(shown: QuerySet[Placement], hanging: Hanging, place: Place, number: int) -> str:
    """The query of the page on which a photo hangs; "" for the first."""
    first = (number - 1) // PAGE_SIZE * PAGE_SIZE
    if first == 0:
        return ""
    back = hanging.backwards(shown.filter(hanging.in_front_of(place)))
    last_of_page_before = back[number - 1 - first : number - first][0]
    return f"?after={last_of_page_before.photo_id}"


def _shown(gallery: Gallery, *, now: datetime) -> QuerySet[Placement]:
    rows = Placement.objects.filter(gallery=gallery).shown(now=now)
    return rows.select_related("section", "photo__owner")


def _curators(gallery: Gallery) -> list[Person]:
    """Its owner first, then whoever came first."""
    seats = gallery.curators.select_related("person").order_by("since", "pk")
    by_role = sorted(seats, key=lambda seat: seat.role != Curator.Role.OWNER)
    return [seat.person for seat in by_role]


def _walls(gallery: Gallery, page: KeysetPage[Placement], shown: QuerySet[Placement]) -> list[Wall]:
    """The photos of a page by section. Sections in which nothing is shown stand on no page."""
    walls: list[Wall] = []
    for section, hung in groupby(page.items, key=lambda placement: placement.section):
        placements = list(hung)
        first = Hanging(gallery).key(placements[0])
        begins = (
            bool(walls)
            or not shown.filter(Hanging(gallery).in_front_of(first), section=section).exists()
        )
        walls.append(Wall(section, placements, begins))
    return walls
