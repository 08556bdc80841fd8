"""The tray: photos that somebody has put aside, the long list before the short one."""

from typing import Self

from django.db import models

from accounts.models import User
from galleries.models.photos import Photo
from galleries.models.viewer import Viewer
from galleries.models.visibility import visible_photo


class TrayItemQuerySet(models.QuerySet["TrayItem"]):
    def visible_to(self, viewer: Viewer) -> Self:
        """What lies in this viewer's own tray, as far as they may still see it."""
        return self.of(viewer).filter(visible_photo(viewer, "photo__"))

    def of(self, viewer: Viewer) -> Self:
        return self.filter(user=viewer.user) if viewer.user is not None else self.none()


class TrayItem(models.Model):
    """One photo in somebody's tray. Nobody else ever sees that it lies there."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tray")
    photo = models.ForeignKey(Photo, on_delete=models.CASCADE, related_name="in_trays")
    kept_at = models.DateTimeField()  # a whole second: pages are named after it

    objects = TrayItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "photo"], name="a_photo_lies_once_in_a_tray")
        ]
        indexes = [
            # /galleries/tray/
            models.Index(fields=["user", "-kept_at", "-id"], name="tray_page")
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} in the tray of {self.user_id}"
