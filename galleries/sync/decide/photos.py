"""What a record of a photo means for our row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from galleries.flickr.records import UNSAID, PhotoRecord, Place, Size
from galleries.flickr.records import Visibility as Said
from galleries.models import Photo
from galleries.sync.decide.changes import Add, Change, Keep, Update

VISIBILITY: Mapping[Said, Photo.Visibility] = {
    Said.PUBLIC: Photo.Visibility.PUBLIC,
    Said.FRIENDS: Photo.Visibility.FRIENDS,
    Said.FAMILY: Photo.Visibility.FAMILY,
    Said.FRIENDS_AND_FAMILY: Photo.Visibility.FRIENDS_AND_FAMILY,
    Said.PRIVATE: Photo.Visibility.PRIVATE,
}

# Up to 1024 px an address is made from server, id and secret; above, each size has a secret
# of its own and only Flickr knows the address. Squares and tiny ones are never shown.
SIZES_MADE_HERE = ("m", "n", "w", "", "z", "c", "b")
SIZES_TOLD = ("h", "k", "3k", "4k", "5k", "6k", "f")

# What a reply must have told before we can make a row of it.
NEEDED_TO_ADD = ("visibility", "uploaded_at", "secret", "server")

# The columns of a photo about which there is no doubt any more.
BACK: dict[str, Any] = {"gone_at": None, "missing_at": None, "withheld_at": None}


def decide_photo(record: PhotoRecord, ours: Photo | None, *, began_at: datetime) -> Change:
    """What to do about one photo, as one reply told it.

    began_at  when the request behind the record began: an old page that arrives late may
              close a photo, and may do nothing else
    """
    said = columns_of(record)
    if ours is None:
        missing = [name for name in NEEDED_TO_ADD if name not in said]
        if missing:
            return Keep(f"Flickr did not tell its {', '.join(missing)}")
        return Add(said)
    doubts = [at for at in (ours.gone_at, ours.missing_at, ours.withheld_at) if at is not None]
    back = BACK if doubts and began_at >= max(doubts) else {}
    if narrows(said, ours):
        # Showing a photo its owner has closed is the one mistake we cannot take back: this
        # wins over every date.
        if began_at < ours.told_at:
            return Update({"visibility": said["visibility"]}, "it was closed")
        return Update(_differing(said, ours) | back, "it was closed")
    if began_at < ours.told_at:
        return Keep("we know something newer")
    if widens(said, ours) and ours.narrowed_at is not None and began_at <= ours.narrowed_at:
        return Keep("it was closed after this was asked")
    changed = _differing(said, ours)
    if back:
        return Update(changed | back, "it is back on Flickr")
    if doubts:
        return Keep("it was missed after this was asked")
    if changed:
        return Update(changed, "it changed on Flickr")
    return Keep("nothing changed")


def narrows(said: Mapping[str, Any], ours: Photo) -> bool:
    """Fewer people may see it now, or others."""
    now = said.get("visibility", ours.visibility)
    return bool(now != ours.visibility and now != Photo.Visibility.PUBLIC)


def widens(said: Mapping[str, Any], ours: Photo) -> bool:
    """Everybody may see it now, and could not before."""
    now = said.get("visibility", ours.visibility)
    return bool(now != ours.visibility and now == Photo.Visibility.PUBLIC)


def columns_of(record: PhotoRecord) -> dict[str, Any]:
    """The columns of a photo that a record speaks of; what it left unsaid is not there."""
    columns: dict[str, Any] = {
        "title": record.title,
        "description_html": record.description_html,
        "visibility": UNSAID if record.visibility is UNSAID else VISIBILITY[record.visibility],
        "safety": record.safety,
        "content_type": record.content_type,
        "media": record.media,
        "media_ready": record.media_ready,
        "licence": record.licence,
        "uploaded_at": record.uploaded_at,
        "changed_at": record.changed_at,
        "views": record.views,
        "faves": record.faves,
        "comments": record.comments,
        "server": record.server,
        "secret": record.secret,
    }
    if record.taken is not UNSAID:
        columns["taken"] = record.taken.moment if record.taken else ""
        columns["taken_precision"] = record.taken.precision if record.taken else 0
    if record.sizes is not UNSAID:
        columns["sizes"] = _sizes(record.sizes)
    if record.place is not UNSAID:
        columns |= place_columns(public_place(record.place))
    return {name: value for name, value in columns.items() if value is not UNSAID}


def public_place(place: Place | None) -> Place | None:
    """The place, if everybody may know it."""
    return place if place is not None and place.is_public else None


def place_columns(place: Place | None) -> dict[str, Any]:
    """Latitude, longitude (degrees) and accuracy, or three times nothing."""
    if place is None:
        return {"latitude": None, "longitude": None, "accuracy": None}
    return {
        "latitude": place.latitude,
        "longitude": place.longitude,
        "accuracy": place.accuracy,
    }


def _sizes(told: Mapping[str, Size]) -> dict[str, list[Any]]:
    here = {
        suffix: [told[suffix].width_px, told[suffix].height_px]
        for suffix in SIZES_MADE_HERE
        if suffix in told
    }
    above = {
        suffix: [told[suffix].width_px, told[suffix].height_px, told[suffix].url]
        for suffix in SIZES_TOLD
        if suffix in told
    }
    return here | above


def _differing(said: Mapping[str, Any], ours: Photo) -> dict[str, Any]:
    return {name: value for name, value in said.items() if getattr(ours, name) != value}
