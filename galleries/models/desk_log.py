"""The log of a desk: who decided what, when and why, what was sent, what Flickr answered."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from galleries.models.desks import Desk
from galleries.models.people import Person
from galleries.models.photos import Photo
from galleries.models.verdicts import Verdict
from galleries.models.viewer import Viewer


class OnlyAdded(Exception):
    """A line of the log is written once."""


class DeskLineQuerySet(models.QuerySet["DeskLine"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Lines of the desks at which this viewer has a seat."""
        return self.filter(desk__in=Desk.objects.visible_to(viewer))

    def newest_first(self) -> Self:
        return self.order_by("-at", "-pk")


class DeskLine(models.Model):
    """One line. Only ever added."""

    class Kind(models.TextChoices):
        """What happened. The words stand in the views."""

        OPENED = "opened"
        CLOSED = "closed"
        SET_UP = "set_up"
        REASONS = "reasons"  # the list of reasons was changed
        KEPT = "kept"
        REMOVED = "removed"  # decided and signed; what came of it is another line
        HELD = "held"
        FEATURED = "featured"
        TAKEN_BACK = "taken_back"
        SENT = "sent"
        REFUSED = "refused"
        VANISHED = "vanished"  # without a verdict here
        KIND_NOTE = "kind_note"  # written under a removed photo
        HANDED_OVER = "handed_over"  # a note to whoever sits here next

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="log")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=Kind)
    # None for what nobody here did, and once they asked to be forgotten.
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The entry, and whose photo it is or was.
    photo = models.ForeignKey(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(null=True, blank=True)
    owner = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    verdict = models.ForeignKey(
        Verdict, on_delete=models.SET_NULL, null=True, blank=True, related_name="log"
    )
    words = models.TextField(blank=True)  # the reason, the note, what was changed
    outcome = models.CharField(max_length=20, blank=True)  # an OutboxItem.Outcome
    answer = models.CharField(max_length=300, blank=True)  # in Flickr's words

    objects = DeskLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "photo", "added_at"],
                condition=Q(kind="vanished"),
                name="an_entry_vanishes_once",
            )
        ]
        indexes = [
            # /groups/<group>/desk/log/, and the same by its filters
            models.Index(fields=["desk", "-at", "-id"], name="log_of_a_desk"),
            models.Index(fields=["desk", "kind", "-at", "-id"], name="log_by_kind"),
            models.Index(fields=["desk", "by", "-at", "-id"], name="log_by_moderator"),
            models.Index(fields=["desk", "owner", "-at", "-id"], name="log_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} at desk {self.desk_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises OnlyAdded for a line that stands."""
        if self.pk is not None and not kwargs.get("force_insert"):
            raise OnlyAdded(self.pk)
        super().save(*args, **kwargs)
