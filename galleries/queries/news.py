"""What is new for somebody: contacts' photos, what others say of theirs, what came to their groups.

Every list is read from its newest end, and no more of it than is shown or counted: so a large pool
or many faves take no longer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from django.db.models import Subquery

from galleries.models import ContactPhoto, Happening, Person, Photo, Viewer
from galleries.queries.group_news import GroupNews, find_group_news
from galleries.queries.keyset import FRIENDS
from galleries.queries.since import Since

CONTACTS_PHOTOS = 9
OWN_PHOTOS = 6  # with a picture
TOLD_PHOTOS = 20  # the others of these in words
HAPPENINGS = 200  # the latest, which are grouped by photo
KINDS = ("comment", "fave", "note", "tag")


class Happened(NamedTuple):
    """One happening, as far as it is told of. Not a row of the model: there are hundreds."""

    pk: int
    photo_id: int
    by_id: int
    kind: str
    happened_at: datetime
    text_html: str


@dataclass(frozen=True, slots=True)
class PhotoNews:
    """What others did to one photo of the viewer's, newest first.

    favers, taggers  keys of people, each once: few of them are called by name
    """

    photo: Photo
    comments: tuple[Happened, ...]
    notes: tuple[Happened, ...]
    favers: tuple[int, ...]
    taggers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What came since ``since``, or what is newest on a first visit.

    more_of_contacts  they uploaded more than is shown
    of_own            photos to which something happened, most lately first
    more_happened     more than is told
    """

    since: datetime | None
    of_contacts: tuple[Photo, ...]
    more_of_contacts: bool
    of_own: tuple[PhotoNews, ...]
    more_happened: bool
    of_groups: tuple[GroupNews, ...]

    @property
    def is_any(self) -> bool:
        return bool(self.of_contacts or self.of_own or self.of_groups)

    @property
    def picture_count(self) -> int:
        of_groups = sum(len(each.photos) for each in self.of_groups)
        return len(self.of_contacts) + min(len(self.of_own), OWN_PHOTOS) + of_groups


def news(viewer: Viewer) -> News:
    """Read it in five queries."""
    since = Since.last_time(viewer)
    # By its key, known before the rows are read: else PostgreSQL reads and sorts all of them.
    own = Subquery(Person.objects.filter(nsid=viewer.nsid).values("pk")[:1])
    uploaded = ContactPhoto.objects.visible_to(viewer).filter(person=own)
    newest = FRIENDS.forwards(since.news(uploaded, "uploaded_at").select_related("photo__owner"))
    of_contacts = [row.photo for row in newest[: CONTACTS_PHOTOS + 1]]
    happened = (
        since.news(Happening.objects.visible_to(viewer), "happened_at")
        .filter(owner=own, photo__isnull=False, kind__in=KINDS)
        .exclude(by=own)
        .newest_first()
        .values_list(*Happened._fields)
    )
    happenings = [Happened(*row) for row in happened[: HAPPENINGS + 1]]
    by_photo = _by_photo(happenings[:HAPPENINGS])
    told = dict(list(by_photo.items())[:TOLD_PHOTOS])
    groups = find_group_news(viewer, since)
    beside = {photo.pk for photo in of_contacts[:CONTACTS_PHOTOS]}
    in_groups = [group.shown_ids(beside=beside) for group in groups]
    photos = _photos(viewer, {*told, *chain(*in_groups)})
    return News(
        since=since.at,
        of_contacts=tuple(of_contacts[:CONTACTS_PHOTOS]),
        more_of_contacts=len(of_contacts) > CONTACTS_PHOTOS,
        of_own=tuple(
            _of_photo(photos[photo_id], rows)
            for photo_id, rows in told.items()
            if photo_id in photos and photos[photo_id].owner.nsid == viewer.nsid
        ),
        more_happened=len(happenings) > HAPPENINGS or len(by_photo) > TOLD_PHOTOS,
        of_groups=tuple(
            group.with_photos(photos[each] for each in ids if each in photos)
            for group, ids in zip(groups, in_groups, strict=True)
        ),
    )


def _photos(viewer: Viewer, wanted: set[int]) -> dict[int, Photo]:
    """All the photos that are spoken of, as far as the viewer may see them."""
    found = Photo.objects.visible_to(viewer).filter(pk__in=wanted).select_related("owner")
    return {photo.pk: photo for photo in found}


def _by_photo(happenings: Iterable[Happened]) -> dict[int, list[Happened]]:
    """What happened by the key of its photo, the photo with the latest first."""
    by_photo: dict[int, list[Happened]] = {}
    for row in happenings:
        by_photo.setdefault(row.photo_id, []).append(row)
    return by_photo


def _of_photo(photo: Photo, rows: list[Happened]) -> PhotoNews:
    return PhotoNews(
        photo=photo,
        comments=tuple(row for row in rows if row.kind == "comment"),
        notes=tuple(row for row in rows if row.kind == "note"),
        favers=_keys(row.by_id for row in rows if row.kind == "fave"),
        taggers=_keys(row.by_id for row in rows if row.kind == "tag"),
    )


def _keys(people: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(people))
