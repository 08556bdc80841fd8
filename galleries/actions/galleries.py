"""What people do with a gallery as a whole.

begin                          anybody who is signed in
say_about                      its curators: title, introduction, wall, layout, cover
move_to_address                its owner
publish, unpublish, archive    its owner
invite, let_go, hand_over      its owner; a curator may go by themselves
"""

from datetime import datetime
from enum import Enum, auto
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify

from accounts.models import User
from galleries.models import (
    Curator,
    FormerAddress,
    Gallery,
    GalleryChange,
    Person,
    Placement,
    Section,
)
from galleries.models.positions import between

LONGEST_SLUG = 80
LONGEST_WORDS = 20_000  # characters of an introduction or a wall text

Kind = GalleryChange.Kind


class Reason(Enum):
    """Why something cannot be done. The words stand in the views."""

    NOT_A_CURATOR = auto()  # no gallery that this person may hang in: say no more than that
    NOT_THE_OWNER = auto()
    NO_TITLE = auto()
    TOO_LONG = auto()
    ADDRESS_TAKEN = auto()
    NO_ADDRESS = auto()
    NOTHING_HANGS = auto()
    CHANGED = auto()  # somebody else has written there since this page was opened
    NOT_THERE = auto()  # taken down meanwhile
    NO_NUMBER = auto()  # where a place is asked for
    TOO_MANY = auto()
    LAST_SECTION = auto()
    IS_THE_OWNER = auto()  # who hands the gallery over before they go
    NO_UNDO = auto()
    NO_ADDRESSES = auto()
    TOO_MANY_ADDRESSES = auto()
    NOBODY = auto()  # whom we know of by that name


class CannotCurate(Exception):
    """Nothing was changed.

    keys  of the placements or sections that it is about
    """

    def __init__(self, reason: Reason, keys: tuple[int, ...] = ()) -> None:
        super().__init__(reason, keys)
        self.reason = reason
        self.keys = keys


@transaction.atomic
def begin(title: str, *, by: User, now: datetime) -> Gallery:
    """Begin a gallery: a draft with one section, owned by whoever begins it."""
    title = plain(title, longest=200)
    if not title:
        raise CannotCurate(Reason.NO_TITLE)
    gallery = Gallery.objects.create(
        title=title, slug=free_slug(title), begun_at=now, changed_at=now
    )
    Curator.objects.create(
        gallery=gallery, person=person_of(by), role=Curator.Role.OWNER, since=now
    )
    Section.objects.create(gallery=gallery, position=between(None, None))
    note(gallery, Kind.BEGUN, by=by, now=now)
    return gallery


def locked(gallery: Gallery, *, by: User, owner: bool = False) -> Gallery:
    """The gallery, kept from other writers until the transaction is over. Raises CannotCurate.

    owner  whether only its owner may
    """
    there = Gallery.objects.select_for_update(of=("self",)).curated_by(by).filter(pk=gallery.pk)
    found = there.first()
    if found is None:
        raise CannotCurate(Reason.NOT_A_CURATOR)
    if owner and not Gallery.objects.owned_by(by).contains(found):
        raise CannotCurate(Reason.NOT_THE_OWNER)
    return found


def show_again(gallery: Gallery, *, now: datetime) -> Gallery:
    """Raise the version: pages that were kept of it are old from this transaction on."""
    Gallery.objects.filter(pk=gallery.pk).update(version=F("version") + 1, changed_at=now)
    gallery.refresh_from_db()
    return gallery


def note(
    gallery: Gallery,
    kind: GalleryChange.Kind,
    *,
    by: User,
    now: datetime,
    count: int = 1,
    before: dict[str, Any] | None = None,
) -> GalleryChange:
    """Write into the gallery's history."""
    return GalleryChange.objects.create(
        gallery=gallery, kind=kind, by=person_of(by), at=now, count=count, before=before or {}
    )


def write_over(
    row: Placement | Section,
    said: dict[str, str],
    *,
    kind: GalleryChange.Kind,
    gallery: Gallery,
    by: User,
    now: datetime,
    version: int,
) -> None:
    """Put these words in place of a row's own, inside a transaction that has locked the gallery.

    said     the new words, by the names of their columns
    version  of the row when its words were last read. Raises CannotCurate(CHANGED) when somebody
             has changed it since, unless it says the same already
    """
    are = {name: getattr(row, name) for name in said}
    if are == said:
        return
    if row.version != version:
        raise CannotCurate(Reason.CHANGED, (row.pk,))
    before = {str(row._meta.model_name): row.pk, **are, "left": said}
    note(gallery, kind, by=by, now=now, before=before)
    for name, text in said.items():
        setattr(row, name, text)
    row.version += 1
    row.save(update_fields=[*said, "version"])
    show_again(gallery, now=now)


def person_of(user: User) -> Person:
    """The Flickr account of somebody who is signed in."""
    person, _ = Person.objects.get_or_create(nsid=user.nsid, defaults={"username": str(user)})
    return person


def free_slug(title: str) -> str:
    """An address made of the title that no gallery has or had."""
    stem = slugify(title)[: LONGEST_SLUG - 6].strip("-") or "gallery"
    slug, number = stem, 1
    while slug in RESERVED or is_taken(slug):
        number += 1
        slug = f"{stem}-{number}"
    return slug


RESERVED = frozenset({"new", "tray", "feed", "work", "report", "by"})


def is_taken(slug: str) -> bool:
    used = Gallery.objects.filter(slug=slug).exists()
    return used or FormerAddress.objects.filter(slug=slug).exists()


def plain(text: str, *, longest: int) -> str:
    """One line, as it was typed. Raises CannotCurate when it is too long."""
    text = " ".join(text.replace("\x00", "").split())
    if len(text) > longest:
        raise CannotCurate(Reason.TOO_LONG)
    return text


def words(text: str) -> str:
    """Several lines, as they were typed. Raises CannotCurate when they are too long."""
    text = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if len(text) > LONGEST_WORDS:
        raise CannotCurate(Reason.TOO_LONG)
    return text
