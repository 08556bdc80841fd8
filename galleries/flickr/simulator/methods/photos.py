"""flickr.photos.*"""

from typing import Any

from galleries.flickr.simulator.callers import (
    knows_place,
    may_comment,
    may_download,
    perm_comment,
)
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.paging import photos_page
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.seen import seen_in
from galleries.flickr.simulator.simphoto import SimPhoto, is_machine_tag
from galleries.flickr.simulator.wire import View, file_url, icon, sizes_of, tag_of


@method("photos.recentlyUpdated", perms="read")
def recently_updated(call: Call) -> Answer:
    """The caller's own photos changed since a moment, latest change first."""
    since = call.arg("min_date")
    if not since:
        raise Fail(1, "Required argument missing.")
    if not since.isascii() or not since.isdecimal() or len(since) > 12:
        raise Fail(2, "Not a valid date")
    return photos_page(call, call.sim.world.updates(call.member, int(since)), call.member)


@method("photos.getInfo")
def get_info(call: Call) -> Answer:
    view = shown(call, nonsense='Photo "{}" not found (invalid ID)')
    photo, owner = view.photo, view.owner
    info: dict[str, Any] = {
        "id": str(photo.id),
        "secret": photo.secret,
        "server": photo.server,
        "farm": photo.farm,
        "dateuploaded": str(photo.uploaded_at),
        "isfavorite": int(_has_faved(call, photo)),
        "license": str(photo.licence),
        "safety_level": str(photo.safety),
        "rotation": photo.rotation,
    }
    if may_download(call.caller, photo, owner):
        info |= {
            "originalsecret": photo.original_secret,
            "originalformat": photo.original_format,
        }
    info |= {
        "owner": _owner(owner),
        "title": {"_content": photo.title},
        "description": {"_content": photo.description},
        "visibility": {
            "ispublic": int(photo.is_public),
            "isfriend": int(photo.is_friend),
            "isfamily": int(photo.is_family),
        },
        "dates": {
            "posted": str(photo.uploaded_at),
            "taken": photo.taken,
            "takengranularity": photo.granularity,
            "takenunknown": str(int(photo.taken_unknown)),
            "lastupdate": str(photo.updated_at),
        },
    }
    if call.caller.owns(photo):
        info["permissions"] = {"permcomment": perm_comment(photo), "permaddmeta": 2}
    info |= {
        "views": str(photo.views),
        "editability": {
            "cancomment": int(may_comment(call.caller, photo, owner)),
            "canaddmeta": int(call.caller.owns(photo)),
        },
        "publiceditability": {"cancomment": int(perm_comment(photo) == 3), "canaddmeta": 0},
        "usage": _usage(view),
        "comments": {"_content": str(photo.comments)},
        "notes": {"note": []},
        "people": {"haspeople": int(bool(seen_in(call.sim.world, photo)))},
        "tags": {"tag": [_tag(view, tag) for tag in photo.tags]},
    }
    if knows_place(call.caller, photo, owner):
        info |= _place(photo)
    info |= {
        "urls": {"url": [{"type": "photopage", "_content": view.page_url}]},
        "media": photo.media,
    }
    if photo.media == "video":
        info["video"] = {
            "ready": 1,
            "failed": 0,
            "pending": 0,
            "duration": str(5 + photo.id % 55),
            "width": "640",
            "height": "360",
        }
    return {"photo": info}


@method("photos.getSizes")
def get_sizes(call: Call) -> Answer:
    view = shown(call)
    photo = view.photo
    listing: list[dict[str, Any]] = [
        {
            "label": size.label,
            "width": width,
            "height": height,
            "source": file_url(view, size),
            "url": f"{view.page_url}sizes/{size.page}/",
            "media": "photo",
        }
        for size, width, height in sizes_of(view)
        if size.label
    ]
    if photo.media == "video":
        listing += [
            {
                "label": label,
                "width": "",
                "height": "",
                "source": f"{view.page_url}play/{file}/{photo.secret}/",
                "url": view.page_url,
                "media": "video",
            }
            for label, file in (("360p", "360p"), ("720p", "720p"), ("Site MP4", "site"))
        ]
    usage = _usage(view)
    rights = {name: usage[name] for name in ("canblog", "canprint", "candownload")}
    return {"sizes": {**rights, "size": listing}}


def shown(
    call: Call, *, nonsense: str = "Photo not found", hidden: str = "Photo not found"
) -> View:
    """The photo of ``photo_id``, if the caller may see it or knows its secret.

    nonsense, hidden  what is said where there is none, and where it is closed
    """
    photo_id = call.arg("photo_id")
    photo = call.sim.world.photo(photo_id)
    if photo is None:
        raise Fail(1, nonsense.format(photo_id))
    owner = call.sim.world.member(photo.owner)
    knows_secret = call.arg("secret") == photo.secret
    if not knows_secret and not call.sees(photo, owner, safe_search=3):
        # Since mid-2025 a private photo looks like one that never was.
        raise Fail(1, hidden)
    return call.view(photo, owner)


def _has_faved(call: Call, photo: SimPhoto) -> bool:
    caller = call.caller.member
    return caller is not None and call.sim.faves.has(caller, photo.id)


def _owner(owner: Member) -> dict[str, Any]:
    gift: dict[str, Any] = {"gift_eligible": not owner.is_pro}
    if not owner.is_pro:
        gift["eligible_durations"] = ["year", "month", "week"]
    return {
        "nsid": owner.nsid,
        "username": owner.username,
        "realname": owner.realname,
        "location": owner.location,
        **icon(owner),
        "path_alias": owner.path_alias or None,
        "gift": {**gift, "new_flow": True},
    }


def _usage(view: View) -> dict[str, int]:
    signed_in = view.caller.member is not None
    return {
        "candownload": int(may_download(view.caller, view.photo, view.owner)),
        "canblog": int(signed_in and view.photo.is_public),
        "canprint": 0,
        "canshare": int(view.photo.is_public),
    }


def _tag(view: View, tag: str) -> dict[str, Any]:
    # One of very few booleans, and only when it is false.
    return tag_of(view, tag) | {"machine_tag": 1 if is_machine_tag(tag) else False}


def _place(photo: SimPhoto) -> dict[str, Any]:
    geo = photo.geo
    if geo is None:
        return {}
    location: dict[str, Any] = {
        "latitude": f"{geo.latitude:.6f}",
        "longitude": f"{geo.longitude:.6f}",
        "accuracy": str(geo.accuracy),
        "context": geo.context,
    }
    if geo.place is not None:
        location |= {
            "locality": {"_content": geo.place.locality},
            "county": {"_content": geo.place.county},
            "region": {"_content": geo.place.region},
            "country": {"_content": geo.place.country},
            "neighbourhood": {"_content": ""},
        }
    return {
        "location": location,
        "geoperms": {
            "ispublic": int(geo.is_public),
            "iscontact": int(geo.is_contact),
            "isfriend": int(geo.is_friend),
            "isfamily": int(geo.is_family),
        },
    }
