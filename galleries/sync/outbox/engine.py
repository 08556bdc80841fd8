"""Works through one person's outbox while its claim holds: one call at a time.

Each step is one counted update. Killed anywhere, what was waiting still waits, and what was
being sent is found in *sending* and looked up first.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts.connections import lower
from accounts.models import FlickrConnection
from accounts.sealing import SealBroken
from galleries.flickr.client import Flickr
from galleries.flickr.errors import (
    FlickrError,
    InstallationRefused,
    OverLimit,
    PermissionLacking,
    TokenRefused,
)
from galleries.models import Claim, Outbox, OutboxAnswer, OutboxItem
from galleries.models.outbox import State
from galleries.sync import budget, permission
from galleries.sync.budget import BudgetSpent
from galleries.sync.edge import flickr_for
from galleries.sync.outbox import answers, turn
from galleries.sync.outbox.answers import Answer, Everything, Refused, Sent, Unclear, Waits
from galleries.sync.outbox.verbs import VERBS, Found

log = logging.getLogger(__name__)

SLICE_S = 15  # then another person may have their turn
AFTER_DOUBT = timedelta(minutes=1)  # whether Flickr really refuses the token could not be asked

Outcome, Wait = OutboxItem.Outcome, OutboxItem.Wait

type Clock = Callable[[], datetime]


class ClaimLost(Exception):
    """Somebody else works on this outbox now: make no call."""


class Held(Exception):
    """Nothing of this person can be sent before ``until``; None: before they say so."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__(until)
        self.until = until


def work(claim: Claim, *, clock: Clock = timezone.now, slice_s: float = SLICE_S) -> bool:
    """Send what is due in the claimed outbox. True when there is more to do at once."""
    ends = time.monotonic() + slice_s
    try:
        while Outbox.objects.renew(claim, now=clock()):
            connection = _permission(claim)
            item = turn.next_item(_open(claim), now=clock()) if connection else None
            if item is None or connection is None:
                return _rest(claim, now=clock())
            _step(claim, item, connection, clock=clock)
            if time.monotonic() >= ends:
                return _rest(claim, now=clock())
    except ClaimLost:
        log.info("outbox=%s claim lost", claim.pk)
    except Held as held:
        return _rest(claim, now=clock(), not_before=held.until)
    return False


def _step(claim: Claim, item: OutboxItem, connection: FlickrConnection, *, clock: Clock) -> None:
    if item.photo is None:
        _write(item, Refused(Outcome.NOT_THERE), now=clock(), said="")
        return

    def pay(_: str) -> None:
        if not Outbox.objects.renew(claim, now=clock()):
            raise ClaimLost
        budget.take(now=clock(), somebody_waits=True)

    try:
        flickr = flickr_for(connection, before_call=pay, clock=clock)
    except SealBroken:
        permission.refuse(connection, now=clock())
        raise Held(None) from None
    began_at = clock()
    answer: Answer | None
    if item.state == State.SENDING:
        answer = _look(item, flickr, clock=clock)
    else:
        answer = _send(claim, item, flickr, clock=clock)
    if isinstance(answer, Everything):
        _hold(answer.error, connection, clock=clock)
    if isinstance(answer, Sent):
        budget.it_works_again(began_at=began_at)


def _send(claim: Claim, item: OutboxItem, flickr: Flickr, *, clock: Clock) -> Answer | None:
    """Send it. None when its person has withdrawn it, or written other words, meanwhile."""
    checked = _check(item, flickr, clock=clock)
    if checked is not None:
        return checked
    now = clock()
    with transaction.atomic():
        if not Outbox.objects.renew(claim, now=now):  # and its row is locked
            raise ClaimLost
        sending = OutboxItem.objects.filter(pk=item.pk, state=State.WAITING, text=item.text).update(
            state=State.SENDING, sent_at=now, tries=F("tries") + 1, waits_for=Wait.NONE
        )
    if not sending:
        return None
    item.state, item.sent_at, item.tries = State.SENDING, now, item.tries + 1
    verb, reply, error = VERBS[item.verb], None, None
    try:
        reply = verb.send(flickr, item)
    except ClaimLost:
        raise
    except Exception as raised:  # sorted by what to do next
        error = raised
    answer = answers.of_send(verb, item, error, now=clock())
    said = answers.in_words(error)
    _write(item, answer, now=clock(), said=said, reply=reply, error=error)
    return answer


def _check(item: OutboxItem, flickr: Flickr, *, clock: Clock) -> Answer | None:
    """Ask whether it may be sent. None when it may, or when nobody needs to ask."""
    check = VERBS[item.verb].check
    if check is None:
        return None
    checked: OutboxItem.Outcome | Exception | None
    try:
        checked = check(flickr, item, clock())
    except ClaimLost:
        raise
    except Exception as raised:  # sorted by what to do next
        checked = raised
    answer = answers.of_check(item, checked, now=clock())
    if answer is None or isinstance(answer, Everything):
        return answer
    error = checked if isinstance(checked, Exception) else None
    said = answers.in_words(error) if error else str(checked)
    _write(item, answer, now=clock(), said=said, is_look=True, error=error)
    return answer


