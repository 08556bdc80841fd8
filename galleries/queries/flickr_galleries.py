"""What the pages of somebody's galleries on Flickr show."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from galleries.models import FlickrGallery, FlickrGalleryItem, Photo, Viewer
from galleries.queries.covers import (
    COUNTED_ON_A_PAGE,
    Cover,
    count_lists,
    count_shown,
    covers,
    told_count,
    with_covers,
)
from galleries.queries.doors import Doors
from galleries.queries.keyset import Keyset, KeysetPage
from galleries.queries.positions import FLICKR_GALLERY

# Sorted anew for each page: nobody has made more than some hundreds, and of some of them Flickr
# does not say when. Those stand last, on both databases.
_NEWEST_FIRST = Keyset("made_at", "pk")
_MADE_AT = Coalesce("created_at", Value(datetime(1970, 1, 1, tzinfo=UTC)))


@dataclass(frozen=True, slots=True)
class FlickrGalleriesPage:
    """Thirty galleries that one person made on Flickr, newest first."""

    doors: Doors
    page: KeysetPage[FlickrGallery]
    covers: list[Cover]
    count: int


@dataclass(frozen=True, slots=True)
class FlickrGalleryPage:
    """Thirty photos of one gallery, as far as the viewer may see them.

    captions  what the gallery's owner wrote under a photo, by its id: sanitised HTML
    """

    doors: Doors
    gallery: FlickrGallery
    page: KeysetPage[FlickrGalleryItem]
    count: int | None

    @property
    def photos(self) -> list[Photo]:
        return [item.photo for item in self.page.items]

    @property
    def captions(self) -> dict[int, str]:
        return {item.photo_id: item.comment_html for item in self.page.items if item.comment_html}


def flickr_galleries_page(
    who: str, viewer: Viewer, *, after: str = "", before: str = ""
) -> FlickrGalleriesPage | None:
    """Read one page. None when nothing opens to this viewer. Raises BadKey."""
    doors = Doors.find(who, viewer)
    if doors is None or not doors.galleries:
        return None
    galleries = FlickrGallery.objects.visible_to(viewer).filter(owner=doors.person)
    items = FlickrGalleryItem.objects.of_visible_photos(viewer)
    dated: QuerySet[FlickrGallery] = galleries.annotate(made_at=_MADE_AT)
    rows = with_covers(dated, items, of="gallery")
    page = _NEWEST_FIRST.page(rows, after=after, before=before)
    count = count_lists(page.items, galleries)
    return FlickrGalleriesPage(doors, page, covers(page.items, viewer), count)


def flickr_gallery_page(
    who: str, gallery_id: int, viewer: Viewer, *, after: str = "", before: str = ""
) -> FlickrGalleryPage | None:
    """Read one page, in the gallery's own order. None when it is not theirs, or not shown.

    Raises BadKey.
    """
    doors = Doors.find(who, viewer)
    if doors is None:
        return None
    galleries = FlickrGallery.objects.visible_to(viewer).filter(owner=doors.person)
    items = FlickrGalleryItem.objects.of_visible_photos(viewer)
    counted = galleries.annotate(
        shown_count=count_shown(items, of="gallery", most=COUNTED_ON_A_PAGE)
    )
    gallery = counted.filter(pk=gallery_id).select_related("owner").first()
    if gallery is None:
        return None
    rows = items.filter(gallery=gallery).select_related("photo__owner")
    page = FLICKR_GALLERY.page(rows, after=after, before=before)
    return FlickrGalleryPage(doors, gallery, page, told_count(gallery, viewer))
