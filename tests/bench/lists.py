"""Pages of the three long lists: as Flickr tells them, and the functions that write them."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle, islice
from typing import Any
from zlib import crc32

import requests
from django.utils import timezone

from accounts.models import FlickrConnection, User
from galleries.flickr import favorites, pools
from galleries.flickr.client import Flickr, Token
from galleries.flickr.photo_lists import EXTRAS, read_photo_page
from galleries.flickr.records import (
    UNSAID,
    EntryRecord,
    FavouriteRecord,
    Page,
    PersonRecord,
    PhotoRecord,
)
from galleries.flickr.simulator import Simulator
from galleries.flickr.simulator.group_cast import group_cast
from galleries.models import Group, Stream
from galleries.sync.apply.entries import apply_entries
from galleries.sync.apply.favourites import apply_favourites
from galleries.sync.apply.photos import apply_photos

PER_PAGE = 500
OWNERS = 1000  # people of whom a list of many people's photos tells

type Record = PhotoRecord | FavouriteRecord | EntryRecord
type Apply = Callable[[Sequence[Any], datetime], object]


@dataclass(frozen=True, slots=True)
class Told:
    """One page of a list.

    body   the reply, as it comes from the line
    read   turns it into records
    apply  writes records that were asked for at a moment
    table  where its own rows stand, beside photos and tags
    """

    name: str
    body: str
    read: Callable[[str], Page[Any]]
    apply: Apply
    table: str
    first_id: int  # of its photos
    of_many: bool = True  # the photos of many people

    def records(self, round_: int) -> list[Record]:
        """The page as another one of the same list: other photos, of other people."""
        return [
            with_photo(record, partial(self._other, round_=round_, place=place))
            for place, record in enumerate(self.read(self.body).items)
        ]

    def _other(self, photo: PhotoRecord, *, round_: int, place: int) -> PhotoRecord:
        flickr_id = str(self.first_id - round_ * PER_PAGE - place)
        if not self.of_many or photo.owner is UNSAID:
            return replace(photo, flickr_id=flickr_id)
        number = crc32(flickr_id.encode()) % OWNERS
        owner = PersonRecord(
            nsid=f"{70_000_000 + number}@N00",
            username=f"Person {number}",
            realname=f"Somebody {number}",
            path_alias=f"person-{number}" if number % 2 else "",
            icon_server=str(65_000 + number),
            icon_farm=66,
        )
        return replace(photo, flickr_id=flickr_id, owner=owner)


def photos_of(records: Iterable[Record]) -> Iterator[PhotoRecord]:
    for record in records:
        yield record if isinstance(record, PhotoRecord) else record.photo


def with_photo(record: Record, change: Callable[[PhotoRecord], PhotoRecord]) -> Record:
    if isinstance(record, PhotoRecord):
        return change(record)
    return replace(record, photo=change(record.photo))


def changed(record: Record) -> Record:
    """The same after its owner has changed its title and added a tag."""
    return with_photo(record, _changed)


def _changed(photo: PhotoRecord) -> PhotoRecord:
    assert photo.changed_at is not UNSAID
    assert photo.tags is not UNSAID
    return replace(
        photo,
        title=f"{photo.title}, again",
        tags=(*photo.tags, "again"),
        changed_at=photo.changed_at + timedelta(hours=1),
    )


def lists() -> list[Told]:
    """A page of a photostream, of favourites and of a pool."""
    simulator = Simulator(scale=5000, pool_scale=5000)
    start = next(start for start in group_cast() if start.is_big)
    group = Group.objects.create(
        nsid=start.group.nsid, privacy=Group.Privacy.PUBLIC, told_at=timezone.now()
    )
    of_group = next(iter(start.people))
    big = simulator.world.big_member.nsid
    own = _stream(big, Stream.Kind.PHOTOSTREAM)
    faves = _stream(big, Stream.Kind.FAVOURITES)
    pool = _stream(of_group, Stream.Kind.POOL, group.nsid)

    def fetched(nsid: str, method: str, **arguments: str) -> str:
        reply = _reply(simulator, nsid, method, **arguments)
        photos = reply["photos"]["photo"]
        reply["photos"]["photo"] = list(islice(cycle(photos), PER_PAGE))
        return json.dumps(reply)

    def apply_own(records: Sequence[PhotoRecord], began_at: datetime) -> object:
        return apply_photos(records, teller_nsid=own.nsid, began_at=began_at, now=began_at)

    def apply_faves(records: Sequence[FavouriteRecord], began_at: datetime) -> object:
        return apply_favourites(records, stream=faves, began_at=began_at, now=began_at)

    def apply_pool(records: Sequence[EntryRecord], began_at: datetime) -> object:
        return apply_entries(records, group=group, stream=pool, began_at=began_at, now=began_at)

    return [
        Told(
            name="photostream",
            body=fetched(big, "people.getPhotos", user_id="me"),
            read=lambda body: read_photo_page("people.getPhotos", json.loads(body)),
            apply=apply_own,
            table="galleries_ownernote",
            first_id=53_000_000_000,
            of_many=False,
        ),
        Told(
            name="favourites",
            body=fetched(big, "favorites.getList", user_id=big),
            read=lambda body: favorites.parse_list("favorites.getList", json.loads(body)),
            apply=apply_faves,
            table="galleries_favourite",
            first_id=52_000_000_000,
        ),
        Told(
            name="pool",
            body=fetched(of_group, "groups.pools.getPhotos", group_id=group.nsid),
            read=lambda body: pools.parse_photos("groups.pools.getPhotos", json.loads(body)),
            apply=apply_pool,
            table="galleries_entry",
            first_id=51_000_000_000,
        ),
    ]


def _stream(nsid: str, kind: Stream.Kind, subject: str = "") -> Stream:
    now = timezone.now()
    user, _ = User.objects.get_or_create(nsid=nsid)
    connection, _ = FlickrConnection.objects.get_or_create(
        user=user, defaults={"perms": "read", "in_step_since": now}
    )
    return Stream.objects.create(
        connection=connection, kind=kind, subject=subject, due_at=now, interval_s=300
    )


def _reply(simulator: Simulator, nsid: str, method: str, **arguments: Any) -> dict[str, Any]:
    session = requests.Session()
    session.mount("https://", simulator.adapter())
    flickr = Flickr(
        key=simulator.key,
        secret=simulator.secret,
        token=Token(*simulator.grant(nsid)),
        session=session,
    )
    return flickr.call(method, per_page=PER_PAGE, extras=EXTRAS, **arguments)
