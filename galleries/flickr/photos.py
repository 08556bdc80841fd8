"""photos.*: lists across a person's photos, and one photo in full."""

from datetime import datetime
from typing import Final

from . import parse, replies
from .client import Flickr
from .parse import Wire, said
from .photo_info import read_info
from .photo_lists import EXTRAS, image_url, read_photo_page
from .records.photo import PhotoInfo, PhotoRecord, Sizes
from .records.values import Page, Size

# The labels of getSizes and the suffix of the file each names (API.md 5.1).
SUFFIX_OF_LABEL: Final = {
    "Square": "s",
    "Large Square": "q",
    "Thumbnail": "t",
    "Small": "m",
    "Small 240": "m",
    "Small 320": "n",
    "Small 400": "w",
    "Medium": "",
    "Medium 500": "",
    "Medium 640": "z",
    "Medium 800": "c",
    "Large": "b",
    "Large 1024": "b",
    "Large 1600": "h",
    "Large 2048": "k",
    "X-Large 3K": "3k",
    "X-Large 4K": "4k",
    "X-Large 5K": "5k",
    "X-Large 6K": "6k",
    "Original": "o",
}


def recently_updated(
    flickr: Flickr, *, since: datetime, page: int = 1, per_page: int = 500
) -> Page[PhotoRecord]:
    """One page of the caller's own photos changed since a moment, last change first.

    Any edit, tag, comment or fave may count as a change; a deletion never shows here.
    """
    method = "photos.recentlyUpdated"
    reply = flickr.call(
        method,
        expects="photos",
        # Flickr counts whole seconds: a moment is rounded down, so that nothing is skipped.
        min_date=int(since.timestamp()),
        page=page,
        per_page=per_page,
        extras=EXTRAS,
    )
    return read_photo_page(method, reply)


def get_contacts_photos(
    flickr: Flickr, *, count: int = 50, just_friends: bool = False, single_photo: bool = False
) -> tuple[PhotoRecord, ...]:
    """The newest photos of the people whom the caller follows, at most 50.

    Some are not public: Flickr shows them to this caller alone.
    """
    method = "photos.getContactsPhotos"
    reply = flickr.call(
        method,
        expects="photos",
        count=count,
        just_friends=just_friends,
        single_photo=single_photo,
        extras=EXTRAS,
    )
    return read_photo_page(method, reply).items


def get_info(flickr: Flickr, *, flickr_id: str) -> PhotoInfo:
    """One photo in full. Raises NotOnFlickr: deleted, closed to the caller, or never there."""
    method = "photos.getInfo"
    found = parse_info(method, flickr.call(method, expects="photo", photo_id=flickr_id))
    replies.ensure_about(found.photo.flickr_id, flickr_id)
    return found


def get_sizes(flickr: Flickr, *, flickr_id: str) -> Sizes:
    """All renditions of one photo with their addresses, for those that lists do not tell."""
    method = "photos.getSizes"
    return parse_sizes(method, flickr.call(method, expects="sizes", photo_id=flickr_id))


def parse_info(method: str, reply: Wire) -> PhotoInfo:
    """Read ``photo{id, secret, owner{}, title{_content}, visibility{}, dates{}, …}``."""
    return replies.record(method, "photo", replies.only(method, reply, "photo"), read_info)


def parse_sizes(method: str, reply: Wire) -> Sizes:
    """Read ``sizes{canblog, canprint, candownload, size[]{label, width, height, source}}``."""
    return replies.record(method, "sizes", replies.only(method, reply, "sizes"), _read_sizes)


def _read_sizes(wire: Wire) -> Sizes:
    sizes: dict[str, Size] = {}
    videos: dict[str, Size] = {}
    for entry in parse.many(wire.get("size")):
        label = parse.told(entry, "label", parse.text)
        if parse.text(entry.get("media")) == "video":
            videos[label] = _read_size(entry)
        elif label in SUFFIX_OF_LABEL:
            sizes[SUFFIX_OF_LABEL[label]] = _read_size(entry)
        # A label that is new to us is a size we have no use for.
    return Sizes(
        sizes=sizes,
        videos=videos,
        can_download=said(wire, "candownload", parse.flag),
        can_blog=said(wire, "canblog", parse.flag),
        can_print=said(wire, "canprint", parse.flag),
    )


def _read_size(wire: Wire) -> Size:
    return Size(
        # Videos come with empty width and height, which read as 0.
        width_px=parse.count(wire.get("width")),
        height_px=parse.count(wire.get("height")),
        url=parse.told(wire, "source", image_url),
    )
