"""The columns that a record speaks of, for everything but photos. What is unsaid is not there."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from galleries.flickr.records import (
    UNSAID,
    AlbumRecord,
    ContactRecord,
    FlickrGalleryRecord,
    GroupInfo,
    GroupRecord,
    MemberRecord,
)
from galleries.flickr.records.group import Restrictions, Throttle
from galleries.models import Role

# Counters: worth keeping, but no news that somebody waits for.
COUNTERS = frozenset({"view_count", "comment_count", "member_count", "entry_count", "topic_count"})
# What tells that the photos of an album or a gallery have to be read again.
CONTENT = frozenset({"changed_at", "photo_count", "video_count"})


def album_columns(record: AlbumRecord) -> dict[str, Any]:
    return _collection(record)


def flickr_gallery_columns(record: FlickrGalleryRecord) -> dict[str, Any]:
    return _collection(record) | {"api_id": record.api_id}


def contact_columns(record: ContactRecord) -> dict[str, Any]:
    return {
        "is_friend": record.is_friend,
        "is_family": record.is_family,
        "is_ignored": record.is_ignored,
    }


def group_columns(record: GroupRecord) -> dict[str, Any]:
    """A group as any list tells it."""
    throttle = record.throttle
    columns: dict[str, Any] = {
        "name": record.name[:255] if record.name is not UNSAID else UNSAID,
        "privacy": UNSAID if record.privacy is UNSAID else int(record.privacy),
        "is_adult": record.is_adult,
        "icon_server": record.icon_server,
        "icon_farm": record.icon_farm,
        "member_count": record.member_count,
        "entry_count": record.entry_count,
        "topic_count": record.topic_count,
        "throttle_mode": UNSAID if throttle is UNSAID else throttle.mode[:10],
        "throttle_count": UNSAID if throttle is UNSAID else throttle.count,
        "restrictions": _restrictions(record.restrictions),
    }
    return _said(columns)


def group_info_columns(record: GroupInfo) -> dict[str, Any]:
    """A group as groups.getInfo tells it: with its rules, notice and names of roles."""
    roles = record.roles
    columns = {
        "path_alias": UNSAID if record.path_alias is UNSAID else record.path_alias[:100],
        "description_html": record.description_html,
        "rules_html": record.rules_html,
        "blast_html": record.blast_html,
        "is_pool_moderated": record.is_pool_moderated,
        "role_names": UNSAID if roles is UNSAID else asdict(roles),
        "active_at": record.active_at,
    }
    return group_columns(record.group) | _said(columns)


def membership_columns(record: GroupRecord) -> dict[str, Any]:
    """What the caller is in a group; without a word about it a plain member."""
    if record.is_admin:
        return {"role": Role.ADMIN}
    return {"role": Role.MODERATOR if record.is_moderator else Role.MEMBER}


def member_columns(record: MemberRecord) -> dict[str, Any]:
    return {"role": Role(int(record.member_type))}


def remaining(throttle: Throttle | object) -> int | None:
    """How many photos the caller may still add; None when nobody counts, or said so."""
    if isinstance(throttle, Throttle) and throttle.remaining is not UNSAID:
        return throttle.remaining
    return None


def _collection(record: AlbumRecord | FlickrGalleryRecord) -> dict[str, Any]:
    cover = record.cover_flickr_id
    columns = {
        "title": record.title,
        "description_html": record.description_html,
        "cover_flickr_id": int(cover) if cover else cover,
        "photo_count": record.photo_count,
        "video_count": record.video_count,
        "view_count": record.view_count,
        "comment_count": record.comment_count,
        "created_at": record.created_at,
        "changed_at": record.changed_at,
    }
    return _said(columns)


def _restrictions(said: Restrictions | object) -> Any:
    if not isinstance(said, Restrictions):
        return UNSAID
    return _said(asdict(said))


def _said(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if value is not UNSAID}
