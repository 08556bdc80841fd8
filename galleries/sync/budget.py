"""The call budget: 3,600 calls an hour are all that an installation has.

A token bucket in one row that every process shares: it refills at 3,000 an hour (a setting)
and holds at most 300, so that no 60 minutes ever see more than 3,300 calls.
"""

from datetime import datetime, timedelta
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from galleries.models import CallBudget, CallTally
from galleries.sync.calls import count

HOLDS = 1 / 10  # of an hour's calls
KEPT_FOR_PEOPLE = 1 / 5  # of those: background work leaves them to people who wait for a page
LONGEST_PAUSE_S = 3600
PROBE_AFTER_S = 300  # one call tries again after the operator may have mended key or clock


class BudgetSpent(Exception):
    """No call may be made now: come back after ``wait_s`` seconds. Not an error of anybody's."""

    def __init__(self, wait_s: int) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s


def take(*, now: datetime, somebody_waits: bool = False) -> None:
    """Take one call from the budget, in a transaction of its own, before the call is made.

    Raises BudgetSpent when the bucket is (nearly) empty or everybody has to wait.
    """
    now_s = now.timestamp()
    refill_s = 3600 / settings.FLICKR_CALLS_AN_HOUR  # until one more call may be made
    holds = settings.FLICKR_CALLS_AN_HOUR * HOLDS
    needed = 1 if somebody_waits else 1 + holds * KEPT_FOR_PEOPLE
    # A millisecond more, since 300 times 1.2 is not quite 360 to a computer.
    room_until_s = now_s + (holds - needed) * refill_s + 0.001
    free = Q(paused_until=None) | Q(paused_until__lte=now)
    taken = CallBudget.objects.filter(free, pk=1, full_at_s__lte=room_until_s).update(
        full_at_s=Greatest(F("full_at_s"), now_s) + refill_s
    )
    if taken == 1:
        return
    budget, made = CallBudget.objects.get_or_create(pk=1)
    if made:
        take(now=now, somebody_waits=somebody_waits)
    elif budget.paused_until is not None and budget.paused_until > now:
        raise BudgetSpent(_seconds(budget.paused_until - now))
    else:
        raise BudgetSpent(_seconds(timedelta(seconds=budget.full_at_s - room_until_s)))


def room(*, now: datetime) -> int:
    """How many calls background work may make at this moment, one at least; 0 in a pause."""
    budget = CallBudget.objects.filter(pk=1).first()
    holds = settings.FLICKR_CALLS_AN_HOUR * HOLDS * (1 - KEPT_FOR_PEOPLE)
    if budget is None:
        return int(holds)
    if budget.paused_until is not None and budget.paused_until > now:
        return 0
    refill_s = 3600 / settings.FLICKR_CALLS_AN_HOUR
    taken = max(0.0, budget.full_at_s - now.timestamp()) / refill_s
    return max(1, int(holds - taken))


def take_for_sign_in() -> int:
    """Take a call for somebody who signs in: 0, or the seconds to wait before trying again."""
    try:
        take(now=timezone.now(), somebody_waits=True)
    except BudgetSpent as spent:
        return spent.wait_s
    count("sign-in", CallTally.Result.OK, connection=None, now=timezone.now())
    return 0


def busy_at_sign_in(wait_s: int) -> None:
    """Flickr told somebody who signed in to wait: that is meant for all calls of the key."""
    everybody_waits(because="busy", now=timezone.now(), wait_s=wait_s)


def everybody_waits(
    *, because: Literal["busy", "key", "signature", "clock"], now: datetime, wait_s: int = 0
) -> datetime:
    """Stop all calls of this installation for a while, and say until when.

    busy   Flickr answered 429: for as long as it says, else 60 s, doubling up to an hour
    other  Flickr refuses our key, signature or clock: five minutes doubling up to an hour,
           then one call finds out whether it was mended. No connection is to blame.
    """
    CallBudget.objects.get_or_create(pk=1)
    with transaction.atomic():
        budget = CallBudget.objects.select_for_update().get(pk=1)
        if budget.paused_until is not None and budget.paused_until > now:
            # Somebody else's call has just found out; whoever is told to wait longer is believed.
            budget.paused_until = max(budget.paused_until, now + timedelta(seconds=wait_s))
            budget.save(update_fields=["paused_until"])
            return budget.paused_until
        first_s = 60 if because == "busy" else PROBE_AFTER_S
        budget.pause_s = min(LONGEST_PAUSE_S, budget.pause_s * 2 or first_s)
        budget.paused_until = now + timedelta(seconds=max(wait_s, budget.pause_s))
        budget.stop = because
        budget.save(update_fields=["pause_s", "paused_until", "stop"])
        return budget.paused_until


def it_works_again(*, began_at: datetime) -> None:
    """Flickr answered a call that began then: the next pause starts short.

    A call that was under way when somebody else was told to wait ends no pause.
    """
    over = Q(paused_until=None) | Q(paused_until__lte=began_at)
    CallBudget.objects.filter(over, pk=1).exclude(pause_s=0).update(
        pause_s=0, paused_until=None, stop=CallBudget.Stop.NONE
    )


def _seconds(duration: timedelta) -> int:
    return max(0, int(duration.total_seconds())) + 1
