"""How lists of photos tell a photo: shared by every family that returns some."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Final
from urllib.parse import urlsplit

from . import parse, replies
from .html import clean_html
from .parse import Wire, first_said, said
from .records.person import PersonRecord
from .records.photo import PhotoRecord
from .records.values import (
    UNSAID,
    ContentType,
    Media,
    Original,
    Page,
    Place,
    Safety,
    Size,
    TakenAt,
    Unsaid,
    Visibility,
)

# What we ask of every list. Unknown names are ignored by Flickr; safety_level, content_type,
# count_faves, count_comments, realname, rotation, url_w, url_h and url_k are undocumented, so
# a reply may lack them.
EXTRAS: Final = (
    *("description", "license", "date_upload", "date_taken", "owner_name", "icon_server"),
    *("original_format", "last_update", "geo", "tags", "machine_tags", "o_dims", "views"),
    *("media", "path_alias", "url_sq", "url_t", "url_s", "url_q", "url_m", "url_n", "url_w"),
    *("url_z", "url_c", "url_l", "url_h", "url_k", "url_o", "safety_level", "content_type"),
    *("count_faves", "count_comments", "realname", "rotation"),
)

# Letter trap: the name of the field is not the suffix of the file (API.md 5.1).
SUFFIX_OF_EXTRA: Final[Mapping[str, str]] = {
    **{same: same for same in ("q", "t", "n", "w", "z", "c", "h", "k", "f", "o")},
    **{same: same for same in ("3k", "4k", "5k", "6k")},
    "sq": "s",
    "s": "m",
    "m": "",
    "l": "b",
}

_MACHINE_TAG = re.compile(r"[^\s:=]+:[^\s:=]+=")
_REAL_GEO = ("geo_is_public", "geo_is_contact", "geo_is_friend", "geo_is_family", "place_id")


def read_photo_page(
    method: str,
    reply: Wire,
    *,
    asked: Collection[str] = EXTRAS,
) -> Page[PhotoRecord]:
    """Read ``photos{page, pages, perpage, total, photo[]}``."""
    return read_items_page(method, reply, lambda wire: read_photo(wire, asked=asked))


def read_items_page[T](method: str, reply: Wire, read: Callable[[Wire], T]) -> Page[T]:
    """As ``read_photo_page``, for lists whose photos carry something of the list."""
    return replies.page(method, "photo", reply.get("photos"), "photo", read)


def read_photo(
    wire: Wire,
    *,
    owner: PersonRecord | Unsaid = UNSAID,
    asked: Collection[str] = EXTRAS,
) -> PhotoRecord:
    """Read one photo of a list.

    owner  for lists that do not name it per photo, such as an album
    asked  the extras of the call. A withheld original is told by silence, and silence only
           means that when the original was asked for.
    """
    silence = None if "original_format" in asked else UNSAID
    tags, machine_tags = read_tags(wire)
    return PhotoRecord(
        flickr_id=parse.told(wire, "id", parse.digits),
        owner=_owner(wire) or owner,
        secret=_word_or_unsaid(wire, "secret"),
        server=_word_or_unsaid(wire, "server"),
        title=said(wire, "title", parse.title),
        description_html=said(wire, "description", html),
        visibility=read_visibility(wire),
        safety=said(wire, "safety_level", safety),
        content_type=said(wire, "content_type", content_type),
        media=said(wire, "media", media),
        media_ready=said(wire, "media_status", lambda status: parse.text(status) == "ready"),
        licence=said(wire, "license", parse.count),
        uploaded_at=said(wire, "dateupload", parse.epoch),
        changed_at=said(wire, "lastupdate", parse.epoch),
        taken=_taken(wire),
        tags=tags,
        machine_tags=machine_tags,
        views=first_said(wire, ("views", "count_views"), parse.count),
        faves=said(wire, "count_faves", parse.count),
        comments=said(wire, "count_comments", parse.count),
        place=_place(wire),
        sizes=read_sizes(wire),
        original=read_original(wire, silence=silence),
        rotation=said(wire, "rotation", parse.number),
    )


def read_visibility(wire: Wire) -> Visibility | Unsaid:
    """From the three flags; UNSAID without ``ispublic``. Public wins (API.md 14)."""
    public = said(wire, "ispublic", parse.flag)
    if isinstance(public, Unsaid):
        return UNSAID
    # A flag that lacks counts as no: that is the narrower reading.
    friends = parse.flag(wire.get("isfriend"))
    family = parse.flag(wire.get("isfamily"))
    match public, friends, family:
        case True, _, _:
            return Visibility.PUBLIC
        case _, True, True:
            return Visibility.FRIENDS_AND_FAMILY
        case _, True, _:
            return Visibility.FRIENDS
        case _, _, True:
            return Visibility.FAMILY
        case _:
            return Visibility.PRIVATE


def read_tags(wire: Wire) -> tuple[tuple[str, ...] | Unsaid, tuple[str, ...] | Unsaid]:
    """Tags without the machine tags, and the machine tags.

    Flickr's ``tags`` holds both kinds; getInfo tells them apart, so we do too.
    """
    both = said(wire, "tags", _words)
    machine = said(wire, "machine_tags", _words)
    if isinstance(both, Unsaid):
        return UNSAID, machine
    if isinstance(machine, Unsaid):
        machine = tuple(tag for tag in both if _MACHINE_TAG.match(tag))
    known = set(machine)
    return (
        tuple(tag for tag in both if tag not in known and not _MACHINE_TAG.match(tag)),
        machine,
    )


def read_sizes(wire: Wire) -> Mapping[str, Size] | Unsaid:
    """All ``url_x``, ``width_x``, ``height_x`` by file suffix; UNSAID when there is none at all.

    A size that does not exist or is withheld is absent. Sizes without width or height are left
    out, since no page can reserve their place.
    """
    told = [extra for extra in SUFFIX_OF_EXTRA if f"url_{extra}" in wire]
    if not told:
        return UNSAID
    sizes: dict[str, Size] = {}
    for extra in told:
        url = parse.text(wire[f"url_{extra}"])
        width_px = parse.count(wire.get(f"width_{extra}"))
        height_px = parse.count(wire.get(f"height_{extra}"))
        if extra == "o" and not (width_px and height_px):
            width_px = parse.count(wire.get("o_width"))
            height_px = parse.count(wire.get("o_height"))
        if url and width_px and height_px:
            sizes[SUFFIX_OF_EXTRA[extra]] = Size(
                width_px=width_px, height_px=height_px, url=image_url(url)
            )
    return sizes


def read_original(wire: Wire, *, silence: Unsaid | None) -> Original | Unsaid | None:
    """The original's secret and format, or ``silence`` when they are not told."""
    secret = parse.text(wire.get("originalsecret"))
    if not secret:
        return silence
    return Original(
        secret=parse.told(wire, "originalsecret", parse.word),
        format=parse.told(wire, "originalformat", parse.word),
    )


