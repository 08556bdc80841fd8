"""tags.*: the words a person uses."""

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
    """All tags of one photo in full."""
    method = "tags.getListPhoto"
    return parse_list_photo(method, flickr.call(method, expects="photo", photo_id=flickr_id))


def parse_list_user(method: str, reply: Wire) -> tuple[str, ...]:
    """Read ``who{id, tags{tag[]{_content}}}``; empty tags are left out."""
    tags = _tags_of(method, reply, "who")
    return tuple(word for word in replies.records(method, "tag", tags, parse.text) if word)


def parse_list_photo(method: str, reply: Wire) -> tuple[TagRecord, ...]:
    """Read ``photo{id, tags{tag[]{id, author, raw, machine_tag, _content}}}``."""
    return replies.records(method, "tag", _tags_of(method, reply, "photo"), read_tag)


def _tags_of(method: str, reply: Wire, key: str) -> object:
    holder = replies.only(method, reply, key)
    return replies.only(method, holder, "tags").get("tag")
