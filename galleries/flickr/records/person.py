"""What Flickr said about a person."""

from dataclasses import dataclass
from datetime import datetime

from .values import UNSAID, Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecord:
    """A Flickr account in passing, as lists tell it.

    path_alias   the name in addresses, "" when the person has none
    icon_server  "0" when they have no icon of their own, see ``urls.buddy_icon``
    """

    nsid: str
    username: str | Unsaid = UNSAID
    realname: str | Unsaid = UNSAID
    path_alias: str | Unsaid = UNSAID
    icon_server: str | Unsaid = UNSAID
    icon_farm: int | Unsaid = UNSAID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInfo:
    """What people.getInfo tells about one account. Hidden fields are UNSAID.

    description_html  sanitised
    first_taken       "YYYY-MM-DD HH:MM:SS" without zone, None without photos
    is_contact …      how the caller stands to them; UNSAID without a token
    """

    person: PersonRecord
    is_pro: bool | Unsaid
    is_deleted: bool
    location: str | Unsaid
    description_html: str | Unsaid
    photo_count: int | Unsaid
    first_uploaded_at: datetime | Unsaid | None
    first_taken: str | Unsaid | None
    timezone_name: str | Unsaid
    is_contact: bool | Unsaid
    is_friend: bool | Unsaid
    is_family: bool | Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """Somebody the caller follows. Relations are one-sided."""

    person: PersonRecord
    is_friend: bool
    is_family: bool
    is_ignored: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenInfo:
    """Whose token it is, and what it may do: "read", "write" or "delete"."""

    perms: str
    nsid: str
    username: str
    fullname: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Who the caller is, by test.login."""

    nsid: str
    username: str
    path_alias: str | Unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class FaverRecord:
    """Somebody who faved one photo, and when."""

    person: PersonRecord
    faved_at: datetime