def image_url(value: object) -> str:
    """The address of a picture. Old replies say http, and add ``?zz=1``."""
    url = parse.text(value)
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        raise ValueError("an image's address that is none") from None
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\"'<>\\]", url):
        raise ValueError("an image's address that is none")
    if parts.scheme == "http" and host.endswith((".staticflickr.com", ".flickr.com")):
        url = "https" + url[4:]
    return url.removesuffix("?zz=1")


def html(value: object) -> str:
    """Text that people wrote, sanitised."""
    return clean_html(parse.text(value))


def safety(value: object) -> Safety:
    """0 safe, 1 moderate, 2 restricted."""
    return Safety(parse.number(value))


def content_type(value: object) -> ContentType:
    """0 photo, 1 screenshot, 2 other, 3 virtual."""
    return ContentType(parse.number(value))


def media(value: object) -> Media:
    """ "photo" or "video"."""
    return Media(parse.text(value))


def _owner(wire: Wire) -> PersonRecord | Unsaid:
    if "owner" not in wire:
        return UNSAID
    return PersonRecord(
        nsid=parse.told(wire, "owner", parse.nsid),
        username=first_said(wire, ("ownername", "username"), parse.name),
        realname=said(wire, "realname", parse.name),
        path_alias=said(wire, "pathalias", parse.text),
        icon_server=said(wire, "iconserver", parse.text),
        icon_farm=said(wire, "iconfarm", parse.count),
    )


def _word_or_unsaid(wire: Wire, key: str) -> str | Unsaid:
    return said(wire, key, parse.word) if parse.text(wire.get(key)) else UNSAID


def _taken(wire: Wire) -> TakenAt | Unsaid | None:
    if "datetaken" not in wire:
        return UNSAID
    return parse.taken(
        wire["datetaken"],
        precision=wire.get("datetakengranularity", 0),
        unknown=wire.get("datetakenunknown", 0),
    )


def _place(wire: Wire) -> Place | Unsaid | None:
    """The place; None when none was told, UNSAID when the call did not ask for places.

    Without a place, or when it is not for the caller, Flickr says 0, 0. A place that really is
    at 0, 0 shows by the keys that only real places have (API.md 7.5).
    """
    if "latitude" not in wire:
        return UNSAID
    is_real = any(key in wire for key in (*_REAL_GEO, "woeid"))
    if not is_real and not (parse.text(wire["latitude"]) and parse.decimal(wire["latitude"])):
        return None
    return read_place(
        wire,
        is_public=wire.get("geo_is_public"),
        is_contact=wire.get("geo_is_contact"),
        is_friend=wire.get("geo_is_friend"),
        is_family=wire.get("geo_is_family"),
    )


def read_place(
    wire: Wire, *, is_public: object, is_contact: object, is_friend: object, is_family: object
) -> Place:
    """Coordinates within the globe, and the flags; a flag that lacks counts as no."""
    latitude = parse.told(wire, "latitude", parse.decimal)
    longitude = parse.told(wire, "longitude", parse.decimal)
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("a place outside of the globe")
    return Place(
        latitude=latitude,
        longitude=longitude,
        accuracy=parse.count(wire.get("accuracy")),
        context=parse.count(wire.get("context")),
        is_public=parse.flag(is_public),
        is_contact=parse.flag(is_contact),
        is_friend=parse.flag(is_friend),
        is_family=parse.flag(is_family),
    )


def _words(value: object) -> tuple[str, ...]:
    # Only blanks part tags: they may hold any other character, wide blanks included.
    return tuple(dict.fromkeys(word for word in parse.text(value).split(" ") if word))
