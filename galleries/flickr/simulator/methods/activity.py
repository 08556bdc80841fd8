"""flickr.activity.*"""

import re

from galleries.flickr.simulator.activity import SimEvent, SimItem
from galleries.flickr.simulator.paging import page_of
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.wire import Wire, icon

UNITS_S = {"d": 86_400, "h": 3_600}
TIMEFRAME = re.compile(r"^(\d{1,4})([dh])$", re.ASCII)


@method("activity.userPhotos", perms="read")
def user_photos(call: Call) -> Answer:
    """What others did to the caller's photos in a time frame, last touched first."""
    # "Since the last visit" of somebody who comes by every day.
    count, unit = _timeframe(call.arg("timeframe"))
    since = call.sim.world.now - count * UNITS_S[unit]
    items = call.sim.activity.of(call.member, since)
    page = page_of(call, len(items), default=10, most=50)
    listing = [_item(call, item) for item in items[page.slice]]
    return {"items": {**page.head, "item": listing}}


def _timeframe(asked: str) -> tuple[int, str]:
    """ "2d" is two days, "4h" four hours; nonsense counts as not given."""
    match = TIMEFRAME.match(asked)
    return (1, "d") if match is None else (int(match[1]), match[2])


def _item(call: Call, item: SimItem) -> Wire:
    photo = item.photo
    owner = call.sim.world.member(photo.owner)
    return {
        "type": "photo",
        "id": str(photo.id),
        "owner": owner.nsid,
        "ownername": owner.username,
        **icon(owner),
        "secret": photo.secret,
        "server": photo.server,
        "farm": photo.farm,
        "title": {"_content": photo.title},
        "media": photo.media,
        "comments": photo.comments,
        "notes": 0,
        "views": str(photo.views),
        "faves": photo.faves,
        "activity": {"event": [_event(call, event) for event in item.events]},
    }


def _event(call: Call, event: SimEvent) -> Wire:
    person = call.sim.groups.person(event.user)
    wire: Wire = {
        "type": event.kind,
        "user": event.user,
        "username": event.username,
        "realname": event.realname,
        **({"iconserver": 0, "iconfarm": 0} if person is None else icon(person)),
        "dateadded": str(event.at),
        "is_muted": 0,
    }
    if event.kind == "comment":
        wire |= {"commentid": event.comment_id, "_content": event.text}
    return wire
