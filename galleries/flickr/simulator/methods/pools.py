"""flickr.groups.pools.*"""

from collections.abc import Sequence

from galleries.flickr.simulator.group_cast import ADMIN, MODERATOR, SimEntry, SimGroup
from galleries.flickr.simulator.methods.groups import escaped, group_icon
from galleries.flickr.simulator.paging import page_of
from galleries.flickr.simulator.pool_rules import NOW_PENDING
from galleries.flickr.simulator.pools import Pool
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.simphoto import SimPhoto, normalised
from galleries.flickr.simulator.sizes import SIZES
from galleries.flickr.simulator.wire import Wire, file_url, listed

SQUARE = next(size for size in SIZES if size.suffix == "s")


@method("groups.pools.getPhotos")
def get_photos(call: Call) -> Answer:
    """A pool, last added first. What the caller may not see is cut after paging."""
    entries = _narrowed(call, _pool(call))
    page = page_of(call, len(entries))
    told = call.sim.oddities.told(page, entries)
    listing = []
    for entry in told.items:
        photo = call.sim.world.photo(entry.photo_id)
        if photo is None:
            continue
        owner = call.sim.world.member(photo.owner)
        if call.sees(photo, owner):
            wire = listed(call.view(photo, owner), call.extras)
            added = {"ownername": owner.username, "dateadded": str(entry.added_at)}
            listing.append(wire | added)
    head = {**page.head, **told.head}
    # The pool with nothing in it says so without a list.
    return {"photos": {**head, "photo": listing} if head["total"] or listing else head}


@method("groups.pools.getGroups", perms="read")
def get_groups(call: Call) -> Answer:
    """The groups that the caller may add photos to."""
    groups = [
        (group, type_)
        for group, type_ in call.sim.groups.of(call.member)
        if group.throttle_mode != "disabled"
    ]
    page = page_of(call, len(groups), default=400, most=400)
    listing = [_group(call, group, type_) for group, type_ in groups[page.slice]]
    head = {"page": page.number, "pages": page.pages, "per_page": page.size, "total": page.total}
    return {"groups": {**head, "group": listing}}


@method("groups.pools.getContext")
def get_context(call: Call) -> Answer:
    """The neighbours of a photo in a pool: who was added before it, and who after."""
    group = call.sim.groups.get(call.arg("group_id"))
    if group is None or not _is_open(call, group):
        raise Fail(3, "Group not found")
    photo = call.sim.world.photo(call.arg("photo_id"))
    if photo is None or not call.sees(photo, call.sim.world.member(photo.owner)):
        raise Fail(1, "Photo not found")
    pool = call.sim.pools.of(group)
    place = pool.find(photo.id)
    if place is None:
        raise Fail(2, "Photo not in pool")
    return {
        "count": {"_content": len(pool)},
        "prevphoto": _neighbour(call, group, pool, place + 1),
        "nextphoto": _neighbour(call, group, pool, place - 1),
    }


@method("groups.pools.add", perms="write")
def add(call: Call) -> Answer:
    try:
        call.sim.pools.add_as(call.member, call.arg("group_id"), call.arg("photo_id"))
    except Fail as fail:
        if fail.code == NOW_PENDING:
            call.changed_something()
        raise
    call.changed_something()
    return {}


@method("groups.pools.remove", perms="write")
def remove(call: Call) -> Answer:
    call.sim.pools.remove_as(call.member, call.arg("group_id"), call.arg("photo_id"))
    call.changed_something()
    return {}


def _pool(call: Call) -> Pool:
    groups = call.sim.groups
    group = groups.get(call.arg("group_id"))
    if group is None:
        raise Fail(1, "Group not found")
    if not groups.shows_itself_to(group, call.caller.nsid):
        raise Fail(2, "You don't have permission to view this pool")
    if not _is_open(call, group):
        raise Fail(4, "Group/pool is member only")
    return call.sim.pools.of(group)


def _is_open(call: Call, group: SimGroup) -> bool:
    """May the caller look into the pool?"""
    groups = call.sim.groups
    is_member = bool(groups.member_type(group, call.caller.nsid))
    is_for_all = groups.shows_itself_to(group, None) and not group.pool_is_members_only
    return is_member or is_for_all


def _narrowed(call: Call, pool: Pool) -> Sequence[SimEntry]:
    """The entries of one person, or with one tag."""
    user_id, tag = call.arg("user_id"), normalised(call.arg("tags"))
    if not user_id and not tag:
        return pool
    world = call.sim.world
    member = call.member if user_id == "me" else world.directory.living(user_id)
    if user_id and (member is None or user_id not in ("me", member.nsid)):
        raise Fail(3, "Unknown user")

    def is_wanted(photo: SimPhoto | None) -> bool:
        if photo is None or (member is not None and photo.owner != member.nsid):
            return False
        return not tag or tag in photo.normal_tags

    return [entry for entry in pool if is_wanted(world.photo(entry.photo_id))]


def _group(call: Call, group: SimGroup, type_: int) -> Wire:
    count = len(call.sim.pools.of(group))
    return {
        "nsid": group.nsid,
        "id": group.nsid,
        "name": escaped(group.name),
        "member": 1,
        "moderator": int(type_ == MODERATOR),
        "admin": int(type_ == ADMIN),
        "privacy": group.privacy,
        "photos": count,
        **group_icon(group),
        "member_count": len(call.sim.groups.members(group)),
        "topic_count": group.topic_count,
        "pool_count": count,
    }


def _neighbour(call: Call, group: SimGroup, pool: Pool, place: int) -> Wire:
    photo = call.sim.world.photo(pool[place].photo_id) if 0 <= place < len(pool) else None
    owner = None if photo is None else call.sim.world.member(photo.owner)
    if photo is None or owner is None or not call.sees(photo, owner):
        return {"id": "0"}
    return {
        "id": str(photo.id),
        "owner": photo.owner,
        "secret": photo.secret,
        "server": photo.server,
        "farm": photo.farm,
        "title": photo.title,
        "url": f"/photos/{owner.url_name}/{photo.id}/in/pool-{group.nsid}/",
        "thumb": file_url(call.view(photo, owner), SQUARE),
        "license": str(photo.licence),
        "media": photo.media,
        "is_faved": 0,
    }
