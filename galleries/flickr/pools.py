"""groups.pools.*: photos in groups, and putting them there."""

from . import parse, replies
from .client import Flickr
from .groups import read_group
from .parse import Wire
from .photo_lists import EXTRAS, read_items_page, read_photo
from .records.group import GroupRecord
from .records.photo import EntryRecord
from .records.values import Page


def get_photos(
    flickr: Flickr,
    *,
    group_nsid: str,
    user_id: str | None = None,
    tag: str | None = None,
    page: int = 1,
    per_page: int = 500,
) -> Page[EntryRecord]:
    """One page of a pool, newest addition first.

    user_id  only this person's photos
    tag      only photos with this one tag

    To a member's token it shows photos that are not public otherwise: look at ``visibility``.
    Raises NotOnFlickr when the group is gone or its pool is for members only.
    """
    method = "groups.pools.getPhotos"
    reply = flickr.call(
        method,
        expects="photos",
        group_id=group_nsid,
        user_id=user_id,
        tags=tag,
        page=page,
        per_page=per_page,
        extras=EXTRAS,
    )
    return parse_photos(method, reply)


def get_groups(flickr: Flickr, *, page: int = 1, per_page: int = 400) -> Page[GroupRecord]:
    """One page of the groups whose pools the caller may add to."""
    method = "groups.pools.getGroups"
    reply = flickr.call(method, expects="groups", page=page, per_page=per_page)
    return parse_groups(method, reply)


def add(flickr: Flickr, *, flickr_id: str, group_nsid: str) -> None:
    """Put a photo of the caller's into a pool. Returns when it stands there.

    Raises FlickrRefused for everything else that this method can say, and not all of it is bad:
    3 stands there already · 6 waits for the group's moderators now · 7 waits already ·
    5 the caller's limit for now · 1 not found, or not the caller's · 2 no such group, or not a
    member · 4 in the most pools a photo can be in · 10 pool full · 11 pool switched off ·
    8, 21 to 29 the group does not take such photos (23: the video is not ready yet).
    Source: API.md 15.2
    """
    flickr.call("groups.pools.add", allows=(), photo_id=flickr_id, group_id=group_nsid)


def remove(flickr: Flickr, *, flickr_id: str, group_nsid: str) -> None:
    """Take a photo out of a pool: the caller's own, or any where they are admin or moderator.

    Raises NotOnFlickr when the group is gone (code 1), and FlickrRefused with 2 when the photo
    is not in the pool, with 3 when the caller may not.
    Source: API.md 15.4
    """
    flickr.call("groups.pools.remove", allows=(), photo_id=flickr_id, group_id=group_nsid)


def parse_photos(method: str, reply: Wire) -> Page[EntryRecord]:
    """Read ``photos.photo[]`` with ``dateadded``; an empty pool has no ``photo`` at all."""
    return read_items_page(method, reply, _read_entry)


def parse_groups(method: str, reply: Wire) -> Page[GroupRecord]:
    """Read ``groups{page, pages, per_page, total, group[]}``."""
    return replies.page(method, "group", reply.get("groups"), "group", read_group)


def _read_entry(wire: Wire) -> EntryRecord:
    return EntryRecord(photo=read_photo(wire), added_at=parse.told(wire, "dateadded", parse.epoch))
