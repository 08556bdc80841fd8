"""The small values that records are made of."""

from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum
from typing import Final, Literal


class Unsaid(Enum):
    """The type of UNSAID, so that checkers can tell it from a value."""

    UNSAID = "unsaid"

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSAID"


UNSAID: Final = Unsaid.UNSAID
"""The reply did not speak of this. Never written to a row: another teller may have said it."""


class Visibility(StrEnum):
    """Who may see a photo on Flickr. Public wins over the other two flags."""

    PUBLIC = "public"
    FRIENDS = "friends"
    FAMILY = "family"
    FRIENDS_AND_FAMILY = "friends_and_family"
    PRIVATE = "private"


class Safety(IntEnum):
    """Flickr's safety level as it is *read*. Writing, searching and uploading use 1 to 3."""

    SAFE = 0
    MODERATE = 1
    RESTRICTED = 2


class ContentType(IntEnum):
    """What kind of picture, as it is *read*. Writing uses 1 to 3."""

    PHOTO = 0
    SCREENSHOT = 1
    OTHER = 2
    VIRTUAL = 3


class Media(StrEnum):
    """Still or moving."""

    PHOTO = "photo"
    VIDEO = "video"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAt:
    """When the shutter opened, by the photographer's clock: no zone, on purpose.

    moment     "YYYY-MM-DD HH:MM:SS"
    precision  0 second, 4 month, 6 year, 8 circa
    """

    moment: str
    precision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a photo was taken, and who else is shown that.

    accuracy  1 world, 3 country, 6 region, 11 city, 16 street; 0 not known
    context   0 not known, 1 indoors, 2 outdoors
    is_…      the owner shows the place to everybody, contacts, friends, family
    """

    latitude: float
    longitude: float
    accuracy: int
    context: int
    is_public: bool
    is_contact: bool
    is_friend: bool
    is_family: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """One rendition of a photo. The address holds a secret, so it stays out of the repr."""

    width_px: int
    height_px: int
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The uploaded file, only told to those who may download it."""

    secret: str = field(repr=False)
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page[T]:
    """One page of a list, as Flickr delivered it.

    items     may be fewer than ``per_page`` on any page: invisible photos are cut afterwards
    pages     0 for an empty list
    total     None when Flickr said nothing readable; drifts between pages, never trust it
    """

    items: tuple[T, ...]
    page: int
    pages: int
    per_page: int
    total: int | None

    @property
    def is_last(self) -> bool:
        """Nothing comes after this page. Reading on would deliver this page again."""
        return self.page >= self.pages
