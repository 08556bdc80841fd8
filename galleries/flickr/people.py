"""people.*: photostreams, profiles and the groups of a person."""

from . import parse, replies
from .client import Flickr
from .groups import read_group
from .parse import Wire, said
from .persons import read_person
from .photo_lists import EXTRAS, html, read_photo_page
from .records.group import GroupRecord
from .records.person import PersonInfo
from .records.photo import PhotoRecord
from .records.values import Page


def get_photos(
    flickr: Flickr, *, user_id: str = "me", page: int = 1, per_page: int = 500
) -> Page[PhotoRecord]:
    """One page of a photostream, newest upload first, as the caller may see it.

    user_id   an NSID, or "me"
    per_page  at most 500; more is cut silently

    Raises NotOnFlickr when there is no such person, or not any more.
    """
    method = "people.getPhotos"
    reply = flickr.call(
        method, expects="photos", user_id=user_id, page=page, per_page=per_page, extras=EXTRAS
    )
    found = read_photo_page(method, reply)
    _belong_to(user_id, found)
    return found


def get_public_photos(
    flickr: Flickr, *, nsid: str, page: int = 1, per_page: int = 500
) -> Page[PhotoRecord]:
    """One page of the public part of a photostream; needs no token."""
    method = "people.getPublicPhotos"
    reply = flickr.call(
        method, expects="photos", user_id=nsid, page=page, per_page=per_page, extras=EXTRAS
    )
    found = read_photo_page(method, reply)
    _belong_to(nsid, found)
    return found


def get_info(flickr: Flickr, *, nsid: str) -> PersonInfo:
    """One person's profile. Raises NotOnFlickr when they are gone (code 5) or never were."""
    method = "people.getInfo"
    found = parse_info(method, flickr.call(method, expects="person", user_id=nsid))
    replies.ensure_about(found.person.nsid, nsid)
    return found


def get_groups(flickr: Flickr, *, nsid: str) -> tuple[GroupRecord, ...]:
    """All groups of a person, private ones only for themselves. One call, however many."""
    method = "people.getGroups"
    reply = flickr.call(
        method, expects="groups", user_id=nsid, extras="privacy,throttle,restrictions"
    )
    return parse_groups(method, reply)


def parse_info(method: str, reply: Wire) -> PersonInfo:
    """Read ``person{nsid, username{_content}, …, photos{count, firstdate, firstdatetaken}}``."""
    return replies.record(method, "person", replies.only(method, reply, "person"), _read_info)


def parse_groups(method: str, reply: Wire) -> tuple[GroupRecord, ...]:
    """Read ``groups.group[]``."""
    listing = replies.only(method, reply, "groups")
    return replies.records(method, "group", listing.get("group"), read_group)


def _read_info(wire: Wire) -> PersonInfo:
    photos = parse.one(wire.get("photos"))
    timezone = parse.one(wire.get("timezone"))
    return PersonInfo(
        person=read_person(wire),
        is_pro=said(wire, "ispro", parse.flag),
        is_deleted=parse.flag(wire.get("is_deleted")),
        location=said(wire, "location", parse.text),
        description_html=said(wire, "description", html),
        photo_count=said(photos, "count", parse.count),
        first_uploaded_at=said(photos, "firstdate", parse.epoch_or_none),
        first_taken=said(photos, "firstdatetaken", _first_taken),
        timezone_name=said(timezone, "timezone_id", parse.text),
        is_contact=said(wire, "contact", parse.flag),
        is_friend=said(wire, "friend", parse.flag),
        is_family=said(wire, "family", parse.flag),
    )


def _first_taken(value: object) -> str | None:
    found = parse.taken(value, precision=0, unknown=0)
    return found.moment if found else None


def _belong_to(user_id: str, page: Page[PhotoRecord]) -> None:
    """Refuse somebody else's photos: they would come from another request's body."""
    if user_id == "me":
        return
    for photo in page.items:
        if photo.owner:
            replies.ensure_about(photo.owner.nsid, user_id)
