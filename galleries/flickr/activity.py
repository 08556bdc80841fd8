"""activity.*: what happened. Flickr asks to poll it at most once an hour."""

from . import parse, replies
from .client import Flickr
from .parse import Wire, said
from .persons import read_person
from .photo_lists import html
from .records.conversation import ActivityEvent, ActivityItem
from .records.values import Page


def user_photos(
    flickr: Flickr, *, timeframe: str | None = None, page: int = 1, per_page: int = 50
) -> Page[ActivityItem]:
    """One page of what others did to the caller's photos and albums, newest first.

    timeframe  "2d" for days, "4h" for hours; None is since the caller's last visit on Flickr
    """
    method = "activity.userPhotos"
    reply = flickr.call(method, expects="items", timeframe=timeframe, page=page, per_page=per_page)
    return parse_items(method, reply)


def parse_items(method: str, reply: Wire) -> Page[ActivityItem]:
    """Read ``items{page, pages, item[]{type, id, activity{event[]}}}``."""
    return replies.page(method, "activity of", reply.get("items"), "item", _read_item)


def _read_item(wire: Wire) -> ActivityItem:
    events = parse.many(parse.one(wire.get("activity")).get("event"))
    return ActivityItem(
        kind=parse.told(wire, "type", parse.word),
        flickr_id=parse.told(wire, "id", parse.word),
        owner_nsid=said(wire, "owner", parse.nsid),
        title=parse.title(wire.get("title")),
        views=said(wire, "views", parse.count),
        faves=said(wire, "faves", parse.count),
        comments=said(wire, "comments", parse.count),
        events=tuple(_read_event(event) for event in events),
    )


def _read_event(wire: Wire) -> ActivityEvent:
    return ActivityEvent(
        kind=parse.told(wire, "type", parse.word),
        person=read_person(wire, id_key="user"),
        happened_at=parse.told(wire, "dateadded", parse.epoch),
        text_html=html(wire),
    )
