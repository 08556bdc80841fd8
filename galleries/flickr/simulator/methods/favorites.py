"""flickr.favorites.*"""

from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.paging import page_of
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.wire import listed


@method("favorites.getList")
def get_list(call: Call) -> Answer:
    """What a member faved, as far as the caller may see it, newest fave first."""
    return _list(call, public_only=False)


@method("favorites.getPublicList")
def get_public_list(call: Call) -> Answer:
    return _list(call, public_only=True)


@method("favorites.add", perms="write")
def add(call: Call) -> Answer:
    photo = call.sim.world.photo(call.arg("photo_id"))
    if photo is None:
        raise Fail(1, "Photo not found")
    if call.caller.owns(photo):
        raise Fail(2, "Photo is owned by you")
    if call.sim.faves.has(call.member, photo.id):
        raise Fail(3, "Photo is already in favorites")
    if not call.sees(photo, call.sim.world.member(photo.owner)):
        raise Fail(4, "User cannot see photo")
    call.sim.faves.add(call.member, photo.id, at=call.sim.world.now)
    call.changed_something()
    return {}


@method("favorites.remove", perms="write")
def remove(call: Call) -> Answer:
    photo = call.sim.world.photo(call.arg("photo_id"))
    if photo is None or not call.sim.faves.has(call.member, photo.id):
        raise Fail(1, "Photo not in favorites")
    call.sim.faves.remove(call.member, photo.id)
    call.changed_something()
    return {}


def _list(call: Call, *, public_only: bool) -> Answer:
    world = call.sim.world
    faves = call.sim.faves.of(_member(call))
    page = page_of(call, len(faves))
    listing = []
    for fave in faves[page.slice]:
        photo = world.photo(fave.photo_id)
        if photo is None:
            continue  # deleted: cut after paging, as what the caller may not see
        owner = world.member(photo.owner)
        if call.sees(photo, owner) and (photo.is_public or not public_only):
            wire = listed(call.view(photo, owner), call.extras)
            listing.append({**wire, "date_faved": str(fave.faved_at)})
    return {"photos": {**page.head, "photo": listing}}


def _member(call: Call) -> Member:
    user_id = call.arg("user_id")
    if not user_id or user_id == "me":
        return call.member
    found = call.sim.world.directory.find(user_id)
    if found is None or found.nsid != user_id:
        raise Fail(1, "User not found")
    return found
