"""One photo with all that is true of it, whoever asks."""

import dataclasses
import re
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from galleries.flickr.simulator.members import Place

FIRST_ID = 9_000_000_000
FIRST_MOMENT = 1_072_915_200  # 2004-01-01; ids grow by ID_STEP for each second since
ID_STEP = 64  # room for the number of the member

NEVER = "0000-00-00 00:00:00"


@dataclass(frozen=True, slots=True)
class Geo:
    """A place, and who besides the owner may know it."""

    latitude: float
    longitude: float
    accuracy: int
    context: int
    is_public: bool
    is_contact: bool
    is_friend: bool
    is_family: bool
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SimPhoto:
    id: int
    index: int | None  # its number in the member's stream; None for an upload after the beginning
    owner: str  # NSID
    secret: str
    original_secret: str
    original_format: str
    server: str
    farm: int
    title: str
    description: str
    is_public: bool
    is_friend: bool
    is_family: bool
    safety: int  # 0 safe, 1 moderate, 2 restricted
    content_type: int  # 0 photo, 1 screenshot, 2 other, 3 virtual
    media: str  # "photo" or "video"
    licence: int
    uploaded_at: int  # epoch
    updated_at: int  # epoch
    taken: str  # "2017-02-17 09:30:00", the photographer's clock
    granularity: int  # 0 exact, 4 month, 6 year, 8 circa
    taken_unknown: bool
    tags: tuple[str, ...]  # as typed; ``normal_tags`` are as searched
    geo: Geo | None
    views: int
    faves: int
    comments: int
    width: int
    height: int
    rotation: int
    can_download: bool
    mood: str  # for the painter; not a fact of Flickr

    @property
    def normal_tags(self) -> tuple[str, ...]:
        return tuple(normalised(tag) for tag in self.tags)

    @property
    def machine_tags(self) -> tuple[str, ...]:
        return tuple(normalised(tag) for tag in self.tags if is_machine_tag(tag))


def photo_id(member_number: int, uploaded_at: int) -> int:
    return FIRST_ID + (uploaded_at - FIRST_MOMENT) * ID_STEP + member_number


def owner_and_moment(id_: int) -> tuple[int, int]:
    """The number of the member and the upload moment that an id stands for."""
    seconds, member_number = divmod(id_ - FIRST_ID, ID_STEP)
    return member_number, FIRST_MOMENT + seconds


MACHINE_TAG = re.compile(r"^[a-z]\w*:[a-z]\w*=.", re.IGNORECASE)


def is_machine_tag(tag: str) -> bool:
    return MACHINE_TAG.match(tag) is not None


def normalised(tag: str) -> str:
    """Lower case, without blanks and punctuation; a machine tag keeps its ":" and "="."""
    if is_machine_tag(tag):
        name, _, value = tag.partition("=")
        return f"{name.lower()}={normalised(value)}"
    return "".join(c for c in tag.lower() if c.isalnum() or (not c.isascii() and not c.isspace()))


def tag_number(tag: str) -> int:
    """A tag's number, the same on every photo: tags of one number are one tag on a photo."""
    digest = blake2b((normalised(tag) or tag).encode("utf-8", "replace"), digest_size=5).digest()
    return 1 + int.from_bytes(digest)


def with_fields(photo: SimPhoto, fields: dict[str, Any]) -> SimPhoto:
    """The photo with some facts replaced; takes them as they come out of JSON, too."""
    fields = dict(fields)
    if "tags" in fields:
        fields["tags"] = tuple(fields["tags"])
    if isinstance(fields.get("geo"), dict):
        geo = dict(fields["geo"])
        place = geo.pop("place", None)
        fields["geo"] = Geo(**geo, place=Place(**place) if place else None)
    return dataclasses.replace(photo, **fields)


def as_document(fields: dict[str, Any]) -> dict[str, Any]:
    """Fields of a photo in a form that JSON can hold."""
    return {
        name: dataclasses.asdict(value) if isinstance(value, Geo) else value
        for name, value in fields.items()
    }
