"""What stands under a photo on Flickr: comments, faves, people in it, and what its camera wrote."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models

from accounts.models import FlickrConnection, User
from galleries.models.forgotten import Forgotten
from galleries.models.people import Person
from galleries.models.photos import Photo
from galleries.models.viewer import Viewer
from galleries.models.visibility import visible_photo

ASKED_AGAIN_AFTER = timedelta(hours=1)  # for everybody together


class MayNotAsk(Exception):
    """This viewer may cause no call about this photo."""


def whose_token(viewer: Viewer, photo: Photo) -> FlickrConnection | None:
    """With whose permission Flickr is asked about a photo for this viewer: theirs, or nobody's.

    Whoever gave none may ask about what everybody may see; a guest's is for writing alone.
    Raises MayNotAsk, always for visitors.
    """
    if viewer.is_visitor:
        raise MayNotAsk
    members = FlickrConnection.objects.select_related("user").exclude(in_step_since=None)
    connection = members.filter(user=viewer.user, refused_at=None).first()
    if connection is None and not is_everybodys(photo):
        raise MayNotAsk
    return connection


def is_everybodys(photo: Photo) -> bool:
    """Public, safe and not in doubt: Flickr tells of it without any permission."""
    return (
        photo.visibility == Photo.Visibility.PUBLIC
        and photo.safety == Photo.Safety.SAFE
        and photo.withheld_at is None
    )


class Talk(models.Model):
    """When Flickr was last asked what stands under a photo, and what it said in short.

    One row per photo that somebody who is signed in has opened.
    """

    photo = models.OneToOneField(
        Photo, on_delete=models.CASCADE, primary_key=True, related_name="talk"
    )
    asked_at = models.DateTimeField()  # the call began; the next one is an hour later
    told_at = models.DateTimeField(null=True, blank=True)  # the last time it was answered
    camera = models.CharField(max_length=200, blank=True)
    # [["Exposure", "0.005 sec (1/200)"], …], in Flickr's order; null: nobody may know
    exif = models.JSONField(null=True, blank=True)
    # Told to the owner's own token, which may know what Flickr tells nobody else: EXIF, and the
    # people in the photo, who are asked for in the same way.
    exif_is_owners = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"talk under {self.photo_id}"

    def is_due(self, *, now: datetime) -> bool:
        """Whether Flickr may be asked again."""
        return self.asked_at <= now - ASKED_AGAIN_AFTER


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Comments under photos that this viewer may see, never for visitors."""
        return self.open_to(viewer).filter(visible_photo(viewer, "photo__"))

    def open_to(self, viewer: Viewer) -> Self:
        """The same under whatever photo; ask for the photo as well."""
        return self.none() if viewer.is_visitor else self.all()


class Comment(models.Model):
    """A comment on a photo, as Flickr last told it."""

    flickr_id = models.CharField(max_length=100, unique=True)
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="remarks")
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="remarks")
    author_is_deleted = models.BooleanField(default=False)  # the account is gone, the words stayed
    written_at = models.DateTimeField()
    text_html = models.TextField()  # sanitised at the door

    objects = CommentQuerySet.as_manager()

    class Meta:
        indexes = [
            # below a photo
            models.Index(fields=["photo", "written_at", "id"], name="comments_of_photo"),
        ]

    def __str__(self) -> str:
        return self.flickr_id


class Faver(models.Model):
    """Somebody who faved a photo, as its page tells: the latest fifty."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="favers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="faved_photos")
    faved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photo", "person"], name="a_person_faves_a_photo_once")
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} faved by {self.person_id}"


class PersonInPhotoQuerySet(models.QuerySet["PersonInPhoto"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """People in photos that this viewer may see, never for visitors."""
        return self.open_to(viewer).filter(visible_photo(viewer, "photo__"))

    def open_to(self, viewer: Viewer) -> Self:
        """The same in whatever photo; ask for the photo as well.

        Whom Flickr named to the owner's own token alone is for the owner; whoever asked never to
        be copied again is for nobody.
        """
        if viewer.is_visitor:
            return self.none()
        told = models.Q(photo__talk__exif_is_owners=False) | models.Q(
            photo__owner__nsid=viewer.nsid, photo__talk__isnull=False
        )
        away = Forgotten.objects.filter(
            kind=Forgotten.Kind.PERSON, key=models.OuterRef("person__nsid")
        )
        return self.filter(told, ~models.Exists(away))


class PersonInPhoto(models.Model):
    """Somebody whom Flickr names in a photo, as it last told: who was named first comes first."""

    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seen_in")
    is_deleted = models.BooleanField(default=False)  # the account is gone, the name stayed
    position = models.PositiveSmallIntegerField()

    objects = PersonInPhotoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "person"], name="a_person_is_named_in_a_photo_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.photo_id}"


class TalkAllowance(models.Model):
    """How many calls a person has caused by opening photos in this hour."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True)
    hour_began_at = models.DateTimeField()
    calls = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.calls} calls of user {self.user_id}"
