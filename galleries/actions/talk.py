"""Asking Flickr what stands under a photo: once an hour for everybody, 120 calls a person."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto

from django.db.models import F
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.models import User
from galleries.models import Photo, Talk, TalkAllowance, Viewer
from galleries.models.conversation import ASKED_AGAIN_AFTER, MayNotAsk, whose_token
from galleries.sync import talk
from galleries.sync.talk import NoAnswer

HOUR = timedelta(hours=1)
CALLS_AN_HOUR = 120  # of one person
AFTER_NO_ANSWER = timedelta(minutes=5)  # then anybody may try again


class Asked(Enum):
    """What came of it."""

    ANSWERED = auto()
    ALREADY = auto()  # somebody asked within the hour: no call was made
    TOO_MUCH = auto()  # this person's calls of this hour are spent: no call was made
    NO_ANSWER = auto()


def ask_flickr(photo: Photo, *, by: Viewer, clock: Callable[[], datetime] = timezone.now) -> Asked:
    """Have Flickr asked for the comments, faves, EXIF and people of a photo that somebody looks at.

    Raises MayNotAsk.
    """
    connection = whose_token(by, photo)
    if by.user is None or not photo.is_visible_to(by):
        raise MayNotAsk
    now = clock()
    if not _take_the_hour(photo, now=now):
        return Asked.ALREADY
    if not _take_calls(by.user, now=now):
        _give_the_hour_back(photo, taken_at=now, at=now)
        return Asked.TOO_MUCH
    try:
        talk.ask(photo, connection=connection, clock=clock)
    except NoAnswer as error:
        _give_calls_back(by.user, talk.CALLS - error.calls)
        _give_the_hour_back(photo, taken_at=now, at=now + AFTER_NO_ANSWER)
        return Asked.NO_ANSWER
    return Asked.ANSWERED


def _take_the_hour(photo: Photo, *, now: datetime) -> bool:
    """For exactly one of those who look at it now."""
    _, is_first = Talk.objects.get_or_create(photo=photo, defaults={"asked_at": now})
    due = Talk.objects.filter(photo=photo, asked_at__lte=now - ASKED_AGAIN_AFTER)
    return is_first or due.update(asked_at=now) == 1


def _give_the_hour_back(photo: Photo, *, taken_at: datetime, at: datetime) -> None:
    """Let the next one ask from ``at`` on."""
    taken = Talk.objects.filter(photo=photo, asked_at=taken_at)
    taken.update(asked_at=at - ASKED_AGAIN_AFTER)


def _take_calls(user: User, *, now: datetime) -> bool:
    TalkAllowance.objects.get_or_create(user=user, defaults={"hour_began_at": now})
    theirs = TalkAllowance.objects.filter(user=user)
    theirs.filter(hour_began_at__lte=now - HOUR).update(hour_began_at=now, calls=0)
    left = theirs.filter(calls__lte=CALLS_AN_HOUR - talk.CALLS)
    return left.update(calls=F("calls") + talk.CALLS) == 1


def _give_calls_back(user: User, calls: int) -> None:
    theirs = TalkAllowance.objects.filter(user=user)
    theirs.update(calls=Greatest(F("calls") - calls, 0))
