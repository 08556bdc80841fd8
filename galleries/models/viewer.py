"""Whoever looks. Made in one place, asked in one place: ``visible_to(viewer)``."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in user, or a visitor (``user`` is None), and the moment of looking.

    grant  the gallery link that was opened, once there are galleries
    """

    user: User | None = None
    grant: str = ""
    now: datetime = field(default_factory=timezone.now)

    @property
    def is_visitor(self) -> bool:
        return self.user is None

    @property
    def nsid(self) -> str:
        """Who they are on Flickr; "" for a visitor."""
        return self.user.nsid if self.user is not None else ""

    @property
    def safety_limit(self) -> int:
        """The highest safety level they want to see: 0 safe, 1 moderate, 2 restricted."""
        return self.user.safety_limit if self.user is not None else 0

    @property
    def is_operator(self) -> bool:
        """Who runs this installation sees its state, and no more photos than anybody else."""
        return bool(self.nsid) and self.nsid in settings.OPERATOR
