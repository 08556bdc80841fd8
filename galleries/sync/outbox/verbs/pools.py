"""Photos added to and taken out of the pools of groups. Source of the codes: API.md 15.2, 15.4."""

from datetime import datetime, timedelta

from galleries.flickr import pools
from galleries.flickr.client import Flickr
from galleries.flickr.records import EntryRecord
from galleries.models import Entry, OutboxItem, Stream
from galleries.sync.outbox.verbs.verb import Found, Later, Outcome, Success, Verb, Wait
from galleries.sync.schedule import wake

# Nobody has written down when a group's window ends: asking again costs one call.
LIMIT = Later(Wait.LIMIT, first=timedelta(hours=1), at_most=timedelta(hours=6))
VIDEO = Later(Wait.VIDEO, first=timedelta(minutes=10), tries=2, otherwise=Outcome.VIDEO_NOT_READY)
# Later than this an admin may have taken the photo out again: that is not undone by a machine.
SURE_FOR = timedelta(minutes=10)


def send_add(flickr: Flickr, item: OutboxItem) -> None:
    pools.add(flickr, flickr_id=str(item.photo_id), group_nsid=_group(item))


def send_remove(flickr: Flickr, item: OutboxItem) -> None:
    pools.remove(flickr, flickr_id=str(item.photo_id), group_nsid=_group(item))


def look_for_add(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    """What waits in a group's queue is shown to nobody; nor is who has emptied it since."""
    if find_entry(flickr, item, item.user.nsid) is not None:
        return Found.THERE
    is_moderated = item.group is None or item.group.is_pool_moderated
    is_old = item.sent_at is None or item.sent_at < now - SURE_FOR
    return Found.UNSURE if is_moderated or is_old else Found.NOT_THERE


def look_for_remove(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    """Added again since then, it is another entry, and stays."""
    if item.photo is None:
        return Found.UNSURE
    entry = find_entry(flickr, item, item.photo.owner.nsid)
    is_newer = entry is not None and item.sent_at is not None and entry.added_at > item.sent_at
    return Found.THERE if entry is None or is_newer else Found.NOT_THERE


def write_add(item: OutboxItem, reply: object, now: datetime) -> None:
    """Who keeps the pool in step reads it again: only Flickr knows when it was added."""
    wake(_pools(item), now=now)


def write_remove(item: OutboxItem, reply: object, now: datetime) -> None:
    entries = Entry.objects.filter(group=item.group, photo=item.photo, gone_at=None)
    entries.update(gone_at=now)


def _group(item: OutboxItem) -> str:
    return item.group.nsid if item.group is not None else ""


def _pools(item: OutboxItem) -> list[Stream]:
    streams = Stream.objects.filter(kind=Stream.Kind.POOL, subject=_group(item))
    return list(streams.filter(connection__user=item.user))


def find_entry(flickr: Flickr, item: OutboxItem, owner_nsid: str) -> EntryRecord | None:
    """The photo among those of its owner in the pool."""
    number, pages = 1, 1
    while number <= pages:
        page = pools.get_photos(flickr, group_nsid=_group(item), user_id=owner_nsid, page=number)
        for entry in page.items:
            if entry.photo.flickr_id == str(item.photo_id):
                return entry
        number, pages = number + 1, page.pages
    return None


ADD_TO_POOL = Verb(
    send_add,
    look_for_add,
    write_add,
    refusals={
        1: Outcome.NOT_THERE,
        2: Outcome.NOT_IN_GROUP,
        3: Success(),
        4: Outcome.TOO_MANY_GROUPS,
        5: LIMIT,
        6: Success(Outcome.QUEUED),
        7: Success(Outcome.QUEUED),
        8: Outcome.CONTENT,
        10: Outcome.POOL_FULL,
        11: Outcome.POOL_CLOSED,
        21: Outcome.NO_VIDEOS,
        22: Outcome.NO_PHOTOS,
        23: VIDEO,
        24: Outcome.NO_PHOTOGRAPHS,
        25: Outcome.NO_SCREENSHOTS,
        26: Outcome.NO_ART,
        27: Outcome.NO_RESTRICTED,
        28: Outcome.ONLY_SAFE,
        29: Outcome.NO_PLACE,
    },
)
REMOVE_FROM_POOL = Verb(
    send_remove,
    look_for_remove,
    write_remove,
    refusals={1: Outcome.GROUP_GONE, 2: Success(), 3: Outcome.NOT_ALLOWED},
)
