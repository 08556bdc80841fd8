"""Faves. Both verbs may be repeated without harm: Flickr says that it is so already."""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Greatest

from galleries.flickr import favorites
from galleries.flickr.client import Flickr
from galleries.models import Faver, Favourite, OutboxItem, Photo, Stream
from galleries.sync.outbox.verbs.people import themselves
from galleries.sync.outbox.verbs.verb import Found, Outcome, Success, Verb


def send_fave(flickr: Flickr, item: OutboxItem) -> None:
    favorites.add(flickr, flickr_id=str(item.photo_id))


def send_unfave(flickr: Flickr, item: OutboxItem) -> None:
    favorites.remove(flickr, flickr_id=str(item.photo_id))


def look_for_fave(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    is_faved, _ = _among_newest(flickr, item)
    return Found.THERE if is_faved else Found.NOT_THERE


def look_for_unfave(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    """An old fave may stand further down: then it is taken away once more, to be sure."""
    is_faved, is_all = _among_newest(flickr, item)
    return Found.THERE if is_all and not is_faved else Found.NOT_THERE


def write_fave(item: OutboxItem, reply: object, now: datetime) -> None:
    """Among the people who faved it, and in the list of somebody who keeps theirs in step."""
    person, photo = themselves(item.user), item.photo
    if photo is None:
        return
    _, is_new = Faver.objects.get_or_create(photo=photo, person=person, defaults={"faved_at": now})
    if is_new:
        Photo.objects.filter(pk=photo.pk).update(faves=F("faves") + 1)
    stream = Stream.objects.filter(connection__user=item.user, kind=Stream.Kind.FAVOURITES).first()
    if stream is not None:
        Favourite.objects.update_or_create(
            person=person,
            photo=photo,
            defaults={"stream": stream, "told_at": now, "missing_at": None, "gone_at": None},
            create_defaults={"stream": stream, "told_at": now, "faved_at": now},
        )


def write_unfave(item: OutboxItem, reply: object, now: datetime) -> None:
    person = themselves(item.user)
    taken, _ = Faver.objects.filter(photo=item.photo, person=person).delete()
    if taken and item.photo is not None:
        less = Greatest(F("faves") - 1, 0)
        Photo.objects.filter(pk=item.photo.pk).update(faves=less)
    Favourite.objects.filter(photo=item.photo, person=person, gone_at=None).update(gone_at=now)


def _among_newest(flickr: Flickr, item: OutboxItem) -> tuple[bool, bool]:
    """Whether the photo is among the newest favourites, and whether those are all."""
    page = favorites.get_list(flickr)
    is_there = any(row.photo.flickr_id == str(item.photo_id) for row in page.items)
    return is_there, page.is_last


FAVE = Verb(
    send_fave,
    look_for_fave,
    write_fave,
    refusals={
        1: Outcome.NOT_THERE,
        2: Outcome.OWN_PHOTO,
        3: Success(),
        4: Outcome.NOT_THERE,
    },
)
UNFAVE = Verb(
    send_unfave,
    look_for_unfave,
    write_unfave,
    refusals={1: Success(), 2: Outcome.NOT_ALLOWED, 3: Outcome.NOT_ALLOWED},
)
