"""What one reply says about photos and people, in one flat form, wherever in the reply it stands.

A photo turns up as a row of a list, as the whole of getInfo, as a row of an album that names
the owner only once, or as the argument of getSizes. Here each of them becomes the same
dictionary of texts, with the names that lists use; what a reply does not say is left out.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from galleries.flickr.simulator.recorded.replies import Recording

NSID = re.compile(r"^\d+@N\d\d$")
PHOTO_ID = re.compile(r"^[1-9]\d{0,11}$")  # some requests asked for ids that never were

# Fields that mean in getInfo and elsewhere what another name means in lists.
SAME = {"dateuploaded": "dateupload", "count_views": "views", "path_alias": "pathalias"}
PLAIN = (
    *("title", "description", "license", "safety_level", "content_type", "media", "rotation"),
    *("dateupload", "lastupdate", "datetaken", "datetakengranularity", "datetakenunknown"),
    *("ispublic", "isfriend", "isfamily", "tags", "views", "count_faves", "count_comments"),
    *("server", "farm", "originalformat"),
)
PERSON = ("realname", "location", "path_alias", "iconserver", "iconfarm", "ispro", "description")
GEO_PERMS = ("ispublic", "iscontact", "isfriend", "isfamily")

type Facts = dict[str, Any]


class Sightings(NamedTuple):
    photos: list[Facts]  # each with "id", most with "owner"
    people: list[Facts]  # each with "nsid"


def sightings(recording: Recording) -> Sightings:
    """Everything that one reply says about photos and people."""
    seen = Sightings([], [])
    if isinstance(recording.body, dict) and recording.body.get("stat") != "fail":
        _look(recording.body, "", "", seen)
        sized = _sized(recording)
        if sized:
            seen.photos.append(sized)
    return seen


def text(value: Any) -> str:
    """A text, whether it stands by itself, in ``_content`` or lost its quotes."""
    if isinstance(value, dict):
        value = value.get("_content", "")
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _look(node: Any, name: str, owner: str, seen: Sightings) -> None:
    if isinstance(node, list):
        for item in node:
            _look(item, name, owner, seen)
    if not isinstance(node, dict):
        return
    seen.people.extend(_people(node))
    here = text(node.get("owner"))
    owner = here if NSID.match(here) else owner
    if name == "photo" or (name == "item" and node.get("type") == "photo"):
        photo = _photo(node, owner)
        if photo:
            seen.photos.append(photo)
    for key, value in node.items():
        _look(value, key, owner, seen)


# Photos


def _photo(node: Facts, owner: str) -> Facts | None:
    if not PHOTO_ID.match(text(node.get("id"))):
        return None
    if isinstance(node.get("owner"), dict):
        return _from_info(node)
    facts = {"id": text(node["id"]), **_plain(node)}
    if owner:
        facts["owner"] = owner
    if not isinstance(node.get("tags"), str):
        facts.pop("tags", None)
    perms = {key: node[f"geo_is_{key[2:]}"] for key in GEO_PERMS if f"geo_is_{key[2:]}" in node}
    return facts | _pixels(node) | _geo(node, perms)


def _plain(node: Facts) -> Facts:
    named = {SAME.get(key, key): value for key, value in node.items()}
    facts: Facts = {key: text(named[key]) for key in PLAIN if key in named}
    facts["can_download"] = bool(node.get("originalsecret") or node.get("url_o"))
    return facts


def _from_info(node: Facts) -> Facts:
    """The answer of photos.getInfo: the same facts, one storey deeper."""
    dates, tags = node.get("dates") or {}, node.get("tags") or {}
    flat = {**node, **(node.get("visibility") or {})}
    flat["count_comments"] = node.get("comments")
    for ours, theirs in (
        ("lastupdate", "lastupdate"),
        ("datetaken", "taken"),
        ("datetakengranularity", "takengranularity"),
        ("datetakenunknown", "takenunknown"),
    ):
        if theirs in dates:
            flat[ours] = dates[theirs]
    flat.pop("tags", None)
    facts = {"id": text(node["id"]), "owner": text(node["owner"].get("nsid")), **_plain(flat)}
    listing = tags.get("tag") if isinstance(tags, dict) else None
    if isinstance(listing, list):
        facts["raw_tags"] = tuple(text(tag.get("raw")) for tag in listing)
    return facts | _geo(node.get("location") or {}, node.get("geoperms") or {})


def _pixels(node: Facts) -> Facts:
    """Width and height of the largest file that is told, and whether it is the original."""
    sizes = [
        (number(node.get(f"width_{key}")), number(node.get(f"height_{key}")), key == "o")
        for key in "omzclnsthk"
    ]
    sizes.append((number(node.get("o_width")), number(node.get("o_height")), True))
    return _largest(sizes)


def _sized(recording: Recording) -> Facts | None:
    """The answer of photos.getSizes, which does not name the photo: the request does."""
    sizes, photo_id = recording.body.get("sizes"), recording.request.get("photo_id", "")
    if not isinstance(sizes, dict) or not PHOTO_ID.match(photo_id):
        return None
    listing = sizes.get("size") or []
    measured = [
        (number(size.get("width")), number(size.get("height")), size.get("label") == "Original")
        for size in listing
        if size.get("media", "photo") == "photo" and "Square" not in str(size.get("label"))
    ]
    return {"id": photo_id, **_largest(measured)}


def _largest(sizes: list[tuple[int, int, bool]]) -> Facts:
    whole = [size for size in sizes if size[0] > 0 and size[1] > 0]
    if not whole:
        return {}
    width, height, original = max(whole, key=lambda size: (size[2], size[0]))
    return {"pixels": (original, width, height)}


def number(value: Any) -> int:
    """A count, or 0 where there is none that can be read."""
    written = text(value)
    return int(written) if written.isascii() and written.isdecimal() else 0


def _geo(node: Facts, perms: Facts) -> Facts:
    """A place, when there is one. Lists without one say 0, which is text or number."""
    try:
        latitude, longitude = float(text(node["latitude"])), float(text(node["longitude"]))
    except (KeyError, ValueError):
        return {}
    if latitude == 0 and longitude == 0:
        return {}
    names = {key: text(node.get(key)) for key in ("locality", "county", "region", "country")}
    return {
        "geo": {
            "latitude": latitude,
            "longitude": longitude,
            "accuracy": number(node.get("accuracy")),
            "context": number(node.get("context")),
            # Who may see a place is left out where everybody may.
            "perms": tuple(
                number(perms.get(key, 1 if key == "ispublic" else 0)) for key in GEO_PERMS
            ),
            "names": names if any(names.values()) else None,
        }
    }


# People


def _people(node: Facts) -> Iterator[Facts]:
    """Whoever is named by this part of a reply itself; its parts are looked at by themselves."""
    nsid = text(node.get("nsid"))
    if NSID.match(nsid) and "username" in node:
        yield {"nsid": nsid, "username": text(node["username"]), **_person(node)}
        return
    author = text(node.get("author"))
    if NSID.match(author) and "authorname" in node:
        yield {"nsid": author, "username": text(node["authorname"]), **_person(node)}
        return
    owner = text(node.get("owner"))
    if NSID.match(owner):
        named = node.get("ownername") or node.get("username")
        facts: Facts = {
            key: text(node[key]) for key in ("realname", "iconserver", "iconfarm") if key in node
        }
        facts["path_alias"] = text(node.get("pathalias"))
        yield {"nsid": owner, "username": text(named), **facts}


def _person(node: Facts) -> Facts:
    facts: Facts = {key: text(node[key]) for key in PERSON if key in node and key != "description"}
    if "photosurl" in node:  # a profile; elsewhere the description is that of something else
        facts["description"] = text(node.get("description"))
        zone = node.get("timezone")
        if isinstance(zone, dict):
            facts["timezone"] = tuple(text(zone.get(k)) for k in ("label", "offset", "timezone_id"))
    return facts
