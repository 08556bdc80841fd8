"""What one group is like: its rules, notice and limits, and how many photos one may still add."""

from datetime import datetime, timedelta

from galleries.flickr import groups
from galleries.flickr.client import Flickr
from galleries.flickr.records import GroupInfo, Page
from galleries.models import Stream
from galleries.sync.apply.groups import apply_group_info
from galleries.sync.kinds.kind import Applied, Kind, News, whole


def fetch(flickr: Flickr, stream: Stream) -> Page[GroupInfo]:
    return whole((groups.get_info(flickr, nsid=stream.subject),))


def apply(page: Page[GroupInfo], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    changed = sum(apply_group_info(info, stream=stream, began_at=began_at) for info in page.items)
    return Applied((1,), changed)


GROUP = Kind(
    fetch=fetch,
    apply=apply,
    news=News.NONE,
    shortest_s=24 * 60 * 60,
    longest_s=14 * 24 * 60 * 60,
    full_every=timedelta(days=1),
)
