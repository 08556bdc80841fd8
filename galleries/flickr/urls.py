"""Addresses of Flickr: made from ids, and recognised when a person pastes one.

Nothing here ever opens an address. Source: API.md 5.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import quote, unquote, urlsplit

STATIC_HOST: Final = "https://live.staticflickr.com"
SITE: Final = "https://www.flickr.com"

COMPUTABLE: Final = ("s", "q", "t", "m", "n", "w", "", "z", "c", "b")
"""Suffixes of the files whose address can be computed: they share the photo's secret.

From "h" (1600 px) up every size has a secret of its own: use the addresses Flickr returned.
"""

_BASE58: Final = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
_VALUE: Final = {letter: value for value, letter in enumerate(_BASE58)}
_WORD = re.compile(r"[0-9A-Za-z]{1,40}\Z")


def photo_image(
    *, server: str, flickr_id: str, secret: str, suffix: str = "", host: str = STATIC_HOST
) -> str:
    """The address of a photo's file, for sizes up to 1024 px.

    suffix  one of COMPUTABLE; "" is the 500 px file
    host    scheme and host of the image server, without a slash at the end

    Raises ValueError for a suffix or a part that cannot be.
    """
    if suffix not in COMPUTABLE:
        raise ValueError(f"no address can be computed for size {suffix!r}")
    if not all(_WORD.match(part) for part in (server, flickr_id, secret)):
        raise ValueError("server, id and secret are letters and digits")
    tail = f"_{suffix}" if suffix else ""
    return f"{host.rstrip('/')}/{server}/{flickr_id}_{secret}{tail}.jpg"


def buddy_icon(*, nsid: str, server: str, farm: int, host: str = "") -> str:
    """The address of the 48 px icon of a person or a group; Flickr's grey one without a server.

    host  scheme and host of an image server; "" is the farm that has the icon
    """
    if not re.fullmatch(r"[0-9]{1,10}", server) or int(server) == 0 or not (farm > 0 or host):
        return f"{SITE}/images/buddyicon.gif"
    host = host.rstrip("/") or f"https://farm{farm}.staticflickr.com"
    return f"{host}/{server}/buddyicons/{_part(nsid)}.jpg"


def photo_page(*, who: str, flickr_id: str) -> str:
    """A photo's page. ``who`` is an NSID (always works) or a path alias, here and below."""
    return f"{SITE}/photos/{_part(who)}/{_part(flickr_id)}/"


def video_file(*, who: str, flickr_id: str, secret: str, size: str) -> str:
    """Where Flickr sends on to a file of a video. Of a size it did not make, that is nowhere.

    size  "360p", "720p", "1080p"; "700", "site" and others for older uploads

    Raises ValueError for a secret or a size that cannot be.
    Source: API.md 5.1
    """
    if not all(_WORD.match(part) for part in (secret, size)):
        raise ValueError("secret and size are letters and digits")
    return f"{photo_page(who=who, flickr_id=flickr_id)}play/{size}/{secret}/"


def photo_in_pool_page(*, who: str, flickr_id: str, group_nsid: str) -> str:
    """A photo's page among its neighbours in a group's pool."""
    return f"{photo_page(who=who, flickr_id=flickr_id)}in/pool-{_part(group_nsid)}/"


def photostream_page(*, who: str) -> str:
    """Somebody's photostream."""
    return f"{SITE}/photos/{_part(who)}/"


def person_page(*, who: str) -> str:
    """Somebody's profile."""
    return f"{SITE}/people/{_part(who)}/"


def album_page(*, who: str, album_id: str) -> str:
    """An album's page."""
    return f"{SITE}/photos/{_part(who)}/albums/{_part(album_id)}"


def gallery_page(*, who: str, gallery_id: str) -> str:
    """A Flickr gallery's page. Takes the compound id of the API too; the page has the plain one."""
    return f"{SITE}/photos/{_part(who)}/galleries/{_part(gallery_id.rpartition('-')[2])}"


def group_page(*, group: str) -> str:
    """A group's page, by NSID or path alias."""
    return f"{SITE}/groups/{_part(group)}/"


def pool_page(*, group: str) -> str:
    """A group's pool."""
    return f"{SITE}/groups/{_part(group)}/pool/"


def pending_page(*, group: str) -> str:
    """The queue of a moderated pool, which only the web site has."""
    return f"{SITE}/groups/{_part(group)}/admin/pending"


def short_photo_page(*, flickr_id: str) -> str:
    """The short address of a photo."""
    return f"https://flic.kr/p/{base58(int(flickr_id))}"


