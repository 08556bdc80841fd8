"""flickr.people.*"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.paging import photos_page
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.simphoto import NEVER, SimPhoto
from galleries.flickr.simulator.wire import icon

# privacy_filter: (public, friend, family)
PRIVACY = {
    1: (True, False, False),
    2: (False, True, False),
    3: (False, False, True),
    4: (False, True, True),
    5: (False, False, False),
}


@method("people.getPhotos")
def get_photos(call: Call) -> Answer:
    """One member's photos as the caller may see them, newest upload first."""
    user_id = call.arg("user_id")
    if not user_id:
        raise Fail(1, "Required arguments missing")
    if user_id == "me" and call.caller.member is None:
        raise Fail(99, "User not logged in")
    owner = call.caller.member if user_id == "me" else call.sim.world.directory.find(user_id)
    if owner is None or (owner.nsid != user_id and user_id != "me"):
        raise Fail(2, "Unknown user")
    photos: Sequence[SimPhoto] = call.sim.world.stream(owner)
    narrowed = _narrowed(call, owner, photos)
    return photos_page(call, photos if narrowed is None else narrowed, owner)


@method("people.getPublicPhotos")
def get_public_photos(call: Call) -> Answer:
    owner = _member(call)
    return photos_page(call, call.sim.world.stream(owner), owner, public_only=True)


@method("people.getInfo")
def get_info(call: Call) -> Answer:
    member = _member(call)
    own = member.nsid == call.caller.nsid
    person: dict[str, Any] = {
        "id": member.nsid,
        "nsid": member.nsid,
        "ispro": int(member.is_pro),
        "is_deleted": 0,
        **icon(member),
        "path_alias": member.path_alias or None,
        "has_stats": 0,
    }
    if member.is_pro:
        person |= {"pro_badge": "standard", "expire": "0"}
    if call.caller.member is not None and not own:
        person |= _relations(call.caller.member, member)
    person["username"] = {"_content": member.username}
    if member.realname:
        person["realname"] = {"_content": member.realname}
    if member.location:
        person["location"] = {"_content": member.location}
    if member.timezone is not None:
        label, offset, name = member.timezone
        person["timezone"] = {"label": label, "offset": offset, "timezone_id": name}
    mobile = f"https://m.flickr.com/photostream.gne?id={member.account_number}"
    person |= {
        "description": {"_content": member.description},
        "photosurl": {"_content": f"{call.sim.site_url}/photos/{member.url_name}/"},
        "profileurl": {"_content": f"{call.sim.site_url}/people/{member.url_name}/"},
        "mobileurl": {"_content": mobile},
        "photos": _photos(call, member, own=own),
        "has_adfree": 0,
        "has_free_standard_shipping": 0,
        "has_free_educational_resources": 0,
    }
    if own:
        count = len(call.sim.world.stream(member))
        person |= {
            "upload_count": count,
            "upload_limit": 0 if member.is_pro else 1000,
            "upload_limit_status": "no_limit" if member.is_pro else "below_limit",
        }
    return {"person": person}


@method("people.getUploadStatus", perms="read")
def get_upload_status(call: Call) -> Answer:
    member = call.member
    return {
        "user": {
            "id": member.nsid,
            "ispro": int(member.is_pro),
            "username": {"_content": member.username},
            "bandwidth": {
                "max": "2147483648",
                "used": 0,
                "maxbytes": "214748364800",
                "usedbytes": 0,
                "remainingbytes": "214748364800",
                "maxkb": "214748364",
                "usedkb": 0,
                "remainingkb": "214748364",
                "unlimited": 1,
            },
            "filesize": {
                "max": "209715200",
                "maxbytes": "209715200",
                "maxkb": "204800",
                "maxmb": "200",
            },
            "sets": {"created": 0, "remaining": "lots"},
            "videosize": {"maxbytes": "1073741824", "maxkb": "1048576", "maxmb": "1024"},
            "videos": {"uploaded": 0, "remaining": "lots"},
        }
    }


def _member(call: Call) -> Member:
    user_id = call.arg("user_id")
    if user_id == "me" and call.caller.member is not None:
        return call.caller.member
    found = call.sim.world.directory.find(user_id)
    if found is None or found.nsid != user_id:
        raise Fail(1, "User not found")
    return found


def _relations(caller: Member, member: Member) -> dict[str, int]:
    there = caller.relations.get(member.key)
    back = member.relations.get(caller.key)
    return {
        "ignored": 0,
        "contact": int(there is not None),
        "friend": int(there is not None and there.friend),
        "family": int(there is not None and there.family),
        "revcontact": int(back is not None),
        "revfriend": int(back is not None and back.friend),
        "revfamily": int(back is not None and back.family),
    }


def _photos(call: Call, member: Member, *, own: bool) -> dict[str, Any]:
    world = call.sim.world
    stream = world.stream(member)
    first = stream[-1] if len(stream) else None
    count = len(stream) if own else world.public_count(member)
    counted: dict[str, Any] = {
        "firstdatetaken": {"_content": first.taken if first else NEVER},
        "firstdate": {"_content": str(first.uploaded_at) if first else ""},
        "count": {"_content": count},
    }
    if own:
        # Adding up a million views would take a minute; nobody compares this number.
        counted["views"] = {"_content": str(57 * count)}
    return counted


def _narrowed(call: Call, owner: Member, photos: Sequence[SimPhoto]) -> list[SimPhoto] | None:
    """The photos that the arguments leave over, or None when they leave all."""
    own = owner.nsid == call.caller.nsid
    # Only the owner's own photos can be told apart by privacy.
    privacy = PRIVACY.get(call.number("privacy_filter", 0)) if own else None
    uploaded = _span(call, "upload")
    taken = _span(call, "taken")
    types = {int(t) for t in call.arg("content_types").split(",") if t.strip().isdecimal()}
    if privacy is None and uploaded is None and taken is None and not types:
        return None

    def wanted(photo: SimPhoto) -> bool:
        moment = datetime.fromtimestamp(photo.uploaded_at, tz=UTC)
        return (
            (privacy is None or privacy == (photo.is_public, photo.is_friend, photo.is_family))
            and (uploaded is None or uploaded[0] <= f"{moment:%Y-%m-%d %H:%M:%S}" <= uploaded[1])
            and (taken is None or taken[0] <= photo.taken <= taken[1])
            and (not types or photo.content_type in types)
        )

    since = uploaded[0] if uploaded is not None else ""
    return [photo for photo in _until(photos, since) if wanted(photo)]


def _until(photos: Sequence[SimPhoto], since: str) -> Iterator[SimPhoto]:
    """Newest first, and no further back than needed."""
    for photo in photos:
        moment = datetime.fromtimestamp(photo.uploaded_at, tz=UTC)
        if f"{moment:%Y-%m-%d %H:%M:%S}" < since:
            return
        yield photo


def _span(call: Call, what: str) -> tuple[str, str] | None:
    """min_<what>_date and max_<what>_date, epoch or text, as texts that sort."""
    least, most = call.arg(f"min_{what}_date"), call.arg(f"max_{what}_date")
    return (_moment(least), _moment(most) or "9999") if least or most else None


def _moment(text: str) -> str:
    if text.isascii() and text.isdecimal() and len(text) < 11:
        return f"{datetime.fromtimestamp(int(text), tz=UTC):%Y-%m-%d %H:%M:%S}"
    return text
