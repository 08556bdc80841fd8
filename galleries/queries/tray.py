"""What the page of the tray shows, and which photos of a wall are marked."""

from collections.abc import Collection
from dataclasses import dataclass

from galleries.models import Favourite, Gallery, Photo, TrayItem, Viewer
from galleries.queries.keyset import Keyset, KeysetPage

TRAY = Keyset("kept_at", "pk")
OWN_SHOWN = 100  # galleries to choose from


@dataclass(frozen=True, slots=True)
class TrayPage:
    """Thirty photos that somebody put aside, last first.

    unseen  how many more lie there that they may not see just now
    own     the galleries in which they hang
    """

    page: KeysetPage[TrayItem]
    count: int
    unseen: int
    own: list[Gallery]

    @property
    def photos(self) -> list[Photo]:
        return [item.photo for item in self.page.items]


@dataclass(frozen=True, slots=True)
class Marks:
    """Of some photos: those that the viewer has faved, and those that lie in their tray."""

    faved: list[int]
    tray: list[int]


def tray_page(viewer: Viewer, *, after: str = "", before: str = "") -> TrayPage:
    """Read one page. Raises BadKey."""
    rows = TrayItem.objects.visible_to(viewer)
    count = rows.count()
    return TrayPage(
        page=TRAY.page(rows.select_related("photo__owner"), after=after, before=before),
        count=count,
        unseen=TrayItem.objects.of(viewer).count() - count,
        own=own_galleries(viewer),
    )


def own_galleries(viewer: Viewer) -> list[Gallery]:
    """The galleries in which this viewer hangs, last touched first; none that is put away."""
    if viewer.user is None:
        return []
    own = Gallery.objects.curated_by(viewer.user).exclude(state=Gallery.State.ARCHIVED)
    return list(own.last_touched_first()[:OWN_SHOWN])


def marks(photo_ids: Collection[int], viewer: Viewer) -> Marks:
    """What the viewer's own lists say of these photos."""
    faves = Favourite.objects.standing().filter(person__nsid=viewer.nsid, photo__in=photo_ids)
    tray = TrayItem.objects.of(viewer).filter(photo__in=photo_ids)
    return Marks(
        faved=list(faves.values_list("photo", flat=True)) if viewer.nsid else [],
        tray=list(tray.values_list("photo", flat=True)),
    )
