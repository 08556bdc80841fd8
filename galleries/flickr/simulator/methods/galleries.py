"""flickr.galleries.*: the galleries of this Flickr."""

from galleries.flickr.simulator import continuation
from galleries.flickr.simulator.galleries import SimGallery
from galleries.flickr.simulator.listids import as_id
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.paging import page_of
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.sizes import BY_SUFFIX
from galleries.flickr.simulator.wire import Wire, file_url, icon, listed, stub

COVERS = 3  # pictures on the cover: the primary photo and two more
COVER_PX = 150


@method("galleries.getList")
def get_list(call: Call) -> Answer:
    """A member's galleries, newest first: by page, or from one continuation to the next."""
    owner = _member(call)
    galleries = call.sim.galleries.of(owner)
    more: Wire = {}
    if continuation.is_asked(call):
        page, word = continuation.continued(call, owner.nsid, len(galleries))
        more = {"continuation": word}
    else:
        page = page_of(call, len(galleries))
    told = call.sim.oddities.told(page, galleries)
    extras = [extra.strip() for extra in call.arg("primary_photo_extras").split(",")]
    listing = []
    for gallery in told.items:
        wire = _gallery(call, gallery, owner)
        cover = _photo(call, gallery.primary_id)
        if any(extras) and cover is not None:
            view = call.view(cover, call.sim.world.member(cover.owner))
            known = stub(view)
            wire["primary_photo_extras"] = {
                key: value for key, value in listed(view, extras).items() if key not in known
            }
        listing.append(wire)
    head = {**told.head, "per_page": page.size, "user_id": owner.nsid, **more}
    return {"galleries": {**head, "gallery": listing}}


@method("galleries.getInfo")
def get_info(call: Call) -> Answer:
    gallery, owner = _asked(call)
    wire = _gallery(call, gallery, owner)
    ids = [id_ for id_ in gallery.photo_ids if id_ != gallery.primary_id]
    covers = [_photo(call, id_) for id_ in [gallery.primary_id, *ids][:COVERS]]
    wire["cover_photos"] = {
        "photo": [_cover(call, photo, gallery.primary_id) for photo in covers if photo is not None]
    }
    state = sum(gallery.photo_ids) + gallery.updated_at
    return {"gallery": wire | {"current_state": f"{state % 2**128:032x}"}}


@method("galleries.getPhotos")
def get_photos(call: Call) -> Answer:
    """One page of a gallery in its own order, with the curator's words."""
    gallery, owner = _asked(call)
    more: Wire = {}
    if continuation.is_asked(call):
        page, word = continuation.continued(call, gallery.api_id, len(gallery.items))
        more = {"continuation": word}
    else:
        page = page_of(call, len(gallery.items))
    told = call.sim.oddities.told(page, gallery.items)
    listing = []
    for item in told.items:
        photo = _photo(call, item.photo_id)
        if photo is None:
            continue
        view = call.view(photo, call.sim.world.member(photo.owner))
        wire = listed(view, call.extras)
        wire["is_primary"] = int(item.photo_id == gallery.primary_id)
        wire["has_comment"] = int(bool(item.caption))
        if item.caption:
            wire["comment"] = {"_content": item.caption}
        listing.append(wire)
    body: Answer = {"photos": {**page.head, **told.head, **more, "photo": listing}}
    if call.arg("get_gallery_info") == "1":
        body["gallery"] = _gallery(call, gallery, owner)
    return body


def _gallery(call: Call, gallery: SimGallery, owner: Member) -> Wire:
    photos = [_photo(call, id_) for id_ in gallery.photo_ids]
    videos = sum(photo is not None and photo.media == "video" for photo in photos)
    wire: Wire = {
        "id": gallery.api_id,
        "gallery_id": str(gallery.id),
        "url": f"{call.sim.site_url}/photos/{owner.url_name}/galleries/{gallery.id}",
        "owner": owner.nsid,
        "username": owner.username,
        **icon(owner),
        "primary_photo_id": str(gallery.primary_id or ""),
        "date_create": str(gallery.created_at),
        "date_update": str(gallery.updated_at),
        "count_photos": len(photos) - videos,
        "count_videos": videos,
        "count_total": len(photos),
        "count_views": gallery.views,
        "count_comments": gallery.comments,
        "title": {"_content": gallery.title},
        "description": {"_content": gallery.description},
        "sort_group": None,
    }
    cover = _photo(call, gallery.primary_id)
    if cover is not None:
        wire |= {
            "primary_photo_server": cover.server,
            "primary_photo_farm": cover.farm,
            "primary_photo_secret": cover.secret,
        }
    return wire


def _cover(call: Call, photo: SimPhoto, primary_id: int) -> Wire:
    view = call.view(photo, call.sim.world.member(photo.owner))
    return {
        "url": file_url(view, BY_SUFFIX["q"]),
        "width": COVER_PX,
        "height": COVER_PX,
        "is_primary": int(photo.id == primary_id),
        "is_video": int(photo.media == "video"),
    }


def _photo(call: Call, id_: int) -> SimPhoto | None:
    return call.sim.world.photo(id_) if id_ else None


def _asked(call: Call) -> tuple[SimGallery, Member]:
    """The gallery of gallery_id, in the compound form or the plain one, and its owner."""
    gallery = call.sim.galleries.get(as_id(call.arg("gallery_id").rpartition("-")[2]))
    if gallery is None:
        raise Fail(1, "Invalid gallery ID")
    return gallery, call.sim.world.member(gallery.owner)


def _member(call: Call) -> Member:
    user_id = call.arg("user_id")
    if user_id == "me":
        return call.member
    found = call.sim.world.directory.living(user_id)
    if found is None or found.nsid != user_id:
        raise Fail(1, "User not found")
    return found
