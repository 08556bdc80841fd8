"""contacts.*: whom the caller follows."""

from . import parse, replies
from .client import Flickr
from .parse import Wire
from .persons import read_person
from .records.person import ContactRecord
from .records.values import Page


def get_list(flickr: Flickr, *, page: int = 1, per_page: int = 1000) -> Page[ContactRecord]:
    """One page of the caller's contacts, by name."""
    method = "contacts.getList"
    reply = flickr.call(method, expects="contacts", page=page, per_page=per_page)
    return parse_list(method, reply)


def parse_list(method: str, reply: Wire) -> Page[ContactRecord]:
    """Read ``contacts{page, pages, perpage and per_page, total, contact[]}``."""
    return replies.page(method, "contact", reply.get("contacts"), "contact", _read_contact)


def _read_contact(wire: Wire) -> ContactRecord:
    return ContactRecord(
        person=read_person(wire),
        is_friend=parse.flag(wire.get("friend")),
        is_family=parse.flag(wire.get("family")),
        is_ignored=parse.flag(wire.get("ignored")),
    )
