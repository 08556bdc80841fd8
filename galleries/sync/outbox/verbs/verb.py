"""What a verb is: how it is sent, how it is looked up, what its refusals mean."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto
from typing import Any

from galleries.flickr.client import Flickr
from galleries.models import OutboxItem

Outcome, Wait = OutboxItem.Outcome, OutboxItem.Wait


class Found(Enum):
    """What a look came to."""

    THERE = auto()  # it took effect
    NOT_THERE = auto()  # it did not: it may be sent again
    UNSURE = auto()  # no look can tell: a human has to


@dataclass(frozen=True, slots=True)
class Success:
    """Flickr refuses, since it is so already."""

    outcome: OutboxItem.Outcome = Outcome.ALREADY


@dataclass(frozen=True, slots=True)
class Later:
    """Flickr refuses for now."""

    wait: OutboxItem.Wait
    first: timedelta
    at_most: timedelta | None = None  # the wait doubles up to here; None: it stays
    tries: int | None = None  # so often; then it is refused as ``otherwise``
    otherwise: OutboxItem.Outcome = Outcome.UNEXPECTED


# For good, with its reason; success; or later.
type Meaning = OutboxItem.Outcome | Success | Later


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb.

    send      makes the call, and returns what ``write`` needs of the reply
    look      asks Flickr whether an item took effect that may have been sent at ``item.sent_at``:
              ``(flickr, item, now)``
    write     writes to our copy what Flickr has taken: ``(item, reply, now)``, in a transaction
    refusals  what each code of the method means
    check     asks Flickr whether it may be sent at all, before it is: ``(flickr, item, now)``; why
              not, or None
    """

    send: Callable[[Flickr, OutboxItem], Any]
    look: Callable[[Flickr, OutboxItem, datetime], Found]
    write: Callable[[OutboxItem, Any, datetime], None]
    refusals: Mapping[int, Meaning] = field(default_factory=dict)
    check: Callable[[Flickr, OutboxItem, datetime], OutboxItem.Outcome | None] | None = None
