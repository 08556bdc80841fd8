"""What came here since somebody's last visit, by when it came and not by when it happened.

Flickr is asked every few hours, and more rarely about whoever is away: a comment from the hour
before a visit may come the day after it, and is news then. Rows get their keys in the order in
which they come, so the newest key of each list at the end of a visit tells the two apart.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.db.models.functions import JSONObject

from galleries.models import ContactPhoto, Entry, Happening, Viewer

LISTS = (ContactPhoto, Entry, Happening)
# A list that is copied for the first time comes all at once: what is older than this is no news.
LATE = timedelta(days=2)


def reached() -> JSONObject:
    """How far the copies are: {"entry": 53…}, the newest key of each list, null for none."""
    newest = {_name(rows): rows._default_manager.order_by("-pk").values("pk")[:1] for rows in LISTS}
    return JSONObject(**newest)


@dataclass(frozen=True, slots=True)
class Since:
    """When somebody was here before, and how far the copies were then.

    at  None on a first visit: then whatever is newest is new
    """

    at: datetime | None
    up_to: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def last_time(cls, viewer: Viewer) -> Self:
        user = viewer.user
        return cls(user.last_time_at, user.last_time_up_to) if user is not None else cls(None)

    def news[Row: QuerySet[Any]](self, rows: Row, moment: str) -> Row:
        """Those that came since then. ``moment`` names the field that says when it happened."""
        return rows.filter(self._is_new(_name(rows.model), moment))

    def _is_new(self, name: str, moment: str) -> Q:
        if self.at is None:
            return Q()
        if name not in self.up_to:  # a visit of less than an hour, or before this was kept
            return Q((f"{moment}__gte", self.at))
        return Q((f"{moment}__gte", self.at - LATE), pk__gt=self.up_to[name] or 0)


def _name(rows: type[Any]) -> str:
    return str(rows._meta.model_name)
