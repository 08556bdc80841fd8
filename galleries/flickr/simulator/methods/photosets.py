"""flickr.photosets.*: albums."""

from collections.abc import Sequence
from typing import Any

from galleries.flickr.simulator import continuation
from galleries.flickr.simulator.albums import SimAlbum
from galleries.flickr.simulator.listids import as_id
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.methods.people import PRIVACY
from galleries.flickr.simulator.paging import page_of
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.wire import Wire, listed, stub

MOST = 500
MEDIA = {"photos": "photo", "videos": "video"}

# An album, and the photos of it that the caller may see.
type Seen = tuple[SimAlbum, list[SimPhoto]]


@method("photosets.getList")
def get_list(call: Call) -> Answer:
    """A member's albums in their own order, without those of which the caller sees nothing."""
    owner = _member(call)
    albums = [(album, _visible(call, album, owner)) for album in call.sim.albums.of(owner)]
    shown: list[Seen] = [(album, photos) for album, photos in albums if photos]
    more: Wire = {}
    if continuation.is_asked(call):
        page, word = continuation.continued(call, owner.nsid, len(shown))
        more = {"continuation": word}
    else:
        page = page_of(call, len(shown), default=MOST, most=MOST)
    told = call.sim.oddities.told(page, shown)
    extras = [extra.strip() for extra in call.arg("primary_photo_extras").split(",")]
    listing = []
    for album, photos in told.items:
        wire = _album(call, album, owner, photos) | {"videos": _videos(photos)}
        if any(extras):
            wire["primary_photo_extras"] = _cover_extras(call, album, owner, photos, extras)
        listing.append(wire)
    head = {"cancreate": int(owner.nsid == call.caller.nsid), **page.head, **told.head, **more}
    return {"photosets": {**head, "photoset": listing}}


@method("photosets.getInfo")
def get_info(call: Call) -> Answer:
    album, owner = _asked(call)
    return {"photoset": _album(call, album, owner, _visible(call, album, owner))}


@method("photosets.getPhotos")
def get_photos(call: Call) -> Answer:
    """One page of an album in its own order; what the caller may not see is cut after paging."""
    album, owner = _asked(call)
    photos = _narrowed(call, owner, call.sim.albums.photos(album))
    page = page_of(call, len(photos), default=MOST, most=MOST)
    told = call.sim.oddities.told(page, photos)
    cover = _cover(album, _visible(call, album, owner))
    listing = []
    for photo in told.items:
        if not call.sees(photo, owner):
            continue
        wire = listed(call.view(photo, owner), call.extras)
        del wire["owner"]
        listing.append(wire | {"isprimary": str(int(photo.id == cover.id))})
    return {
        "photoset": {
            "id": str(album.id),
            "primary": str(cover.id),
            "owner": owner.nsid,
            "ownername": owner.username,
            "photo": listing,
            **page.head,
            **told.head,
            "per_page": page.size,
            "title": album.title,
        }
    }


def _album(call: Call, album: SimAlbum, owner: Member, photos: Sequence[SimPhoto]) -> Wire:
    """An album as the caller sees it: counts and cover are of what they may see."""
    cover = _cover(album, photos)
    count = len(photos) - _videos(photos)
    return {
        "id": str(album.id),
        "owner": owner.nsid,
        "username": owner.username,
        "primary": str(cover.id),
        "secret": cover.secret,
        "server": cover.server,
        "farm": cover.farm,
        "count_views": str(album.views),
        "count_comments": str(album.comments),
        "count_photos": count,
        "count_videos": _videos(photos),
        "title": {"_content": album.title},
        "description": {"_content": album.description},
        "can_comment": int(call.caller.member is not None),
        "date_create": str(album.created_at),
        "date_update": str(album.updated_at),
        "photos": count,
        "visibility_can_see_set": 1,
        "needs_interstitial": 0,
    }


def _cover(album: SimAlbum, photos: Sequence[SimPhoto]) -> SimPhoto:
    """The cover, or what stands in for one that the caller may not see."""
    return next((photo for photo in photos if photo.id == album.primary_id), photos[0])


def _cover_extras(
    call: Call, album: SimAlbum, owner: Member, photos: Sequence[SimPhoto], extras: list[str]
) -> dict[str, Any]:
    view = call.view(_cover(album, photos), owner)
    known = stub(view)
    return {key: value for key, value in listed(view, extras).items() if key not in known}


def _videos(photos: Sequence[SimPhoto]) -> int:
    return sum(photo.media == "video" for photo in photos)


def _visible(call: Call, album: SimAlbum, owner: Member) -> list[SimPhoto]:
    return [photo for photo in call.sim.albums.photos(album) if call.sees(photo, owner)]


def _narrowed(call: Call, owner: Member, photos: list[SimPhoto]) -> list[SimPhoto]:
    """The photos that the arguments leave over."""
    own = owner.nsid == call.caller.nsid
    privacy = PRIVACY.get(call.number("privacy_filter", 0)) if own else None
    media = MEDIA.get(call.arg("media"))
    return [
        photo
        for photo in photos
        if (privacy is None or privacy == (photo.is_public, photo.is_friend, photo.is_family))
        and media in (None, photo.media)
    ]


def _asked(call: Call) -> tuple[SimAlbum, Member]:
    """The album of photoset_id and its owner, if the caller may see any of it."""
    owner = call.sim.world.directory.living(call.arg("user_id"))
    if owner is None:
        raise Fail(2, "User not found")
    album = call.sim.albums.get(as_id(call.arg("photoset_id")))
    if album is None or album.owner != owner.nsid or not _visible(call, album, owner):
        raise Fail(1, "Photoset not found")
    return album, owner


def _member(call: Call) -> Member:
    user_id = call.arg("user_id")
    if user_id in ("", "me"):
        return call.member
    found = call.sim.world.directory.living(user_id)
    if found is None or found.nsid != user_id:
        raise Fail(1, "User not found")
    return found
