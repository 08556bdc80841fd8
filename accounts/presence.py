"""When somebody was last here: some things are only worth asking Flickr for who comes by."""

from datetime import datetime, timedelta

from accounts.models import User

TO_THE_HOUR = timedelta(hours=1)


def note_visit(user: User, *, now: datetime) -> None:
    """Remember that somebody is here, to the hour: that is one write an hour."""
    if now - user.seen_at >= TO_THE_HOUR:
        User.objects.filter(pk=user.pk, seen_at__lt=now).update(seen_at=now)
        user.seen_at = now
