"""What a member faved: other people's photos, as Flickr shows them to this member."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db.models import QuerySet

from galleries.flickr import favorites, photos
from galleries.flickr.client import Flickr
from galleries.flickr.errors import NotOnFlickr
from galleries.flickr.records import FavouriteRecord, Page, PhotoInfo
from galleries.models import Favourite, Stream
from galleries.sync.apply.doubts import not_found, withhold
from galleries.sync.apply.favourites import apply_favourites
from galleries.sync.apply.missing import Missed, mark_missing
from galleries.sync.apply.photos import apply_photos
from galleries.sync.kinds.kind import Applied, Kind


def fetch(flickr: Flickr, stream: Stream) -> Page[FavouriteRecord]:
    """Newest fave first, so that the news end where something known begins."""
    page, per_page = stream.next_page, settings.FLICKR_PER_PAGE
    return favorites.get_list(
        flickr, user_id=stream.connection.user.nsid, page=page, per_page=per_page
    )


def apply(
    page: Page[FavouriteRecord], stream: Stream, began_at: datetime, now: datetime
) -> Applied:
    applied = apply_favourites(page.items, stream=stream, began_at=began_at, now=now)
    news = stream.walk == Stream.Walk.NEWS
    fewer = page.total is not None and page.total < _standing(stream).count() if news else False
    return Applied(
        applied.ids, applied.changed, reached_known=news and applied.knew > 0, doubtful=fewer
    )


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    asked_at = stream.walk_began_at or now
    missed = mark_missing(
        _rows(stream), seen, key="photo_id", total=stream.total, asked_at=asked_at, now=now
    )
    withhold(missed.gone, now=now)
    if not missed.is_much:
        withhold(missed.newly, now=now)
    return missed


def ask(flickr: Flickr, stream: Stream, now: datetime) -> Callable[[], object] | None:
    """Ask about one photo that did not show: it is gone, or no favourite any more."""
    row = _rows(stream).filter(gone_at=None).exclude(missing_at=None).order_by("photo").first()
    if row is None:
        return None
    try:
        info = photos.get_info(flickr, flickr_id=str(row.photo_id))
    except NotOnFlickr:
        return partial(_lost, row, None, stream, now)
    return partial(_lost, row, info, stream, now)


def _lost(row: Favourite, info: PhotoInfo | None, stream: Stream, now: datetime) -> None:
    Favourite.objects.filter(pk=row.pk).update(gone_at=now)
    if info is None:
        not_found(row.photo_id, now=now)
    else:
        nsid = stream.connection.user.nsid
        apply_photos([info.photo], teller_nsid=nsid, began_at=now, now=now)


def _rows(stream: Stream) -> QuerySet[Favourite]:
    return Favourite.objects.filter(person__nsid=stream.connection.user.nsid)


def _standing(stream: Stream) -> QuerySet[Favourite]:
    return Favourite.objects.standing().filter(person__nsid=stream.connection.user.nsid)


FAVOURITES = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    ask=ask,
    shortest_s=10 * 60,
    longest_s=6 * 60 * 60,
    # Not every 7 days: a photo closed by somebody who is not here shows only in a full walk.
    full_every=timedelta(hours=20),
)
