"""Flickr's list of licences: the same for everybody, asked for without anybody's token."""

from datetime import datetime, timedelta

from galleries.flickr import licences
from galleries.flickr.client import Flickr
from galleries.flickr.licences import ListedLicence
from galleries.flickr.records import Page
from galleries.models import Stream
from galleries.sync.apply.licences import apply_licences
from galleries.sync.kinds.kind import Applied, Kind, News, whole


def fetch(flickr: Flickr, stream: Stream) -> Page[ListedLicence]:
    return whole(licences.get_info(flickr))


def apply(page: Page[ListedLicence], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    changed = apply_licences(page.items, began_at=began_at)
    return Applied(tuple(licence.id for licence in page.items), changed)


LICENCES = Kind(
    fetch=fetch,
    apply=apply,
    news=News.NONE,
    shortest_s=7 * 24 * 60 * 60,
    longest_s=7 * 24 * 60 * 60,
    full_every=timedelta(days=7),
)
