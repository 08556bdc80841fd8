"""What of a list hangs in public galleries, and whether reading the list tells of it cheapest.

What hangs is looked at every day: a page of a list tells of 500 photos, or one call of one.
"""

from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from galleries.models import Gallery, Placement, Stream


def much_hangs(photo_ids: QuerySet[Any, Any], stream: Stream) -> bool:
    """Whether more of these photos hang in public galleries than their list has pages."""
    public = Gallery.objects.published().filter(pk=OuterRef("gallery"))
    hung = Placement.objects.filter(Exists(public), photo__in=photo_ids)
    return pays(hung.values("photo").distinct().count(), total=stream.total)


def pays(hung: int, *, total: int | None) -> bool:
    """Whether reading a list of so many photos costs fewer calls than one for each that hangs."""
    pages = -(-(total or 0) // settings.FLICKR_PER_PAGE)
    return hung > max(1, pages)
