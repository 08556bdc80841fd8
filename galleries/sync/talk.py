"""What stands under one photo on Flickr, asked for while somebody looks at it.

Four calls, all made outside any transaction; then their replies are written in one.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from accounts.models import FlickrConnection
from accounts.sealing import SealBroken
from galleries.flickr import comments, details
from galleries.flickr.client import Flickr
from galleries.flickr.errors import (
    FlickrError,
    FlickrRefused,
    InstallationRefused,
    NotOnFlickr,
    OverLimit,
    UnexpectedAnswer,
)
from galleries.flickr.records import (
    CommentRecord,
    Exif,
    ExifTag,
    FaverRecord,
    Page,
    TaggedPerson,
)
from galleries.models import Comment, Faver, Person, PersonInPhoto, Photo, Talk
from galleries.models.conversation import is_everybodys
from galleries.sync import budget
from galleries.sync.apply.bulk import insert
from galleries.sync.apply.doubts import withhold
from galleries.sync.apply.people import apply_people, not_kept_away
from galleries.sync.budget import BudgetSpent
from galleries.sync.edge import flickr_for

CALLS = 4
PATIENCE_S = 6  # for each: a web thread waits, and after one that came to nothing no other is made
FAVERS = 50  # the largest page that Flickr gives
LONGEST_ID, LONGEST_CAMERA, LONGEST_VALUE = 100, 200, 300  # characters
MOST_EXIF = 200  # lines
MOST_PEOPLE = 100  # in one photo
# A method's own codes. From 95 on they speak of keys, permissions and the service.
OWN_CODES = range(1, 95)
EXIF_IS_HIDDEN = 2

log = logging.getLogger(__name__)


class NoAnswer(Exception):
    """Flickr said nothing that can be used, or could not be asked: what we knew stays.

    calls  how many were made all the same
    """

    def __init__(self, reason: str, calls: int) -> None:
        super().__init__(reason, calls)
        self.reason = reason
        self.calls = calls


@dataclass(frozen=True, slots=True)
class Heard:
    """What Flickr said. ``exif`` is None when its owner keeps it hidden from whoever asked."""

    comments: tuple[CommentRecord, ...]
    favers: Page[FaverRecord]
    exif: Exif | None
    people: tuple[TaggedPerson, ...]


def ask(
    photo: Photo,
    *,
    connection: FlickrConnection | None,
    clock: Callable[[], datetime] = timezone.now,
) -> None:
    """Ask Flickr what stands under a photo, and write it down.

    connection  with whose permission; None for what everybody may see

    Raises NoAnswer.
    """
    began_at = clock()
    made = 0

    def pay(_: str) -> None:
        nonlocal made
        budget.take(now=clock(), somebody_waits=True)
        made += 1

    def flickr(permission: FlickrConnection | None) -> Flickr:
        return flickr_for(permission, before_call=pay, clock=clock, patience_s=PATIENCE_S)

    # An owner may hide EXIF from others, and people hide where they are seen. Of a photo for
    # everybody both are asked as anybody would.
    details_to = None if is_everybodys(photo) else connection
    try:
        heard = _hear(photo, flickr(connection), details_from=flickr(details_to))
        budget.it_works_again(began_at=began_at)
        is_owners = details_to is not None and details_to.user.nsid == photo.owner.nsid
        _write(heard, photo, exif_is_owners=is_owners, began_at=began_at)
    except (FlickrError, BudgetSpent, SealBroken, OperationalError, IntegrityError) as error:
        _note(error, photo, now=clock())
        raise NoAnswer(type(error).__name__, made) from error


def _hear(photo: Photo, flickr: Flickr, *, details_from: Flickr) -> Heard:
    flickr_id = str(photo.pk)
    try:
        said = comments.get_list(flickr, flickr_id=flickr_id)
    except FlickrRefused as refused:
        if refused.code not in OWN_CODES:
            raise
        said = ()  # no comments for us
    favers = comments.get_favers(flickr, flickr_id=flickr_id, per_page=FAVERS)
    exif: Exif | None = None
    try:
        exif = details.get_exif(details_from, flickr_id=flickr_id)
    except FlickrRefused as refused:
        if refused.code != EXIF_IS_HIDDEN:
            raise
    people = details.get_people(details_from, flickr_id=flickr_id)
    return Heard(said, favers, exif, people)


def _note(error: Exception, photo: Photo, *, now: datetime) -> None:
    """What a failed call means for others: everybody waits, or the photo is in doubt."""
    match error:
        case OverLimit():
            budget.everybody_waits(because="busy", now=now, wait_s=error.wait_s)
        case InstallationRefused():
            budget.everybody_waits(because=error.reason, now=now)
        case NotOnFlickr():
            withhold([photo.pk], now=now)
        case UnexpectedAnswer():
            log.error("photo=%s talk not read because=%s", photo.pk, error)
            return
    log.info("photo=%s talk not read because=%s", photo.pk, type(error).__name__)


@transaction.atomic
def _write(heard: Heard, photo: Photo, *, exif_is_owners: bool, began_at: datetime) -> None:
    """Write what Flickr said; what it no longer says goes."""
    # In the order in which lists lock: photos, then people. It may just have been taken back.
    if not Photo.objects.select_for_update().filter(pk=photo.pk).exists():
        return
    told = [one for one in heard.comments if len(one.id) <= LONGEST_ID]
    authors = {one.author.nsid: one.author for one in told}
    favers = {one.person.nsid: one.person for one in heard.favers.items}
    seen = {one.person.nsid: one.person for one in heard.people[:MOST_PEOPLE]}
    people = apply_people(not_kept_away(authors | favers | seen).values())
    _write_comments(told, photo, people)
    _write_favers(heard.favers.items, photo, people)
    _write_people(heard.people[:MOST_PEOPLE], photo, people)
    exif = heard.exif
    Talk.objects.filter(photo=photo).update(
        told_at=began_at,
        camera=exif.camera[:LONGEST_CAMERA] if exif is not None else "",
        exif=_lines(exif.tags) if exif is not None else None,
        exif_is_owners=exif_is_owners,
    )
    counts = {"comments": len(heard.comments)}
    if heard.favers.total is not None:
        counts["faves"] = heard.favers.total
    Photo.objects.filter(pk=photo.pk).update(**counts)


def _write_comments(told: Sequence[CommentRecord], photo: Photo, people: dict[str, Person]) -> None:
    ours = {row.flickr_id: row for row in Comment.objects.filter(photo=photo)}
    rows = {
        one.id: {
            "flickr_id": one.id,
            "photo_id": photo.pk,
            "author_id": people[one.author.nsid].pk,
            "author_is_deleted": one.author_is_deleted,
            "written_at": one.written_at,
            "text_html": one.text_html,
        }
        for one in told
        if one.author.nsid in people
    }
    changed = [
        row
        for flickr_id, row in rows.items()
        if flickr_id not in ours
        or any(getattr(ours[flickr_id], name) != value for name, value in row.items())
    ]
    Comment.objects.filter(pk__in=[row.pk for key, row in ours.items() if key not in rows]).delete()
    columns = ("photo_id", "author_id", "author_is_deleted", "written_at", "text_html")
    insert(Comment, changed, unique=["flickr_id"], update=columns)


def _write_favers(told: Iterable[FaverRecord], photo: Photo, people: dict[str, Person]) -> None:
    faved_at = {
        people[one.person.nsid].pk: one.faved_at for one in told if one.person.nsid in people
    }
    ours = dict(Faver.objects.filter(photo=photo).values_list("person_id", "faved_at"))
    Faver.objects.filter(photo=photo, person__in=ours.keys() - faved_at.keys()).delete()
    changed = [
        {"photo_id": photo.pk, "person_id": person_id, "faved_at": at}
        for person_id, at in faved_at.items()
        if ours.get(person_id) != at
    ]
    insert(Faver, changed, unique=["photo_id", "person_id"], update=["faved_at"])


def _write_people(told: Iterable[TaggedPerson], photo: Photo, people: dict[str, Person]) -> None:
    is_deleted = {
        people[one.person.nsid].pk: one.is_deleted for one in told if one.person.nsid in people
    }
    rows = {key: (place, gone) for place, (key, gone) in enumerate(is_deleted.items())}
    theirs = PersonInPhoto.objects.filter(photo=photo)
    ours = {
        key: (place, gone)
        for key, place, gone in theirs.values_list("person_id", "position", "is_deleted")
    }
    theirs.filter(person__in=ours.keys() - rows.keys()).delete()
    changed = [
        {"photo_id": photo.pk, "person_id": key, "position": place, "is_deleted": gone}
        for key, (place, gone) in rows.items()
        if ours.get(key) != (place, gone)
    ]
    columns = ("position", "is_deleted")
    insert(PersonInPhoto, changed, unique=["photo_id", "person_id"], update=columns)


def _lines(tags: Iterable[ExifTag]) -> list[list[str]]:
    """Label and value of each line, without the place, which has its own rules of who may know."""
    lines = (
        [tag.label or tag.tag, (tag.clean or tag.raw)[:LONGEST_VALUE]]
        for tag in tags
        if not (tag.space == "GPS" or tag.tag.startswith("GPS"))
    )
    return [line for line in lines if all(line)][:MOST_EXIF]
