"""Photos made of what recordings say about them. Texts are passed through untouched.

Only what nobody could see is invented: secrets, and the moments that no reply tells.
"""

from bisect import bisect_left
from datetime import UTC, datetime

from galleries.flickr.simulator.members import Place
from galleries.flickr.simulator.photos import secret_of
from galleries.flickr.simulator.recorded.sightings import Facts, number
from galleries.flickr.simulator.simphoto import Geo, SimPhoto

FORMATS = ("jpg", "png")  # what the painter can make
LONGEST_PX = 2048  # of an original of which only smaller files were told


class Uploaded:
    """When a photo was uploaded, where no reply tells it: ids rise with time, all over Flickr."""

    def __init__(self, photos: dict[str, Facts]) -> None:
        told = sorted(
            (int(id_), number(facts.get("dateupload")))
            for id_, facts in photos.items()
            if number(facts.get("dateupload"))
        )
        self._ids = [id_ for id_, _ in told]
        self._moments = [moment for _, moment in told]

    def __call__(self, id_: int) -> int:
        if not self._ids:
            return 1_100_000_000 + id_ % 500_000_000
        place = min(bisect_left(self._ids, id_), len(self._ids) - 1)
        return self._moments[place]


def recorded_photo(seed: int, facts: Facts, uploaded: Uploaded) -> SimPhoto:
    """One photo, without its place in the stream of its owner."""
    id_ = int(facts["id"])
    uploaded_at = number(facts.get("dateupload")) or uploaded(id_)
    is_public = facts.get("ispublic", "1") == "1"
    server = facts.get("server", "")
    taken = facts.get("datetaken", "")
    width, height = _dimensions(facts)
    original_format = facts.get("originalformat", "")
    return SimPhoto(
        id=id_,
        index=None,
        owner=facts["owner"],
        secret=secret_of(seed, id_, 0),
        original_secret=secret_of(seed, id_, 0, "o"),
        original_format=original_format if original_format in FORMATS else "jpg",
        server=server if number(server) else "65535",
        farm=number(facts.get("farm")) or 66,
        title=facts.get("title", ""),
        description=facts.get("description", ""),
        is_public=is_public,
        is_friend=not is_public and facts.get("isfriend") == "1",
        is_family=not is_public and facts.get("isfamily") == "1",
        safety=number(facts.get("safety_level")),
        content_type=number(facts.get("content_type")),
        media=facts.get("media") or "photo",
        licence=number(facts.get("license")),
        uploaded_at=uploaded_at,
        updated_at=max(uploaded_at, number(facts.get("lastupdate"))),
        taken=taken or f"{datetime.fromtimestamp(uploaded_at, tz=UTC):%Y-%m-%d %H:%M:%S}",
        granularity=number(facts.get("datetakengranularity")),
        taken_unknown=not taken or facts.get("datetakenunknown") == "1",
        tags=facts.get("raw_tags") or tuple(facts.get("tags", "").split()),
        geo=_geo(facts.get("geo")),
        views=number(facts.get("views")),
        faves=number(facts.get("count_faves")),
        comments=number(facts.get("count_comments")),
        width=width,
        height=height,
        rotation=number(facts.get("rotation")),
        can_download=facts.get("can_download", False),
        mood="",
    )


def _dimensions(facts: Facts) -> tuple[int, int]:
    """Of the original; where only smaller files were told, a larger one of their shape."""
    if "pixels" not in facts:
        return 3000, 2000
    original, width, height = facts["pixels"]
    if original or max(width, height) < 500:
        return width, height
    scale = max(1.0, LONGEST_PX / max(width, height))
    return round(width * scale), round(height * scale)


def _geo(facts: Facts | None) -> Geo | None:
    if facts is None:
        return None
    public, contact, friend, family = (flag == 1 for flag in facts["perms"])
    names = facts["names"]
    place = (
        None
        if names is None
        else Place(**names, latitude=facts["latitude"], longitude=facts["longitude"])
    )
    return Geo(
        latitude=facts["latitude"],
        longitude=facts["longitude"],
        accuracy=facts["accuracy"],
        context=facts["context"],
        is_public=public,
        is_contact=contact,
        is_friend=friend,
        is_family=family,
        place=place,
    )
