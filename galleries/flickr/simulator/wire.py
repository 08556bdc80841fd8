"""Photos in the form that Flickr sends them: the stub of lists, the extras, the sizes.

Types follow API.md 7.2, column "today"; the writers of JSON and XML do the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from galleries.flickr.simulator.callers import Caller, knows_place, may_download, withheld
from galleries.flickr.simulator.everybody import Named
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.photos import secret_of
from galleries.flickr.simulator.simphoto import SimPhoto, is_machine_tag, normalised, tag_number
from galleries.flickr.simulator.sizes import ORIGINAL, SIZES, Size, pixels

type Wire = dict[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """One photo as one caller sees it."""

    photo: SimPhoto
    owner: Member
    caller: Caller
    static_url: str
    site_url: str

    @property
    def page_url(self) -> str:
        return f"{self.site_url}/photos/{self.owner.url_name}/{self.photo.id}/"


def file_secret(photo: SimPhoto, size: Size) -> str:
    """The secret in the name of one file; knowing one does not tell the others."""
    if size is ORIGINAL:
        return photo.original_secret
    if not size.own_secret:
        return photo.secret
    return secret_of(0, photo.id, photo.original_secret, size.suffix)


def file_url(view: View, size: Size) -> str:
    photo = view.photo
    suffix = f"_{size.suffix}" if size.suffix else ""
    ending = photo.original_format if size is ORIGINAL else "jpg"
    name = f"{photo.id}_{file_secret(photo, size)}{suffix}.{ending}"
    return f"{view.static_url}/{photo.server}/{name}"


def sizes_of(view: View) -> list[tuple[Size, int, int]]:
    """The files that exist for this photo and this caller, smallest first, the original last."""
    photo = view.photo
    files = []
    for size in (*SIZES, ORIGINAL):
        dimensions = pixels(size, photo.width, photo.height)
        if dimensions is None or (size.own_secret and withheld(photo, view.owner)):
            continue
        if size is ORIGINAL and not may_download(view.caller, photo, view.owner):
            continue
        files.append((size, *dimensions))
    return files


def stub(view: View) -> Wire:
    photo = view.photo
    return {
        "id": str(photo.id),
        "owner": photo.owner,
        "secret": photo.secret,
        "server": photo.server,
        "farm": photo.farm,
        "title": photo.title,
        "ispublic": int(photo.is_public),
        "isfriend": int(photo.is_friend),
        "isfamily": int(photo.is_family),
    }


def listed(view: View, extras: list[str]) -> Wire:
    """One photo of a list, with what the caller asked for on top. Unknown extras are ignored."""
    wire = stub(view)
    for extra in extras:
        if extra.startswith("url_"):
            continue
        if extra in EXTRAS:
            wire |= EXTRAS[extra](view)
    wanted = {extra.removeprefix("url_") for extra in extras if extra.startswith("url_")}
    if wanted:
        wire |= _urls(view, wanted)
    return wire


def _urls(view: View, wanted: set[str]) -> Wire:
    wire: Wire = {}
    for size, width, height in sizes_of(view):
        if size.extra in wanted:
            wire[f"url_{size.extra}"] = file_url(view, size)
            wire[f"height_{size.extra}"] = height
            wire[f"width_{size.extra}"] = width
    if withheld(view.photo, view.owner):
        photo = view.photo
        kept = [
            size.extra
            for size in (*SIZES, ORIGINAL)
            if size.own_secret and size.extra in wanted and pixels(size, photo.width, photo.height)
        ]
        if kept:
            wire["upgrade_sizes"] = kept
    return wire


def tag_of(view: View, tag: str) -> Wire:
    """One tag in full."""
    return {
        "id": f"{view.owner.account_number}-{view.photo.id}-{tag_number(tag)}",
        "author": view.owner.nsid,
        "authorname": view.owner.username,
        "raw": tag,
        "_content": normalised(tag),
        "machine_tag": int(is_machine_tag(tag)),
    }


EXTRAS: dict[str, Callable[[View], Wire]] = {}


def extra(name: str) -> Callable[[Callable[[View], Wire]], Callable[[View], Wire]]:
    """Register what an extra adds to a photo of a list."""

    def register(function: Callable[[View], Wire]) -> Callable[[View], Wire]:
        EXTRAS[name] = function
        return function

    return register


@extra("description")
def _description(view: View) -> Wire:
    return {"description": {"_content": view.photo.description}}


@extra("license")
def _license(view: View) -> Wire:
    return {"license": str(view.photo.licence)}


@extra("date_upload")
def _date_upload(view: View) -> Wire:
    return {"dateupload": str(view.photo.uploaded_at)}


@extra("last_update")
def _last_update(view: View) -> Wire:
    return {"lastupdate": str(view.photo.updated_at)}


@extra("date_taken")
def _date_taken(view: View) -> Wire:
    photo = view.photo
    return {
        "datetaken": photo.taken,
        "datetakengranularity": photo.granularity,
        "datetakenunknown": str(int(photo.taken_unknown)),
    }


@extra("owner_name")
def _owner_name(view: View) -> Wire:
    return {"ownername": view.owner.username}


@extra("realname")
def _realname(view: View) -> Wire:
    return {"realname": view.owner.realname}


@extra("icon_server")
def _icon_server(view: View) -> Wire:
    return icon(view.owner)


def icon(member: Member | Named) -> Wire:
    """A text, or the number 0 when the member has no icon."""
    server = str(member.iconserver) if member.iconserver else 0
    return {"iconserver": server, "iconfarm": member.iconfarm}


@extra("original_format")
def _original_format(view: View) -> Wire:
    photo = view.photo
    if not may_download(view.caller, photo, view.owner):
        return {}
    return {"originalsecret": photo.original_secret, "originalformat": photo.original_format}


@extra("geo")
def _geo(view: View) -> Wire:
    geo = view.photo.geo
    if geo is None or not knows_place(view.caller, view.photo, view.owner):
        return {"latitude": 0, "longitude": 0, "accuracy": 0, "context": 0}
    digest = blake2b(geo.place.locality.encode() if geo.place else b"", digest_size=9).hexdigest()
    return {
        "latitude": f"{geo.latitude:.6f}",
        "longitude": f"{geo.longitude:.6f}",
        "accuracy": str(geo.accuracy),
        "context": geo.context,
        "place_id": digest,
        "woeid": str(int(digest[:6], 16)),
        "geo_is_public": int(geo.is_public),
        "geo_is_contact": int(geo.is_contact),
        "geo_is_friend": int(geo.is_friend),
        "geo_is_family": int(geo.is_family),
    }


@extra("tags")
def _tags(view: View) -> Wire:
    return {"tags": " ".join(tag for tag in view.photo.normal_tags if tag)}


@extra("machine_tags")
def _machine_tags(view: View) -> Wire:
    return {"machine_tags": " ".join(view.photo.machine_tags)}


@extra("o_dims")
def _o_dims(view: View) -> Wire:
    if not may_download(view.caller, view.photo, view.owner):
        return {}
    return {"o_width": str(view.photo.width), "o_height": str(view.photo.height)}


@extra("views")
def _views(view: View) -> Wire:
    return {"views": str(view.photo.views)}


@extra("media")
def _media(view: View) -> Wire:
    return {"media": view.photo.media, "media_status": "ready"}


@extra("path_alias")
def _path_alias(view: View) -> Wire:
    return {"pathalias": view.owner.path_alias or None}


@extra("safety_level")
def _safety_level(view: View) -> Wire:
    return {"safety_level": str(view.photo.safety)}


@extra("content_type")
def _content_type(view: View) -> Wire:
    return {"content_type": str(view.photo.content_type)}


@extra("count_faves")
def _count_faves(view: View) -> Wire:
    return {"count_faves": str(view.photo.faves)}


@extra("count_comments")
def _count_comments(view: View) -> Wire:
    return {"count_comments": str(view.photo.comments)}


@extra("count_views")
def _count_views(view: View) -> Wire:
    return {"count_views": str(view.photo.views)}


@extra("rotation")
def _rotation(view: View) -> Wire:
    return {"rotation": view.photo.rotation}


@extra("isfavorite")
def _isfavorite(view: View) -> Wire:
    return {"isfavorite": 0}
