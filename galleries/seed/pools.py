"""Groups of the invented world. The first member is in all of them and reads their pools."""

from collections.abc import Iterator
from datetime import datetime

from accounts.models import FlickrConnection
from galleries.models import Entry, Group, Membership, Person, Photo, Role, Sighting, Stream
from galleries.seed.people import in_step
from galleries.seed.photos import DAY_S, Photos, moment
from galleries.seed.plan import GROUPS, Plan, dice
from galleries.seed.table import Row, Table

ENTRIES = Table(Entry, ("group_id", "photo_id", "owner_id", "stream_id", "added_at", "told_at"))
SIGHTINGS = Table(Sighting, ("stream_id", "photo_id", "told_at"))
ADDED_WITHIN_S = 90 * DAY_S
MAY_BE_ADDED = (Photo.Visibility.PUBLIC, Photo.Visibility.FRIENDS)
IN_FEW_GROUPS = 10  # other members are in so many


def make_groups(plan: Plan, *, now: datetime) -> list[Group]:
    counts = plan.pool_counts
    return Group.objects.bulk_create(
        Group(
            nsid=f"{99_000_000 + number}@N98",
            path_alias=f"invented-group-{number}",
            name=f"Invented group {number}",
            privacy=Group.Privacy.PUBLIC,
            member_count=number + 1,
            entry_count=counts[number] if number < len(counts) else number * 100,
            description_html="A group that never was.",
            told_at=now,
            asked_at=now,
        )
        for number in range(GROUPS)
    )


def make_memberships(
    groups: list[Group],
    people: list[Person],
    streams: dict[tuple[int, str], Stream],
    *,
    now: datetime,
) -> None:
    """All of the first member's, where they run every tenth group; a few of the others'."""
    rows: list[Membership] = []
    for (number, kind), stream in streams.items():
        if kind != Stream.Kind.GROUPS:
            continue
        rows += [
            Membership(
                person=people[number],
                group=group,
                stream=stream,
                role=Role.ADMIN if number == 0 and place % 10 == 0 else Role.MEMBER,
                told_at=now,
            )
            for place, group in enumerate(groups if number == 0 else groups[:IN_FEW_GROUPS])
        ]
    Membership.objects.bulk_create(rows, batch_size=2_000)


def make_pool_streams(
    plan: Plan, groups: list[Group], reader: FlickrConnection, *, now: datetime
) -> list[Stream]:
    """The first member's: what each group is like, and the pools, which come first."""
    pools = [
        in_step(reader, Stream.Kind.POOL, group.nsid, now=now)
        for group in groups[: len(plan.pool_counts)]
    ]
    about = [in_step(reader, Stream.Kind.GROUP, group.nsid, now=now) for group in groups]
    return Stream.objects.bulk_create([*pools, *about])[: len(pools)]


def entry_rows(photos: Photos, groups: list[Group], streams: list[Stream]) -> Iterator[Row]:
    told_at = photos.told[True]
    for number, photo in _pooled(photos):
        uploaded_s = photos.uploaded_s(photo)
        within_s = min(ADDED_WITHIN_S, photos.now_s - uploaded_s) + 1
        added_at = moment(uploaded_s + dice(photo, 40 + number, within_s))
        owner = photos.owners[photos.plan.owner_of(photo)]
        yield groups[number].pk, photos.key(photo), owner, streams[number].pk, added_at, told_at


def sighting_rows(photos: Photos, streams: list[Stream]) -> Iterator[Row]:
    """What is not public in a pool was shown to its reader."""
    told_at = moment(photos.now_s)
    for number, photo in _pooled(photos):
        if photos.visibility(photo) != Photo.Visibility.PUBLIC:
            yield streams[number].pk, photos.key(photo), told_at


def _pooled(photos: Photos) -> Iterator[tuple[int, int]]:
    """(number of the pool, photo)"""
    for number, wanted in enumerate(photos.plan.pool_counts):
        found = 0
        for place in range(photos.plan.photos):
            if found == wanted:
                break
            photo = photos.plan.scattered(1_000 + number, place)
            if photos.visibility(photo) in MAY_BE_ADDED:
                found += 1
                yield number, photo
