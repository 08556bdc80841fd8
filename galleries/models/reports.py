"""What visitors report of public galleries, and what the operator takes off the public for it."""

from typing import Self

from django.db import models
from django.db.models import Q

from galleries.models.galleries import Gallery
from galleries.models.photos import Photo


class ReportQuerySet(models.QuerySet["Report"]):
    def waiting(self) -> Self:
        """Those that the operator has not answered, the longest first."""
        return self.filter(closed_at=None).order_by("sent_at", "pk")

    def answered(self) -> Self:
        return self.exclude(closed_at=None).order_by("-closed_at", "-pk")


class Report(models.Model):
    """Somebody says that a gallery, or one photo in it, should not be public as it is.

    Who they are is not kept: they come back by the key that they were given.
    """

    class Reason(models.TextChoices):
        MINE = "mine"  # their work
        SHOWN = "shown"  # it shows them, or somebody they speak for
        CREDIT = "credit"  # wrong name or licence
        UNFIT = "unfit"  # not for everybody's eyes
        UNLAWFUL = "unlawful"
        OTHER = "other"

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="reports")
    # None: the gallery as a whole. It outlives our copy of the photo.
    photo = models.ForeignKey(
        Photo,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        blank=True,
        related_name="reports",
    )
    reason = models.CharField(max_length=8, choices=Reason)
    words = models.TextField(blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [
            # /operator/reports/
            models.Index(
                fields=["sent_at", "id"], condition=Q(closed_at=None), name="reports_waiting"
            ),
            # those answered last, and the purge
            models.Index(
                fields=["-closed_at", "-id"],
                condition=Q(closed_at__isnull=False),
                name="reports_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} in gallery {self.gallery_id}"


class TakenOff(models.Model):
    """A photo that the operator lets no public page show. It outlives our copy of the photo."""

    photo = models.OneToOneField(
        Photo, on_delete=models.DO_NOTHING, db_constraint=False, related_name="taken_off"
    )
    taken_off_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.photo_id} taken off"
