"""The outbox: what people do to Flickr from here, a row first, and what Flickr answered."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import FlickrConnection, User
from galleries.models.claims import Claimable, ClaimableQuerySet
from galleries.models.groups import Group
from galleries.models.photos import Photo
from galleries.models.viewer import Viewer


class OutboxQuerySet(ClaimableQuerySet["Outbox"]):
    def due(self, *, now: datetime) -> Self:
        """Those to work on, longest due first: their people may write, as far as we know."""
        writes = FlickrConnection.objects.that_may_write().filter(user__is_active=True)
        return self.free(now=now).filter(user__connection__in=writes).order_by("due_at", "pk")


class Outbox(Claimable):
    """One person's outbox. Who works on it holds a claim: one thing is sent at a time."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="outbox"
    )
    due_at = models.DateTimeField(null=True, blank=True)  # None: nothing waits, or nothing may

    objects = OutboxQuerySet.as_manager()

    class Meta:
        # the tick, every two seconds
        indexes = [models.Index(fields=["due_at"], name="outbox_due")]

    def __str__(self) -> str:
        return f"outbox of user {self.user_id}"


class State(models.TextChoices):
    """Where a deed stands. Each step is one counted update."""

    WAITING = "waiting"
    SENDING = "sending"  # Flickr may have it: looked up before it is ever sent again
    SENT = "sent"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OPEN = (State.WAITING, State.SENDING)


class OutboxItemQuerySet(models.QuerySet["OutboxItem"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The viewer's own: what somebody does is nobody else's business, nor the operator's."""
        return self.filter(user=viewer.user) if viewer.user is not None else self.none()

    def open(self) -> Self:
        """What is not over yet, in the order in which it was done."""
        return self.filter(state__in=OPEN).order_by("asked_at", "pk")


class OutboxItem(models.Model):
    """One deed of one person on Flickr."""

    class Verb(models.TextChoices):
        FAVE = "fave"
        UNFAVE = "unfave"
        COMMENT = "comment"
        EDIT_COMMENT = "edit_comment"
        DELETE_COMMENT = "delete_comment"
        ADD_TO_POOL = "add_to_pool"
        REMOVE_FROM_POOL = "remove_from_pool"
        REMOVE_ENTRY = "remove_entry"  # somebody's photo, by a verdict of the group's desk
        ADD_TAGS = "add_tags"
        REMOVE_TAG = "remove_tag"

    class Wait(models.TextChoices):
        """Why it waits, when that is not just its turn."""

        NONE = ""
        NO_ANSWER = "no_answer"  # Flickr said nothing clear: it is looked up first
        TOO_FAST = "too_fast"  # Flickr takes so many comments in a minute, and no more
        LIMIT = "limit"  # the group takes so many photos of each member in a while
        VIDEO = "video"  # Flickr still works on it
        GRACE = "grace"  # it can be taken back for a while

    class Outcome(models.TextChoices):
        """What came of it. The words stand in the views."""

        NONE = ""
        # sent
        DONE = "done"
        ALREADY = "already"  # it was so before
        QUEUED = "queued"  # the admins of the group decide
        # withdrawn
        BY_PERSON = "by_person"
        DISCONNECTED = "disconnected"
        NO_PERMISSION = "no_permission"  # it was asked for and not given within a day
        # refused
        NOT_THERE = "not_there"  # the photo is not on Flickr for this person
        OWN_PHOTO = "own_photo"
        BLANK = "blank"
        NO_COMMENTS = "no_comments"  # its owner lets this person write none
        COMMENT_GONE = "comment_gone"
        NOT_ALLOWED = "not_allowed"
        BAD_ADDRESS = "bad_address"  # the words hold one that Flickr blocks
        TOO_LONG = "too_long"
        NOT_IN_GROUP = "not_in_group"
        NO_ROLE = "no_role"  # no longer admin or moderator of the group
        ADDED_AGAIN = "added_again"  # what was decided was about an entry that is no more
        GROUP_GONE = "group_gone"
        TOO_MANY_GROUPS = "too_many_groups"
        LIMIT_EVER = "limit_ever"
        CONTENT = "content"
        POOL_FULL = "pool_full"
        POOL_CLOSED = "pool_closed"
        NO_VIDEOS = "no_videos"
        NO_PHOTOS = "no_photos"
        VIDEO_NOT_READY = "video_not_ready"
        NO_PHOTOGRAPHS = "no_photographs"
        NO_SCREENSHOTS = "no_screenshots"
        NO_ART = "no_art"
        NO_RESTRICTED = "no_restricted"
        ONLY_SAFE = "only_safe"
        NO_PLACE = "no_place"
        TOO_MANY_TAGS = "too_many_tags"
        UNSURE = "unsure"  # Flickr may have it, and no look can tell
        UNEXPECTED = "unexpected"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="deeds")
    # None once the photo has left this house: nothing more is sent about it.
    photo = models.ForeignKey(
        Photo, on_delete=models.SET_NULL, null=True, blank=True, related_name="deeds"
    )
    group = models.ForeignKey(
        Group, on_delete=models.SET_NULL, null=True, blank=True, related_name="deeds"
    )
    verb = models.CharField(max_length=20, choices=Verb)
    text = models.TextField(blank=True)  # the comment's words; the tags, as typed
    comment_id = models.CharField(max_length=100, blank=True)  # Flickr's, once it is known

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()  # done here, or tried again
    due_at = models.DateTimeField()
    waits_for = models.CharField(max_length=10, choices=Wait, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)  # how often it went into sending
    failures = models.PositiveSmallIntegerField(default=0)  # in a row, without a clear answer
    sent_at = models.DateTimeField(null=True, blank=True)  # the last of those tries began
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)

    objects = OutboxItemQuerySet.as_manager()

    class Meta:
        constraints = [
            # Pressed twice is once; a change of mind is another verb.
            models.UniqueConstraint(
                fields=["user", "photo", "verb"],
                condition=Q(state__in=OPEN, verb__in=("fave", "unfave")),
                name="a_fave_waits_once",
            ),
            models.UniqueConstraint(
                fields=["user", "photo", "group", "verb"],
                condition=Q(state__in=OPEN, verb__in=("add_to_pool", "remove_from_pool")),
                name="a_photo_waits_once_for_a_pool",
            ),
        ]
        indexes = [
            # /outbox/
            models.Index(fields=["user", "-asked_at", "-id"], name="outbox_page"),
            # a person's turn; what waits on the page of a photo
            models.Index(
                fields=["user", "asked_at"], condition=Q(state__in=OPEN), name="outbox_open"
            ),
            # the purge
            models.Index(
                fields=["ended_at"], condition=Q(ended_at__isnull=False), name="outbox_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} of user {self.user_id} ({self.state})"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


class OutboxAnswer(models.Model):
    """The journal: one call that an item caused, and what Flickr answered."""

    item = models.ForeignKey(OutboxItem, on_delete=models.CASCADE, related_name="answers")
    at = models.DateTimeField()
    is_look = models.BooleanField(default=False)  # whether it took effect was looked up
    answer = models.CharField(max_length=300)  # "ok", "there", or what went wrong

    def __str__(self) -> str:
        return f"{self.answer} for item {self.item_id}"
