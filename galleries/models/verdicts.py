"""Verdicts: what was decided of an entry, by whom, why, and what became of it."""

from typing import Self

from django.db import models
from django.db.models import OuterRef, Q

from galleries.models.desks import Desk, DeskReason
from galleries.models.entries import Entry
from galleries.models.outbox import OutboxItem
from galleries.models.people import Person
from galleries.models.photos import Photo
from galleries.models.sheets import Sheet
from galleries.models.viewer import Viewer
from galleries.models.visibility import asked_of_each

STANDING = ("staged", "signed", "sent")


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Verdicts of the desks at which this viewer has a seat."""
        return self.filter(desk__in=Desk.objects.visible_to(viewer))

    def told_to(self, viewer: Viewer) -> Self:
        """What a member is told: their own photos that were removed, once that was sent."""
        if viewer.is_visitor:
            return self.none()
        kind, state = Verdict.Kind.REMOVE, Verdict.State.SENT
        return self.filter(owner__nsid=viewer.nsid, kind=kind, state=state)

    def standing(self) -> Self:
        return self.filter(state__in=STANDING)

    def on_hold(self, desk: Desk) -> Self:
        """What was put on hold, of entries that are still there."""
        entries = Entry.objects.filter(group=desk.group_id, gone_at=None)
        there = entries.filter(photo=OuterRef("photo"), added_at=OuterRef("added_at"))
        held = self.filter(desk=desk, kind=Verdict.Kind.HOLD, state=Verdict.State.SIGNED)
        # Asked of each: made part of a join, the whole pool was read for some hundred of them.
        return held.filter(asked_of_each(there))


class Verdict(models.Model):
    """What was decided of one entry. A photo added again is another entry, without a verdict."""

    class Kind(models.TextChoices):
        KEEP = "keep"
        REMOVE = "remove"
        HOLD = "hold"  # later, or by somebody else
        FEATURE = "feature"

    class State(models.TextChoices):
        """Each step is one counted update. A removal that is signed waits in the outbox."""

        STAGED = "staged"  # stored when the key was pressed
        SIGNED = "signed"
        SENT = "sent"  # removals: Flickr has taken it, or it was gone before
        REFUSED = "refused"  # Flickr did not take it: the entry is new again
        TAKEN_BACK = "taken_back"  # in time: the entry is new again
        UNDONE = "undone"  # before it was signed
        REPLACED = "replaced"  # what was on hold was decided

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="verdicts")
    sheet = models.ForeignKey(
        Sheet, on_delete=models.SET_NULL, null=True, blank=True, related_name="verdicts"
    )
    # The entry: with the desk's group. None once its photo was taken back from this house.
    photo = models.ForeignKey(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="verdicts"
    )
    added_at = models.DateTimeField()
    owner = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="verdicts_on_theirs"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    reason = models.ForeignKey(
        DeskReason, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    words = models.CharField(max_length=500, blank=True)  # the reason as it read then
    # None once they asked to be forgotten.
    by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.STAGED)
    replaces = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)  # the end of the grace period
    item = models.OneToOneField(
        OutboxItem, on_delete=models.SET_NULL, null=True, blank=True, related_name="verdict"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=OutboxItem.Outcome, blank=True)
    answer = models.CharField(max_length=300, blank=True)  # in Flickr's words

    objects = VerdictQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "photo", "added_at"],
                condition=Q(state__in=STANDING),
                name="one_verdict_stands_on_an_entry",
            )
        ]
        indexes = [
            # the tick: removals whose items may have come to an end
            models.Index(
                fields=["signed_at"],
                condition=Q(state="signed", kind="remove"),
                name="verdict_on_its_way",
            ),
            # /groups/<group>/desk/sheet/: earlier ones on this member's photos
            models.Index(fields=["desk", "owner", "-at"], name="verdicts_on_a_member"),
            # the same without what was kept, which is nearly all of it
            models.Index(
                fields=["desk", "owner", "-at", "-id"],
                condition=~Q(kind="keep"),
                name="verdicts_to_tell_of",
            ),
            # /groups/<group>/desk/: what is on hold
            models.Index(
                fields=["desk", "added_at"],
                condition=Q(state="signed", kind="hold"),
                name="verdicts_on_hold",
            ),
            # /groups/<group>/desk/: what came back, and what was sent, lately
            models.Index(
                fields=["desk", "-ended_at"],
                condition=Q(ended_at__isnull=False),
                name="verdicts_that_ended",
            ),
            # /groups/<group>/mine/
            models.Index(
                fields=["owner", "-ended_at"],
                condition=Q(state="sent", kind="remove"),
                name="removals_of_a_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.photo_id} at desk {self.desk_id} ({self.state})"
