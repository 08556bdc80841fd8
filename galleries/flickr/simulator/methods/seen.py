"""flickr.photos.people.*"""

from galleries.flickr.simulator.everybody import Everybody, Named
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.methods.photos import shown
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.seen import Seen, seen_in, size_px
from galleries.flickr.simulator.wire import Wire, icon


@method("photos.people.getList")
def get_list(call: Call) -> Answer:
    """Who is seen in a photo, in the order in which they were named."""
    view = shown(call)
    everybody = Everybody(call.sim.world, call.sim.state)
    found = [
        (one, person)
        for one in seen_in(call.sim.world, view.photo)
        if (person := everybody.person(one.nsid)) is not None
    ]
    width, height = size_px(view.photo)
    people: Wire = {
        "total": len(found),
        "photo_width": str(width),
        "photo_height": str(height),
        "person": [
            _person(one, person, is_deleted=everybody.is_deleted(one.nsid)) for one, person in found
        ],
    }
    return {"people": people}


def _person(seen: Seen, person: Member | Named, *, is_deleted: bool) -> Wire:
    wire: Wire = {
        "nsid": seen.nsid,
        "username": person.username,
        **icon(person),
        "path_alias": person.path_alias or None,
        "added_by": seen.added_by,
        "is_deleted": int(is_deleted),
    }
    if person.realname:
        wire["realname"] = person.realname
    if seen.box_px is not None:
        wire |= dict(zip("xywh", map(str, seen.box_px), strict=True))
    return wire
