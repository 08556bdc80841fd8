"""Counting the calls: for the operator's page, and so that everybody has their turn."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from accounts.models import FlickrConnection
from galleries.flickr.client import Flickr
from galleries.flickr.errors import (
    FlickrError,
    FlickrUnavailable,
    InstallationRefused,
    NotOnFlickr,
    OverLimit,
    PermissionLacking,
    TokenRefused,
)
from galleries.models import CallTally, Turn

BUCKET = timedelta(minutes=10)

Result = CallTally.Result

# The first that fits: OverLimit is a FlickrUnavailable as well.
RESULTS: tuple[tuple[type[FlickrError], CallTally.Result], ...] = (
    (OverLimit, Result.BUSY),
    (FlickrUnavailable, Result.UNAVAILABLE),
    (TokenRefused, Result.REFUSED),
    (PermissionLacking, Result.REFUSED),
    (NotOnFlickr, Result.NOT_THERE),
    (InstallationRefused, Result.INSTALLATION),
)


class CountedFlickr(Flickr):
    """Flickr, with every call counted for whom it was made."""

    def __init__(
        self, *, connection: FlickrConnection | None, clock: Callable[[], datetime], **more: Any
    ) -> None:
        super().__init__(**more)
        self._connection = connection
        self._clock = clock

    def call(
        self,
        method: str,
        /,
        *,
        expects: str = "",
        allows: tuple[str, ...] | None = None,
        **arguments: Any,
    ) -> dict[str, Any]:
        try:
            reply = super().call(method, expects=expects, allows=allows, **arguments)
        except FlickrError as error:
            count(method, result_of(error), connection=self._connection, now=self._clock())
            raise
        count(method, Result.OK, connection=self._connection, now=self._clock())
        return reply


def result_of(error: FlickrError) -> CallTally.Result:
    """What to call the outcome of a call that raised this."""
    return next((result for kind, result in RESULTS if isinstance(error, kind)), Result.SURPRISE)


def count(
    method: str,
    result: CallTally.Result,
    *,
    connection: FlickrConnection | None,
    now: datetime,
) -> None:
    """Count one call that was made.

    Nobody's name is written down who has disconnected while Flickr answered.
    """
    nsid = connection.user.nsid if connection is not None and _take_turn(connection, now) else ""
    began_at = now - timedelta(seconds=now.timestamp() % BUCKET.total_seconds())
    began_at = began_at.replace(microsecond=0)
    what: dict[str, Any] = {"began_at": began_at, "method": method[:60], "nsid": nsid}
    tally = CallTally.objects.filter(**what, result=result)
    if not tally.update(count=F("count") + 1):
        CallTally.objects.bulk_create(
            [CallTally(**what, result=result, count=0)], ignore_conflicts=True
        )
        tally.update(count=F("count") + 1)


def _take_turn(connection: FlickrConnection, now: datetime) -> bool:
    """Move this person's turn on by one call. False when they are not connected any more."""
    at_s = Greatest(F("at_s"), now.timestamp()) + 3600 / settings.FLICKR_CALLS_AN_HOUR
    turn = Turn.objects.filter(connection=connection.pk)
    if turn.update(at_s=at_s):
        return True
    if not FlickrConnection.objects.filter(pk=connection.pk).exists():
        return False
    with suppress(IntegrityError), transaction.atomic():
        Turn.objects.get_or_create(connection=connection)
    return turn.update(at_s=at_s) == 1
