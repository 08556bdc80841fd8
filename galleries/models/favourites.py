"""Favourites: who faved which photo, and when."""

from typing import Self

from django.db import models
from django.db.models import OuterRef, Q

from accounts.models import User
from galleries.models.listed import GONE, Listed, ListedQuerySet
from galleries.models.people import Person
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer
from galleries.models.visibility import asked_of_each, visible_photo


def list_shown_to(viewer: Viewer, prefix: str = "") -> Q:
    """People whose list of favourites this viewer may read: their own, and those opened to others.

    ``prefix`` is the way to the person: "" for people themselves, "person__" for a favourite.
    """
    users = User.objects.filter(
        nsid=OuterRef(f"{prefix}nsid"), shows_favourites=True, is_active=True
    )
    opened = asked_of_each(users)
    return opened if viewer.is_visitor else opened | Q(**{f"{prefix}nsid": viewer.nsid})


class FavouriteQuerySet(ListedQuerySet["Favourite"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Favourites in lists that this viewer may read, of photos that they may see."""
        listed = self.there_for(viewer).filter(list_shown_to(viewer, "person__"))
        return listed.filter(visible_photo(viewer, "photo__"))

    def newest_first(self) -> Self:
        return self.order_by("-faved_at", "-photo")


class Favourite(Listed):
    """A photo in somebody's list of favourites. Shown to that person, unless they open the list."""

    # An index below begins with it.
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="favourites", db_index=False
    )
    photo = models.ForeignKey(
        "galleries.Photo", on_delete=models.CASCADE, related_name="favourites"
    )
    # Whose walks keep this row fresh; nobody's, once the person has disconnected.
    stream = models.ForeignKey(
        Stream, on_delete=models.SET_NULL, null=True, blank=True, related_name="favourites"
    )
    faved_at = models.DateTimeField()

    objects = FavouriteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "photo"], name="a_photo_is_faved_once")
        ]
        indexes = [
            GONE,
            # /photos/<who>/favorites/ and its neighbours
            models.Index(fields=["person", "-faved_at", "-photo"], name="favourites_page"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} faved by {self.person_id}"
