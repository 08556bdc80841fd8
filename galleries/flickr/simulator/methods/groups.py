"""flickr.groups.*, people.getGroups, people.getPublicGroups"""

from datetime import UTC, datetime
from typing import Any

from galleries.flickr.simulator.group_cast import ADMIN, INVITE_ONLY, MODERATOR, SimGroup
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.paging import page_of
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.wire import Wire, icon

ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;"}


@method("groups.getInfo")
def get_info(call: Call) -> Answer:
    """One group; what is said of the caller only where there is one."""
    alias = call.arg("group_path_alias")
    groups = call.sim.groups
    group = groups.get(call.arg("group_id")) or groups.by_alias(alias)
    if group is None:
        raise Fail(1, "Group not found")
    if not groups.shows_itself_to(group, call.caller.nsid):
        raise Fail(2, "Group is private")
    pool = call.sim.pools.of(group)
    throttle: Wire = _throttle(group)
    wire: Wire = {
        "id": group.nsid,
        "nsid": group.nsid,
        "path_alias": group.path_alias or None,
        **group_icon(group),
        "lang": None,
        "ispoolmoderated": int(group.is_moderated),
        "photo_limit_opt_out": int(not group.sets_a_limit),
        "eighteenplus": int(group.eighteen_plus),
        "invitation_only": int(group.privacy == INVITE_ONLY),
    }
    if call.caller.member is not None:
        wire |= _standing(call, group)
        remaining = call.sim.pools.remaining(group, call.caller.member)
        throttle |= {} if remaining is None else {"remaining": remaining}
    newest = pool[0].added_at if len(pool) else group.created_at
    created = datetime.fromtimestamp(group.created_at, tz=UTC)
    wire |= {
        "name": {"_content": group.name},
        "description": {"_content": group.description},
        "rules": {"_content": group.rules},
        "members": {"_content": str(len(groups.members(group)))},
        "pool_count": {"_content": str(len(pool))},
        "topic_count": {"_content": str(group.topic_count)},
        "privacy": {"_content": str(group.privacy)},
        "roles": group.roles._asdict(),
        "datecreate": f"{created:%Y-%m-%d %H:%M:%S}",
        "dateactivity": str(newest),
        "blast": {
            "_content": group.blast,
            "date_blast_added": str(group.blast_at),
            "user_id": "",
        },
        "throttle": throttle,
        "restrictions": _restrictions(group),
    }
    return {"group": wire}


@method("groups.members.getList", perms="read")
def get_members(call: Call) -> Answer:
    """Everybody in a group, who joined last first."""
    groups = call.sim.groups
    group = groups.get(call.arg("group_id"))
    if group is None or not groups.shows_itself_to(group, call.caller.nsid):
        raise Fail(1, "Group not found")
    members = groups.members(group)
    wanted = {int(t) for t in call.arg("membertypes").split(",") if t.strip() in ("2", "3", "4")}
    if wanted:
        members = [one for one in members if one.member_type in wanted]
    page = page_of(call, len(members))
    told = call.sim.oddities.told(page, members)
    listing = []
    for one in told.items:
        person = groups.person(one.nsid)
        if person is not None:
            listing.append(
                {
                    "nsid": one.nsid,
                    "username": person.username,
                    **icon(person),
                    "membertype": one.member_type,
                    "realname": person.realname,
                }
            )
    return {"members": {**page.head, **told.head, "member": listing}}


@method("people.getGroups", perms="read")
def get_groups(call: Call) -> Answer:
    """All groups of a member; private ones only for themselves."""
    member = _member(call)
    own = member.nsid == call.caller.nsid
    found = [
        (group, type_)
        for group, type_ in call.sim.groups.of(member)
        if own or call.sim.groups.shows_itself_to(group, None)
    ]
    return {"groups": {"group": [_listed(call, group, type_) for group, type_ in found]}}


@method("people.getPublicGroups")
def get_public_groups(call: Call) -> Answer:
    found = [
        _listed(call, group, type_, is_public=True)
        for group, type_ in call.sim.groups.of(_member(call))
        if call.sim.groups.shows_itself_to(group, None)
    ]
    return {"groups": {"group": found}}


def group_icon(group: SimGroup) -> Wire:
    server = str(group.iconserver) if group.iconserver else 0
    return {"iconserver": server, "iconfarm": group.iconfarm}


def escaped(name: str) -> str:
    """As lists tell names of groups: in XML they are escaped a second time."""
    return "".join(ENTITIES.get(character, character) for character in name)


def _listed(call: Call, group: SimGroup, type_: int, *, is_public: bool = False) -> Wire:
    admin: Any = int(type_ == ADMIN)
    if is_public or (not admin and group.created_at % 2):
        admin = admin or ("" if is_public else None)
    wire: Wire = {
        "nsid": group.nsid,
        "name": escaped(group.name),
        **group_icon(group),
        "admin": admin,
        "eighteenplus": int(group.eighteen_plus),
        "invitation_only": int(group.privacy == INVITE_ONLY),
        "members": str(len(call.sim.groups.members(group))),
        "pool_count": str(len(call.sim.pools.of(group))),
        "topic_count": group.topic_count,
        "is_member": 1,
        "is_moderator": int(type_ == MODERATOR),
        "is_admin": int(type_ == ADMIN),
    }
    if not is_public:
        extras = {
            "privacy": {"_content": group.privacy},
            "throttle": _throttle(group),
            "restrictions": _restrictions(group),
        }
        wire |= {name: extras[name] for name in call.extras if name in extras}
    return wire


def _standing(call: Call, group: SimGroup) -> Wire:
    type_ = call.sim.groups.member_type(group, call.caller.nsid)
    return {
        "is_member": int(bool(type_)),
        "is_moderator": int(type_ == MODERATOR),
        "is_admin": int(type_ == ADMIN),
        "is_founder": 0,
    }


def _throttle(group: SimGroup) -> Wire:
    if group.throttle_mode in ("none", "disabled"):
        return {"mode": group.throttle_mode}
    return {"count": str(group.throttle_count), "mode": group.throttle_mode}


def _restrictions(group: SimGroup) -> Wire:
    return {name: int(is_ok) for name, is_ok in group.restrictions.items()}


def _member(call: Call) -> Member:
    user_id = call.arg("user_id")
    if user_id == "me" and call.caller.member is not None:
        return call.caller.member
    found = call.sim.world.directory.living(user_id)
    if found is None or found.nsid != user_id:
        raise Fail(1, "User not found")
    return found
