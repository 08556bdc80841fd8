"""Tags on one's own photos."""

import re
from datetime import datetime

from django.db.models import Max

from galleries.flickr import tags
from galleries.flickr.client import Flickr
from galleries.flickr.records import TagRecord
from galleries.models import OutboxItem, PhotoTag
from galleries.sync.outbox.verbs.verb import Found, Outcome, Success, Verb

_WORDS = re.compile(r'"([^"]*)"|(\S+)')


def typed(text: str) -> list[str]:
    """Tags as they were typed: separated by blanks, phrases in double quotes."""
    found = (phrase or word.replace('"', "") for phrase, word in _WORDS.findall(text))
    return [tag.strip() for tag in found if tag.strip()]


def normal(tag: str) -> str:
    """Flickr's normal form as far as it matters for comparing: lower case, letters and numbers."""
    return "".join(letter for letter in tag.casefold() if letter.isalnum())


def send_tags(flickr: Flickr, item: OutboxItem) -> None:
    tags.add(flickr, flickr_id=str(item.photo_id), tags=typed(item.text))


def send_removal(flickr: Flickr, item: OutboxItem) -> None:
    """Flickr removes a tag by an id that only the photo's own list tells."""
    for tag in _tags(flickr, item):
        if normal(tag.text) == normal(item.text):
            tags.remove(flickr, tag_id=tag.id)


def look_for_tags(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    there = {normal(word) for tag in _tags(flickr, item) for word in (tag.text, tag.raw)}
    wanted = {normal(tag) for tag in typed(item.text)}
    return Found.THERE if wanted <= there else Found.NOT_THERE


def look_for_removal(flickr: Flickr, item: OutboxItem, now: datetime) -> Found:
    there = any(normal(tag.text) == normal(item.text) for tag in _tags(flickr, item))
    return Found.NOT_THERE if there else Found.THERE


def write_tags(item: OutboxItem, reply: object, now: datetime) -> None:
    """In our own rough normal form, until the photo is read again."""
    if item.photo is None:
        return
    last = PhotoTag.objects.filter(photo=item.photo).aggregate(last=Max("position"))["last"]
    of_photo = {"owner": item.photo.owner, "uploaded_at": item.photo.uploaded_at}
    for position, tag in enumerate(typed(item.text), 1 if last is None else last + 1):
        PhotoTag.objects.get_or_create(
            photo=item.photo, text=normal(tag)[:255], defaults={"position": position, **of_photo}
        )


def write_removal(item: OutboxItem, reply: object, now: datetime) -> None:
    PhotoTag.objects.filter(photo=item.photo, text=item.text).delete()


def _tags(flickr: Flickr, item: OutboxItem) -> tuple[TagRecord, ...]:
    return tags.get_list_photo(flickr, flickr_id=str(item.photo_id))


ADD_TAGS = Verb(
    send_tags,
    look_for_tags,
    write_tags,
    refusals={1: Outcome.NOT_THERE, 2: Outcome.TOO_MANY_TAGS, 116: Outcome.BAD_ADDRESS},
)
REMOVE_TAG = Verb(
    send_removal,
    look_for_removal,
    write_removal,
    refusals={1: Success()},
)
