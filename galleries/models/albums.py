"""Albums: what a person put together of their own photos, in an order of their own."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from galleries.models.listed import GONE, Listed, ListedQuerySet
from galleries.models.people import Person
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer
from galleries.models.visibility import told_by_owner, visible_photo, written


def album_shown_to(viewer: Viewer, prefix: str = "") -> Q:
    """Albums that are there: the viewer's own, and those of people who are kept in step here.

    Only their owner's token tells of albums: without it nobody would notice that one is closed.

    prefix  the way to the album: "" for albums themselves, "album__" for a photo in one
    """
    return written(_shown_album, Album, viewer, prefix)


def _shown_album(viewer: Viewer) -> Q:
    there = Q(gone_at=None)
    told = Q(Exists(told_by_owner(viewer.now, kind=Stream.Kind.ALBUMS)))
    if viewer.is_visitor:
        return there & Q(missing_at=None) & told
    return there & (told | Q(owner__nsid=viewer.nsid))


class AlbumQuerySet(ListedQuerySet["Album"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Albums that hold a photo which this viewer may see."""
        return self._that_hold(AlbumItem.objects.of_visible_photos(viewer), viewer)

    def by(self, person: Person, viewer: Viewer) -> Self:
        """Albums of one person that hold a photo which this viewer may see."""
        items = AlbumItem.objects.in_albums_of(person, viewer)
        return self._that_hold(items, viewer).filter(owner=person)

    def _that_hold(self, items: "AlbumItemQuerySet", viewer: Viewer) -> Self:
        shown = items.filter(album=OuterRef("pk"))
        return self.filter(album_shown_to(viewer), Exists(shown))

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Album(Listed):
    """An album on Flickr (its own word: photoset). The key is Flickr's own id."""

    id = models.BigIntegerField(primary_key=True)
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="albums")
    position = models.PositiveIntegerField(default=0)  # in the order that its owner gave them
    title = models.TextField(blank=True)
    description_html = models.TextField(blank=True)  # sanitised at the door
    # The photo chosen as cover may not be here (yet): so a number and not a row.
    cover_flickr_id = models.BigIntegerField(null=True, blank=True)
    photo_count = models.PositiveIntegerField(default=0)  # without videos, as Flickr counts
    video_count = models.PositiveIntegerField(default=0)
    view_count = models.PositiveBigIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = AlbumQuerySet.as_manager()

    class Meta:
        indexes = [
            GONE,
            # /photos/<who>/albums/
            models.Index(fields=["owner", "position", "id"], name="albums_page"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)


class AlbumItemQuerySet(ListedQuerySet["AlbumItem"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Photos in albums that are shown to this viewer, as far as they may see the photo."""
        return self.open_to(viewer).filter(visible_photo(viewer, "photo__"))

    def open_to(self, viewer: Viewer) -> Self:
        """The same of whatever photo; ask for the photo as well."""
        return self.there_for(viewer).filter(album_shown_to(viewer, "album__"))

    def of_visible_photos(self, viewer: Viewer) -> Self:
        """The same in whatever album; ask for the album as well."""
        return self.there_for(viewer).filter(visible_photo(viewer, "photo__"))

    def in_albums_of(self, person: Person, viewer: Viewer) -> Self:
        """The same in albums of one person: in one's own are one's own photos, all that are there.

        As ``of_visible_photos`` says it, but without asking who else may see them.
        """
        if person.nsid == viewer.nsid:
            return self.there_for(viewer).filter(photo__owner=person, photo__gone_at=None)
        return self.of_visible_photos(viewer)

    def in_order(self) -> Self:
        return self.order_by("position", "photo")


class AlbumItem(Listed):
    """A photo in an album, at its place."""

    album = models.ForeignKey(Album, on_delete=models.CASCADE, related_name="items", db_index=False)
    photo = models.ForeignKey(
        "galleries.Photo", on_delete=models.CASCADE, related_name="album_items"
    )
    position = models.PositiveIntegerField(default=0)  # counted from 0, with gaps

    objects = AlbumItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["album", "photo"], name="a_photo_is_once_in_an_album")
        ]
        indexes = [
            GONE,
            # /photos/<who>/albums/<album>/ and its neighbours
            models.Index(fields=["album", "position", "photo"], name="album_page"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} in album {self.album_id}"
