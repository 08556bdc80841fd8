"""What else is known of one photo: photos.getExif, photos.getFavorites, photos.getAllContexts"""

from typing import Any

from galleries.flickr.simulator.albums import SimAlbum
from galleries.flickr.simulator.exif import Tag, camera_of, exif_of, is_hidden
from galleries.flickr.simulator.methods.groups import group_icon
from galleries.flickr.simulator.methods.photos import shown
from galleries.flickr.simulator.paging import page_of
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.wire import View, Wire, icon


@method("photos.getExif")
def get_exif(call: Call) -> Answer:
    view = shown(call)
    knows_secret = call.arg("secret") == view.photo.secret
    hidden = is_hidden(view.photo, view.owner)
    if hidden and not call.caller.owns(view.photo) and not knows_secret:
        raise Fail(2, "Permission denied")
    tags = exif_of(call.sim.world.seed, view.photo, view.owner)
    camera = camera_of(view.photo, view.owner)
    return {"photo": {**_file(view), "camera": camera, "exif": [_tag(tag) for tag in tags]}}


@method("photos.getFavorites")
def get_favorites(call: Call) -> Answer:
    """Who faved a photo, last faved first."""
    view = shown(call)
    faves = call.sim.faves.on(view.photo.id)
    page = page_of(call, len(faves), default=10, most=50)
    people = [_faver(call, nsid, at) for nsid, at in faves[page.slice]]
    return {"photo": {**_file(view), **page.head, "person": people}}


@method("photos.getAllContexts")
def get_all_contexts(call: Call) -> Answer:
    """The albums and pools that hold a photo; either key is absent when there is none."""
    view = shown(call)
    sim = call.sim
    albums = [a for a in sim.albums.of(view.owner) if view.photo.id in a.photo_ids]
    pools = [
        group
        for group in sim.pools.pools_with(view.photo.id)
        if sim.groups.shows_itself_to(group, call.caller.nsid)
    ]
    contexts: Answer = {}
    if albums:
        contexts["set"] = [_set(call, album) for album in albums]
    if pools:
        contexts["pool"] = [
            {
                "title": group.name,
                "url": f"/groups/{group.url_name}/pool/",
                "id": group.nsid,
                **group_icon(group),
                "members": str(len(sim.groups.members(group))),
                "pool_count": str(len(sim.pools.of(group))),
            }
            for group in pools
        ]
    return contexts


def _file(view: View) -> Wire:
    photo = view.photo
    return {
        "id": str(photo.id),
        "secret": photo.secret,
        "server": photo.server,
        "farm": photo.farm,
    }


def _tag(tag: Tag) -> Wire:
    wire: dict[str, Any] = {
        "tagspace": tag.space,
        "tagspaceid": 0,
        "tag": tag.tag,
        "label": tag.label,
        "raw": {"_content": tag.raw},
    }
    return wire | ({"clean": {"_content": tag.clean}} if tag.clean else {})


def _faver(call: Call, nsid: str, at: int) -> Wire:
    person = call.sim.world.member(nsid)
    caller = call.caller.member
    relation = None if caller is None else caller.relations.get(person.key)
    return {
        "nsid": nsid,
        "username": person.username,
        "realname": person.realname,
        "favedate": str(at),
        **icon(person),
        "contact": int(relation is not None),
        "friend": int(relation is not None and relation.friend),
        "family": int(relation is not None and relation.family),
    }


def _set(call: Call, album: SimAlbum) -> Wire:
    photos = [
        photo
        for photo in call.sim.albums.photos(album)
        if call.sees(photo, call.sim.world.member(photo.owner))
    ]
    cover = call.sim.world.photo(album.primary_id)
    server = {} if cover is None else {"secret": cover.secret, "server": cover.server}
    return {
        "title": album.title,
        "id": str(album.id),
        "primary": str(album.primary_id),
        **server,
        "farm": 0 if cover is None else cover.farm,
        "view_count": str(album.views),
        "comment_count": str(album.comments),
        "count_photo": sum(photo.media == "photo" for photo in photos),
        "count_video": sum(photo.media == "video" for photo in photos),
    }
