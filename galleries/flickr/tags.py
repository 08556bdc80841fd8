"""tags.*, photos.addTags and photos.removeTag: the words a person uses."""

from collections.abc import Sequence

from . import parse, replies
from .client import Flickr
from .parse import Wire
from .photo_info import read_tag
from .records.photo import TagRecord


def get_list_user(flickr: Flickr, *, nsid: str) -> tuple[str, ...]:
    """All tags of a person, normalised, in one reply."""
    method = "tags.getListUser"
    reply = flickr.call(method, expects="who", user_id=nsid)
    replies.ensure_about(replies.only(method, reply, "who").get("id"), nsid)
    return parse_list_user(method, reply)


def get_list_photo(flickr: Flickr, *, flickr_id: str) -> tuple[TagRecord, ...]:
    """All tags of one photo in full. Their ids and authors are what ``remove`` goes by."""
    method = "tags.getListPhoto"
    reply = flickr.call(method, expects="photo", photo_id=flickr_id)
    replies.ensure_about(replies.only(method, reply, "photo").get("id"), flickr_id)
    return parse_list_photo(method, reply)


def add(flickr: Flickr, *, flickr_id: str, tags: Sequence[str]) -> None:
    """Add tags to a photo: all of them or none. A tag that is there already changes nothing.

    tags  as typed; Flickr has no way to write a double quote inside a tag, so those are left
          out, and tags of which nothing remains are not sent

    Raises ValueError when nothing remains of any, NotOnFlickr when the photo is gone, and
    FlickrRefused with 2 when the photo would have too many.
    Source: API.md 4 (how tags are written), 11.3
    """
    method = "photos.addTags"
    written = [word for word in map(_written, tags) if word]
    if not written:
        raise ValueError("there is no tag to add")
    reply = flickr.call(method, allows=("tags",), photo_id=flickr_id, tags=" ".join(written))
    for tag_id in parse_added(method, reply):
        replies.ensure_about(_photo_of(tag_id), flickr_id)


def remove(flickr: Flickr, *, tag_id: str) -> None:
    """Take one tag off its photo.

    tag_id  the full id, ``TagRecord.id``

    Raises NotOnFlickr when there is no such tag (any more).
    Source: API.md 11.3
    """
    flickr.call("photos.removeTag", allows=(), tag_id=tag_id)


def parse_added(method: str, reply: Wire) -> tuple[str, ...]:
    """The full ids in ``tags{tag[]{full_tag_id}}``, which may be left out; "" where one lacks."""
    return replies.records(
        method, "tag", _tags_in(method, reply), lambda wire: parse.text(wire.get("full_tag_id"))
    )


def parse_list_user(method: str, reply: Wire) -> tuple[str, ...]:
    """Read ``who{id, tags{tag[]{_content}}}``; empty tags are left out."""
    tags = _tags_of(method, reply, "who")
    return tuple(word for word in replies.records(method, "tag", tags, parse.text) if word)


def parse_list_photo(method: str, reply: Wire) -> tuple[TagRecord, ...]:
    """Read ``photo{id, tags{tag[]{id, author, raw, machine_tag, _content}}}``."""
    return replies.records(method, "tag", _tags_of(method, reply, "photo"), read_tag)


def _tags_of(method: str, reply: Wire, key: str) -> object:
    return _tags_in(method, replies.only(method, reply, key))


def _tags_in(method: str, holder: Wire) -> object:
    return replies.only(method, holder, "tags").get("tag")


def _written(tag: str) -> str:
    """A tag as it is sent: on one line, and in double quotes when it has blanks or commas."""
    plain = " ".join(parse.text(tag).replace('"', "").split())
    return f'"{plain}"' if " " in plain or "," in plain else plain


def _photo_of(tag_id: str) -> str:
    """The photo that the full id of a tag names: ``{n}-{photo}-{n}``."""
    parts = tag_id.split("-")
    return parts[1] if len(parts) == 3 else ""
