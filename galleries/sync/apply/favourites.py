"""The rows of somebody's favourites."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from galleries.flickr.records import FavouriteRecord
from galleries.models import Favourite, Person, Photo, Stream
from galleries.sync.apply.photos import apply_photos


@dataclass(frozen=True, slots=True)
class AppliedFavourites:
    """What one page of favourites did to our rows."""

    ids: tuple[int, ...]
    changed: int
    knew: int  # how many of them we held already


def apply_favourites(
    records: Sequence[FavouriteRecord], *, stream: Stream, began_at: datetime, now: datetime
) -> AppliedFavourites:
    """Write one page: the photos as they were told to this person, and that they faved them."""
    nsid = stream.connection.user.nsid
    photos = apply_photos(
        [record.photo for record in records], teller_nsid=nsid, began_at=began_at, now=now
    )
    person, _ = Person.objects.get_or_create(nsid=nsid)
    held = set(Photo.objects.filter(pk__in=photos.ids).values_list("pk", flat=True))
    ours = {
        row.photo_id: row for row in Favourite.objects.filter(person=person, photo__in=photos.ids)
    }
    written = []
    for record in records:
        photo_id = int(record.photo.flickr_id)
        row = ours.get(photo_id)
        # Closed, and still shown to this person: they are among those who may see it now.
        still_shown = photo_id in photos.narrowed
        if photo_id in held and (
            row is None or still_shown or _differs(row, record, stream, began_at)
        ):
            written.append(
                Favourite(
                    person=person,
                    photo_id=photo_id,
                    stream=stream,
                    faved_at=record.faved_at,
                    told_at=began_at,
                )
            )
    Favourite.objects.bulk_create(
        {row.photo_id: row for row in written}.values(),
        update_conflicts=True,
        unique_fields=["person", "photo"],
        update_fields=["stream", "faved_at", "told_at", "missing_at", "gone_at"],
    )
    standing = [row for row in ours.values() if row.gone_at is None and row.missing_at is None]
    return AppliedFavourites(photos.ids, photos.changed + len(written), len(standing))


def _differs(row: Favourite, record: FavouriteRecord, stream: Stream, began_at: datetime) -> bool:
    """Whether the page tells something new of a favourite that we hold."""
    doubts = [at for at in (row.gone_at, row.missing_at) if at is not None]
    if doubts and began_at < max(doubts):
        return False  # an old page: it was missed after this was asked
    return bool(doubts) or row.faved_at != record.faved_at or row.stream_id != stream.pk
