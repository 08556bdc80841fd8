"""Whoever looks. Made in one place, asked in one place: ``visible_to(viewer)``."""

from dataclasses import dataclass

from django.db.models import Q

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in user, or a visitor (``user`` is None)."""

    user: User | None = None

    @property
    def is_visitor(self) -> bool:
        return self.user is None

    def own_photos(self) -> Q:
        """The photos this viewer took. Matches nothing for a visitor."""
        if self.user is None:
            return Q(pk__in=[])
        return Q(owner__nsid=self.user.nsid)
