"""flickr.photos.getContactsPhotos: the newest photos of those whom the caller follows."""

from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.wire import listed

DEFAULT, MOST = 10, 50


@method("photos.getContactsPhotos", perms="read")
def get_contacts_photos(call: Call) -> Answer:
    count = min(call.number("count", DEFAULT) or DEFAULT, MOST)
    photos = call.sim.contacts.newest_photos(
        call.member,
        count,
        just_friends=call.arg("just_friends") == "1",
        single_photo=call.arg("single_photo") == "1",
        include_self=call.arg("include_self") == "1",
        shown=call.sees,
    )
    listing = []
    for photo in photos:
        owner = call.sim.world.member(photo.owner)
        wire = listed(call.view(photo, owner), call.extras)
        listing.append(wire | {"username": owner.username})
    head = {"total": len(photos), "page": 1, "per_page": count, "pages": int(bool(photos))}
    return {"photos": {**head, "photo": listing}}
