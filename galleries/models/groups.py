"""Groups, who is in them, and who of them we know it from."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Lower

from galleries.models.listed import GONE, Listed, ListedQuerySet
from galleries.models.people import NSID, PATH_ALIAS, Person
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer
from galleries.models.visibility import PUBLIC_LASTS, SIGHT_LASTS, speaks_for, told_since, written


def own_stream(viewer: Viewer, kinds: tuple[Stream.Kind, ...], group_nsid: str) -> QuerySet[Stream]:
    """The viewer's own stream about a group, if their token could read it within a day.

    group_nsid  the way from the row that is asked about to the group's NSID
    """
    return Stream.objects.filter(
        speaks_for(viewer),
        kind__in=kinds,
        subject=OuterRef(group_nsid),
        in_step_at__gte=viewer.now - SIGHT_LASTS,
    )


class GroupQuerySet(models.QuerySet["Group"]):
    def named(self, which: str) -> Self:
        """The group that an address names: by NSID, or by path alias.

        An alias may have passed from one group to another: the one asked about last comes first.
        """
        if NSID.fullmatch(which):
            return self.filter(nsid=which)
        if not PATH_ALIAS.fullmatch(which):
            return self.none()
        # By the index, whose condition has to be said again.
        lowered = self.alias(lowered_alias=Lower("path_alias")).exclude(path_alias="")
        found = lowered.filter(lowered_alias=Lower(Value(which)))
        return found.order_by(F("asked_at").desc(nulls_last=True), "-pk")

    def visible_to(self, viewer: Viewer) -> Self:
        """Groups as Flickr shows them to this viewer.

        Visitor      none
        Signed in    those that everybody may find, told of by anybody within eight days; those
                     that they are in; and private ones that they are in, or that their own
                     token could read, within a day
        """
        if viewer.is_visitor:
            return self.none()
        return self.filter(written(_shown_group, Group, viewer))

    def whose_pools_open_to(self, viewer: Viewer) -> Self:
        """Groups whose pools Flickr showed to the viewer's own token within a day."""
        return self.filter(pool_opens_to(viewer))


def _shown_group(viewer: Viewer) -> Q:
    members = Membership.objects.filter(group=OuterRef("pk"), gone_at=None)
    own = members.filter(person__nsid=viewer.nsid)
    since = viewer.now - PUBLIC_LASTS
    told = Q(told_at__gte=since) | Q(asked_at__gte=since)
    told |= Q(Exists(members.standing().filter(told_since(since)))) | Q(Exists(own))
    shown = Exists(own.fresh(viewer.now)) | Exists(own_stream(viewer, (Stream.Kind.GROUP,), "nsid"))
    return (~Q(privacy=Group.Privacy.PRIVATE) & told) | shown


def pool_opens_to(viewer: Viewer) -> Q:
    """Of a group: Flickr showed its pool to the viewer's own token within a day."""
    return written(_open_pool, Group, viewer)


def _open_pool(viewer: Viewer) -> Q:
    return Q(Exists(own_stream(viewer, (Stream.Kind.POOL,), "nsid")))


class Group(models.Model):
    """A group on Flickr."""

    class Privacy(models.IntegerChoices):
        PRIVATE = 1
        INVITE_ONLY = 2
        PUBLIC = 3

    nsid = models.CharField(max_length=20, unique=True)
    path_alias = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=255, blank=True)  # plain text
    privacy = models.SmallIntegerField(choices=Privacy, default=Privacy.PRIVATE)
    is_adult = models.BooleanField(default=False)
    is_pool_moderated = models.BooleanField(default=False)
    icon_server = models.CharField(max_length=10, blank=True)
    icon_farm = models.IntegerField(default=0)
    member_count = models.PositiveIntegerField(default=0)
    entry_count = models.PositiveIntegerField(default=0)
    topic_count = models.PositiveIntegerField(default=0)
    # How many photos a member may add: "none", "day", "week", "month", "ever", "disabled".
    throttle_mode = models.CharField(max_length=10, blank=True)
    throttle_count = models.PositiveIntegerField(default=0)
    restrictions = models.JSONField(default=dict, blank=True)  # {"videos_ok": false, …}
    description_html = models.TextField(blank=True)  # sanitised at the door, as all words here
    rules_html = models.TextField(blank=True)
    blast_html = models.TextField(blank=True)  # the admins' notice
    role_names = models.JSONField(default=dict, blank=True)  # {"member": "Sailor", …}
    active_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)  # about rules, notice and roles

    objects = GroupQuerySet.as_manager()

    class Meta:
        indexes = [
            # /groups/<group>/ by path alias
            models.Index(Lower("path_alias"), condition=~Q(path_alias=""), name="group_alias"),
        ]

    def __str__(self) -> str:
        return self.name or self.nsid


class Role(models.IntegerChoices):
    """What somebody is in a group, by Flickr's own numbers."""

    MEMBER = 2
    MODERATOR = 3
    ADMIN = 4


class MembershipQuerySet(ListedQuerySet["Membership"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The viewer's own memberships, of groups that they are shown.

        As ``GroupQuerySet.visible_to`` says it, in fewer words: to be in a group is a reason to be
        shown it, and the row itself tells since when that holds.
        """
        if viewer.is_visitor:
            return self.none()
        since = viewer.now - SIGHT_LASTS
        shown = Q(missing_at=None) & told_since(since)
        shown |= Q(Exists(own_stream(viewer, (Stream.Kind.GROUP,), "group__nsid")))
        own = self.there_for(viewer).filter(person__nsid=viewer.nsid)
        return own.filter(~Q(group__privacy=Group.Privacy.PRIVATE) | shown)

    def fresh(self, now: datetime) -> Self:
        """Told by the person's own token within a day."""
        return self.standing().filter(told_since(now - SIGHT_LASTS))


class Membership(Listed):
    """Somebody's place in a group, as Flickr told it to themselves."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="memberships")
    stream = models.ForeignKey(
        Stream, on_delete=models.SET_NULL, null=True, blank=True, related_name="memberships"
    )
    role = models.SmallIntegerField(choices=Role, default=Role.MEMBER)
    # How many photos they may still add, when the group counts, and when that was told.
    remaining = models.PositiveIntegerField(null=True, blank=True)
    remaining_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "group"], name="a_person_is_in_a_group_once")
        ]
        indexes = [GONE]

    def __str__(self) -> str:
        return f"{self.person_id} in group {self.group_id}"


class GroupMemberQuerySet(ListedQuerySet["GroupMember"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Members of groups whose list Flickr showed to the viewer's own token within a day."""
        if viewer.is_visitor:
            return self.none()
        own = own_stream(viewer, (Stream.Kind.MEMBERS,), "group__nsid")
        return self.there_for(viewer).filter(Exists(own))


class GroupMember(Listed):
    """Somebody in a group, as its list of members tells it to one who may read that list."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seen_in_groups")
    # Whose walks keep this row; another reader of the same list takes over what is in doubt.
    stream = models.ForeignKey(
        Stream, on_delete=models.SET_NULL, null=True, blank=True, related_name="group_members"
    )
    role = models.SmallIntegerField(choices=Role, default=Role.MEMBER)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="a_group_has_a_member_once")
        ]
        indexes = [GONE]

    def __str__(self) -> str:
        return f"{self.person_id} of group {self.group_id}"
