"""What a member faved: other people's photos, as Flickr shows them to this member."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from galleries.flickr import favorites
from galleries.flickr.client import Flickr
from galleries.flickr.records import FavouriteRecord, Page
from galleries.models import Favourite, Photo, Stream
from galleries.sync.apply.favourites import apply_favourites
from galleries.sync.apply.missing import Missed
from galleries.sync.kinds.asking import ask_about_one, missing_photos
from galleries.sync.kinds.kind import Applied, Follow, Kind, News
from galleries.sync.kinds.on_walls import much_hangs


def fetch(flickr: Flickr, stream: Stream) -> Page[FavouriteRecord]:
    """Newest fave first, so that the news end where something known begins."""
    page, per_page = stream.next_page, settings.FLICKR_PER_PAGE
    return favorites.get_list(flickr, user_id=stream.nsid, page=page, per_page=per_page)


def apply(
    page: Page[FavouriteRecord], stream: Stream, began_at: datetime, now: datetime
) -> Applied:
    applied = apply_favourites(page.items, stream=stream, began_at=began_at, now=now)
    news = stream.walk == Stream.Walk.NEWS
    standing = _rows(stream).filter(gone_at=None, missing_at=None)
    fewer = page.total is not None and page.total < standing.count() if news else False
    return Applied(
        applied.ids, applied.changed, reached_known=news and applied.knew > 0, doubtful=fewer
    )


def missing(stream: Stream, seen: Collection[int], now: datetime) -> Missed:
    return missing_photos(_rows(stream), stream, seen, now)


def ask(flickr: Flickr, stream: Stream, now: datetime) -> Follow | None:
    return ask_about_one(_rows(stream), flickr, stream, now)


def holds_closed(stream: Stream) -> bool:
    """Photos that are not public; or the list is open, or much of it hangs in galleries."""
    if stream.connection is not None and stream.connection.user.shows_favourites:
        return True
    closed = ~Q(photo__visibility=Photo.Visibility.PUBLIC) & ~Q(photo__owner__nsid=stream.nsid)
    rows = _rows(stream).filter(gone_at=None)
    return rows.filter(closed).exists() or much_hangs(rows.values("photo"), stream)


def _rows(stream: Stream) -> QuerySet[Favourite]:
    return Favourite.objects.filter(person__nsid=stream.nsid)


FAVOURITES = Kind(
    fetch=fetch,
    apply=apply,
    missing=missing,
    ask=ask,
    holds_closed=holds_closed,
    news=News.ASKED,
    shortest_s=30 * 60,
    longest_s=8 * 60 * 60,
    full_every=timedelta(days=7),
    of_others=True,
    is_awaited=True,
)
