"""Covers: one photo for each album or Flickr gallery of a page, and how many it holds."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Model, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from galleries.models import Album, FlickrGallery, Photo, Viewer

# Thirty albums of this size are counted in 30 ms, for whoever is not their owner.
COUNTED_ON_A_COVER = 500
COUNTED_ON_A_PAGE = 2_500


@dataclass(frozen=True, slots=True)
class Cover:
    """An album or a Flickr gallery as a page of them shows it.

    photo  the one its owner chose, if this viewer may see it, else the first they may, of those
           whose picture is known; None when there is none
    count  of the photos in it that they may see; None for too many to count
    """

    of: Album | FlickrGallery
    photo: Photo | None
    count: int | None


def count_shown(items: QuerySet[Any], *, of: str, most: int) -> Case:
    """How many of these rows are in a list, to annotate it with, for ``told_count``.

    of    the way from a row to the list
    most  a list that is larger than this is not counted: that takes longer than its page
    """
    own = items.filter(**{of: OuterRef("pk")}).order_by()
    count = Coalesce(Subquery(own.values(of).values(count=Count("pk"))), 0)
    return Case(When(photo_count__lte=most, then=count), default=None)


def told_count(of: Album | FlickrGallery, viewer: Viewer) -> int | None:
    """The number to show. Of what was not counted, its owner is told Flickr's own number."""
    shown: int | None = vars(of)["shown_count"]
    if shown is None and of.owner.nsid == viewer.nsid:
        return of.photo_count + of.video_count
    return shown


def with_covers[L: Model](lists: QuerySet[L], items: QuerySet[Any], *, of: str) -> QuerySet[L]:
    """The same lists, all of one owner, for ``covers`` and ``count_lists``.

    items  photos in such lists, as far as this viewer may see them
    of     the way from one of them to its list: "album", "gallery"
    """
    own = items.filter(**{of: OuterRef("pk")})
    pictured = own.filter(photo__media_ready=True).exclude(photo__sizes={})
    photos = pictured.order_by("position", "photo").values("photo")
    chosen = photos.filter(photo=OuterRef("cover_flickr_id"))
    every = lists.order_by().values("owner").values(count=Count("pk"))
    covered: QuerySet[Any] = lists.select_related("owner").annotate(
        cover_id=Coalesce(Subquery(chosen[:1]), Subquery(photos[:1])),
        shown_count=count_shown(items, of=of, most=COUNTED_ON_A_COVER),
        list_count=Subquery(every),
    )
    return covered


def covers(lists: Iterable[Album | FlickrGallery], viewer: Viewer) -> list[Cover]:
    """The covers of what was read ``with_covers``, which chose them among what the viewer may see.

    In one query for all of them.
    """
    found = [(each, vars(each)["cover_id"]) for each in lists]
    chosen = {cover_id for _, cover_id in found if cover_id is not None}
    photos = Photo.objects.filter(pk__in=chosen).select_related("owner")
    by_id = {photo.pk: photo for photo in photos}
    return [Cover(each, by_id.get(cover_id), told_count(each, viewer)) for each, cover_id in found]


def count_lists(page: Sequence[Model], lists: QuerySet[Any]) -> int:
    """How many there are on all pages. The page ``with_covers`` knows, unless it is empty."""
    return vars(page[0])["list_count"] if page else lists.count()
