"""Leaving again: taking the permission back, or being forgotten."""

from datetime import datetime, timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import FlickrConnection, User
from accounts.signals import forgetting

GUESTS_KEEP_IT_FOR = timedelta(days=30)
LOWERED_KEEPS_FOR = timedelta(days=1)


@transaction.atomic
def disconnect(user: User) -> None:
    """Destroy a person's permission. Their streams end with it.

    What was copied stays, for them alone: so nothing of it is shown to others any more.
    """
    FlickrConnection.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(shows_photos=False, shows_favourites=False)


def guest_leaves(user: User) -> bool:
    """Destroy a guest's permission to write. False when they have none; a member's stays."""
    return _destroy(_of_guests().filter(user=user)) > 0


def expire_guests(*, now: datetime) -> int:
    """Destroy guests' permissions that are thirty days old. The number of them.

    Those that turned out to allow no writing go after a day: a guest lets us read nothing, and
    what waits to be written may meanwhile get the permission that it needs.
    """
    lowered = Q(perms=FlickrConnection.Perms.READ, connected_at__lte=now - LOWERED_KEEPS_FOR)
    over = Q(connected_at__lte=now - GUESTS_KEEP_IT_FOR) | lowered
    expired = _of_guests().filter(over)
    # Each in its own transaction, so that none waits for another's.
    return sum(_destroy(expired.filter(pk=pk)) for pk in expired.values_list("pk", flat=True))


def ends_at(connection: FlickrConnection) -> datetime | None:
    """Until when a guest's permission is kept at most; None for a member's."""
    if connection.in_step_since is not None:
        return None
    return connection.connected_at + GUESTS_KEEP_IT_FOR


def forget(user: User, *, never_again: bool) -> None:
    """Forget a person: permission, sessions and account now, everything else within the hour.

    never_again  nor may their photos come back through other people's lists

    ``forgetting`` tells the rest of the house, inside the transaction: it is all or nothing.
    """
    with transaction.atomic():
        forgetting.send(sender=User, user=user, never_again=never_again)
        sessions = _delete(user)
    _end(sessions)


def remove(user: User) -> None:
    """Remove an account with its permission and sessions, and tell nobody."""
    _end(_delete(user))


@transaction.atomic
def _delete(user: User) -> list[str]:
    """The keys of the sessions that are to be ended with it."""
    sessions = _sessions_of(user)
    user.delete()
    return sessions


def _end(sessions: list[str]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in sessions:
        store(key).delete()


def _of_guests() -> QuerySet[FlickrConnection]:
    return FlickrConnection.objects.filter(in_step_since=None)


@transaction.atomic
def _destroy(connections: QuerySet[FlickrConnection]) -> int:
    # Locked, so that whoever becomes a member at this moment keeps theirs.
    locked = list(connections.select_for_update())
    for connection in locked:
        connection.delete()
    return len(locked)


def _sessions_of(user: User) -> list[str]:
    # A session does not say whose it is before it is opened.
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    return [
        session.session_key
        for session in alive.iterator(500)
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
