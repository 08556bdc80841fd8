"""photos.comments.getList and photos.getFavorites: what people said about one photo."""

from . import parse, replies
from .client import Flickr
from .parse import Wire
from .persons import read_person
from .photo_lists import html
from .records.conversation import CommentRecord
from .records.person import FaverRecord
from .records.values import Page


def get_list(flickr: Flickr, *, flickr_id: str) -> tuple[CommentRecord, ...]:
    """All comments on a photo, oldest first; there is no paging (1,300 came in one reply)."""
    method = "photos.comments.getList"
    reply = flickr.call(method, expects="comments", photo_id=flickr_id)
    replies.ensure_about(replies.only(method, reply, "comments").get("photo_id"), flickr_id)
    return parse_list(method, reply)


def get_favers(
    flickr: Flickr, *, flickr_id: str, page: int = 1, per_page: int = 50
) -> Page[FaverRecord]:
    """One page of the people who faved a photo, last first; ``total`` is the count of faves."""
    method = "photos.getFavorites"
    reply = flickr.call(method, expects="photo", photo_id=flickr_id, page=page, per_page=per_page)
    replies.ensure_about(replies.only(method, reply, "photo").get("id"), flickr_id)
    return parse_favers(method, reply)


def parse_list(method: str, reply: Wire) -> tuple[CommentRecord, ...]:
    """Read ``comments{photo_id, comment[]{id, author, datecreate, _content}}``."""
    listing = replies.only(method, reply, "comments")
    return replies.records(method, "comment", listing.get("comment"), _read_comment)


def parse_favers(method: str, reply: Wire) -> Page[FaverRecord]:
    """Read ``photo{id, page, pages, perpage, total, person[]{nsid, favedate}}``."""
    return replies.page(method, "person", reply.get("photo"), "person", _read_faver)


def _read_comment(wire: Wire) -> CommentRecord:
    return CommentRecord(
        id=parse.told(wire, "id", parse.word),
        author=read_person(wire, id_key="author", name_key="authorname"),
        author_is_deleted=parse.flag(wire.get("author_is_deleted")),
        written_at=parse.told(wire, "datecreate", parse.epoch),
        text_html=html(wire),
        permalink=parse.web_address(wire.get("permalink")),
    )


def _read_faver(wire: Wire) -> FaverRecord:
    return FaverRecord(person=read_person(wire), faved_at=parse.told(wire, "favedate", parse.epoch))
