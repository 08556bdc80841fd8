"""When somebody was last here: some things are only worth asking Flickr for who comes by.

And when they were here before that, so that the first page can say what is new since.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models.expressions import Combinable

from accounts.models import User

TO_THE_HOUR = timedelta(hours=1)
VISIT_ENDS_AFTER = timedelta(hours=2)  # without a page


def note_visit(
    user: User, *, now: datetime, reached: Callable[[], Combinable] | None = None
) -> None:
    """Remember that somebody is here, to the hour: that is one write an hour.

    reached  says, as an expression for a JSON column, how far the copies are at this moment

    A visit ends with two hours without a page. As ``seen_at`` may be an hour old on the last of
    them, that is certain after three. What came after ``last_time_at`` stays the same for as
    long as the visit lasts.
    """
    away = now - user.seen_at
    if away < TO_THE_HOUR:
        return
    columns: dict[str, Any] = {"seen_at": now}
    if reached is not None:
        columns["seen_up_to"] = reached()
    if away >= VISIT_ENDS_AFTER + TO_THE_HOUR:
        columns |= {"last_time_at": user.seen_at, "last_time_up_to": user.seen_up_to}
    # Only one of two tabs that open at once begins the visit; the other must not end it again.
    if User.objects.filter(pk=user.pk, seen_at=user.seen_at).update(**columns):
        columns.pop("seen_up_to", None)
        for name, value in columns.items():
            setattr(user, name, value)
    else:
        _take_over(user)


def _take_over(user: User) -> None:
    """What another request has just written. Nothing, when they were forgotten meanwhile."""
    names = ("seen_at", "last_time_at", "last_time_up_to")
    written = User.objects.filter(pk=user.pk).values(*names).first() or {}
    for name, value in written.items():
        setattr(user, name, value)
