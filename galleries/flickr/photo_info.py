"""How photos.getInfo tells one photo: nested, and not in the words of the lists."""

from . import parse
from .parse import Wire, first_said, said
from .persons import read_person, word_said
from .photo_lists import html, media, read_original, read_place, read_visibility, safety
from .records.photo import (
    NoteRecord,
    Permissions,
    PhotoInfo,
    PhotoRecord,
    PlaceNames,
    TagRecord,
    Usage,
)
from .records.values import UNSAID, Place, TakenAt, Unsaid


def read_info(wire: Wire) -> PhotoInfo:
    """Read the whole ``photo`` object. Not in it: faves, sizes, content type, albums, pools."""
    tags = tuple(read_tag(tag) for tag in parse.many(parse.one(wire.get("tags")).get("tag")))
    notes = parse.many(parse.one(wire.get("notes")).get("note"))
    editability = parse.one(wire.get("editability"))
    return PhotoInfo(
        photo=_read_photo(wire, tags),
        permissions=said(wire, "permissions", _permissions),
        can_comment=said(editability, "cancomment", parse.flag),
        can_add_meta=said(editability, "canaddmeta", parse.flag),
        usage=said(wire, "usage", _usage),
        notes=tuple(_read_note(note) for note in notes),
        tags=tags,
        place_names=_place_names(parse.one(wire["location"])) if "location" in wire else None,
        has_people=said(parse.one(wire.get("people")), "haspeople", parse.flag),
        is_favourite=said(wire, "isfavorite", parse.flag),
    )


def read_tag(wire: Wire) -> TagRecord:
    """Read ``{id, author, raw, machine_tag, _content}``; the text may be empty."""
    return TagRecord(
        id=parse.told(wire, "id", parse.text),
        text=parse.text(wire),
        raw=parse.text(wire.get("raw")),
        author_nsid=parse.nsid_or_nobody(wire.get("author")),
        is_machine=parse.flag(wire.get("machine_tag")),
    )


def _read_photo(wire: Wire, tags: tuple[TagRecord, ...]) -> PhotoRecord:
    dates = parse.one(wire.get("dates"))
    owner = parse.one(wire.get("owner"))
    told_tags = "tags" in wire
    plain = dict.fromkeys(tag.text for tag in tags if not tag.is_machine and tag.text)
    machine = dict.fromkeys(tag.text for tag in tags if tag.is_machine and tag.text)
    return PhotoRecord(
        flickr_id=parse.told(wire, "id", parse.digits),
        owner=read_person(owner) if owner else UNSAID,
        secret=word_said(wire, "secret"),
        server=word_said(wire, "server"),
        title=said(wire, "title", parse.title),
        description_html=said(wire, "description", html),
        visibility=read_visibility(parse.one(wire.get("visibility"))),
        safety=said(wire, "safety_level", safety),
        media=said(wire, "media", media),
        media_ready=said(parse.one(wire.get("video")), "ready", parse.flag),
        licence=said(wire, "license", parse.count),
        uploaded_at=first_said({**wire, **dates}, ("dateuploaded", "posted"), parse.epoch),
        changed_at=said(dates, "lastupdate", parse.epoch),
        taken=_taken(dates),
        tags=tuple(plain) if told_tags else UNSAID,
        machine_tags=tuple(machine) if told_tags else UNSAID,
        views=said(wire, "views", parse.count),
        comments=said(wire, "comments", parse.count),
        place=_place(wire),
        # Told exactly to those who may download it, so silence is a no.
        original=read_original(wire, silence=None),
        rotation=said(wire, "rotation", parse.number),
    )


def _taken(dates: Wire) -> TakenAt | Unsaid | None:
    if "taken" not in dates:
        return UNSAID
    return parse.taken(
        dates["taken"],
        precision=dates.get("takengranularity", 0),
        # Left out of one old recording: then the date is taken as known.
        unknown=dates.get("takenunknown", 0),
    )


def _place(wire: Wire) -> Place | None:
    """getInfo leaves ``location`` out when there is no place or it is not for the caller."""
    location = parse.one(wire.get("location"))
    if not location:
        return None
    perms = parse.one(wire.get("geoperms"))
    return read_place(
        location,
        is_public=perms.get("ispublic"),
        is_contact=perms.get("iscontact"),
        is_friend=perms.get("isfriend"),
        is_family=perms.get("isfamily"),
    )


def _place_names(location: Wire) -> PlaceNames | None:
    if not location:
        return None
    return PlaceNames(
        neighbourhood=parse.title(location.get("neighbourhood")),
        locality=parse.title(location.get("locality")),
        county=parse.title(location.get("county")),
        region=parse.title(location.get("region")),
        country=parse.title(location.get("country")),
    )


def _read_note(wire: Wire) -> NoteRecord:
    return NoteRecord(
        id=parse.told(wire, "id", parse.text),
        author_nsid=parse.nsid_or_nobody(wire.get("author")),
        author_name=parse.text(wire.get("authorname")),
        x_px=parse.number(wire.get("x")),
        y_px=parse.number(wire.get("y")),
        width_px=parse.count(wire.get("w")),
        height_px=parse.count(wire.get("h")),
        text_html=html(wire),
    )


def _permissions(value: object) -> Permissions:
    wire = parse.one(value)
    return Permissions(
        comment=parse.told(wire, "permcomment", _permission),
        add_meta=parse.told(wire, "permaddmeta", _permission),
    )


def _permission(value: object) -> int:
    level = parse.number(value)
    if not 0 <= level <= 3:
        raise ValueError(f"wanted a permission of 0 to 3, got {level}")
    return level


def _usage(value: object) -> Usage:
    # A wish that is not told counts as no.
    wire = parse.one(value)
    return Usage(
        can_download=parse.flag(wire.get("candownload")),
        can_blog=parse.flag(wire.get("canblog")),
        can_share=parse.flag(wire.get("canshare")),
        can_print=parse.flag(wire.get("canprint")),
    )
