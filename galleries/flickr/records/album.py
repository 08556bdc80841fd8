"""What Flickr said about an album (its own word: photoset)."""

from dataclasses import dataclass, field
from datetime import datetime

from .values import UNSAID, Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumRecord:
    """An album as its owner ordered it.

    cover_…      the cover photo's id, and what its image address is made of
    photo_count  photos without videos; counts include only what the caller may see
    """

    flickr_id: str
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
