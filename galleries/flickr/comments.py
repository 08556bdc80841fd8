"""photos.comments.* and photos.getFavorites: what people said about one photo, and saying it."""

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


def add(flickr: Flickr, *, flickr_id: str, text: str) -> CommentRecord:
    """Write a comment as the caller. The same words again are the comment that stands already.

    text  limited HTML; Flickr trims and filters it, so the record tells what it made of it

    Raises NotOnFlickr when the photo is gone or closed to the caller, and FlickrRefused with 8
    for blank words, with 9 when the caller writes too fast, with 99 when the owner lets them
    not. UnexpectedAnswer comes after the words were written.
    Source: API.md 11.3
    """
    method = "photos.comments.addComment"
    reply = flickr.call(method, expects="comment", photo_id=flickr_id, comment_text=text)
    comment = parse_added(method, reply)
    replies.ensure_about(_photo_of(comment.id), flickr_id)
    return comment


def edit(flickr: Flickr, *, comment_id: str, text: str) -> None:
    """Put other words in a comment of the caller's.

    Raises NotOnFlickr when the comment (code 2) or its photo (1) is gone, and FlickrRefused
    with 8 for blank words, with 99 when somebody else wrote it.
    Source: API.md 11.3
    """
    method = "photos.comments.editComment"
    flickr.call(method, allows=(), comment_id=comment_id, comment_text=text)


def delete(flickr: Flickr, *, comment_id: str) -> None:
    """Take a comment away: one of the caller's, or one under a photo of theirs.

    Raises NotOnFlickr when the comment (code 2) or its photo (1) is gone, and FlickrRefused
    with 99 when the comment is neither.
    Source: API.md 11.3
    """
    flickr.call("photos.comments.deleteComment", allows=(), comment_id=comment_id)


def parse_added(method: str, reply: Wire) -> CommentRecord:
    """Read ``comment{id, author, authorname, datecreate, permalink, _content or text}``."""
    return replies.record(method, "comment", replies.only(method, reply, "comment"), _read_comment)


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
        text_html=html(wire if "_content" in wire else wire.get("text")),
        permalink=parse.web_address(wire.get("permalink")),
    )


def _read_faver(wire: Wire) -> FaverRecord:
    return FaverRecord(person=read_person(wire), faved_at=parse.told(wire, "favedate", parse.epoch))


def _photo_of(comment_id: str) -> str:
    """The photo that the id of a comment names: ``{n}-{photo}-{n}``."""
    parts = comment_id.split("-")
    return parts[1] if len(parts) == 3 else ""
