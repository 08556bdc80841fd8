"""What to do when a call failed: wait, reconnect, hide, fix, or stop everything.

Only codes and facts are stored; the words for people stand in the view layer.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError
from django.db.models import F
from django.db.models.functions import Coalesce

from accounts.models import FlickrConnection
from accounts.sealing import SealBroken
from galleries.flickr.errors import (
    FlickrError,
    FlickrUnavailable,
    InstallationRefused,
    NotOnFlickr,
    OverLimit,
    TokenRefused,
)
from galleries.flickr.retry import back_off_s, worth_retrying
from galleries.models import Claim, Stream
from galleries.sync import budget, permission
from galleries.sync.apply.photos import PageOvertaken
from galleries.sync.budget import BudgetSpent

log = logging.getLogger(__name__)

AFTER_A_SURPRISE = timedelta(hours=6)  # a bug of ours: asking again at once changes nothing
SOON = timedelta(seconds=2)
AFTER_GONE = timedelta(days=1)


def note(claim: Claim, error: Exception, *, clock: Callable[[], datetime]) -> None:
    """Let the stream go, with what happened and when it is tried again."""
    now = clock()
    stream = Stream.objects.held(claim).select_related("connection").first()
    if stream is None:
        return
    match error:
        case BudgetSpent():
            since = stream.waiting_since or now
            _let_go(claim, due_at=now + timedelta(seconds=error.wait_s), waiting_since=since)
        case OverLimit():
            until = budget.everybody_waits(because="busy", now=now, wait_s=error.wait_s)
            _let_go(claim, due_at=until)
        case InstallationRefused():
            until = budget.everybody_waits(because=error.reason, now=now)
            _troubled(claim, Stream.Trouble.INSTALLATION, error.reason, now=now, due_at=until)
        case FlickrUnavailable() if worth_retrying(error):
            _wait(claim, stream, error, now=now)
        case TokenRefused() if stream.connection is not None:
            _confirm(claim, stream, stream.connection, error, clock=clock)
        case SealBroken() if stream.connection is not None:
            permission.refuse(stream.connection, now=now)
            _refused(claim, "the seal is broken", now=now)
        case OperationalError() | PageOvertaken():  # a busy database: nothing was written
            log.warning("stream=%s again because=%s", claim.pk, type(error).__name__)
            _let_go(claim, due_at=now + SOON)
        case IntegrityError():  # somebody was forgotten under the page: nothing was written
            _wait(claim, stream, FlickrUnavailable("a row went under the page", 5), now=now)
        case NotOnFlickr():
            due_at = now + AFTER_GONE
            _troubled(claim, Stream.Trouble.NOT_ON_FLICKR, str(error), now=now, due_at=due_at)
        case _:
            if not isinstance(error, FlickrError):
                log.error("stream=%s failed", claim.pk, exc_info=error)
            due_at = now + AFTER_A_SURPRISE
            detail = str(error) if isinstance(error, FlickrError) else type(error).__name__
            _troubled(claim, Stream.Trouble.UNEXPECTED, detail, now=now, due_at=due_at)


def _wait(claim: Claim, stream: Stream, error: FlickrUnavailable, *, now: datetime) -> None:
    due_at = now + timedelta(seconds=back_off_s(error, failures=stream.failures + 1))
    _troubled(claim, Stream.Trouble.UNAVAILABLE, error.reason, now=now, due_at=due_at)


def _confirm(
    claim: Claim,
    stream: Stream,
    connection: FlickrConnection,
    error: TokenRefused,
    *,
    clock: Callable[[], datetime],
) -> None:
    """A refused token is confirmed once before anybody is asked to connect again."""
    try:
        is_refused = permission.confirm(connection, clock=clock)
    except (FlickrError, BudgetSpent) as doubt:
        _wait(claim, stream, FlickrUnavailable(str(doubt), 60), now=clock())
        return
    if is_refused:
        _refused(claim, error.reason, now=clock())
    else:
        _wait(claim, stream, FlickrUnavailable(str(error), 60), now=clock())


def _refused(claim: Claim, reason: str, *, now: datetime) -> None:
    # The stream stays due: it goes on where it stood as soon as the person has connected again.
    _troubled(claim, Stream.Trouble.RECONNECT, reason, now=now, due_at=now)


def _troubled(
    claim: Claim, trouble: Stream.Trouble, detail: str, *, now: datetime, due_at: datetime
) -> None:
    log.warning("stream=%s trouble=%s detail=%s", claim.pk, trouble, detail)
    Stream.objects.held(claim).update(
        trouble=trouble,
        trouble_detail=detail,
        trouble_at=Coalesce(F("trouble_at"), now),
        failures=F("failures") + 1,
        due_at=due_at,
        claim=None,
        claimed_until=None,
    )


def _let_go(claim: Claim, *, due_at: datetime, **columns: datetime) -> None:
    Stream.objects.held(claim).update(due_at=due_at, claim=None, claimed_until=None, **columns)
