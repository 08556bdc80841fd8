"""Addresses that curators pasted: what they name, and what came of it."""

from typing import Self

from django.db import models

from galleries.models.galleries import Gallery
from galleries.models.people import Person
from galleries.models.placements import Section
from galleries.models.positions import PositionField


class PastedAddressQuerySet(models.QuerySet["PastedAddress"]):
    def waiting(self) -> Self:
        return self.filter(outcome=PastedAddress.Outcome.WAITING)

    def in_order(self) -> Self:
        return self.order_by("pk")


class PastedAddress(models.Model):
    """One address that was pasted to be hung in a gallery.

    The row is the job: a photo that is not known here waits until Flickr was asked for it, and
    has its place kept until then.
    """

    class Outcome(models.TextChoices):
        """What came of it. The words stand in the views."""

        WAITING = "waiting"
        HUNG = "hung"
        ALREADY = "already"
        NO_ADDRESS = "no_address"  # nothing of Flickr's
        NO_PHOTO = "no_photo"  # an album, a person, a group
        NOT_SHOWN = "not_shown"  # deleted, closed, or never there: Flickr says the same of all
        NOT_PUBLIC = "not_public"
        REFUSED = "refused"  # its photographer does not want it
        KEPT_AWAY = "kept_away"  # its photographer had it forgotten here
        NOT_UNDERSTOOD = "not_understood"  # Flickr's answer
        NO_ROOM = "no_room"  # the gallery is full

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="pasted")
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    pasted_at = models.DateTimeField()
    written = models.CharField(max_length=300)
    flickr_id = models.BigIntegerField(null=True, blank=True)  # None where it names no photo
    # Where it is to hang; None: at the end of the last section.
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    position = PositionField(blank=True)
    outcome = models.CharField(max_length=14, choices=Outcome, default=Outcome.WAITING)

    objects = PastedAddressQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pasted addresses"
        indexes = [
            # what a worker asks next
            models.Index(
                fields=["id"],
                condition=models.Q(outcome="waiting"),
                name="pasted_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.written
