"""What a person does to Flickr from here: each is a row in their outbox first.

One thing at a time: no verb takes several photos. Doing it twice is the same as once, and
changing one's mind before it was sent takes it back.

    fave, unfave                      anybody's photo but one's own
    comment, edit_comment, delete_comment
    add_to_pool, remove_from_pool     one's own photo, and a group
    add_tags, remove_tag              one's own photo
    withdraw, try_again               what stands in the outbox
"""

from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import FlickrConnection, User
from galleries.models import Comment, Group, Membership, OutboxItem, Photo, Viewer
from galleries.models.outbox import State
from galleries.sync.schedule import wake_outbox

LONGEST_COMMENT = 10_000  # characters; Flickr does not say how many it takes
LONGEST_TAGS = 1_000
MOST_WAITING = 200  # of one person: nobody does that much by hand

Verb, Outcome = OutboxItem.Verb, OutboxItem.Outcome


class Reason(Enum):
    """Why something cannot be done here. The words stand in the views."""

    NOT_SHOWN = auto()  # no photo or comment that this person may see: say no more than that
    OWN_PHOTO = auto()  # Flickr has no faves for one's own
    NOT_OWN_PHOTO = auto()
    BLANK = auto()
    TOO_LONG = auto()
    NOT_YOURS = auto()  # somebody else's comment
    BEING_SENT = auto()  # it can be changed as soon as it is sent
    NOT_IN_GROUP = auto()
    TOO_MANY = auto()  # so much waits already


class CannotDo(Exception):
    """Nothing was changed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def fave(photo: Photo, *, by: User, now: datetime) -> OutboxItem | None:
    """Fave a photo. None when that took back an "unfave" that was not sent yet."""
    _ensure_shown(photo, by, now)
    if photo.owner.nsid == by.nsid:
        raise CannotDo(Reason.OWN_PHOTO)
    return _instead_of(Verb.UNFAVE, Verb.FAVE, photo, by=by, now=now)


@transaction.atomic
def unfave(photo: Photo, *, by: User, now: datetime) -> OutboxItem | None:
    """Take a fave back. None when that took back a "fave" that was not sent yet."""
    _ensure_shown(photo, by, now)
    return _instead_of(Verb.FAVE, Verb.UNFAVE, photo, by=by, now=now)


@transaction.atomic
def comment(photo: Photo, *, text: str, by: User, now: datetime) -> OutboxItem:
    """Write a comment. The same words again, before the first were sent, are the same comment."""
    _ensure_shown(photo, by, now)
    text = _words(text, LONGEST_COMMENT)
    _lock(by, now)
    again = _open(by, photo, Verb.COMMENT).filter(text=text).first()
    return again or _put(by, photo, Verb.COMMENT, now=now, text=text)


@transaction.atomic
def edit_comment(ours: Comment, *, text: str, by: User, now: datetime) -> OutboxItem:
    """Change a comment of one's own that stands on Flickr. Later words replace earlier ones."""
    _ensure_shown(ours.photo, by, now)
    if ours.author.nsid != by.nsid:
        raise CannotDo(Reason.NOT_YOURS)
    text = _words(text, LONGEST_COMMENT)
    _lock(by, now)
    waiting = _open(by, ours.photo, Verb.EDIT_COMMENT).filter(comment_id=ours.flickr_id)
    if waiting.filter(state=State.WAITING).update(text=text):
        return waiting.get(state=State.WAITING)
    return _put(by, ours.photo, Verb.EDIT_COMMENT, now=now, text=text, comment_id=ours.flickr_id)


@transaction.atomic
def delete_comment(theirs: Comment, *, by: User, now: datetime) -> OutboxItem:
    """Delete a comment: one's own, or anybody's under one's own photo."""
    _ensure_shown(theirs.photo, by, now)
    if by.nsid not in (theirs.author.nsid, theirs.photo.owner.nsid):
        raise CannotDo(Reason.NOT_YOURS)
    _lock(by, now)
    edits = _open(by, theirs.photo, Verb.EDIT_COMMENT).filter(comment_id=theirs.flickr_id)
    _withdraw(edits, Outcome.BY_PERSON, now=now)
    again = _open(by, theirs.photo, Verb.DELETE_COMMENT).filter(comment_id=theirs.flickr_id)
    return again.first() or _put(
        by, theirs.photo, Verb.DELETE_COMMENT, now=now, comment_id=theirs.flickr_id
    )


@transaction.atomic
def change_words(item: OutboxItem, *, text: str, now: datetime) -> None:
    """Change a comment that was not sent yet."""
    text = _words(text, LONGEST_COMMENT)
    waiting = OutboxItem.objects.filter(pk=item.pk, state=State.WAITING)
    if not waiting.filter(verb__in=(Verb.COMMENT, Verb.EDIT_COMMENT)).update(text=text):
        raise CannotDo(Reason.BEING_SENT)


@transaction.atomic
def add_to_pool(photo: Photo, *, group: Group, by: User, now: datetime) -> OutboxItem | None:
    """Add a photo of one's own to a group that one is in."""
    _ensure_own(photo, by, now)
    if not Membership.objects.filter(person__nsid=by.nsid, group=group, gone_at=None).exists():
        raise CannotDo(Reason.NOT_IN_GROUP)
    return _instead_of(Verb.REMOVE_FROM_POOL, Verb.ADD_TO_POOL, photo, group=group, by=by, now=now)


@transaction.atomic
def remove_from_pool(photo: Photo, *, group: Group, by: User, now: datetime) -> OutboxItem | None:
    """Take a photo of one's own out of a group's pool."""
    _ensure_own(photo, by, now)
    return _instead_of(Verb.ADD_TO_POOL, Verb.REMOVE_FROM_POOL, photo, group=group, by=by, now=now)


