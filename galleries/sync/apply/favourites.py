"""The rows of somebody's favourites."""

from collections.abc import Sequence
from datetime import datetime

from galleries.flickr.records import FavouriteRecord
from galleries.models import Favourite, Person, Stream
from galleries.sync.apply.items import AppliedItems, apply_items


def apply_favourites(
    records: Sequence[FavouriteRecord], *, stream: Stream, began_at: datetime, now: datetime
) -> AppliedItems:
    """Write one page: the photos as they were told to this person, and that they faved them."""
    person, _ = Person.objects.get_or_create(nsid=stream.nsid)
    return apply_items(
        Favourite.objects.filter(person=person),
        [
            (record.photo, {"faved_at": record.faved_at, "stream_id": stream.pk})
            for record in records
        ],
        shared={"person_id": person.pk},
        stream=stream,
        began_at=began_at,
        now=now,
    )
