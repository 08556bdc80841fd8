"""What the operator took off the public stays off it, whatever backup comes back."""

from collections.abc import Iterable

from galleries.models import Gallery, TakenOff, taking_off
from galleries.models.marks import Mark

Kind = Mark.Kind
OFF = {
    Kind.PHOTO_OFF: taking_off.take_off_photo,
    Kind.GALLERY_OFF: taking_off.take_off_gallery,
}
ON = {
    Kind.PHOTO_ON: taking_off.put_back_photo,
    Kind.GALLERY_ON: taking_off.put_back_gallery,
}


def take_off(marks: Iterable[Mark]) -> int:
    """Do once more what these marks say, where it is not so: how often that was.

    marks  with those of this database: what was taken off later than it was put back stays off
    """
    return sum(_do(mark) for mark in last_words(marks))


def last_words(marks: Iterable[Mark]) -> list[Mark]:
    """Pure: of the marks about one photo or gallery the last counts."""
    told = sorted((mark for mark in marks if mark.kind in OFF | ON), key=lambda mark: mark.at)
    return list({_thing(mark): mark for mark in told}.values())


def of_database() -> list[Mark]:
    """What is off the public here."""
    photos = TakenOff.objects.values_list("photo", "taken_off_at")
    galleries = Gallery.objects.exclude(taken_off_at=None)
    return [
        *(Mark(Kind.PHOTO_OFF, str(key), at) for key, at in photos),
        *(
            Mark(Kind.GALLERY_OFF, taking_off.name_of(gallery), gallery.taken_off_at)
            for gallery in galleries
            if gallery.taken_off_at is not None
        ),
    ]


def missing(marks: Iterable[Mark]) -> list[Mark]:
    """What is off here, and not by the last word of these marks."""
    known = {_thing(mark) for mark in last_words(marks) if mark.kind in OFF}
    return [mark for mark in of_database() if _thing(mark) not in known]


def _do(mark: Mark) -> bool:
    if mark.kind in OFF:
        return OFF[mark.kind](mark.key, at=mark.at)
    return ON[mark.kind](mark.key)


def _thing(mark: Mark) -> tuple[str, str]:
    return mark.kind.partition("-")[0], mark.key
