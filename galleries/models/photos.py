"""Photos as an unrelated caller would be told of them, and the owner's own note on each."""

from typing import Self

from django.db import models

from galleries.models.people import Person
from galleries.models.viewer import Viewer
from galleries.models.visibility import visible_photo


class PhotoQuerySet(models.QuerySet["Photo"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Photos this viewer may see here: see ``visibility.visible_photo``."""
        return self.filter(visible_photo(viewer))

    def by(self, person: Person, viewer: Viewer) -> Self:
        """Photos of one person that this viewer may see: of their own all that are there.

        As ``visible_to`` says it; but the longest lists are people's own, and are theirs without
        asking who else may see them.
        """
        own = self.filter(owner=person)
        return own.filter(gone_at=None) if person.nsid == viewer.nsid else own.visible_to(viewer)

    def newest_first(self) -> Self:
        return self.order_by("-uploaded_at", "-pk")


class Photo(models.Model):
    """One photo or video on Flickr. The key is Flickr's own id.

    Holds only what an unrelated caller would be told; what only the owner's token learned
    stands in OwnerNote.
    """

    class Visibility(models.IntegerChoices):
        PUBLIC = 1
        FRIENDS = 2
        FAMILY = 3
        FRIENDS_AND_FAMILY = 4
        PRIVATE = 5

    class Safety(models.IntegerChoices):
        SAFE = 0
        MODERATE = 1
        RESTRICTED = 2

    class Media(models.TextChoices):
        PHOTO = "photo"
        VIDEO = "video"

    id = models.BigIntegerField(primary_key=True)
    # An index below begins with it.
    owner = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="photos", db_index=False
    )

    title = models.TextField(blank=True)
    description_html = models.TextField(blank=True)  # sanitised at the door
    visibility = models.SmallIntegerField(choices=Visibility, default=Visibility.PRIVATE)
    safety = models.SmallIntegerField(choices=Safety, default=Safety.SAFE)
    content_type = models.SmallIntegerField(default=0)
    media = models.CharField(max_length=5, choices=Media, default=Media.PHOTO)
    media_ready = models.BooleanField(default=True)
    licence = models.SmallIntegerField(default=0)

    uploaded_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)  # Flickr's lastupdate
    # "YYYY-MM-DD HH:MM:SS" by the camera's clock, without a zone on purpose; "" = unknown
    taken = models.CharField(max_length=19, blank=True)
    taken_precision = models.SmallIntegerField(default=0)  # 0 second, 4 month, 6 year, 8 circa

    views = models.PositiveBigIntegerField(default=0)
    faves = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)

    # Only when everybody may know the place (geo_is_public).
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accuracy = models.SmallIntegerField(null=True, blank=True)

    server = models.CharField(max_length=10, blank=True)
    secret = models.CharField(max_length=20, blank=True)
    # {"n": [320, 213], "b": [1024, 683], "h": [1600, 1067, "https://…"]}: suffix of the file,
    # then pixels. Sizes above 1024 px carry a secret of their own, so their address is kept.
    sizes = models.JSONField(default=dict, blank=True)

    told_at = models.DateTimeField()  # when the request behind this row began
    # Closing: when we saw it, and when the request that told so began.
    narrowed_at = models.DateTimeField(null=True, blank=True)
    narrowed_asked_at = models.DateTimeField(null=True, blank=True)
    missing_at = models.DateTimeField(null=True, blank=True)  # from one complete walk
    withheld_at = models.DateTimeField(null=True, blank=True)  # in doubt: for its owner alone
    gone_at = models.DateTimeField(null=True, blank=True)  # from two, or Flickr said so

    objects = PhotoQuerySet.as_manager()

    class Meta:
        indexes = [
            # /photos/<who>/ and its neighbours
            models.Index(fields=["owner", "-uploaded_at", "-id"], name="photo_photostream_page"),
            # the same by ?order=taken
            models.Index(fields=["owner", "-taken", "-id"], name="photo_taken_page"),
            # the purge
            models.Index(
                fields=["gone_at"], condition=models.Q(gone_at__isnull=False), name="photo_gone"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.pk)

    def is_visible_to(self, viewer: Viewer) -> bool:
        return Photo.objects.visible_to(viewer).contains(self)

    @property
    def is_video(self) -> bool:
        return self.media == self.Media.VIDEO


class PhotoTagQuerySet(models.QuerySet["PhotoTag"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Tags on photos that this viewer may see."""
        return self.filter(visible_photo(viewer, "photo__"))


class PhotoTag(models.Model):
    """A tag in Flickr's normal form: lower case, no blanks ("Bus Stop" is ``busstop``)."""

    # The constraint's own index begins with it.
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="tags", db_index=False)
    text = models.CharField(max_length=255)
    position = models.SmallIntegerField(default=0)
    # As the photo has them, for the order of a tag's pages: joined and sorted, a tag on 100,000
    # photos took 130 ms, and one person's few among them up to 500 ms.
    owner = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    uploaded_at = models.DateTimeField()

    objects = PhotoTagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["photo", "text"], name="tag_stands_once_on_a_photo")
        ]
        indexes = [
            # /photos/tags/<tag>/
            models.Index(fields=["text", "-uploaded_at", "-photo"], name="tag_page"),
            # /photos/<who>/tags/<tag>/
            models.Index(
                fields=["owner", "text", "-uploaded_at", "-photo"], name="tag_of_somebody_page"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class OwnerNote(models.Model):
    """What only the owner's token learned of a photo; read by the owner alone."""

    photo = models.OneToOneField(
        Photo, on_delete=models.CASCADE, primary_key=True, related_name="owner_note"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    accuracy = models.SmallIntegerField(null=True, blank=True)
    # Who may know the place, in the owner's words on Flickr: "public", "contacts", …
    place_shown_to = models.CharField(max_length=40, blank=True)
    original = models.JSONField(default=list, blank=True)  # [width, height, "https://…"]

    def __str__(self) -> str:
        return f"note on {self.photo_id}"
