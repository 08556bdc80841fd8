"""urls.lookup*: who or what an address names, when the address alone does not tell the id."""

from dataclasses import dataclass

from . import parse, replies
from .client import Flickr
from .galleries import parse_info
from .parse import Wire
from .records.gallery import FlickrGalleryRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A person or group by NSID, and its name."""

    nsid: str
    name: str


def lookup_user(flickr: Flickr, *, url: str) -> Found:
    """The person behind any photo, profile or album address. Raises NotOnFlickr."""
    method = "urls.lookupUser"
    return parse_user(method, flickr.call(method, expects="user", url=url))


def lookup_group(flickr: Flickr, *, url: str) -> Found:
    """The group behind an address. Raises NotOnFlickr."""
    method = "urls.lookupGroup"
    return parse_group(method, flickr.call(method, expects="group", url=url))


def lookup_gallery(flickr: Flickr, *, url: str) -> FlickrGalleryRecord:
    """The Flickr gallery behind an address; the way from its plain id to the compound one."""
    method = "urls.lookupGallery"
    return parse_info(method, flickr.call(method, expects="gallery", url=url))


def parse_user(method: str, reply: Wire) -> Found:
    """Read ``user{id, username{_content}}``."""
    return replies.record(
        method,
        "user",
        replies.only(method, reply, "user"),
        lambda wire: Found(
            nsid=parse.told(wire, "id", parse.nsid), name=parse.text(wire.get("username"))
        ),
    )


def parse_group(method: str, reply: Wire) -> Found:
    """Read ``group{id, groupname{_content}}``."""
    return replies.record(
        method,
        "group",
        replies.only(method, reply, "group"),
        lambda wire: Found(
            nsid=parse.told(wire, "id", parse.nsid), name=parse.unescaped(wire.get("groupname"))
        ),
    )
