"""What an answer comes to. Pure: a verb, an item, what Flickr said, and a moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from galleries.flickr.errors import (
    FlickrError,
    FlickrRefused,
    FlickrUnavailable,
    InstallationRefused,
    NotOnFlickr,
    OverLimit,
    PermissionLacking,
    TokenRefused,
    UnexpectedAnswer,
)
from galleries.flickr.retry import back_off_s
from galleries.models import OutboxItem
from galleries.sync.budget import BudgetSpent
from galleries.sync.outbox.verbs import Found, Later, Success, Verb

Outcome, Wait = OutboxItem.Outcome, OutboxItem.Wait

SOON = timedelta(seconds=5)  # a bug of ours, or a busy database
MOST_SURPRISES = 3  # then somebody has to look at it
TOO_LONG = "too long"


@dataclass(frozen=True, slots=True)
class Sent:
    outcome: OutboxItem.Outcome


@dataclass(frozen=True, slots=True)
class Refused:
    outcome: OutboxItem.Outcome


@dataclass(frozen=True, slots=True)
class Waits:
    """It took no effect, and is sent again at ``until``: for a reason of its own."""

    wait: OutboxItem.Wait
    until: datetime


@dataclass(frozen=True, slots=True)
class Unclear:
    """Flickr may have it: it is looked up at ``until``."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Everything:
    """It took no effect, and nothing of this person can be sent now: see ``engine``."""

    error: Exception


type Answer = Sent | Refused | Waits | Unclear | Everything


def of_send(verb: Verb, item: OutboxItem, error: Exception | None, *, now: datetime) -> Answer:
    """What came of sending an item. ``error`` is None when Flickr took it."""
    match error:
        case None:
            return Sent(Outcome.DONE)
        case (
            BudgetSpent()
            | OverLimit()
            | TokenRefused()
            | PermissionLacking()
            | InstallationRefused()
        ):
            return Everything(error)
        case FlickrRefused() | NotOnFlickr():
            return _refusal(verb, item, error.code, now=now)
        case _:
            return _unclear(item, error, now=now)


def of_look(item: OutboxItem, found: Found | Exception, *, now: datetime) -> Answer:
    """What came of looking an item up that may have been sent."""
    match found:
        case Found.THERE:
            return Sent(Outcome.DONE)
        case Found.NOT_THERE:
            return Waits(Wait.NONE, now)
        case Found.UNSURE | FlickrRefused():
            return Refused(Outcome.UNSURE)
        case NotOnFlickr():
            return Refused(Outcome.NOT_THERE)
        case (
            BudgetSpent()
            | OverLimit()
            | TokenRefused()
            | PermissionLacking()
            | InstallationRefused()
        ):
            return Everything(found)
        case _:
            return _unclear(item, found, now=now)


def of_check(
    item: OutboxItem, checked: OutboxItem.Outcome | Exception | None, *, now: datetime
) -> Answer | None:
    """What came of asking whether an item may be sent. None when it may.

    Nothing was sent in any case: without a clear answer it is asked again.
    """
    match checked:
        case None:
            return None
        case Outcome():
            return Refused(checked)
        case (
            BudgetSpent()
            | OverLimit()
            | TokenRefused()
            | PermissionLacking()
            | InstallationRefused()
        ):
            return Everything(checked)
        case NotOnFlickr():
            return Refused(Outcome.GROUP_GONE)
        case FlickrRefused():
            return Refused(Outcome.NOT_ALLOWED)
        case _:
            answer = _unclear(item, checked, now=now)
            return Refused(Outcome.UNEXPECTED) if isinstance(answer, Refused) else answer


def in_words(error: Exception | None) -> str:
    """For the journal. Errors of Flickr hold no secret; others are only named."""
    if error is None:
        return "ok"
    return (str(error) if isinstance(error, FlickrError) else type(error).__name__)[:300]


def _refusal(verb: Verb, item: OutboxItem, code: int, *, now: datetime) -> Answer:
    match verb.refusals.get(code, Outcome.UNEXPECTED):
        case Success(outcome):
            return Sent(outcome)
        case Later() as later:
            return _later(later, item, now=now)
        case outcome:
            return Refused(outcome)


def _later(later: Later, item: OutboxItem, *, now: datetime) -> Answer:
    if later.tries is not None and item.tries >= later.tries:
        return Refused(later.otherwise)
    if later.wait == Wait.LIMIT and item.group is not None and item.group.throttle_mode == "ever":
        return Refused(Outcome.LIMIT_EVER)  # no time will change it
    wait = later.first * (1 << min(max(item.tries - 1, 0), 10))
    return Waits(later.wait, now + min(wait, later.at_most or later.first))


def _unclear(item: OutboxItem, error: Exception, *, now: datetime) -> Answer:
    """No answer, or none that says anything."""
    match error:
        case FlickrUnavailable():
            wait_s = back_off_s(error, failures=item.failures + 1)
            return Unclear(now + timedelta(seconds=wait_s))
        case UnexpectedAnswer() if TOO_LONG in error.detail:
            return Refused(Outcome.TOO_LONG)
        case _ if item.failures + 1 >= MOST_SURPRISES:
            return Refused(Outcome.UNSURE)
        case _:
            return Unclear(now + SOON)
