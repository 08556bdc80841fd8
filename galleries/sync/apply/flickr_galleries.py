"""The rows of somebody's galleries on Flickr, and of the photos in one."""

from collections.abc import Sequence
from datetime import datetime

from galleries.flickr.records import FlickrGalleryRecord, GalleryItemRecord
from galleries.models import FlickrGallery, FlickrGalleryItem, Person, Stream
from galleries.sync.apply.items import AppliedItems, apply_items
from galleries.sync.apply.rows import AppliedRows, apply_rows
from galleries.sync.decide.columns import flickr_gallery_columns


def apply_flickr_galleries(
    records: Sequence[FlickrGalleryRecord], *, stream: Stream, began_at: datetime
) -> AppliedRows:
    owner, _ = Person.objects.get_or_create(nsid=stream.nsid)
    return apply_rows(
        FlickrGallery.objects.filter(owner=owner),
        {int(record.gallery_id): flickr_gallery_columns(record) for record in records},
        key="id",
        shared={"owner_id": owner.pk},
        unique=["id"],
        began_at=began_at,
    )


def apply_flickr_gallery_items(
    records: Sequence[GalleryItemRecord],
    *,
    gallery: FlickrGallery,
    first: int,
    stream: Stream,
    began_at: datetime,
    now: datetime,
) -> AppliedItems:
    """Write one page of a Flickr gallery. ``first`` is the place of the first photo."""
    return apply_items(
        FlickrGalleryItem.objects.filter(gallery=gallery),
        [
            (
                record.photo,
                {
                    "position": first + place,
                    "comment_html": record.comment_html,
                    "stream_id": stream.pk,
                },
            )
            for place, record in enumerate(records)
        ],
        shared={"gallery_id": gallery.pk},
        stream=stream,
        began_at=began_at,
        now=now,
    )
