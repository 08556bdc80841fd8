"""What Flickr said about comments and about what happened."""

from dataclasses import dataclass
from datetime import datetime

from .person import PersonRecord
from .values import Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRecord:
    """A comment on a photo.

    text_html          sanitised
    author_is_deleted  the account is gone, the words stayed
    permalink          its address on flickr.com, "" when untold
    """

    id: str
    author: PersonRecord
    author_is_deleted: bool
    written_at: datetime
    text_html: str
    permalink: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityEvent:
    """One thing that happened: "comment", "fave", "note", "tag" or a kind that is new to us."""

    kind: str
    person: PersonRecord
    happened_at: datetime
    text_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityItem:
    """A photo ("photo") or album ("photoset") and what happened to it."""

    kind: str
    flickr_id: str
    owner_nsid: str | Unsaid
    title: str
    views: int | Unsaid
    faves: int | Unsaid
    comments: int | Unsaid
    events: tuple[ActivityEvent, ...]
