"""What the operator took off the public stays off it, whatever backup comes back."""

from collections.abc import Iterable

from galleries.models import Gallery, TakenOff, taking_off
from galleries.models.marks import Mark

Kind = Mark.Kind
DOES = {
    Kind.PHOTO_OFF: taking_off.take_off_photo,
    Kind.PHOTO_ON: taking_off.put_back_photo,
    Kind.GALLERY_OFF: taking_off.take_off_gallery,
    Kind.GALLERY_ON: taking_off.put_back_gallery,
}
OFF = (Kind.PHOTO_OFF, Kind.GALLERY_OFF)


def take_off(marks: Iterable[Mark]) -> int:
    """Do once more what these marks say, where it is not so: how often that was."""
    return sum(DOES[mark.kind](int(mark.key), at=mark.at) for mark in last_words(marks))


def last_words(marks: Iterable[Mark]) -> list[Mark]:
    """Pure: of the marks about one photo or gallery the last counts."""
    told = sorted((mark for mark in marks if mark.kind in DOES), key=lambda mark: mark.at)
    return list({(_thing(mark), int(mark.key)): mark for mark in told}.values())


def of_database() -> list[Mark]:
    """What is off the public here."""
    photos = TakenOff.objects.values_list("photo", "taken_off_at")
    galleries = Gallery.objects.exclude(taken_off_at=None).values_list("pk", "taken_off_at")
    return [
        *(Mark(Kind.PHOTO_OFF, str(key), at) for key, at in photos),
        *(Mark(Kind.GALLERY_OFF, str(key), at) for key, at in galleries if at is not None),
    ]


def missing(marks: Iterable[Mark]) -> list[Mark]:
    """What is off here and, as far as these marks know, never was."""
    known = {(_thing(mark), int(mark.key)) for mark in marks if mark.kind in OFF}
    return [mark for mark in of_database() if (_thing(mark), int(mark.key)) not in known]


def _thing(mark: Mark) -> str:
    return mark.kind.partition("-")[0]
