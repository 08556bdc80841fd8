"""Who changed what in a gallery, and what stood there before."""

from typing import Self

from django.db import models

from galleries.models.galleries import Gallery
from galleries.models.people import Person


class GalleryChangeQuerySet(models.QuerySet["GalleryChange"]):
    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class GalleryChange(models.Model):
    """One change by one curator. Only ever added."""

    class Kind(models.TextChoices):
        """What was done. The words stand in the views."""

        BEGUN = "begun"
        HUNG = "hung"
        TAKEN_DOWN = "taken_down"
        MOVED = "moved"
        WRITTEN = "written"  # a caption or an alt text
        SECTION_ADDED = "section_added"
        SECTION_REMOVED = "section_removed"
        SECTION_MOVED = "section_moved"
        SECTION_WRITTEN = "section_written"
        ABOUT = "about"  # title, address, introduction, wall, layout, cover
        PUBLISHED = "published"
        UNPUBLISHED = "unpublished"
        ARCHIVED = "archived"
        CURATOR_ADDED = "curator_added"
        CURATOR_REMOVED = "curator_removed"
        HANDED_OVER = "handed_over"
        UNDONE = "undone"  # a change before it

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="changes")
    # None once they asked to be forgotten.
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    kind = models.CharField(max_length=16, choices=Kind)
    count = models.PositiveIntegerField(default=1)  # photos, mostly
    # What stood there before, as far as it cannot be seen any more: keys, positions and words.
    before = models.JSONField(default=dict, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = GalleryChangeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["gallery", "-at", "-id"], name="history_of_a_gallery")]

    def __str__(self) -> str:
        return f"{self.kind} in gallery {self.gallery_id}"
