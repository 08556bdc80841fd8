"""Comments: written, changed, deleted."""

import html
import re
from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Greatest

from galleries.flickr import comments
from galleries.flickr.client import Flickr
from galleries.flickr.html import clean_html
from galleries.flickr.records import CommentRecord
from galleries.models import Comment, OutboxItem, Photo
from galleries.sync.outbox.verbs.people import themselves
from galleries.sync.outbox.verbs.verb import Found, Later, Outcome, Success, Verb, Wait

CLOCKS_APART = timedelta(minutes=15)  # Flickr's and ours, at most
TOO_FAST = Later(Wait.TOO_FAST, first=timedelta(minutes=1), at_most=timedelta(hours=1))
BLOCKED_ADDRESS = 116  # "Bad URL found"

_TAGS = re.compile(r"<[^>]*>")


def send_comment(flickr: Flickr, item: OutboxItem) -> CommentRecord:
    """The same words twice are one comment to Flickr, which tells its id again."""
    return comments.add(flickr, flickr_id=str(item.photo_id), text=item.text)


def send_edit(flickr: Flickr, item: OutboxItem) -> None:
    comments.edit(flickr, comment_id=item.comment_id, text=item.text)


def send_delete(flickr: Flickr, item: OutboxItem) -> None:
    comments.delete(flickr, comment_id=item.comment_id)


def look_for_comment(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    """One of theirs with these words, written since it was sent."""
    since = (item.sent_at or item.asked_at) - CLOCKS_APART
    for said in comments.get_list(flickr, flickr_id=str(item.photo_id)):
        is_theirs = said.author.nsid == item.user.nsid and said.written_at >= since
        if is_theirs and bare(said.text_html) == bare(clean_html(item.text)):
            item.comment_id = said.id
            return Found.THERE
    return Found.NOT_THERE


def look_for_edit(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    said = _find(flickr, item)
    same = said is not None and bare(said.text_html) == bare(clean_html(item.text))
    return Found.THERE if same else Found.NOT_THERE


def look_for_delete(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    return Found.THERE if _find(flickr, item) is None else Found.NOT_THERE


def write_comment(item: OutboxItem, reply: CommentRecord | None, now: datetime) -> None:
    """``reply`` is None when a look has found it: then ``item.comment_id`` says which it is."""
    comment_id = reply.id if reply is not None else item.comment_id
    OutboxItem.objects.filter(pk=item.pk).update(comment_id=comment_id)
    if item.photo is None:
        return
    _, is_new = Comment.objects.update_or_create(
        flickr_id=comment_id,
        defaults={
            "photo": item.photo,
            "author": themselves(item.user),
            "written_at": reply.written_at if reply is not None else now,
            "text_html": clean_html(item.text),
        },
    )
    if is_new:
        Photo.objects.filter(pk=item.photo.pk).update(comments=F("comments") + 1)


def write_edit(item: OutboxItem, reply: object, now: datetime) -> None:
    theirs = Comment.objects.filter(flickr_id=item.comment_id)
    theirs.update(text_html=clean_html(item.text))


def write_delete(item: OutboxItem, reply: object, now: datetime) -> None:
    gone, _ = Comment.objects.filter(flickr_id=item.comment_id).delete()
    if gone and item.photo is not None:
        less = Greatest(F("comments") - 1, 0)
        Photo.objects.filter(pk=item.photo.pk).update(comments=less)


def bare(words: str) -> str:
    """Words without markup and blanks: Flickr may have made links of them."""
    return "".join(html.unescape(_TAGS.sub("", words)).split())


def _find(flickr: Flickr, item: OutboxItem) -> CommentRecord | None:
    said = comments.get_list(flickr, flickr_id=str(item.photo_id))
    return next((one for one in said if one.id == item.comment_id), None)


COMMENT = Verb(
    send_comment,
    look_for_comment,
    write_comment,
    refusals={
        1: Outcome.NOT_THERE,
        8: Outcome.BLANK,
        9: TOO_FAST,
        99: Outcome.NO_COMMENTS,
        BLOCKED_ADDRESS: Outcome.BAD_ADDRESS,
    },
)
EDIT_COMMENT = Verb(
    send_edit,
    look_for_edit,
    write_edit,
    refusals={
        1: Outcome.NOT_THERE,
        2: Outcome.COMMENT_GONE,
        8: Outcome.BLANK,
        99: Outcome.NOT_ALLOWED,
        BLOCKED_ADDRESS: Outcome.BAD_ADDRESS,
    },
)
DELETE_COMMENT = Verb(
    send_delete,
    look_for_delete,
    write_delete,
    refusals={1: Outcome.NOT_THERE, 2: Success(), 99: Outcome.NOT_ALLOWED},
)
