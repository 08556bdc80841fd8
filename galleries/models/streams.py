"""Streams: each thing kept in step, with its cursor, claim and last trouble."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import FlickrConnection
from galleries.models.claims import Claimable, ClaimableQuerySet

COMES_BY_WITHIN = timedelta(days=7)


class StreamQuerySet(ClaimableQuerySet["Stream"]):
    def free(self, *, now: datetime) -> Self:
        """Streams that want work and that nobody works on."""
        return super().free(now=now).filter(paused_at=None)

    def due(self, *, now: datetime) -> Self:
        """Streams to work on now, longest waiting first.

        What happened to somebody's photos is only asked for people who come by.
        """
        comes_by = Q(connection__user__seen_at__gte=now - COMES_BY_WITHIN)
        asked_for = ~Q(kind=Stream.Kind.HAPPENINGS) | comes_by
        wanted = self.free(now=now).filter(asked_for, connection__refused_at=None)
        return wanted.order_by("due_at", "pk")


class Stream(Claimable):
    """One thing of one connection that is kept in step with Flickr."""

    class Kind(models.TextChoices):
        PHOTOSTREAM = "photostream"
        FAVOURITES = "favourites"
        ALBUMS = "albums"
        ALBUM = "album"  # the photos of one; the subject is its id
        CONTACTS = "contacts"
        CONTACTS_PHOTOS = "contacts_photos"
        GROUPS = "groups"
        GROUP = "group"  # what one is like; the subject is its NSID, as of the next two
        POOL = "pool"
        MEMBERS = "members"
        FLICKR_GALLERIES = "flickr_galleries"
        FLICKR_GALLERY = "flickr_gallery"  # the photos of one; the subject is its compound id
        HAPPENINGS = "happenings"
        # everybody's: these have no connection
        LICENCES = "licences"
        HUNG = "hung"  # what hangs in public galleries
        PASTED = "pasted"  # what curators named by its address, and is not known here

    class Walk(models.TextChoices):
        NONE = ""
        FULL = "full"  # every page, so that what is missing shows
        NEWS = "news"  # what changed since the watermark
        ASK = "ask"  # one by one, about what a full walk did not show

    class Trouble(models.TextChoices):
        """Why the last try failed, sorted by what to do. The words stand in the views."""

        NONE = ""
        UNAVAILABLE = "unavailable"
        RECONNECT = "reconnect"
        NOT_ON_FLICKR = "not_on_flickr"
        UNEXPECTED = "unexpected"
        INSTALLATION = "installation"

    # Whose token tells of it; nobody's for what everybody may know.
    connection = models.ForeignKey(
        FlickrConnection, on_delete=models.CASCADE, null=True, blank=True, related_name="streams"
    )
    kind = models.CharField(max_length=30, choices=Kind)
    subject = models.CharField(max_length=64, blank=True)  # whose or which; "" = the person's own

    due_at = models.DateTimeField()
    interval_s = models.PositiveIntegerField()
    wanted_at = models.DateTimeField(null=True, blank=True)  # a walk that began later was asked for
    looked_at = models.DateTimeField(null=True, blank=True)  # the person pressed "look now"
    waiting_since = models.DateTimeField(null=True, blank=True)  # turned away: no call was left
    paused_at = models.DateTimeField(null=True, blank=True)  # the operator did; until they say so

    # The walk under way. A page and the cursor behind it are written in one transaction.
    walk = models.CharField(max_length=5, choices=Walk, blank=True)
    generation = models.PositiveIntegerField(default=0)
    next_page = models.PositiveIntegerField(default=1)
    walk_began_at = models.DateTimeField(null=True, blank=True)
    walk_changed = models.BooleanField(default=False)  # did this walk find anything new?
    done = models.PositiveIntegerField(default=0)  # items read in this walk
    total = models.PositiveIntegerField(null=True, blank=True)  # as Flickr counts them

    watermark = models.DateTimeField(null=True, blank=True)  # changes before this are known
    walked_at = models.DateTimeField(null=True, blank=True)  # the last full walk began
    short_by = models.IntegerField(default=0)  # how many fewer it found than Flickr counted
    missing = models.PositiveIntegerField(default=0)  # ours, and not shown by the last full walk
    is_daily = models.BooleanField(default=False)  # promised to be read whole every day
    walk_again = models.BooleanField(default=False)  # its result wants a second look, soon
    short_walks = models.PositiveSmallIntegerField(default=0)  # in a row, short of Flickr's count
    in_step_at = models.DateTimeField(null=True, blank=True)  # the last complete walk ended

    trouble = models.CharField(max_length=20, choices=Trouble, blank=True)
    trouble_detail = models.TextField(blank=True)
    trouble_at = models.DateTimeField(null=True, blank=True)  # the first of the failures in a row
    failures = models.PositiveIntegerField(default=0)  # in a row

    objects = StreamQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "kind", "subject"], name="a_thing_is_kept_in_step_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(connection=None),
                name="a_thing_of_everybody_is_kept_in_step_once",
            ),
        ]
        indexes = [
            # the tick, every two seconds
            models.Index(fields=["due_at"], name="stream_due"),
            # who may see a group, its pool and its members
            models.Index(fields=["kind", "subject"], name="stream_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of connection {self.connection_id}"

    @property
    def nsid(self) -> str:
        """Whose token tells of it; "" for what everybody may know."""
        return self.connection.user.nsid if self.connection is not None else ""

    @property
    def is_refused(self) -> bool:
        """Flickr no longer accepts the token: nothing happens before they connect again."""
        return self.connection is not None and self.connection.refused_at is not None


# What a list calls for: for each of its items one stream of that kind.
# What every member has, in the order in which it is begun.
OWN_KINDS = (
    Stream.Kind.PHOTOSTREAM,
    Stream.Kind.FAVOURITES,
    Stream.Kind.CONTACTS_PHOTOS,
    Stream.Kind.ALBUMS,
    Stream.Kind.GROUPS,
    Stream.Kind.CONTACTS,
    Stream.Kind.FLICKR_GALLERIES,
    Stream.Kind.HAPPENINGS,
)
CHILDREN = {
    Stream.Kind.ALBUMS: Stream.Kind.ALBUM,
    Stream.Kind.GROUPS: Stream.Kind.GROUP,
    Stream.Kind.FLICKR_GALLERIES: Stream.Kind.FLICKR_GALLERY,
}


class WalkPage(models.Model):
    """The ids on one page of the walk under way, packed as 64-bit integers.

    When the walk is complete, what is ours and on none of its pages is missing. One narrow
    row per page, instead of a mark on each of a million photos.
    """

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="walk_pages")
    generation = models.PositiveIntegerField()
    page = models.PositiveIntegerField()
    ids = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "generation", "page"], name="a_page_is_read_once_in_a_walk"
            )
        ]

    def __str__(self) -> str:
        return f"page {self.page} of stream {self.stream_id}"
