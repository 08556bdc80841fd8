"""All sightings of a photo or a person put together, the newer and the richer one winning."""

from collections.abc import Iterable
from typing import Any

from galleries.flickr.simulator.recorded.replies import Recording
from galleries.flickr.simulator.recorded.sightings import NSID, Facts, sightings

# These grow with the reply, not with time: a raw tag list or an original's size stays the best.
BEST = ("pixels", "can_download")


class Merged:
    """What a folder of recordings says about its photos and people."""

    def __init__(self, recordings: Iterable[Recording]) -> None:
        self.photos: dict[str, Facts] = {}  # by id; every one of them has an owner
        self.people: dict[str, Facts] = {}  # by NSID
        # Oldest first, so that the newer one is written over it.
        for recording in sorted(recordings, key=lambda r: (r.recorded, r.name)):
            seen = sightings(recording)
            for photo in seen.photos:
                _merge(self.photos.setdefault(photo["id"], {}), photo)
            for person in seen.people:
                _merge(self.people.setdefault(person["nsid"], {}), person)
        self.photos = {
            id_: facts for id_, facts in self.photos.items() if NSID.match(facts.get("owner", ""))
        }


def _merge(known: Facts, more: Facts) -> None:
    for key, value in more.items():
        if key in BEST:
            known[key] = max(known.get(key, value), value)
        elif key == "geo":
            known[key] = _named(value, known.get(key))
        elif not _empty(value) or key not in known:
            known[key] = value


def _named(geo: Facts, before: Facts | None) -> Facts:
    """The newer place, with the names of the older one where it has none: only getInfo tells."""
    return geo | {"names": geo["names"] or (before and before["names"])}


def _empty(value: Any) -> bool:
    return value in ("", None, ())
