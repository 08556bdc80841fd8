"""What Flickr tells about one photo beside getInfo: EXIF, contexts, people, licence history."""

from . import parse, replies
from .client import Flickr
from .parse import Wire, said
from .persons import read_person
from .records.photo import (
    AlbumContext,
    Contexts,
    Exif,
    ExifTag,
    LicenceChange,
    PoolContext,
    TaggedPerson,
)


def get_exif(flickr: Flickr, *, flickr_id: str) -> Exif:
    """The technical data of a photo. FlickrRefused with code 2: its owner keeps it hidden."""
    method = "photos.getExif"
    found = parse_exif(method, flickr.call(method, expects="photo", photo_id=flickr_id))
    replies.ensure_about(found.flickr_id, flickr_id)
    return found


def get_contexts(flickr: Flickr, *, flickr_id: str) -> Contexts:
    """The albums and pools that hold a photo, as far as the caller can see them."""
    method = "photos.getAllContexts"
    return parse_contexts(method, flickr.call(method, allows=("set", "pool"), photo_id=flickr_id))


def get_people(flickr: Flickr, *, flickr_id: str) -> tuple[TaggedPerson, ...]:
    """The people seen in a photo. The reply does not say of which photo it speaks."""
    method = "photos.people.getList"
    return parse_people(method, flickr.call(method, expects="people", photo_id=flickr_id))


def get_licence_history(flickr: Flickr, *, flickr_id: str) -> tuple[LicenceChange, ...]:
    """The licences a photo had, oldest first; Flickr keeps them since October 2022."""
    method = "photos.licenses.getLicenseHistory"
    reply = flickr.call(method, allows=("license_history",), photo_id=flickr_id)
    return parse_licence_history(method, reply)


def parse_exif(method: str, reply: Wire) -> Exif:
    """Read ``photo{id, camera, exif[]{tagspace, tag, label, raw{_content}, clean{_content}}}``."""
    return replies.record(method, "photo", replies.only(method, reply, "photo"), _read_exif)


def parse_contexts(method: str, reply: Wire) -> Contexts:
    """Read ``set[]`` and ``pool[]``; either is absent when there is none."""
    return Contexts(
        albums=replies.records(method, "album", reply.get("set"), _read_album),
        pools=replies.records(method, "pool", reply.get("pool"), _read_pool),
    )


def parse_people(method: str, reply: Wire) -> tuple[TaggedPerson, ...]:
    """Read ``people{total, person[]{nsid, is_deleted, added_by, x, y, w, h}}``."""
    listing = replies.only(method, reply, "people")
    return replies.records(method, "person", listing.get("person"), _read_tagged)


def parse_licence_history(method: str, reply: Wire) -> tuple[LicenceChange, ...]:
    """Read ``license_history[]``, which Flickr does not sort."""
    changes = replies.records(method, "licence change", reply.get("license_history"), _read_change)
    return tuple(sorted(changes, key=lambda change: change.changed_at))


def _read_exif(wire: Wire) -> Exif:
    return Exif(
        flickr_id=parse.told(wire, "id", parse.digits),
        camera=parse.title(wire.get("camera")),
        tags=tuple(_read_exif_tag(tag) for tag in parse.many(wire.get("exif"))),
    )


def _read_exif_tag(wire: Wire) -> ExifTag:
    return ExifTag(
        space=parse.text(wire.get("tagspace")),
        tag=parse.text(wire.get("tag")),
        label=parse.text(wire.get("label")),
        raw=parse.text(wire.get("raw")),
        clean=parse.text(wire.get("clean")),
    )


def _read_album(wire: Wire) -> AlbumContext:
    return AlbumContext(
        flickr_id=parse.told(wire, "id", parse.digits), title=parse.title(wire.get("title"))
    )


def _read_pool(wire: Wire) -> PoolContext:
    return PoolContext(
        nsid=parse.told(wire, "id", parse.nsid),
        name=parse.unescaped(wire.get("title")),
        members=said(wire, "members", parse.count),
        entries=said(wire, "pool_count", parse.count),
    )


def _read_tagged(wire: Wire) -> TaggedPerson:
    has_box = all(parse.text(wire.get(key)) for key in "xywh")
    x, y, w, h = (parse.number(wire.get(key)) for key in "xywh")
    return TaggedPerson(
        person=read_person(wire),
        is_deleted=parse.flag(wire.get("is_deleted")),
        added_by_nsid=said(wire, "added_by", parse.nsid),
        box_px=(x, y, w, h) if has_box else None,
    )


def _read_change(wire: Wire) -> LicenceChange:
    return LicenceChange(
        changed_at=parse.told(wire, "date_change", parse.epoch),
        old_name=parse.text(wire.get("old_license")),
        old_url=parse.web_address(wire.get("old_license_url")),
        new_name=parse.text(wire.get("new_license")),
        new_url=parse.web_address(wire.get("new_license_url")),
    )
