"""Leaving again: taking the permission back, or being forgotten."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from accounts.models import FlickrConnection, User
from accounts.signals import forgetting


@transaction.atomic
def disconnect(user: User) -> None:
    """Destroy a person's permission. Their streams end with it.

    What was copied stays, for them alone: so nothing of it is shown to others any more.
    """
    FlickrConnection.objects.filter(user=user).delete()
    User.objects.filter(pk=user.pk).update(shows_photos=False, shows_favourites=False)


def forget(user: User, *, never_again: bool) -> None:
    """Forget a person: permission, sessions and account now, everything else within the hour.

    never_again  nor may their photos come back through other people's lists

    ``forgetting`` tells the rest of the house, inside the transaction: it is all or nothing.
    """
    with transaction.atomic():
        forgetting.send(sender=User, user=user, never_again=never_again)
        sessions = _sessions_of(user)
        user.delete()
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in sessions:
        store(key).delete()


def _sessions_of(user: User) -> list[str]:
    # A session does not say whose it is before it is opened.
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    return [
        session.session_key
        for session in alive.iterator(500)
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
