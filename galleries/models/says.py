"""The photographer's say about their work in galleries here."""

from django.db import models

from galleries.models.galleries import Gallery
from galleries.models.photos import Photo


class Sentence(models.Model):
    """What the photographer says beside their photo in one gallery."""

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="sentences")
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="sentences")
    text = models.CharField(max_length=500)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gallery", "photo"], name="a_photographer_says_one_sentence"
            )
        ]

    def __str__(self) -> str:
        return f"beside {self.photo_id} in gallery {self.gallery_id}"


class Withdrawal(models.Model):
    """A photo that its owner does not want to hang in one gallery, or (None) in any.

    It outlives our copy of the photo: what comes back to us stays down.
    """

    photo = models.ForeignKey(
        Photo, on_delete=models.DO_NOTHING, db_constraint=False, related_name="withdrawals"
    )
    gallery = models.ForeignKey(
        Gallery, on_delete=models.CASCADE, null=True, blank=True, related_name="withdrawals"
    )
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "gallery"], name="a_photo_is_withdrawn_once_from_a_gallery"
            ),
            models.UniqueConstraint(
                fields=["photo"],
                condition=models.Q(gallery=None),
                name="a_photo_is_withdrawn_once_from_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} withdrawn"


class Forbidden(models.Model):
    """Somebody wants none of their work in galleries here, now and later.

    By their number alone: it holds when everything else of theirs is forgotten.
    """

    nsid = models.CharField(max_length=20, primary_key=True)
    forbidden_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.nsid
