"""What hangs in a gallery: its sections, and the photos in them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from galleries.models.galleries import Gallery
from galleries.models.people import Person
from galleries.models.photos import Photo
from galleries.models.positions import PositionField
from galleries.models.reports import TakenOff
from galleries.models.says import Forbidden, Withdrawal
from galleries.models.viewer import Viewer
from galleries.models.visibility import hangable_photo, visible_photo


class Section(models.Model):
    """A part of a gallery with its wall text. Every gallery has one, with or without a title."""

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="sections")
    title = models.CharField(max_length=200, blank=True)
    wall_text = models.TextField(blank=True)  # Markdown
    position = PositionField()
    # Raised by every change of its words: who writes over an older one is told.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["gallery", "position", "id"], name="sections_in_order")]

    def __str__(self) -> str:
        return self.title or f"section {self.pk}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    def shown(self, *, now: datetime) -> Self:
        """What the gallery's own page shows, to whomever: public, safe and fresh photos.

        Never what its photographer has withdrawn from here or forbidden, nor what the operator has
        taken off.
        """
        taken_off = TakenOff.objects.filter(photo=OuterRef("photo"))
        public = hangable_photo(Viewer(now=now), "photo__")
        return self.unwithheld().filter(~Exists(taken_off), public)

    def unwithheld(self) -> Self:
        """Without what the photographers have taken down."""
        withdrawn = Withdrawal.objects.filter(
            Q(gallery=None) | Q(gallery=OuterRef("gallery")), photo=OuterRef("photo")
        )
        forbidden = Forbidden.objects.filter(nsid=OuterRef("photo__owner__nsid"))
        return self.filter(~Exists(withdrawn), ~Exists(forbidden))

    def seen_by(self, viewer: Viewer) -> Self:
        """What a curator sees of it while hanging: photos that they may see themselves."""
        return self.unwithheld().filter(visible_photo(viewer, "photo__"))

    def in_order(self) -> Self:
        return self.order_by("section__position", "section", "position", "pk")


class Placement(models.Model):
    """One photo hung in one gallery, with its own caption and alt text."""

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="placements")
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="placements")
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="placements")
    position = PositionField()
    caption = models.TextField(blank=True)
    alt = models.TextField(blank=True)
    # Raised by every change of its words: who writes over an older one is told.
    version = models.PositiveIntegerField(default=1)
    hung_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    hung_at = models.DateTimeField()

    objects = PlacementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gallery", "photo"], name="a_photo_hangs_once_in_a_gallery"
            )
        ]
        indexes = [
            # the wall of a section
            models.Index(fields=["section", "position", "id"], name="placements_in_order")
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} in gallery {self.gallery_id}"

    @property
    def place(self) -> str:
        """Where it hangs, as pages remember it."""
        return f"{self.section_id}:{self.position}"
