"""Contacts: whom a person follows on Flickr, and their newest photos."""

from typing import Self

from django.db import models

from galleries.models.listed import GONE, Listed, ListedQuerySet
from galleries.models.people import Person
from galleries.models.streams import Stream
from galleries.models.viewer import Viewer
from galleries.models.visibility import visible_photo


class ContactQuerySet(ListedQuerySet["Contact"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """The viewer's own contacts: whom somebody follows, and how, is nobody else's business."""
        return self.there_for(viewer).filter(person__nsid=viewer.nsid)


class Contact(Listed):
    """Somebody whom a person follows. One-sided, as on Flickr."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="contacts")
    contact = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="followers")
    is_friend = models.BooleanField(default=False)
    is_family = models.BooleanField(default=False)
    is_ignored = models.BooleanField(default=False)  # blocked: not followed at all

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "contact"], name="a_person_is_once_among_contacts"
            )
        ]
        indexes = [GONE]

    def __str__(self) -> str:
        return f"{self.contact_id} followed by {self.person_id}"


class ContactPhotoQuerySet(ListedQuerySet["ContactPhoto"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What Flickr showed to the viewer of their contacts' photos, as far as they may see it."""
        own = self.there_for(viewer).filter(person__nsid=viewer.nsid)
        return own.filter(visible_photo(viewer, "photo__"))


class ContactPhoto(Listed):
    """A photo that was among the newest 50 of somebody's contacts. Shown to that person alone.

    Flickr tells no older ones: what left the newest 50 stays, and grows stale like all else.
    """

    # An index below begins with it.
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="contact_photos", db_index=False
    )
    photo = models.ForeignKey(
        "galleries.Photo", on_delete=models.CASCADE, related_name="contact_photos"
    )
    stream = models.ForeignKey(
        Stream, on_delete=models.SET_NULL, null=True, blank=True, related_name="contact_photos"
    )
    uploaded_at = models.DateTimeField()  # as the photo has it, for the order of the page

    objects = ContactPhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "photo"], name="a_contacts_photo_is_shown_once"
            )
        ]
        indexes = [
            # /photos/friends/ and its neighbours
            models.Index(fields=["person", "-uploaded_at", "-photo"], name="contact_photos_page"),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} shown to {self.person_id}"
