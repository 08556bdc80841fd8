"""What Flickr said about a group, its members and its rules."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from .person import PersonRecord
from .values import UNSAID, Unsaid


class Privacy(IntEnum):
    """Who may find and see a group."""

    PRIVATE = 1
    INVITE_ONLY = 2
    PUBLIC = 3


class MemberType(IntEnum):
    """What somebody is in a group."""

    MEMBER = 2
    MODERATOR = 3
    ADMIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttle:
    """How many photos a member may add.

    mode       "none", "day", "week", "month", "ever" (at any one time) or "disabled"
    count      per ``mode``; 0 when there is no limit
    remaining  for the caller; UNSAID without a token, or in lists
    """

    mode: str
    count: int
    remaining: int | Unsaid = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrictions:
    """What a pool takes. ``moderate_ok`` is about the safety level, not about moderators."""

    photos_ok: bool | Unsaid = UNSAID
    videos_ok: bool | Unsaid = UNSAID
    images_ok: bool | Unsaid = UNSAID
    screens_ok: bool | Unsaid = UNSAID
    art_ok: bool | Unsaid = UNSAID
    virtual_ok: bool | Unsaid = UNSAID
    safe_ok: bool | Unsaid = UNSAID
    moderate_ok: bool | Unsaid = UNSAID
    restricted_ok: bool | Unsaid = UNSAID
    needs_geo: bool | Unsaid = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """What a group calls its people."""

    member: str
    moderator: str
    admin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRecord:
    """A group of somebody's, as people.getGroups tells it.

    is_…   the caller's standing
    name   plain text, already unescaped
    """

    nsid: str
    name: str | Unsaid = UNSAID
    icon_server: str | Unsaid = UNSAID
    icon_farm: int | Unsaid = UNSAID
    is_member: bool | Unsaid = UNSAID
    is_moderator: bool | Unsaid = UNSAID
    is_admin: bool | Unsaid = UNSAID
    is_adult: bool | Unsaid = UNSAID
    is_invite_only: bool | Unsaid = UNSAID
    member_count: int | Unsaid = UNSAID
    entry_count: int | Unsaid = UNSAID
    topic_count: int | Unsaid = UNSAID
    privacy: Privacy | Unsaid = UNSAID
    throttle: Throttle | Unsaid = UNSAID
    restrictions: Restrictions | Unsaid = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupInfo:
    """Everything groups.getInfo tells.

    description_html, rules_html, blast_html  sanitised; the blast is the admins' notice, "" if none
    is_pool_moderated                         additions wait in a queue that only the site shows
    active_at                                 last activity; None when Flickr does not say
    """

    group: GroupRecord
    path_alias: str | Unsaid
    description_html: str | Unsaid
    rules_html: str | Unsaid
    blast_html: str | Unsaid
    is_pool_moderated: bool | Unsaid
    is_founder: bool | Unsaid
    roles: Roles | Unsaid
    active_at: datetime | Unsaid | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberRecord:
    """Somebody in a group."""

    person: PersonRecord
    member_type: MemberType
