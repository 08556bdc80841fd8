"""flickr.tags.*, flickr.photos.addTags and flickr.photos.removeTag"""

import re

from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.methods.photos import shown
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.simphoto import SimPhoto, tag_number
from galleries.flickr.simulator.wire import View, Wire, tag_of

MOST_TAGS = 75
# Words and phrases in double quotes, which may begin in the middle: name:first="Ann B".
TAG = re.compile(r'(?:"[^"]*"?|[^\s"]+)+')


@method("tags.getListPhoto")
def get_list_photo(call: Call) -> Answer:
    view = shown(call)
    tags = [tag_of(view, tag) for tag in view.photo.tags]
    return {"photo": {"id": str(view.photo.id), "tags": {"tag": tags}}}


@method("tags.getListUser")
def get_list_user(call: Call) -> Answer:
    """What a member calls the photos that the caller sees; their whole stream is read for it."""
    owner = _member(call)
    photos = [photo for photo in call.sim.world.stream(owner) if call.sees(photo, owner)]
    words = sorted({tag for photo in photos for tag in photo.normal_tags})
    return {"who": {"id": owner.nsid, "tags": {"tag": [{"_content": word} for word in words]}}}


@method("photos.addTags", perms="write")
def add_tags(call: Call) -> Answer:
    """To one's own photos, all or none; tells those that were not there before."""
    view = shown(call)
    _check_owner(call, view.photo)
    found = {tag_number(tag): tag for tag in view.photo.tags}
    wanted = [match.replace('"', "").strip() for match in TAG.findall(call.arg("tags"))]
    new = {tag_number(tag): tag for tag in reversed(wanted) if tag and tag_number(tag) not in found}
    if len(found | new) > MOST_TAGS:
        raise Fail(2, "Maximum number of tags reached")
    if not new:
        return {}
    added = list(reversed(new.values()))
    call.sim.world.edit(view.photo.id, tags=(*view.photo.tags, *added))
    call.changed_something()
    return {"tags": {"tag": [_added(view, tag) for tag in added]}}


@method("photos.removeTag", perms="write")
def remove_tag(call: Call) -> Answer:
    """From one's own photos, by the full id."""
    tag_id = call.arg("tag_id")
    photo = call.sim.world.photo(tag_id.partition("-")[2].partition("-")[0])
    owner = None if photo is None else call.sim.world.member(photo.owner)
    if photo is None or owner is None or not call.sees(photo, owner):
        raise Fail(1, "Tag not found")
    view = call.view(photo, owner)
    left = tuple(tag for tag in photo.tags if tag_of(view, tag)["id"] != tag_id)
    if left == photo.tags:
        raise Fail(1, "Tag not found")
    _check_owner(call, photo)
    call.sim.world.edit(photo.id, tags=left)
    call.changed_something()
    return {}


def _check_owner(call: Call, photo: SimPhoto) -> None:
    # On Flickr owners may open this to others, and what strangers are told is not on record.
    if not call.caller.owns(photo):
        raise Fail(99, "Insufficient permissions")


def _added(view: View, tag: str) -> Wire:
    """As ``tag_of``, but here Flickr calls the full id another name."""
    wire = tag_of(view, tag)
    return wire | {"id": str(tag_number(tag)), "full_tag_id": wire["id"]}


def _member(call: Call) -> Member:
    user_id = call.arg("user_id")
    if not user_id or user_id == "me":
        return call.member
    found = call.sim.world.directory.living(user_id)
    if found is None or found.nsid != user_id:
        raise Fail(1, "User not found")
    return found
