"""The invented world, from its people to its happenings, in one transaction."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import import_module
from time import monotonic

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection, transaction

from accounts.models import User
from galleries.models import (
    AlbumItem,
    ContactPhoto,
    Entry,
    Favourite,
    FlickrGalleryItem,
    Group,
    Happening,
    OwnerNote,
    Person,
    Photo,
    PhotoTag,
    Sighting,
)
from galleries.seed import collections, faves, people, pools
from galleries.seed.photos import NOTES, PHOTOS, TAGS, Photos
from galleries.seed.plan import Plan
from galleries.seed.table import Say, indexed_afterwards

LARGE = (
    *(Photo, PhotoTag, OwnerNote, Favourite, Entry, Sighting),
    *(AlbumItem, FlickrGalleryItem, ContactPhoto),
)
HAPPENINGS = 300  # to the newest photos of the first member


class NotEmpty(Exception):
    """The database holds something: an invented world would stand among what is real."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


def held() -> str:
    """What the database holds, as the name of a table; "" for nothing."""
    for table in (User, Person, Photo, Group):
        if table._default_manager.exists():
            return table._meta.db_table
    return ""


def seed(plan: Plan, *, now: datetime, say: Say) -> None:
    """Fill an empty database. All of it is there in the end, or nothing. Raises NotEmpty.

    now  a whole second; the last photo was uploaded then
    """
    if what := held():
        raise NotEmpty(what)
    began_at = monotonic()
    with transaction.atomic(), indexed_afterwards(LARGE, say=say):
        _fill(plan, now=now, say=say)
    with connection.cursor() as cursor:
        # What PostgreSQL knows of a table decides how it reads it; and it reads an index alone
        # only where it has seen that all rows of a page are there for everybody.
        cursor.execute("VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE")
    say(f"All of it in {monotonic() - began_at:.0f} s.")


def sign_in(number: int) -> str:
    """A session of that member, for the cookie ``sessionid``."""
    user = User.objects.get(nsid=people.nsid(number))
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _fill(plan: Plan, *, now: datetime, say: Say) -> None:
    everybody = people.make_people(plan)
    say(f"{len(everybody):>10,} people")
    connections = people.make_members(plan, now=now)
    streams = people.make_streams(connections, now=now)
    people.make_contacts(plan, everybody, now=now)
    photos = Photos(plan, [person.pk for person in everybody], now)

    PHOTOS.write(photos.rows(), noun="photos", say=say)
    TAGS.write(photos.tag_rows(), noun="tags", say=say)
    NOTES.write(photos.note_rows(), noun="notes of their owners", say=say)
    faves.FAVOURITES.write(faves.favourite_rows(photos, streams), noun="favourites", say=say)
    faves.CONTACT_PHOTOS_TABLE.write(
        faves.contact_photo_rows(photos, streams), noun="photos of contacts", say=say
    )

    groups = pools.make_groups(plan, now=now)
    pools.make_memberships(groups, everybody, streams, now=now)
    readers = pools.make_pool_streams(plan, groups, connections[0], now=now)
    pools.ENTRIES.write(pools.entry_rows(photos, groups, readers), noun="entries", say=say)
    pools.SIGHTINGS.write(pools.sighting_rows(photos, readers), noun="sightings", say=say)

    collections.make_albums(photos, everybody, connections, now=now)
    collections.ALBUM_ITEMS.write(
        collections.album_item_rows(photos), noun="photos in albums", say=say
    )
    curated = collections.make_galleries(photos, everybody, connections, now=now)
    collections.GALLERY_ITEMS.write(
        collections.gallery_item_rows(photos, curated), noun="photos in Flickr galleries", say=say
    )
    Happening.objects.bulk_create(_happenings(photos, everybody, now=now))


def _happenings(photos: Photos, everybody: list[Person], *, now: datetime) -> Iterator[Happening]:
    """Faves and comments of this week, one every half an hour."""
    for place in range(HAPPENINGS):
        is_comment = place % 4 == 0
        yield Happening(
            owner=everybody[0],
            by=everybody[1 + place % (len(everybody) - 1)],
            kind="comment" if is_comment else "fave",
            happened_at=now - timedelta(minutes=30 * place),
            text_html="A comment that nobody wrote." if is_comment else "",
            photo_id=photos.key(photos.plan.photo_of(0, place % photos.plan.photo_counts[0])),
            told_at=now,
        )
