"""Entries: photos in the pool of a group, and whom Flickr showed those that are not public."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from galleries.models.groups import Group
from galleries.models.listed import GONE, Listed, ListedQuerySet
from galleries.models.people import Person
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer
from galleries.models.visibility import visible_photo

if TYPE_CHECKING:
    from galleries.models.desks import Desk


class EntryQuerySet(ListedQuerySet["Entry"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Entries of pools that are open to this viewer, of photos that they may see."""
        return self.open_to(viewer).filter(visible_photo(viewer, "photo__"))

    def open_to(self, viewer: Viewer) -> Self:
        """Entries of pools that Flickr showed to the viewer's own token within a day.

        Whether a pool is for members only is nowhere told: so the pool is shown to nobody else.
        Of whatever photo; ask for the photo as well.
        """
        if viewer.is_visitor:
            return self.none()
        # By their keys and without a join: else SQLite sorts the whole pool for each page of it.
        readable = Group.objects.whose_pools_open_to(viewer).values("pk")
        return self.there_for(viewer).filter(group__in=readable)

    def of_visible_photos(self, viewer: Viewer) -> Self:
        """Entries of photos that this viewer may see, in whatever pool; ask for it as well."""
        return self.there_for(viewer).filter(visible_photo(viewer, "photo__"))

    def newest_first(self) -> Self:
        return self.order_by("-added_at", "-photo")

    def to_judge(self, desk: "Desk") -> Self:
        """Entries that the desk of their group looks at, decided or not."""
        rows = self.filter(group=desk.group_id, gone_at=None)
        since = desk.since or rows.nth_newest(desk.begins_with)
        return rows.filter(added_at__gte=since) if since is not None else rows

    def nth_newest(self, nth: int) -> datetime | None:
        """When it was added. None when there are fewer, and for 0."""
        if not nth:
            return None
        moments = self.newest_first().values_list("added_at", flat=True)
        return moments[nth - 1 : nth].first()


class Entry(Listed):
    """A photo in a pool since a moment. Added again it is another entry."""

    # An index below begins with it.
    group = models.ForeignKey(
        Group, on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    photo = models.ForeignKey("galleries.Photo", on_delete=models.CASCADE, related_name="entries")
    # Whose walks keep this row; another reader of the same pool takes over what is in doubt.
    stream = models.ForeignKey(
        Stream, on_delete=models.SET_NULL, null=True, blank=True, related_name="entries"
    )
    added_at = models.DateTimeField()
    # As the photo has it: how often a member adds, and since when, was asked of the whole pool.
    owner = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    # A verdict of the group's desk stands on it: see ``actions.verdicts``.
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "photo", "added_at"], name="a_photo_is_added_once_in_a_moment"
            )
        ]
        indexes = [
            GONE,
            # /groups/<group>/pool/ and its neighbours
            models.Index(fields=["group", "-added_at", "-photo"], name="pool_page"),
            # /groups/<group>/desk/: what is new, oldest first
            models.Index(
                fields=["group", "added_at", "photo"],
                condition=Q(decided_at=None, gone_at=None),
                name="desk_new_entries",
            ),
            # /groups/<group>/desk/sheet/: how often a member adds, and since when
            models.Index(fields=["owner", "group", "added_at"], name="entries_of_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} in the pool of group {self.group_id}"


class Sighting(models.Model):
    """A photo that is not public, and that Flickr showed to somebody in a list of many people's.

    The list itself (a pool) is the same for all; this is what one token saw of it.
    """

    # An index below begins with it.
    stream = models.ForeignKey(
        Stream, on_delete=models.CASCADE, related_name="sightings", db_index=False
    )
    photo = models.ForeignKey("galleries.Photo", on_delete=models.CASCADE, related_name="sightings")
    told_at = models.DateTimeField()  # when the request behind it began

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "photo"], name="a_stream_sights_a_photo_once")
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} sighted by stream {self.stream_id}"
