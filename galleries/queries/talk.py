"""What is known of what stands under a photo, as its page shows it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField, PositiveSmallIntegerField, Value

from galleries.models import Comment, Faver, Person, PersonInPhoto, Photo, Talk, Viewer
from galleries.models.conversation import is_everybodys
from galleries.queries.people import people_and_pages

COMMENTS = 100  # the latest; there are photos with thousands
FAVERS = 12


@dataclass(frozen=True, slots=True)
class Conversation:
    """Comments, faves, people and camera data of one photo, as Flickr last told them.

    comments  the latest, oldest first
    earlier   there are more before them
    favers    the latest, last first
    seen      who is named in the photo, each with whether the account is gone
    pages     the keys of those among all of them whose page opens to this viewer
    exif      label and value of each line; None when this viewer may not know, or nobody asked
    told_at   when that was; None when Flickr never answered
    may_ask   this viewer may have Flickr asked now
    """

    comments: tuple[Comment, ...]
    earlier: bool
    favers: tuple[Person, ...]
    seen: tuple[tuple[Person, bool], ...]
    pages: frozenset[int]
    camera: str
    exif: tuple[tuple[str, str], ...] | None
    told_at: datetime | None
    may_ask: bool


def conversation(photo: Photo, viewer: Viewer, *, has_connection: bool) -> Conversation:
    """Read it, for somebody signed in: what was copied from Flickr is shown to no visitor.

    photo           one that this viewer may see, with its owner
    has_connection  we hold a permission of theirs that Flickr has not refused
    """
    talk = Talk.objects.filter(photo=photo).first()
    rows = Comment.objects.open_to(viewer).filter(photo=photo).select_related("author")
    latest = list(rows.order_by("-written_at", "-pk")[: COMMENTS + 1])
    favers, seen = _favers_and_seen(photo, viewer)
    keys = {*(row.author_id for row in latest), *favers, *(key for key, _ in seen)}
    people, pages = people_and_pages(keys, viewer) if keys else ({}, frozenset[int]())
    exif = _exif(talk, photo, viewer)
    return Conversation(
        comments=tuple(reversed(latest[:COMMENTS])),
        earlier=len(latest) > COMMENTS,
        favers=tuple(people[key] for key in favers),
        seen=tuple((people[key], is_deleted) for key, is_deleted in seen),
        pages=pages,
        camera=talk.camera if talk is not None and exif is not None else "",
        exif=exif,
        told_at=talk.told_at if talk is not None else None,
        may_ask=_is_due(talk, viewer) and (has_connection or is_everybodys(photo)),
    )


def _favers_and_seen(photo: Photo, viewer: Viewer) -> tuple[list[int], list[tuple[int, bool]]]:
    """The latest who faved it, and who is named in it, in one query: the keys of people."""
    nowhere = Value(None, output_field=PositiveSmallIntegerField())
    never = Value(None, output_field=DateTimeField())
    faves = Faver.objects.filter(photo=photo)
    named = PersonInPhoto.objects.open_to(viewer).filter(photo=photo)
    rows = list(
        faves.values_list("person", "pk", "faved_at", nowhere, Value(False)).union(
            named.values_list("person", "pk", never, "position", "is_deleted"), all=True
        )
    )
    faved = sorted(((at, pk, key) for key, pk, at, _, _ in rows if at is not None), reverse=True)
    seen = sorted((place, pk, key, gone) for key, pk, _, place, gone in rows if place is not None)
    return [key for _, _, key in faved[:FAVERS]], [(key, gone) for _, _, key, gone in seen]


def _exif(talk: Talk | None, photo: Photo, viewer: Viewer) -> tuple[tuple[str, str], ...] | None:
    """What was told to the owner's own token is for the owner alone."""
    if talk is None or talk.exif is None:
        return None
    if talk.exif_is_owners and viewer.nsid != photo.owner.nsid:
        return None
    return tuple((label, value) for label, value in talk.exif)


def _is_due(talk: Talk | None, viewer: Viewer) -> bool:
    return talk is None or talk.is_due(now=viewer.now)
