"""groups.*: what a group is, who is in it."""

from . import parse, replies
from .client import Flickr
from .parse import Wire, first_said, said
from .persons import read_person
from .photo_lists import html
from .records.group import (
    GroupInfo,
    GroupRecord,
    MemberRecord,
    MemberType,
    Privacy,
    Restrictions,
    Roles,
    Throttle,
)
from .records.values import Page


def get_info(flickr: Flickr, *, nsid: str) -> GroupInfo:
    """One group as the caller may see it. Raises NotOnFlickr: gone, or private to others."""
    method = "groups.getInfo"
    found = parse_info(method, flickr.call(method, expects="group", group_id=nsid))
    replies.ensure_about(found.group.nsid, nsid)
    return found


def get_members(
    flickr: Flickr, *, nsid: str, page: int = 1, per_page: int = 500
) -> Page[MemberRecord]:
    """One page of a group's members, as far as the caller's standing shows them."""
    method = "groups.members.getList"
    reply = flickr.call(method, expects="members", group_id=nsid, page=page, per_page=per_page)
    return parse_members(method, reply)


def parse_info(method: str, reply: Wire) -> GroupInfo:
    """Read ``group{id, name{_content}, …}``."""
    return replies.record(method, "group", replies.only(method, reply, "group"), _read_info)


def parse_members(method: str, reply: Wire) -> Page[MemberRecord]:
    """Read ``members{page, pages, perpage, total, member[]}``."""
    return replies.page(method, "member", reply.get("members"), "member", _read_member)


def read_group(wire: Wire) -> GroupRecord:
    """Read a group by any of its three wire forms.

    The names of the same fact differ: ``members`` and ``member_count``; ``is_member`` and
    ``member``; ``photos`` and ``pool_count``. Numbers are bare in lists, wrapped in getInfo.
    """
    id_key = "nsid" if parse.text(wire.get("nsid")) else "id"
    return GroupRecord(
        nsid=parse.told(wire, id_key, parse.nsid),
        name=said(wire, "name", parse.unescaped),
        icon_server=said(wire, "iconserver", parse.text),
        icon_farm=said(wire, "iconfarm", parse.count),
        is_member=first_said(wire, ("is_member", "member"), parse.flag),
        is_moderator=first_said(wire, ("is_moderator", "moderator"), parse.flag),
        is_admin=first_said(wire, ("is_admin", "admin"), parse.flag),
        is_adult=said(wire, "eighteenplus", parse.flag),
        is_invite_only=said(wire, "invitation_only", parse.flag),
        member_count=first_said(wire, ("members", "member_count"), parse.count),
        entry_count=first_said(wire, ("pool_count", "photos"), parse.count),
        topic_count=said(wire, "topic_count", parse.count),
        privacy=said(wire, "privacy", lambda value: Privacy(parse.number(value))),
        throttle=said(wire, "throttle", _throttle),
        restrictions=said(wire, "restrictions", _restrictions),
    )


def _read_info(wire: Wire) -> GroupInfo:
    return GroupInfo(
        group=read_group(wire),
        path_alias=said(wire, "path_alias", parse.text),
        description_html=said(wire, "description", html),
        rules_html=said(wire, "rules", html),
        blast_html=said(wire, "blast", html),
        is_pool_moderated=said(wire, "ispoolmoderated", parse.flag),
        is_founder=said(wire, "is_founder", parse.flag),
        roles=said(wire, "roles", _roles),
        active_at=said(wire, "dateactivity", parse.epoch_or_none),
    )


def _read_member(wire: Wire) -> MemberRecord:
    return MemberRecord(
        person=read_person(wire),
        member_type=parse.told(wire, "membertype", lambda value: MemberType(parse.number(value))),
    )


def _throttle(value: object) -> Throttle:
    wire = parse.one(value)
    return Throttle(
        mode=parse.text(wire.get("mode")) or "none",
        count=parse.count(wire.get("count")),
        remaining=said(wire, "remaining", parse.count),
    )


def _restrictions(value: object) -> Restrictions:
    wire = parse.one(value)
    return Restrictions(
        photos_ok=said(wire, "photos_ok", parse.flag),
        videos_ok=said(wire, "videos_ok", parse.flag),
        images_ok=said(wire, "images_ok", parse.flag),
        screens_ok=said(wire, "screens_ok", parse.flag),
        art_ok=said(wire, "art_ok", parse.flag),
        virtual_ok=said(wire, "virtual_ok", parse.flag),
        safe_ok=said(wire, "safe_ok", parse.flag),
        moderate_ok=said(wire, "moderate_ok", parse.flag),
        restricted_ok=said(wire, "restricted_ok", parse.flag),
        needs_geo=said(wire, "has_geo", parse.flag),
    )


def _roles(value: object) -> Roles:
    wire = parse.one(value)
    return Roles(
        member=parse.title(wire.get("member")),
        moderator=parse.title(wire.get("moderator")),
        admin=parse.title(wire.get("admin")),
    )
