"""Whom a member follows on Flickr, with friend and family."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import QuerySet

from galleries.flickr import contacts
from galleries.flickr.client import Flickr
from galleries.flickr.records import ContactRecord, Page
from galleries.models import Contact, Stream
from galleries.sync.apply.contacts import apply_contacts
from galleries.sync.apply.missing import Missed, mark_missing_twice
from galleries.sync.kinds.kind import Applied, Kind, News

PER_PAGE = 1000


def fetch(flickr: Flickr, stream: Stream) -> Page[ContactRecord]:
    return contacts.get_list(flickr, page=stream.next_page, per_page=PER_PAGE)


def apply(page: Page[ContactRecord], stream: Stream, began_at: datetime, now: datetime) -> Applied:
    applied = apply_contacts(page.items, stream=stream, began_at=began_at)
    here = _rows(stream).filter(gone_at=None, missing_at=None).count()
    return Applied(applied.keys, applied.changed, doubtful=page.total != here + stream.short_by)


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    return mark_missing_twice(_rows(stream), stream, seen, key="contact_id", now=now)


def _rows(stream: Stream) -> QuerySet[Contact]:
    return Contact.objects.filter(person__nsid=stream.nsid)


CONTACTS = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    news=News.FIRST_PAGE,
    shortest_s=2 * 60 * 60,
    longest_s=24 * 60 * 60,
    full_every=timedelta(days=7),
)
