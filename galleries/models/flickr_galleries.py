"""Galleries on Flickr: other people's photos, picked by a person there. Ours are something else."""

from typing import Self

from django.db import models

from galleries.models.listed import GONE, Listed, ListedQuerySet
from galleries.models.people import Person
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer
from galleries.models.visibility import visible_photo


class FlickrGalleryQuerySet(ListedQuerySet["FlickrGallery"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The viewer's own: like favourites, they are a list that its owner has not opened here."""
        return self.there_for(viewer).filter(owner__nsid=viewer.nsid)

    def newest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


class FlickrGallery(Listed):
    """A gallery on Flickr. The key is the plain id that addresses take."""

    id = models.BigIntegerField(primary_key=True)
    api_id = models.CharField(max_length=64)  # "{owner number}-{id}", what calls take
    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="flickr_galleries")
    title = models.TextField(blank=True)
    description_html = models.TextField(blank=True)  # sanitised at the door
    cover_flickr_id = models.BigIntegerField(null=True, blank=True)
    photo_count = models.PositiveIntegerField(default=0)
    video_count = models.PositiveIntegerField(default=0)
    view_count = models.PositiveBigIntegerField(default=0)
    comment_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = FlickrGalleryQuerySet.as_manager()

    class Meta:
        indexes = [
            GONE,
            # /photos/<who>/galleries/
            models.Index(fields=["owner", "-created_at", "-id"], name="flickr_galleries_page"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)


class FlickrGalleryItemQuerySet(ListedQuerySet["FlickrGalleryItem"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Photos in the viewer's own Flickr galleries, as far as they may see the photo."""
        return self.open_to(viewer).filter(visible_photo(viewer, "photo__"))

    def open_to(self, viewer: Viewer) -> Self:
        """The same of whatever photo; ask for the photo as well."""
        own = {"gallery__owner__nsid": viewer.nsid, "gallery__gone_at": None}
        return self.there_for(viewer).filter(**own)

    def of_visible_photos(self, viewer: Viewer) -> Self:
        """The same in whatever gallery; ask for the gallery as well."""
        return self.there_for(viewer).filter(visible_photo(viewer, "photo__"))

    def in_order(self) -> Self:
        return self.order_by("position", "photo")


class FlickrGalleryItem(Listed):
    """A photo in a Flickr gallery, with the words its curator gave it."""

    # An index below begins with it.
    gallery = models.ForeignKey(
        FlickrGallery, on_delete=models.CASCADE, related_name="items", db_index=False
    )
    photo = models.ForeignKey(
        "galleries.Photo", on_delete=models.CASCADE, related_name="flickr_gallery_items"
    )
    stream = models.ForeignKey(
        Stream, on_delete=models.SET_NULL, null=True, blank=True, related_name="gallery_items"
    )
    position = models.PositiveIntegerField(default=0)
    comment_html = models.TextField(blank=True)  # sanitised at the door

    objects = FlickrGalleryItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gallery", "photo"], name="a_photo_is_once_in_a_flickr_gallery"
            )
        ]
        indexes = [
            GONE,
            # /photos/<who>/galleries/<id>/ and its neighbours
            models.Index(fields=["gallery", "position", "photo"], name="flickr_gallery_page"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} in Flickr gallery {self.gallery_id}"
