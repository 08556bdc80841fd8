"""Galleries: photos of one's own and of others, chosen, arranged and shown to the world.

Ours; what Flickr calls a gallery is a FlickrGallery here.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from galleries.models.people import Person
from galleries.models.viewer import Viewer


class GalleryQuerySet(models.QuerySet["Gallery"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """Galleries whose own page this viewer may open.

        Everybody  those that are published
        Curators   theirs, drafts and archived ones included
        Operator   nothing more
        """
        published = Q(state=Gallery.State.PUBLISHED, taken_off_at=None)
        if viewer.user is None:
            return self.filter(published)
        return self.filter(published | Q(pk__in=_curated_by(viewer.user)))

    def published(self) -> Self:
        """Those that everybody may see: not what the operator has taken off the public."""
        return self.filter(state=Gallery.State.PUBLISHED, taken_off_at=None)

    def curated_by(self, user: User) -> Self:
        """Galleries in which this person may hang."""
        return self.filter(pk__in=_curated_by(user))

    def owned_by(self, user: User) -> Self:
        """Galleries which this person may publish, archive and share the work on."""
        return self.filter(pk__in=_curated_by(user).filter(role=Curator.Role.OWNER))

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def last_touched_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")


class Gallery(models.Model):
    """A gallery and how it is shown."""

    class State(models.TextChoices):
        DRAFT = "draft"
        PUBLISHED = "published"
        ARCHIVED = "archived"  # was shown, and is kept for its curators

    class Layout(models.TextChoices):
        ROWS = "rows"
        ESSAY = "essay"

    class Wall(models.TextChoices):
        """What the photos hang on. Each is a class of the stylesheet; "" follows the visitor."""

        QUIET = ""
        CHALK = "chalk"
        LINEN = "linen"
        SAND = "sand"
        MIST = "mist"
        SAGE = "sage"
        ROSE = "rose"
        CLAY = "clay"
        MOSS = "moss"
        SLATE = "slate"
        NIGHT = "night"
        WINE = "wine"
        COAL = "coal"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    introduction = models.TextField(blank=True)  # Markdown
    layout = models.CharField(max_length=5, choices=Layout, default=Layout.ROWS)
    wall = models.CharField(max_length=5, choices=Wall, blank=True, default=Wall.QUIET)
    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    # The first that hangs and may be shown, unless one was chosen.
    cover = models.ForeignKey(
        "galleries.Placement", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # Raised in the transaction of every change that shows: cached pages are named after it.
    version = models.PositiveBigIntegerField(default=1)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # by somebody's hand
    published_at = models.DateTimeField(null=True, blank=True)  # for the first time
    taken_off_at = models.DateTimeField(null=True, blank=True)  # by the operator: not public

    objects = GalleryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "galleries"
        indexes = [
            # /galleries/, its feed and the sitemap
            models.Index(
                fields=["-published_at", "-id"],
                condition=Q(state="published"),
                name="galleries_page",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_public(self) -> bool:
        """Everybody may see it."""
        return self.is_published and self.taken_off_at is None


class Curator(models.Model):
    """Somebody who may hang in a gallery. A Flickr account: they may not have been here yet."""

    class Role(models.TextChoices):
        OWNER = "owner"
        CURATOR = "curator"

    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="curators")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="curates")
    role = models.CharField(max_length=7, choices=Role, default=Role.CURATOR)
    since = models.DateTimeField()
    # When they said that they know what has come down by itself; None: never.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gallery", "person"], name="a_person_curates_a_gallery_once"
            ),
            models.UniqueConstraint(
                fields=["gallery"], condition=Q(role="owner"), name="a_gallery_has_one_owner"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in gallery {self.gallery_id}"


class FormerAddress(models.Model):
    """A slug that a gallery had once: what people have kept goes on leading to it."""

    slug = models.SlugField(max_length=80, primary_key=True)
    gallery = models.ForeignKey(Gallery, on_delete=models.CASCADE, related_name="former_addresses")

    def __str__(self) -> str:
        return self.slug


def _curated_by(user: User) -> models.QuerySet["Curator", Any]:
    return Curator.objects.filter(person__nsid=user.nsid).values("gallery")
