"""Purging: what is gone, or what nobody here has a reason to keep, leaves the house."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.models import User
from galleries.models import (
    Album,
    AlbumItem,
    CallTally,
    Comment,
    Contact,
    ContactPhoto,
    Entry,
    Faver,
    Favourite,
    FlickrGallery,
    FlickrGalleryItem,
    Forgotten,
    Group,
    GroupMember,
    Happening,
    Membership,
    OutboxItem,
    OwnerNote,
    Person,
    PersonInPhoto,
    Photo,
    PhotoTag,
    Placement,
    Report,
    Stream,
    Talk,
    TrayItem,
    Verdict,
)
from galleries.models.visibility import told_since
from galleries.sync.outbox.leaving import over

BATCH = 500
AFTER_GONE = timedelta(hours=24)
AFTER_UNSEEN = timedelta(days=30)
AFTER_HAPPENING = timedelta(days=8)
AFTER_ANSWER = timedelta(days=90)  # to a report: its words go with it
AFTER_COUNTING = timedelta(days=2)

# Lists that keep the photos of people who are not here.
REASONS_TO_KEEP = (Favourite, Entry, FlickrGalleryItem, ContactPhoto)


def purge_some(*, now: datetime) -> bool:
    """Remove one batch of each thing that has to go. True when there may be more."""
    more = False
    for rows in (
        *gone(since=now - AFTER_GONE),
        *grown_old(now=now),
        longest_gone(unneeded(Photo.objects.filter(gone_at__lt=now - AFTER_GONE))),
        unheld_photos(since=now - AFTER_UNSEEN),
        *taken_back(),
        over(now=now),
        Report.objects.filter(closed_at__lt=now - AFTER_ANSWER),
        unheld_groups(since=now - AFTER_UNSEEN),
        unheld_people(),
    ):
        more |= remove_some(rows) == BATCH
    for worn in (
        Photo.objects.filter(gone_at__lt=now - AFTER_GONE).order_by("gone_at", "pk"),
        unlisted_photos(since=now - AFTER_UNSEEN).order_by("pk"),
    ):
        more |= strip_some(worn) == BATCH
    return more


def gone(*, since: datetime) -> Iterator[QuerySet[Any]]:
    """Rows of lists that were gone by then; an album or a gallery once its photos have left it."""
    for lists in (Favourite, Entry, AlbumItem, FlickrGalleryItem):
        yield longest_gone(lists._default_manager.filter(gone_at__lt=since))
    for rows in (Contact, Membership, GroupMember):
        yield longest_gone(rows._default_manager.filter(gone_at__lt=since))
    albums = Album.objects.filter(gone_at__lt=since)
    yield AlbumItem.objects.filter(album__in=albums)
    yield longest_gone(albums.filter(~Exists(items_of(AlbumItem, "album"))))
    galleries = FlickrGallery.objects.filter(gone_at__lt=since)
    yield FlickrGalleryItem.objects.filter(gallery__in=galleries)
    yield longest_gone(galleries.filter(~Exists(items_of(FlickrGalleryItem, "gallery"))))


def unhung(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Those that hang in no gallery of ours."""
    return photos.filter(~Exists(Placement.objects.filter(photo=OuterRef("pk"))))


def unneeded(photos: QuerySet[Photo]) -> QuerySet[Photo]:
    """Those of which not even number and owner are needed: they hang nowhere, and nobody ever
    gave a verdict on them."""
    return unhung(photos).filter(~Exists(Verdict.objects.filter(photo=OuterRef("pk"))))


@transaction.atomic
def strip_some(worn: QuerySet[Photo]) -> int:
    """Empty one batch of the photos that are gone and still hang somewhere, or that only a verdict
    keeps: how many.

    Number and owner stay, so that curators and moderators see that there was something, and whose.
    """
    locked = worn.filter(~Q(secret="", sizes={}, title="")).select_for_update(of=("self",))
    batch = list(locked.values_list("pk", flat=True)[:BATCH])
    photos = Photo.objects.filter(pk__in=batch)
    photos.update(
        **dict.fromkeys(("title", "description_html", "taken", "server", "secret"), ""),
        **dict.fromkeys(("latitude", "longitude", "accuracy")),
        sizes={},
    )
    OwnerNote.objects.filter(photo__in=batch).delete()
    PhotoTag.objects.filter(photo__in=batch).delete()
    return len(batch)


def longest_gone(rows: QuerySet[Any]) -> QuerySet[Any]:
    """In the order of the index for it: by their keys SQLite would read the whole table."""
    return rows.order_by("gone_at", "pk")


