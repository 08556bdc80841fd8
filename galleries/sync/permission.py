"""When Flickr refuses somebody's token: confirmed once, before they are asked to connect again."""

from collections.abc import Callable
from datetime import datetime

from accounts.models import FlickrConnection
from galleries.flickr import auth
from galleries.flickr.errors import TokenRefused
from galleries.sync import budget
from galleries.sync.edge import flickr_for


def confirm(connection: FlickrConnection, *, clock: Callable[[], datetime]) -> bool:
    """Ask Flickr about the token itself. True, and marked, when it is refused.

    Raises what else a call raises: then nobody knows.
    """
    flickr = flickr_for(
        connection,
        before_call=lambda _: budget.take(now=clock(), somebody_waits=True),
        clock=clock,
    )
    try:
        auth.check_token(flickr)
    except TokenRefused:
        refuse(connection, now=clock())
        return True
    return False


def refuse(connection: FlickrConnection, *, now: datetime) -> None:
    """Nothing more is asked with this token; a newer one is not to blame."""
    same = FlickrConnection.objects.filter(pk=connection.pk, sealed_token=connection.sealed_token)
    same.update(refused_at=now)
