"""favorites.*: what a person faved, and faving."""

from . import parse
from .client import Flickr
from .parse import Wire
from .photo_lists import EXTRAS, read_items_page, read_photo
from .records.photo import FavouriteRecord
from .records.values import Page


def get_list(
    flickr: Flickr, *, user_id: str | None = None, page: int = 1, per_page: int = 500
) -> Page[FavouriteRecord]:
    """One page of favourites, last faved first, as far as the caller may see the photos.

    user_id  None is the caller
    """
    method = "favorites.getList"
    reply = flickr.call(
        method, expects="photos", user_id=user_id, page=page, per_page=per_page, extras=EXTRAS
    )
    return parse_list(method, reply)


def get_public_list(
    flickr: Flickr, *, nsid: str, page: int = 1, per_page: int = 500
) -> Page[FavouriteRecord]:
    """As ``get_list``, public photos only; needs no token."""
    method = "favorites.getPublicList"
    reply = flickr.call(
        method, expects="photos", user_id=nsid, page=page, per_page=per_page, extras=EXTRAS
    )
    return parse_list(method, reply)


def add(flickr: Flickr, *, flickr_id: str) -> None:
    """Fave a photo for the caller.

    Raises NotOnFlickr for a photo that is gone (code 1) or closed to the caller (4), and
    FlickrRefused with 2 for the caller's own photo, with 3 for one they have faved already.
    Source: API.md 11.7
    """
    flickr.call("favorites.add", allows=(), photo_id=flickr_id)


def remove(flickr: Flickr, *, flickr_id: str) -> None:
    """Take the caller's fave back. Raises FlickrRefused with 1 when there is none.

    Source: API.md 11.7
    """
    flickr.call("favorites.remove", allows=(), photo_id=flickr_id)


def parse_list(method: str, reply: Wire) -> Page[FavouriteRecord]:
    """Read ``photos.photo[]`` with ``date_faved`` on every photo."""
    return read_items_page(method, reply, _read_favourite)


def _read_favourite(wire: Wire) -> FavouriteRecord:
    return FavouriteRecord(
        photo=read_photo(wire), faved_at=parse.told(wire, "date_faved", parse.epoch)
    )
