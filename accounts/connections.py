"""Connections: keeping and opening a person's permission."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts.models import FlickrConnection, User
from accounts.sealing import SealBroken, seal, unseal
from accounts.sign_up import may_join
from accounts.signals import connected

Perms = FlickrConnection.Perms
RANK = {Perms.READ.value: 0, Perms.WRITE.value: 1}


@dataclass(frozen=True, slots=True)
class Grant:
    """What Flickr hands out when a person says yes. Never shown, never logged."""

    nsid: str
    name: str  # the screen name, "" when Flickr sent none
    token: str = field(repr=False)
    secret: str = field(repr=False)
    perms: Perms = Perms.READ  # what was asked for: the reply does not tell what was given


def welcome(grant: Grant, *, now: datetime, keep: bool = False) -> User | None:
    """The user whom a grant names, made if new. None when they are closed.

    keep  the person pressed "Keep my Flickr in step here"

    A member's grant is kept, sealed. A guest's is dropped: it has proved who they are, and
    that was all it was for; a permission to write that they gave before stays as it is. Doing
    it twice is the same as once. Tells the house of a member through ``connected``, after the
    commit.
    """
    with transaction.atomic():
        user, _ = User.objects.get_or_create(
            nsid=grant.nsid,
            defaults={"name": grant.name, "password": make_password(None), "joined_at": now},
        )
        if not user.is_active:
            return None
        if grant.name and grant.name != user.name:
            user.name = grant.name
            user.save(update_fields=["name"])
        if not is_member(user) and not (keep and may_join(user.nsid)):
            return user
        connection = store(user, grant, now=now, in_step=True)
    _tell(connection)
    return user


def let_write(user: User, grant: Grant, *, now: datetime) -> FlickrConnection:
    """Keep the permission to write that somebody signed in has given. A guest stays a guest.

    grant  of their own account: whoever calls this has compared the two

    Tells the house through ``connected``, after the commit.
    """
    connection = store(user, grant, now=now, in_step=False)
    _tell(connection)
    return connection


def is_member(user: User) -> bool:
    """Whether they pressed "Keep my Flickr in step here" and have not disconnected since."""
    return FlickrConnection.objects.filter(user=user).exclude(in_step_since=None).exists()


def may_write(user: User) -> bool:
    """Whether we hold a permission of theirs to write that Flickr has not refused."""
    return FlickrConnection.objects.that_may_write().filter(user=user).exists()


def lower(connection: FlickrConnection, *, now: datetime) -> bool:
    """Flickr said that this token may only read: somebody changed what the consent page asks.

    False, and nothing is changed, when another token has been stored since.
    """
    same = FlickrConnection.objects.filter(
        pk=connection.pk, sealed_token=connection.sealed_token, perms=Perms.WRITE
    )
    return same.update(perms=Perms.READ, connected_at=now) == 1


@transaction.atomic
@sensitive_variables()
def store(user: User, grant: Grant, *, now: datetime, in_step: bool) -> FlickrConnection:
    """Keep a grant, sealed, unless the one we have allows more and still works.

    in_step  it is a member's, or makes them one; a member stays one either way
    """
    sealed = seal(grant.token, grant.secret)
    # Locked, so that a read and a write permission arriving together end as write.
    connection, _ = FlickrConnection.objects.select_for_update().get_or_create(
        user=user,
        defaults={"perms": grant.perms, "sealed_token": sealed, "connected_at": now},
    )
    if in_step and connection.in_step_since is None:
        connection.in_step_since = now
        connection.save(update_fields=["in_step_since"])
    works = connection.refused_at is None and opens(connection)
    if works and RANK[grant.perms] < RANK[connection.perms]:
        return connection
    if not works or grant.perms != connection.perms or connection.in_step_since is None:
        connection.connected_at = now
    connection.perms = grant.perms
    connection.sealed_token = sealed
    connection.refused_at = None
    connection.save(update_fields=["perms", "sealed_token", "connected_at", "refused_at"])
    return connection


def _tell(connection: FlickrConnection) -> None:
    """Tell the house. A receiver that fails is logged, and does not keep the person out."""
    connected.send_robust(sender=FlickrConnection, connection=connection)


def opens(connection: FlickrConnection) -> bool:
    """Whether a key of ours still opens the stored token."""
    try:
        token_of(connection)
    except SealBroken:
        return False
    return True


@sensitive_variables()
def token_of(connection: FlickrConnection) -> tuple[str, str]:
    """The token and its secret, for signing one call. Raises SealBroken."""
    return unseal(connection.sealed_token)
