"""Sheets: thirty entries under review by one moderator at a time."""

from datetime import timedelta

from django.db import models
from django.db.models import Q

from galleries.models.desks import Desk
from galleries.models.people import Person

SHEET_SIZE = 30
HELD_FOR = timedelta(minutes=30)  # counted anew with every verdict
WARNS_BEFORE = timedelta(minutes=5)
BURST = 3  # so many entries of one member in sequence fold together


class Sheet(models.Model):
    """Entries that one moderator looks at. Each change of its state is one counted update."""

    class State(models.TextChoices):
        OPEN = "open"  # its holder decides; nobody else has these entries
        LAPSED = "lapsed"  # somebody else was given what had no verdict; the rest may be signed
        SIGNED = "signed"
        GIVEN_BACK = "given_back"

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    # None once they asked to be forgotten.
    holder = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    of_held = models.BooleanField(default=False)  # entries that somebody had put on hold
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    taken_at = models.DateTimeField()
    # Later than this others may have it; until they do, its holder may go on.
    claimed_until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    # What Flickr said when this sheet's removals were about to be sent: see ``verbs.entries``.
    checked_at = models.DateTimeField(null=True, blank=True)
    is_role_lost = models.BooleanField(default=False)
    added_again = models.JSONField(default=list, blank=True)  # ids of photos

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "number"], name="a_sheet_has_its_number"),
            models.UniqueConstraint(
                fields=["desk", "holder"],
                condition=Q(state="open"),
                name="somebody_holds_one_sheet_of_a_desk",
            ),
        ]

    def __str__(self) -> str:
        return f"sheet {self.number} of desk {self.desk_id}"


class SheetPlace(models.Model):
    """An entry on a sheet: a photo in the pool since a moment."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="places")
    photo = models.ForeignKey("galleries.Photo", on_delete=models.CASCADE, related_name="+")
    added_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField()
    is_unfolded = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "position"], name="a_sheet_has_thirty_places"),
        ]
        ordering = ["sheet", "position"]

    def __str__(self) -> str:
        return f"place {self.position} of sheet {self.sheet_id}"