def base58(number: int) -> str:
    """A number in Flickr's base 58 (no 0, O, I, l), most significant digit first."""
    if number < 0:
        raise ValueError("only numbers from zero up")
    letters = ""
    while True:
        number, value = divmod(number, 58)
        letters = _BASE58[value] + letters
        if number == 0:
            return letters


def from_base58(letters: str) -> int:
    """The number behind base 58 letters. Raises ValueError for anything else."""
    if not 1 <= len(letters) <= 16 or any(letter not in _VALUE for letter in letters):
        raise ValueError("not base 58")
    number = 0
    for letter in letters:
        number = number * 58 + _VALUE[letter]
    return number


class Kind(StrEnum):
    """What an address names."""

    PHOTO = "photo"
    PERSON = "person"
    ALBUM = "album"
    GALLERY = "gallery"
    GROUP = "group"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a pasted address names.

    who  NSID or path alias of the person (or of the group, for a group); "" when it does not say
    id   of the photo, album or gallery (its plain id); "" for people and groups
    """

    kind: Kind
    who: str = ""
    id: str = ""


_WHO = r"(?P<who>[0-9]{1,15}@N[0-9]{2}|[A-Za-z0-9_-]{1,64})"
_ID = r"(?P<id>[0-9]{1,19})"
_REST = r"(?:/.*)?\Z"
_PAGES: Final = (
    (Kind.ALBUM, re.compile(rf"/photos/{_WHO}/(?:albums|sets)/{_ID}{_REST}")),
    (Kind.GALLERY, re.compile(rf"/photos/{_WHO}/(?:galleries|gallery)/(?:[0-9]+-)?{_ID}{_REST}")),
    (Kind.PHOTO, re.compile(rf"/photos/{_WHO}/{_ID}{_REST}")),
    (Kind.PERSON, re.compile(rf"/(?:photos|people)/{_WHO}{_REST}")),
    (Kind.GROUP, re.compile(rf"/groups/{_WHO}{_REST}")),
)
# First parts of /photos/… and /people/… that are Flickr's own pages and nobody's name.
NOBODY: Final = frozenset(
    {"tags", "upload", "friends", "organize", "search", "me", "albums", "sets", "galleries"}
)
_SITES: Final = frozenset({"flickr.com", "www.flickr.com", "m.flickr.com", "secure.flickr.com"})
_SHORT: Final = {"p": Kind.PHOTO, "s": Kind.ALBUM, "y": Kind.GALLERY}
_IMAGE_HOST = re.compile(
    r"(?:live|farm[0-9]+|c[0-9]+|photos[0-9]*)\.(?:static\.flickr|staticflickr|flickr)\.com\Z"
)
_IMAGE = re.compile(rf"/(?:[0-9]+/)*{_ID}_[0-9a-f]+(?:_[0-9a-z]+)*\.(?:jpg|jpeg|png|gif)\Z")


def named_by(pasted: str) -> Named | None:
    """What an address that a person pasted names on Flickr, or None.

    Understands pages of flickr.com (scheme optional), flic.kr and image files, by pattern alone.
    """
    pasted = pasted.strip()
    if not pasted or len(pasted) > 2000 or any(ord(letter) < 33 for letter in pasted):
        return None
    if "://" not in pasted:
        pasted = f"https://{pasted.removeprefix('//')}"
    try:
        parts = urlsplit(pasted)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or parts.username is not None:
        return None
    if port not in (None, 80, 443):
        return None
    path = unquote(parts.path)
    if host in _SITES:
        return _by_page(path, parts.query)
    if host in ("flic.kr", "www.flic.kr"):
        return _by_short(path)
    if _IMAGE_HOST.match(host) and (found := _IMAGE.match(path)):
        return Named(kind=Kind.PHOTO, id=found["id"])
    return None


def _by_page(path: str, query: str) -> Named | None:
    if path == "/photo.gne" and (old := re.search(r"(?:\A|&)id=([0-9]{1,19})(?:&|\Z)", query)):
        return Named(kind=Kind.PHOTO, id=old[1])
    for kind, pattern in _PAGES:
        if found := pattern.match(path):
            if kind is not Kind.GROUP and found["who"].lower() in NOBODY:
                return None
            return Named(kind=kind, who=found["who"], id=found.groupdict().get("id", ""))
    return None


def _by_short(path: str) -> Named | None:
    found = re.match(r"/([psy])/([0-9A-Za-z]{1,16})/?\Z", path)
    if found is None:
        return None
    try:
        return Named(kind=_SHORT[found[1]], id=str(from_base58(found[2])))
    except ValueError:
        return None


def _part(value: str) -> str:
    """One part of a path: nothing in it can leave its place."""
    if value in ("", ".", ".."):
        raise ValueError("a part of an address cannot be empty or dots")
    return quote(value, safe="@")