def _look(item: OutboxItem, flickr: Flickr, *, clock: Clock) -> Answer:
    """Flickr may have it: see whether it does."""
    found: Found | Exception
    try:
        found = VERBS[item.verb].look(flickr, item, clock())
    except ClaimLost:
        raise
    except Exception as raised:  # sorted by what to do next
        found = raised
    answer = answers.of_look(item, found, now=clock())
    error = found if isinstance(found, Exception) else None
    said = answers.in_words(error) if error else found.name.lower()  # type: ignore[union-attr]
    if isinstance(answer, Everything):
        _journal(item, said, is_look=True, now=clock())  # it stays where it is
    else:
        _write(item, answer, now=clock(), said=said, is_look=True, error=error)
    return answer


def _write(
    item: OutboxItem,
    answer: Answer,
    *,
    now: datetime,
    said: str,
    reply: Any = None,
    error: Exception | None = None,
    is_look: bool = False,
) -> None:
    """Write down what an answer came to, if nobody has done so since this try began."""
    if error is not None and not isinstance(error, FlickrError | BudgetSpent):
        log.error("outbox item=%s failed", item.pk, exc_info=error)
    with transaction.atomic():
        same = OutboxItem.objects.filter(pk=item.pk, state=item.state, tries=item.tries)
        written = same.update(**_columns(answer, item, now=now))
        if said:
            _journal(item, said, is_look=is_look, now=now)
        if isinstance(answer, Waits) and answer.wait == Wait.LIMIT:
            _let_wait(item, until=answer.until)
    log.info("outbox item=%s verb=%s answer=%s", item.pk, item.verb, answer)
    if written and isinstance(answer, Sent):
        _copy(item, answer, reply, now=now)


def _columns(answer: Answer, item: OutboxItem, *, now: datetime) -> dict[str, Any]:
    match answer:
        case Sent(outcome):
            return {"state": State.SENT, "outcome": outcome, "ended_at": now, "waits_for": ""}
        case Refused(outcome):
            return {"state": State.REFUSED, "outcome": outcome, "ended_at": now, "waits_for": ""}
        case Waits(wait, until):
            # Found not to be there: the time without a clear answer is over.
            return {"state": State.WAITING, "waits_for": wait, "due_at": until, "failures": 0}
        case Unclear(until):
            failures = item.failures + 1
            return {"waits_for": Wait.NO_ANSWER, "due_at": until, "failures": failures}
        case Everything():
            return {"state": State.WAITING, "waits_for": Wait.NONE}


def _copy(item: OutboxItem, answer: Sent, reply: Any, *, now: datetime) -> None:
    """Show it in our copy. What goes wrong here is mended by the next walk, and loses nothing."""
    if answer.outcome == Outcome.QUEUED:
        return
    try:
        with transaction.atomic():
            VERBS[item.verb].write(item, reply, now)
    except IntegrityError:
        log.info("outbox item=%s a row went under it", item.pk)


def _journal(item: OutboxItem, said: str, *, is_look: bool, now: datetime) -> None:
    OutboxAnswer.objects.create(item_id=item.pk, at=now, is_look=is_look, answer=said)


def _let_wait(item: OutboxItem, *, until: datetime) -> None:
    """What else this person adds to the same group would only be refused as well."""
    others = OutboxItem.objects.filter(user=item.user_id, group=item.group_id, verb=item.verb)
    waiting = others.filter(state=State.WAITING, due_at__lt=until)
    waiting.update(due_at=until, waits_for=Wait.LIMIT)


def _hold(error: Exception, connection: FlickrConnection, *, clock: Clock) -> None:
    """Nothing of this person can be sent now. Raises Held."""
    now = clock()
    match error:
        case BudgetSpent():
            raise Held(now + timedelta(seconds=error.wait_s))
        case OverLimit():
            raise Held(budget.everybody_waits(because="busy", now=now, wait_s=error.wait_s))
        case InstallationRefused():
            raise Held(budget.everybody_waits(because=error.reason, now=now))
        case PermissionLacking():
            lower(connection, now=now)
            raise Held(None)
        case TokenRefused():
            raise Held(None if _is_confirmed(connection, clock=clock) else now + AFTER_DOUBT)
        case _:
            raise error


def _is_confirmed(connection: FlickrConnection, *, clock: Clock) -> bool:
    try:
        return permission.confirm(connection, clock=clock)
    except (FlickrError, BudgetSpent):
        return False


def _rest(claim: Claim, *, now: datetime, not_before: datetime | None = None) -> bool:
    """Let the outbox go until something is due in it. True when that is now."""
    with transaction.atomic():
        # Locked from here on: who puts something in has done so, or does it after this.
        if not Outbox.objects.held(claim).update(claim=None, claimed_until=None):
            return False
        due_at = turn.next_due(_open(claim)) if _permission(claim) is not None else None
        if due_at is not None and not_before is not None:
            due_at = max(due_at, not_before)
        Outbox.objects.filter(pk=claim.pk).update(due_at=due_at)
    return due_at is not None and due_at <= now


def _permission(claim: Claim) -> FlickrConnection | None:
    """The permission to write, unless Flickr refuses it."""
    writes = FlickrConnection.objects.that_may_write().filter(user=claim.pk, user__is_active=True)
    return writes.select_related("user").first()


def _open(claim: Claim) -> list[OutboxItem]:
    items = OutboxItem.objects.open().filter(user=claim.pk)
    return list(items.select_related("user", "photo__owner", "group"))
