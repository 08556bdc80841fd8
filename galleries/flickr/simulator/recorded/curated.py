"""What people did with photos in the recordings: albums, galleries, pools, words, contacts.

Plain values for the families of methods that will serve them. Ids may name photos that no
recording shows; whoever serves a list leaves those out, as Flickr does with closed ones.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from galleries.flickr.simulator.recorded.replies import Recording
from galleries.flickr.simulator.recorded.sightings import NSID, Facts, number, text


@dataclass(slots=True)
class Collected:
    """An album or a gallery: who made it, what it is called, and what is in it."""

    id: str
    owner: str = ""
    title: str = ""
    description: str = ""
    primary_id: int = 0
    created_at: int = 0
    updated_at: int = 0
    views: int = 0
    comments: int = 0
    photo_ids: list[int] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)  # the curator's words, by photo


@dataclass(slots=True)
class Group:
    nsid: str
    name: str = ""
    path_alias: str = ""
    description: str = ""
    rules: str = ""
    members: int = 0
    pool_count: int = 0
    privacy: int = 3
    iconserver: int = 0
    added_at: dict[int, int] = field(default_factory=dict)  # by photo, in the order of the pool


@dataclass(frozen=True, slots=True)
class Comment:
    id: str
    photo_id: int
    author: str
    author_name: str
    created_at: int
    text: str


class Curated:
    """Everything of that kind in a folder of recordings, by id or by person."""

    def __init__(self, recordings: Iterable[Recording]) -> None:
        self.albums: dict[str, Collected] = {}
        self.galleries: dict[str, Collected] = {}
        self.groups: dict[str, Group] = {}
        self.comments: dict[int, list[Comment]] = {}  # by photo, oldest first
        self.contacts: dict[str, dict[str, Facts]] = {}  # by person, then by contact
        for recording in recordings:
            if isinstance(recording.body, dict) and recording.body.get("stat") != "fail":
                self._read(recording.method, recording.request, recording.body)
        for comments in self.comments.values():
            comments.sort(key=lambda comment: (comment.created_at, comment.id))

    def _read(self, method: str, request: dict[str, str], body: Facts) -> None:
        for wire in _rows(body, "photosets", "photoset"):
            self._collected(self.albums, text(wire.get("id")), wire)
        for wire in _rows(body, "galleries", "gallery"):
            self._collected(self.galleries, _gallery_id(wire), wire)
        for wire in [*_rows(body, "groups", "group"), *_rows(body, "", "pool")]:
            self._group(wire)
        for comments in _dicts(body.get("comments")):
            for wire in _dicts(comments.get("comment")):
                self._comment(wire, number(comments.get("photo_id")))
        photos = _rows(body, "photos", "photo")
        if method == "flickr.galleries.getPhotos":
            gallery_id = request.get("gallery_id", "").rpartition("-")[2]
            self._collected(self.galleries, gallery_id, {"photo": photos})
        if method == "flickr.groups.pools.getPhotos" and NSID.match(request.get("group_id", "")):
            group = self.groups.setdefault(request["group_id"], Group(request["group_id"]))
            group.added_at |= {number(w.get("id")): number(w.get("dateadded")) for w in photos}
        if method.startswith("flickr.contacts.get") and NSID.match(request.get("user_id", "")):
            known = self.contacts.setdefault(request["user_id"], {})
            known |= {text(w.get("nsid")): w for w in _rows(body, "contacts", "contact")}

    def _collected(self, known: dict[str, Collected], id_: str, wire: Facts) -> None:
        if not id_:
            return
        one = known.setdefault(id_, Collected(id_))
        owner = text(wire.get("owner"))
        one.owner = owner if NSID.match(owner) else one.owner
        one.title = text(wire.get("title")) or one.title
        one.description = text(wire.get("description")) or one.description
        primary = wire.get("primary") or wire.get("primary_photo_id")
        one.primary_id = number(primary) or one.primary_id
        one.created_at = number(wire.get("date_create")) or one.created_at
        one.updated_at = max(number(wire.get("date_update")), one.updated_at)
        one.views = max(number(wire.get("count_views")), one.views)
        one.comments = max(number(wire.get("count_comments")), one.comments)
        for photo in _dicts(wire.get("photo")):
            photo_id = number(photo.get("id"))
            if photo_id not in one.photo_ids:
                one.photo_ids.append(photo_id)
            if text(photo.get("comment")):
                one.notes[photo_id] = text(photo["comment"])

    def _group(self, wire: Facts) -> None:
        nsid = text(wire.get("nsid") or wire.get("id"))
        if not NSID.match(nsid):
            return
        one = self.groups.setdefault(nsid, Group(nsid))
        name = wire.get("name") or wire.get("groupname") or wire.get("title")
        one.name = text(name) or one.name
        one.path_alias = text(wire.get("path_alias")) or one.path_alias
        one.description = text(wire.get("description")) or one.description
        one.rules = text(wire.get("rules")) or one.rules
        one.members = number(wire.get("members")) or one.members
        one.pool_count = number(wire.get("pool_count")) or one.pool_count
        one.privacy = number(wire.get("privacy")) or one.privacy
        one.iconserver = number(wire.get("iconserver")) or one.iconserver

    def _comment(self, wire: Facts, photo_id: int) -> None:
        if not photo_id or not NSID.match(text(wire.get("author"))):
            return
        comment = Comment(
            id=text(wire.get("id")),
            photo_id=photo_id,
            author=text(wire["author"]),
            author_name=text(wire.get("authorname")),
            created_at=number(wire.get("datecreate")),
            text=text(wire),
        )
        known = self.comments.setdefault(photo_id, [])
        if comment.id not in {other.id for other in known}:
            known.append(comment)


def _rows(body: Facts, listing: str, name: str) -> list[Facts]:
    """The things of one name in a reply, whether it is a list of them or one alone."""
    inside = body.get(listing)
    return [
        *_dicts(body.get(name)),
        *(_dicts(inside.get(name)) if isinstance(inside, dict) else ()),
    ]


def _dicts(value: Any) -> list[Facts]:
    listing = value if isinstance(value, list) else [value]
    return [item for item in listing if isinstance(item, dict)]


def _gallery_id(wire: Facts) -> str:
    """Both forms are about: 5704-72157621848008117 and 72157621848008117."""
    return text(wire.get("gallery_id") or wire.get("id")).rpartition("-")[2]
