"""Desks: where the admins and moderators of a group clear its pool together."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from galleries.models.groups import Group
from galleries.models.people import Person
from galleries.models.seats import groups_run_by
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer
from galleries.models.visibility import SIGHT_LASTS

GRACE_MINUTES = 15


class DeskQuerySet(models.QuerySet["Desk"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Desks, not closed, at which this viewer has a seat.

        Flickr named them admin or moderator within a day. Nobody else sees anything of a desk: no
        member, no visitor, not the operator.
        """
        if viewer.is_visitor:
            return self.none()
        of_desks = Q(group__desk__isnull=False)
        groups = groups_run_by(viewer.nsid, now=viewer.now, of=of_desks)
        return self.filter(group__in=groups, closed_at=None)


class Desk(models.Model):
    """The desk of one group."""

    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="desk")
    # None once they asked to be forgotten.
    opened_by = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)  # nobody sits here until it is reopened
    time_zone = models.CharField(max_length=64, default="UTC")  # its days and weeks
    # How long a signed removal waits, and can be taken back.
    grace_minutes = models.PositiveSmallIntegerField(default=GRACE_MINUTES)
    since = models.DateTimeField(null=True, blank=True)  # entries before it are not looked at
    # So many of the newest entries instead, until the first sheet is taken from a pool that was
    # read; then ``since`` says from when on.
    begins_with = models.PositiveSmallIntegerField(default=0)
    sheets_taken = models.PositiveIntegerField(default=0)

    objects = DeskQuerySet.as_manager()

    def __str__(self) -> str:
        return f"desk of group {self.group_id}"

    def is_fresh(self, *, now: datetime) -> bool:
        """Somebody's token has read the pool within a day. It is the same for all who run it."""
        return self.fresh_pools(now=now).exists()

    def fresh_pools(self, *, now: datetime) -> models.QuerySet[Stream]:
        pools = Stream.objects.filter(kind=Stream.Kind.POOL, subject=self.group.nsid)
        told = pools.filter(connection__refused_at=None, in_step_at__gte=now - SIGHT_LASTS)
        return told.exclude(trouble=Stream.Trouble.NOT_ON_FLICKR)


class DeskReason(models.Model):
    """A reason for removals, from the group's own list."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="reasons")
    words = models.CharField(max_length=200)
    # What a kind note says; "{reason}", "{group}", "{name}" are filled in.
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)  # no longer offered

    class Meta:
        indexes = [models.Index(fields=["desk", "position", "id"], name="reasons_of_a_desk")]

    def __str__(self) -> str:
        return self.words
