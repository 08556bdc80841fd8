"""What Flickr said about one of *its* galleries (ours are curated here)."""

from dataclasses import dataclass, field
from datetime import datetime

from .values import UNSAID, Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class FlickrGalleryRecord:
    """A gallery on Flickr: other people's photos, picked by its owner.

    api_id      "{owner number}-{gallery id}", what calls take
    gallery_id  the plain id, what addresses take
    cover_…     None or UNSAID in an empty gallery
    """

    api_id: str
    gallery_id: str
    owner_nsid: str | Unsaid = UNSAID
    owner_username: str | Unsaid = UNSAID
    title: str | Unsaid = UNSAID
    description_html: str | Unsaid = UNSAID
    cover_flickr_id: str | Unsaid | None = UNSAID
    cover_secret: str | Unsaid = field(default=UNSAID, repr=False)
    cover_server: str | Unsaid = UNSAID
    photo_count: int | Unsaid = UNSAID
    video_count: int | Unsaid = UNSAID
    view_count: int | Unsaid = UNSAID
    comment_count: int | Unsaid = UNSAID
    created_at: datetime | Unsaid = UNSAID
    changed_at: datetime | Unsaid = UNSAID
