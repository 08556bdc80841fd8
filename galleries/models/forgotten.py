"""What an owner took back: it is never copied again."""

from collections.abc import Iterable

from django.db import models


class ForgottenQuerySet(models.QuerySet["Forgotten"]):
    def among(self, *, photos: Iterable[int], people: Iterable[str]) -> set[str]:
        """The keys of those photos and people that were taken back: ids and NSIDs as text."""
        kinds = Forgotten.Kind
        taken_back = self.filter(
            models.Q(kind=kinds.PHOTO, key__in=[str(photo) for photo in photos])
            | models.Q(kind=kinds.PERSON, key__in=list(people))
        )
        return set(taken_back.values_list("key", flat=True))


class Forgotten(models.Model):
    """A photo, or everything of a person, that must not come back through anybody's list."""

    class Kind(models.TextChoices):
        PHOTO = "photo"
        PERSON = "person"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=20)  # Flickr's id of the photo, or the NSID
    asked_at = models.DateTimeField()

    objects = ForgottenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="a_thing_is_forgotten_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
