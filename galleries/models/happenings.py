"""Happenings: what others did to somebody's photos and albums (Flickr's word: activity)."""

from typing import Self

from django.db import models

from galleries.models.people import Person
from galleries.models.viewer import Viewer


class HappeningQuerySet(models.QuerySet["Happening"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What happened to the viewer's own photos."""
        return self.filter(owner__nsid=viewer.nsid)

    def newest_first(self) -> Self:
        return self.order_by("-happened_at", "-pk")


class Happening(models.Model):
    """One comment, fave, note or tag on a photo or album of somebody. Kept for a week.

    Older words stand on the photo's own page, where their writers can still take them back.
    """

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="happenings")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deeds")
    kind = models.CharField(max_length=20)  # "comment", "fave", "note", "tag", …
    happened_at = models.DateTimeField()
    text_html = models.TextField(blank=True)  # sanitised at the door
    # Exactly one of these. The photo may not be copied yet when something happens to it.
    photo = models.ForeignKey(
        "galleries.Photo",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="happenings",
    )
    album = models.ForeignKey(
        "galleries.Album",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="happenings",
    )
    told_at = models.DateTimeField()

    objects = HappeningQuerySet.as_manager()

    class Meta:
        indexes = [
            # the home page
            models.Index(fields=["owner", "-happened_at", "-id"], name="happenings_page"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.photo_id or self.album_id}"