@transaction.atomic
def add_tags(photo: Photo, *, text: str, by: User, now: datetime) -> OutboxItem:
    """Add tags to a photo of one's own.

    text  as it is typed on Flickr: separated by blanks, phrases in double quotes
    """
    _ensure_own(photo, by, now)
    text = " ".join(_words(text, LONGEST_TAGS).split())
    if not text.replace('"', "").strip():
        raise CannotDo(Reason.BLANK)
    _lock(by, now)
    again = _open(by, photo, Verb.ADD_TAGS).filter(text=text).first()
    return again or _put(by, photo, Verb.ADD_TAGS, now=now, text=text)


@transaction.atomic
def remove_tag(photo: Photo, *, tag: str, by: User, now: datetime) -> OutboxItem:
    """Remove a tag from a photo of one's own. ``tag`` is in Flickr's normal form."""
    _ensure_own(photo, by, now)
    tag = _words(tag, LONGEST_TAGS)
    _lock(by, now)
    again = _open(by, photo, Verb.REMOVE_TAG).filter(text=tag).first()
    return again or _put(by, photo, Verb.REMOVE_TAG, now=now, text=tag)


def withdraw(item: OutboxItem, *, now: datetime) -> bool:
    """Take back what was not sent yet. False when it is being sent, or over."""
    return _withdraw(OutboxItem.objects.filter(pk=item.pk), Outcome.BY_PERSON, now=now) == 1


@transaction.atomic
def try_again(item: OutboxItem, *, now: datetime) -> bool:
    """Send once more what was refused or withdrawn. False when it is neither, or no longer can.

    It takes its place behind everything else of this person.
    """
    _lock(item.user, now)
    locked = OutboxItem.objects.filter(pk=item.pk, state__in=(State.REFUSED, State.WITHDRAWN))
    photo = item.photo
    if item.verb == Verb.REMOVE_ENTRY:  # the entry is new again: it wants another verdict
        return False
    if photo is None or not photo.is_visible_to(Viewer(item.user, now=now)):
        return False
    same = _open(item.user, photo, Verb(item.verb)).filter(group=item.group, text=item.text)
    if same.filter(comment_id=item.comment_id).exists():
        return False
    again = locked.update(
        state=State.WAITING,
        asked_at=now,
        due_at=now,
        waits_for=OutboxItem.Wait.NONE,
        failures=0,
        tries=0,
        ended_at=None,
        outcome=Outcome.NONE,
    )
    return again == 1


def withdraw_all(user: User, because: OutboxItem.Outcome, *, now: datetime) -> int:
    """Withdraw everything that a person has waiting: how many."""
    return _withdraw(OutboxItem.objects.filter(user=user), because, now=now)


def when_connected(*, connection: FlickrConnection, **_: Any) -> None:
    """Somebody gave their permission: what waited for it is sent."""
    with transaction.atomic():
        if OutboxItem.objects.open().filter(user=connection.user).exists():
            wake_outbox(connection.user, now=timezone.now())


def _ensure_shown(photo: Photo, by: User, now: datetime) -> None:
    if not photo.is_visible_to(Viewer(by, now=now)):
        raise CannotDo(Reason.NOT_SHOWN)


def _ensure_own(photo: Photo, by: User, now: datetime) -> None:
    _ensure_shown(photo, by, now)
    if photo.owner.nsid != by.nsid:
        raise CannotDo(Reason.NOT_OWN_PHOTO)


def _words(text: str, longest: int) -> str:
    """What was typed, as it can be stored and sent. Raises CannotDo."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not text:
        raise CannotDo(Reason.BLANK)
    if len(text) > longest:
        raise CannotDo(Reason.TOO_LONG)
    return text


def _lock(user: User, now: datetime) -> None:
    """One deed of a person after the other; and a worker looks once more when it is written."""
    wake_outbox(user, now=now)


def _open(user: User, photo: Photo, verb: OutboxItem.Verb) -> QuerySet[OutboxItem]:
    return OutboxItem.objects.open().filter(user=user, photo=photo, verb=verb)


def _instead_of(
    opposite: OutboxItem.Verb,
    verb: OutboxItem.Verb,
    photo: Photo,
    *,
    by: User,
    now: datetime,
    group: Group | None = None,
) -> OutboxItem | None:
    """Do something, or take its opposite back while that was not sent yet."""
    _lock(by, now)
    undone = _open(by, photo, opposite).filter(group=group)
    if _withdraw(undone, Outcome.BY_PERSON, now=now):
        return None
    again = _open(by, photo, verb).filter(group=group).first()
    return again or _put(by, photo, verb, now=now, group=group)


def _put(
    user: User,
    photo: Photo,
    verb: OutboxItem.Verb,
    *,
    now: datetime,
    text: str = "",
    comment_id: str = "",
    group: Group | None = None,
) -> OutboxItem:
    if OutboxItem.objects.open().filter(user=user).count() >= MOST_WAITING:
        raise CannotDo(Reason.TOO_MANY)
    return OutboxItem.objects.create(
        user=user,
        photo=photo,
        group=group,
        verb=verb,
        text=text,
        comment_id=comment_id,
        asked_at=now,
        due_at=now,
    )


def _withdraw(items: QuerySet[OutboxItem], because: OutboxItem.Outcome, *, now: datetime) -> int:
    return items.filter(state=State.WAITING).update(
        state=State.WITHDRAWN, outcome=because, ended_at=now
    )
