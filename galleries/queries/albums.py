"""What the pages of somebody's albums show."""

from dataclasses import dataclass

from galleries.models import Album, AlbumItem, Photo, Viewer
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
from galleries.queries.keyset import KeysetPage
from galleries.queries.positions import ALBUM, ALBUMS


@dataclass(frozen=True, slots=True)
class AlbumsPage:
    """Thirty albums of one person, as far as the viewer may see them."""

    doors: Doors
    page: KeysetPage[Album]
    covers: list[Cover]
    count: int


@dataclass(frozen=True, slots=True)
class AlbumPage:
    """Thirty photos of one album, as far as the viewer may see them.

    count  of all of those; None for too many to count
    """

    doors: Doors
    album: Album
    page: KeysetPage[AlbumItem]
    count: int | None

    @property
    def photos(self) -> list[Photo]:
        return [item.photo for item in self.page.items]


def albums_page(
    who: str, viewer: Viewer, *, after: str = "", before: str = ""
) -> AlbumsPage | None:
    """Read one page, in their owner's order. None when nothing opens to this viewer.

    Raises BadKey.
    """
    doors = Doors.find(who, viewer)
    if doors is None or not doors.albums:
        return None
    albums = Album.objects.by(doors.person, viewer)
    items = AlbumItem.objects.in_albums_of(doors.person, viewer)
    page = ALBUMS.page(with_covers(albums, items, of="album"), after=after, before=before)
    count = count_lists(page.items, albums)
    return AlbumsPage(doors, page, covers(page.items, viewer), count)


def album_page(
    who: str, album_id: int, viewer: Viewer, *, after: str = "", before: str = ""
) -> AlbumPage | None:
    """Read one page, in the album's own order. None when it is not theirs, or not shown.

    Raises BadKey.
    """
    doors = Doors.find(who, viewer)
    if doors is None:
        return None
    items = AlbumItem.objects.in_albums_of(doors.person, viewer)
    albums = Album.objects.by(doors.person, viewer).filter(pk=album_id).select_related("owner")
    album = albums.annotate(
        shown_count=count_shown(items, of="album", most=COUNTED_ON_A_PAGE)
    ).first()
    if album is None:
        return None
    rows = items.filter(album=album).select_related("photo__owner")
    page = ALBUM.page(rows, after=after, before=before)
    return AlbumPage(doors, album, page, told_count(album, viewer))
