"""Leaving: having a photo forgotten here, or everything."""

import unicodedata
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import leaving
from accounts.models import FlickrConnection, User
from galleries.actions.deeds import withdraw_all
from galleries.models import (
    Forgetting,
    Forgotten,
    OutboxItem,
    OwnerNote,
    Person,
    Photo,
    Stream,
    marks,
)
from galleries.models.letting_go import let_go
from galleries.models.marks import Mark
from galleries.models.passing_on import pass_on
from galleries.models.unseating import unseat
from galleries.sync.schedule import nudge_forgetting


class NotTheirName(Exception):
    """What was typed is not the person's name: nothing was changed."""


class NotTheirPhoto(Exception):
    """It is somebody else's, or none that we know of: nothing was changed."""


def their_photo(user: User, photo_id: int, *, who: str) -> Photo:
    """A photo that this person took, in whatever state our copy is. Raises NotTheirPhoto.

    who  its photographer, as the address names them
    """
    photos = _theirs(user, photo_id).filter(owner__in=Person.objects.named(who))
    photo = photos.select_related("owner").first()
    if photo is None:
        raise NotTheirPhoto(photo_id)
    return photo


@transaction.atomic
def take_back_photo(user: User, photo_id: int, *, now: datetime) -> None:
    """Have a photo of one's own forgotten here; it does not come back through anybody's list.

    Raises NotTheirPhoto.
    """
    # Locked, so that a worker who writes this photo now is waited for.
    photo = _theirs(user, photo_id).select_for_update().first()
    if photo is None:
        raise NotTheirPhoto(photo_id)
    forget_photo(photo.pk, now=now)


@transaction.atomic
def forget_photo(photo_id: int, *, now: datetime) -> None:
    """Remove a photo, whether it is here, and keep it away for good."""
    photo = Photo.objects.filter(pk=photo_id).select_for_update().first()
    _keep_away(Forgotten.Kind.PHOTO, str(photo_id), now=now)
    if photo is not None:
        photo.delete()  # with its tags, its note, and its place in everybody's lists


@transaction.atomic
def forget_person(nsid: str, *, now: datetime) -> None:
    """Remove everything of a person within the hour, and keep it away, whether they were here."""
    user = User.objects.filter(nsid=nsid).first()
    if user is not None:
        leaving.forget(user, never_again=True)
        return
    _keep_away(Forgotten.Kind.PERSON, nsid, now=now)
    OwnerNote.objects.filter(photo__owner__nsid=nsid).delete()
    pass_on(nsid, asked_at=now)
    unseat(nsid, asked_at=now)
    Forgetting.objects.create(nsid=nsid, asked_at=now)
    nudge_forgetting()


def forget_me(user: User, *, typed: str, never_again: bool) -> None:
    """Forget a person for good, once they have typed their name. Raises NotTheirName.

    never_again  nor keep what comes of theirs, or speaks of them, through other people's lists
    """
    if _plain(typed) not in {_plain(str(user)), _plain(user.nsid)}:
        raise NotTheirName
    leaving.forget(user, never_again=never_again)


def when_disconnecting(*, instance: FlickrConnection, **_: Any) -> None:
    """A connection is about to be deleted: no worker may write one more page for it.

    What waits in the outbox is withdrawn; what is being sent just now is settled once they
    have connected again.
    """
    let_go(Stream.objects.filter(connection=instance))
    withdraw_all(instance.user, OutboxItem.Outcome.DISCONNECTED, now=timezone.now())


def when_forgetting(*, user: User, never_again: bool, **_: Any) -> None:
    """Accounts forgets a user: write down that their photos have to go as well.

    Their last word counts: whoever does not ask to be kept away any more is not.
    """
    now = timezone.now()
    if never_again:
        _keep_away(Forgotten.Kind.PERSON, user.nsid, now=now)
    else:
        _let_come(user.nsid, now=now)
        marks.write(marks.left(user.nsid, at=now))
    OwnerNote.objects.filter(photo__owner__nsid=user.nsid).delete()
    pass_on(user.nsid, asked_at=now)
    unseat(user.nsid, asked_at=now)
    Forgetting.objects.create(nsid=user.nsid, asked_at=now)
    nudge_forgetting()


def when_connected_again(*, connection: FlickrConnection, **_: Any) -> None:
    """Somebody is a member: whatever they said when they left, their photos may come again.

    To be heard before the copying begins, or its first walk would pass their photos over.
    """
    if connection.in_step_since is not None:
        _let_come(connection.user.nsid, now=timezone.now())


def _theirs(user: User, photo_id: int) -> QuerySet[Photo]:
    return Photo.objects.filter(pk=photo_id, owner__nsid=user.nsid)


def _keep_away(kind: Forgotten.Kind, key: str, *, now: datetime) -> None:
    Forgotten.objects.get_or_create(kind=kind, key=key, defaults={"asked_at": now})
    marks.write(Mark(Mark.Kind(kind), key, now))


@transaction.atomic
def _let_come(nsid: str, *, now: datetime) -> None:
    taken_away, _ = Forgotten.objects.filter(kind=Forgotten.Kind.PERSON, key=nsid).delete()
    if taken_away:
        marks.write(Mark(Mark.Kind.BACK, nsid, now))


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