def grown_old(*, now: datetime) -> Iterator[QuerySet[Any]]:
    """What no walk keeps any more, and what is only worth keeping while it is new."""
    since = now - AFTER_UNSEEN
    for rows in (Entry, GroupMember):
        yield rows._default_manager.filter(stream=None, told_at__lt=since)
    yield ContactPhoto.objects.filter(~told_since(since))
    yield Happening.objects.filter(happened_at__lt=now - AFTER_HAPPENING)
    yield CallTally.objects.filter(began_at__lt=now - AFTER_COUNTING)
    # What was said under a photo that nobody has opened since: who took it back is not told to us.
    bare = Talk.objects.filter(asked_at__lt=since)
    for told in (Comment, Faver, PersonInPhoto):
        yield told._default_manager.filter(photo__talk__told_at__lt=since)
        bare = bare.filter(~Exists(told._default_manager.filter(photo=OuterRef("pk"))))
    yield bare


def unheld_photos(*, since: datetime) -> QuerySet[Photo]:
    """Those of the unlisted ones that go with number and owner."""
    return unneeded(unlisted_photos(since=since))


def unlisted_photos(*, since: datetime) -> QuerySet[Photo]:
    """Photos of people who are not here, in nobody's list, and not told of since then."""
    photos = Photo.objects.filter(owner__in=people_elsewhere(), told_at__lt=since)
    for rows in REASONS_TO_KEEP:
        listed = rows._default_manager.filter(photo=OuterRef("pk"), gone_at=None)
        photos = photos.filter(~Exists(listed))
    # What hangs is, what somebody has put aside, and what somebody still means to do to it.
    put_aside = TrayItem.objects.filter(photo=OuterRef("pk"))
    under_way = OutboxItem.objects.open().filter(photo=OuterRef("pk"))
    return unhung(photos).filter(~Exists(put_aside), ~Exists(under_way))


def unheld_groups(*, since: datetime) -> QuerySet[Group]:
    """Groups of which nobody's list and no stream speaks, and that were not told of since then."""
    streams = Stream.objects.filter(
        kind__in=(Stream.Kind.GROUP, Stream.Kind.POOL, Stream.Kind.MEMBERS),
        subject=OuterRef("nsid"),
    )
    untold = Q(asked_at=None) | Q(asked_at__lt=since)
    return unpointed(Group).filter(~Exists(streams), untold, told_at__lt=since)


def unheld_people() -> QuerySet[Person]:
    """People who are not here, and of whom no list and no photo speaks."""
    return unpointed(Person).filter(~Exists(_users()))


def people_elsewhere() -> QuerySet[Person]:
    """People who have never signed in here, or who have left."""
    return Person.objects.filter(~Exists(_users()))


def taken_back() -> Iterator[QuerySet[Any]]:
    """What a page brought back in the moment in which it was forgotten."""
    kinds = Forgotten.Kind
    photos = Forgotten.objects.filter(kind=kinds.PHOTO).values_list("key", flat=True)
    numbers = [int(key) for key in photos.iterator() if key.isdecimal()]
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        yield Happening.objects.filter(photo__in=batch)
        yield Photo.objects.filter(pk__in=batch)
    people = Person.objects.filter(
        nsid__in=Forgotten.objects.filter(kind=kinds.PERSON).values("key")
    )
    yield Contact.objects.filter(contact__in=people)
    yield GroupMember.objects.filter(person__in=people)
    yield Happening.objects.filter(by__in=people)
    yield Comment.objects.filter(author__in=people)
    yield Faver.objects.filter(person__in=people)
    yield PersonInPhoto.objects.filter(person__in=people)
    yield Photo.objects.filter(owner__in=people)


def unpointed[Row: Model](model: type[Row]) -> QuerySet[Row]:
    """Rows at which no row of any other table points: one query for each, that ends at the first.

    A table that comes later counts by itself.
    """
    rows = model._default_manager.all()
    for relation in model._meta.related_objects:
        pointing = relation.related_model._default_manager.filter(
            **{relation.field.name: OuterRef("pk")}
        )
        rows = rows.filter(~Exists(pointing))
    return rows


@transaction.atomic
def remove_some(rows: QuerySet[Any]) -> int:
    """Remove one batch of these rows, and whatever points at them: how many.

    They are locked and looked at once more, so that what has just come back stays.
    """
    locked = (rows if rows.ordered else rows.order_by("pk")).select_for_update(of=("self",))
    batch = list(locked.values_list("pk", flat=True)[:BATCH])
    rows.model._default_manager.filter(pk__in=batch).delete()
    return len(batch)


def items_of(model: type[AlbumItem] | type[FlickrGalleryItem], whole: str) -> QuerySet[Any]:
    return model._default_manager.filter(**{whole: OuterRef("pk")})


def _users() -> QuerySet[User]:
    return User.objects.filter(nsid=OuterRef("nsid"))
