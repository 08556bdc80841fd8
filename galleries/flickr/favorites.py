"""favorites.*: what a person faved."""

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


def parse_list(method: str, reply: Wire) -> Page[FavouriteRecord]:
    """Read ``photos.photo[]`` with ``date_faved`` on every photo."""
    return read_items_page(method, reply, _read_favourite)


def _read_favourite(wire: Wire) -> FavouriteRecord:
    return FavouriteRecord(
        photo=read_photo(wire), faved_at=parse.told(wire, "date_faved", parse.epoch)
    )
