"""Streams that end: what their walks kept was last told when the last of them began."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from galleries.models.contacts import ContactPhoto
from galleries.models.entries import Entry
from galleries.models.favourites import Favourite
from galleries.models.flickr_galleries import FlickrGalleryItem
from galleries.models.groups import GroupMember, Membership
from galleries.models.streams import Stream

# A walk renews its stream and not each row: so these lose their moment with the stream.
KEPT_BY_WALKS = (Favourite, ContactPhoto, Membership, GroupMember, Entry, FlickrGalleryItem)


def let_go(streams: QuerySet[Stream]) -> None:
    """End these, inside a transaction, once pages that are just being written for them are done.

    From then on no worker can write one more. What others were shown through their rows ends
    with the days that it would have lasted, and another reader of the list may take them over.
    """
    keys = list(streams.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
    theirs = Stream.objects.filter(pk__in=keys)
    walked = theirs.filter(pk=OuterRef("stream_id"))
    for rows in KEPT_BY_WALKS:
        kept = rows._default_manager.filter(stream__in=theirs)
        older = kept.filter(Exists(walked.filter(walked_at__gt=OuterRef("told_at"))))
        older.update(told_at=Subquery(walked.values("walked_at")))
    theirs.delete()
