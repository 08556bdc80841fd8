"""The operator forgets somebody, or a photo, who asked them to: here, and in every backup."""

from dataclasses import dataclass
from datetime import datetime

from galleries.actions.leaving import forget_person, forget_photo
from galleries.flickr import urls
from galleries.models import Person, Photo
from galleries.models.people import NSID

LARGEST_ID = 10**18 - 1  # Flickr is at eleven digits


class NotUnderstood(Exception):
    """Neither an id of Flickr's nor an address there that we can make something of."""


class NobodyByThatName(Exception):
    """Nobody of that name is known here: only their NSID says who it is."""

    def __init__(self, who: str) -> None:
        super().__init__(who)
        self.who = who


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be forgotten: exactly one of these."""

    nsid: str = ""
    photo_id: int = 0


def read(pasted: str) -> Asked:
    """An NSID, the number of a photo, or the address of either on flickr.com.

    Raises NotUnderstood, NobodyByThatName.
    """
    pasted = pasted.strip()
    if NSID.fullmatch(pasted):
        return Asked(nsid=pasted)
    named = urls.named_by(pasted)
    number = pasted if pasted.isascii() and pasted.isdigit() else ""
    if named is not None and named.kind is urls.Kind.PHOTO:
        number = named.id
    if number and 0 < int(number) <= LARGEST_ID:
        return Asked(photo_id=int(number))
    if named is None or named.kind is not urls.Kind.PERSON:
        raise NotUnderstood(pasted)
    if NSID.fullmatch(named.who):
        return Asked(nsid=named.who)
    person = Person.objects.named(named.who).first()
    if person is None:
        raise NobodyByThatName(named.who)
    return Asked(nsid=person.nsid)


def how_many(asked: Asked) -> int:
    """How many photos of theirs are here just now."""
    photos = Photo.objects.all()
    if asked.nsid:
        return photos.filter(owner__nsid=asked.nsid).count()
    return photos.filter(pk=asked.photo_id).count()


def forget(asked: Asked, *, now: datetime) -> None:
    """Forget it, keep it from coming back, and write the mark. Twice is the same as once."""
    if asked.nsid:
        forget_person(asked.nsid, now=now)
    else:
        forget_photo(asked.photo_id, now=now)
