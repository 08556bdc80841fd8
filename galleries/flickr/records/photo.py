"""What Flickr said about a photo."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from .person import PersonRecord
from .values import (
    UNSAID,
    ContentType,
    Media,
    Original,
    Place,
    Safety,
    Size,
    TakenAt,
    Unsaid,
    Visibility,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoRecord:
    """A photo as one reply told it to one caller; what it did not speak of is UNSAID.

    secret            a credential while the photo is not public: never log or show it alone
    description_html  sanitised
    licence           Flickr's licence id, see ``licences``
    taken             None: Flickr only guesses
    tags              normalised, without machine tags, in the order told
    place             None: Flickr told no place (there is none, or it is not for us)
    sizes             by the suffix of the file: "s" 75 px square, "q" 150 square, "t" 100,
                      "m" 240, "n" 320, "w" 400, "" 500, "z" 640, "c" 800, "b" 1024, "h" 1600,
                      "k" 2048, "3k" … "6k", "f", "o" original. Beware: Flickr's own names of
                      the fields differ (url_s is the "m" file, url_m the "" file).
    original          None: not for us
    rotation          degrees, clockwise
    """

    flickr_id: str
    owner: PersonRecord | Unsaid = UNSAID
    secret: str | Unsaid = field(default=UNSAID, repr=False)
    server: str | Unsaid = UNSAID
    title: str | Unsaid = UNSAID
    description_html: str | Unsaid = UNSAID
    visibility: Visibility | Unsaid = UNSAID
    safety: Safety | Unsaid = UNSAID
    content_type: ContentType | Unsaid = UNSAID
    media: Media | Unsaid = UNSAID
    media_ready: bool | Unsaid = UNSAID
    licence: int | Unsaid = UNSAID
    uploaded_at: datetime | Unsaid = UNSAID
    changed_at: datetime | Unsaid = UNSAID
    taken: TakenAt | Unsaid | None = UNSAID
    tags: tuple[str, ...] | Unsaid = UNSAID
    machine_tags: tuple[str, ...] | Unsaid = UNSAID
    views: int | Unsaid = UNSAID
    faves: int | Unsaid = UNSAID
    comments: int | Unsaid = UNSAID
    place: Place | Unsaid | None = UNSAID
    sizes: Mapping[str, Size] | Unsaid = field(default=UNSAID, repr=False)
    original: Original | Unsaid | None = UNSAID
    rotation: int | Unsaid = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class FavouriteRecord:
    """A photo somebody faved, and when."""

    photo: PhotoRecord
    faved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecord:
    """A photo in a group's pool, and when it was added. Added again is a new entry."""

    photo: PhotoRecord
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumItemRecord:
    """A photo in an album; ``is_primary`` marks the cover."""

    photo: PhotoRecord
    is_primary: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GalleryItemRecord:
    """A photo in a Flickr gallery with the words of its curator (sanitised, often empty)."""

    photo: PhotoRecord
    is_primary: bool
    comment_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TagRecord:
    """One tag in full.

    id           the full id ``{n}-{photo}-{n}``, by which the tag can be removed
    text         normalised; may be ""
    raw          what ``author_nsid`` typed
    author_nsid  who added it, "" when untold
    """

    id: str
    text: str
    raw: str
    author_nsid: str
    is_machine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRecord:
    """A note on a photo. x, y, width, height in px of the 500 px rendition."""

    id: str
    author_nsid: str
    author_name: str
    x_px: int
    y_px: int
    width_px: int
    height_px: int
    text_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Permissions:
    """Who may comment and add tags and notes: 0 nobody, 1 friends and family, 2 contacts, 3 all."""

    comment: int
    add_meta: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What the owner lets the caller do with the photo."""

    can_download: bool
    can_blog: bool
    can_share: bool
    can_print: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNames:
    """The words Flickr found for a place; each "" when it has none."""

    neighbourhood: str
    locality: str
    county: str
    region: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoInfo:
    """Everything photos.getInfo tells about one photo.

    permissions   UNSAID unless the owner asked
    can_comment   whether the caller may
    place_names   None: no place was told
    is_favourite  whether the caller faved it
    """

    photo: PhotoRecord
    permissions: Permissions | Unsaid
    can_comment: bool | Unsaid
    can_add_meta: bool | Unsaid
    usage: Usage | Unsaid
    notes: tuple[NoteRecord, ...]
    tags: tuple[TagRecord, ...]
    place_names: PlaceNames | None
    has_people: bool | Unsaid
    is_favourite: bool | Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """All renditions of one photo, by the suffix of the file as in ``PhotoRecord.sizes``.

    videos  by Flickr's label ("Site MP4", "720p", …); width and height are 0 when untold
    """

    sizes: Mapping[str, Size] = field(repr=False)
    videos: Mapping[str, Size] = field(repr=False)
    can_download: bool | Unsaid
    can_blog: bool | Unsaid
    can_print: bool | Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class ExifTag:
    """One line of EXIF, IPTC or XMP. ``clean`` is Flickr's readable form, "" when it has none."""

    space: str
    tag: str
    label: str
    raw: str
    clean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exif:
    """The technical data of one photo. ``camera`` is "" when Flickr does not know it."""

    flickr_id: str
    camera: str
    tags: tuple[ExifTag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlbumContext:
    """An album that holds the photo."""

    flickr_id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolContext:
    """A group whose pool holds the photo."""

    nsid: str
    name: str
    members: int | Unsaid
    entries: int | Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class Contexts:
    """Where a photo hangs on Flickr, as far as the caller can see."""

    albums: tuple[AlbumContext, ...]
    pools: tuple[PoolContext, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedPerson:
    """Somebody seen in a photo. The box, if one was drawn, is in px of the 500 px rendition."""

    person: PersonRecord
    is_deleted: bool  # the account is gone, the name stayed
    added_by_nsid: str | Unsaid
    box_px: tuple[int, int, int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceChange:
    """One line of a photo's licence history, oldest first. Names are Flickr's own of the time.

    new_name  "" in the only line of a photo whose licence never changed
    """

    changed_at: datetime
    old_name: str
    old_url: str
    new_name: str
    new_url: str
