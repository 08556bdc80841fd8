"""The recorded world: real people and photos from a folder of recordings, pictures drawn.

For looking, on one's own machine. What is in the recordings is the beginning of this world;
what happens to it since is an overlay in the state, as in the invented one.
"""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

from galleries.flickr.simulator.albums import SimAlbum
from galleries.flickr.simulator.galleries import SimGallery
from galleries.flickr.simulator.members import Member, Relation
from galleries.flickr.simulator.photos import fresh_photo
from galleries.flickr.simulator.recorded.curated import Collected, Comment, Curated, Group
from galleries.flickr.simulator.recorded.lists import recorded_album, recorded_gallery
from galleries.flickr.simulator.recorded.merged import Merged
from galleries.flickr.simulator.recorded.people import RecordedDirectory, member_of
from galleries.flickr.simulator.recorded.photos import Uploaded, recorded_photo
from galleries.flickr.simulator.recorded.replies import read_all
from galleries.flickr.simulator.recorded.sightings import text
from galleries.flickr.simulator.recorded.stream import RecordedUploads
from galleries.flickr.simulator.simphoto import FIRST_MOMENT, SimPhoto, with_fields
from galleries.flickr.simulator.state import Document, State
from galleries.flickr.simulator.world import BEGINNING, SEED, World, _check_names, _key

# Uploads since the beginning get ids above all that Flickr has given so far; in them are the
# second and the member, as in the invented world.
FIRST_FRESH_ID = 10**13
STEP = 2**12  # members at most


class RecordedWorld(World):
    """Everybody who owns a photo in some recording, those with most photos first."""

    def __init__(
        self,
        state: State,
        clock: Callable[[], float],
        folder: Path,
        *,
        seed: int = SEED,
        beginning: int = BEGINNING,
    ) -> None:
        super().__init__(state, clock, seed=seed, beginning=beginning)
        recordings = list(read_all(folder))
        merged = Merged(recordings)
        self.curated = Curated(recordings)
        self._streams = _streams(seed, merged)
        self.directory = RecordedDirectory(state, self._people(merged), merged.people)
        self._places = {
            photo.id: (number, index)
            for number, photos in enumerate(self._streams)
            for index, photo in enumerate(photos)
        }

    # Photos: the same questions as of the invented world, answered by looking them up

    def photo(self, id_: int | str) -> SimPhoto | None:
        known = str(id_).isascii() and str(id_).isdecimal() and len(str(id_)) < 19
        number = int(id_) if known else 0
        member_number, index = self._place(number)
        member = self.directory.by_number(member_number)
        if member is None or member.is_deleted:
            return None
        document = self._state.get("photo", _key(member, number))
        if document is not None:
            return None if document.get("deleted") else self.as_changed(member, number, document)
        return None if index is None else self.base(member, index)

    def upload(self, member: Member | str, **fields: Any) -> SimPhoto:
        _check_names(fields)
        owner = self.member(self._nsid(member))
        if owner.is_bystander:
            raise ValueError(f"{owner.username} stays in the background and uploads nothing")
        moment = max(int(self._clock()), self.beginning)
        id_ = max(
            [_fresh_id(owner.number, moment), *(i + STEP for i in self._overlay(owner).uploads)]
        )
        while not self._state.add("photo", _key(owner, id_), _fresh_document(id_)):
            id_ += STEP
        return self._write(owner, id_, None, fields)

    def uploads(self, member: Member) -> RecordedUploads:
        known = member.number < len(self._streams)
        photos = self._streams[member.number] if known else []
        until = photos[-1].uploaded_at if photos else self.beginning
        return RecordedUploads(self.seed, member.number, len(photos), member.since, until, photos)

    def base(self, member: Member, index: int) -> SimPhoto:
        return self._streams[member.number][index]

    def as_changed(self, member: Member, id_: int, document: Document) -> SimPhoto:
        if document["index"] is None:
            photo = fresh_photo(self.seed, member, id_, _moment(id_))
        else:
            photo = self.base(member, document["index"])
        return with_fields(photo, document["fields"])

    def public_count(self, member: Member) -> int:
        return sum(photo.is_public for photo in self.stream(member))

    def first_photo(self, member_number: int, id_: int) -> SimPhoto | None:
        number, index = self._place(id_)
        if number != member_number or index is None:
            return None
        return self._streams[number][index]

    # What people did with photos

    def albums_of(self, nsid: str) -> list[Collected]:
        """Albums of one person, newest first."""
        return _newest_first(self.curated.albums, nsid)

    def galleries_of(self, nsid: str) -> list[Collected]:
        """Galleries that one person curated, newest first."""
        return _newest_first(self.curated.galleries, nsid)

    def first_albums(self, member: Member) -> tuple[SimAlbum, ...]:
        """Those of which some recording shows a photo: the others would be empty."""
        known = {photo.id: photo for photo in self.uploads(member).photos}
        albums = (recorded_album(one, known) for one in self.albums_of(member.nsid))
        return tuple(album for album in albums if album is not None)

    def first_galleries(self, member: Member) -> tuple[SimGallery, ...]:
        galleries = self.galleries_of(member.nsid)
        return tuple(recorded_gallery(one, member, self.beginning) for one in galleries)

    def first_owner(self, kind: str, id_: int) -> Member | None:
        known = self.curated.albums if kind == "album" else self.curated.galleries
        one = known.get(str(id_))
        return None if one is None else self.directory.find(one.owner)

    def group(self, nsid: str) -> Group | None:
        return self.curated.groups.get(nsid)

    def pool(self, nsid: str) -> list[SimPhoto]:
        """The photos of a group's pool that are there, last added first."""
        group = self.curated.groups.get(nsid)
        order = (
            sorted(group.added_at, key=group.added_at.__getitem__, reverse=True) if group else []
        )
        return [photo for photo in map(self.photo, order) if photo is not None]

    def comments_on(self, photo_id: int) -> list[Comment]:
        """The comments on one photo, oldest first."""
        return self.curated.comments.get(photo_id, [])

    # Making it

    def _people(self, merged: Merged) -> list[Member]:
        members = []
        for rank, photos in enumerate(self._streams):
            nsid = photos[0].owner
            relations = {
                who: Relation(
                    True, text(wire.get("friend")) == "1", text(wire.get("family")) == "1"
                )
                for who, wire in self.curated.contacts.get(nsid, {}).items()
            }
            members.append(member_of(nsid, rank, merged.people.get(nsid, {}), photos, relations))
        return members

    def _place(self, id_: int) -> tuple[int, int | None]:
        """The number of the owner, and the place in the stream if it was there in the beginning."""
        if id_ in self._places:
            return self._places[id_]
        return (id_ - FIRST_FRESH_ID) % STEP if id_ >= FIRST_FRESH_ID else -1, None


def _streams(seed: int, merged: Merged) -> list[list[SimPhoto]]:
    """The photos of each owner, oldest upload first; the owner of most photos first."""
    uploaded = Uploaded(merged.photos)
    by_owner: dict[str, list[SimPhoto]] = {}
    for facts in merged.photos.values():
        photo = recorded_photo(seed, facts, uploaded)
        by_owner.setdefault(photo.owner, []).append(photo)
    streams = [sorted(photos, key=lambda p: (p.uploaded_at, p.id)) for photos in by_owner.values()]
    streams.sort(key=lambda photos: (-len(photos), photos[0].owner))
    return [
        [dataclasses.replace(photo, index=index) for index, photo in enumerate(photos)]
        for photos in streams
    ]


def _newest_first(known: dict[str, Collected], nsid: str) -> list[Collected]:
    theirs = [one for one in known.values() if one.owner == nsid]
    return sorted(theirs, key=lambda one: (one.created_at, one.id), reverse=True)


def _fresh_id(member_number: int, uploaded_at: int) -> int:
    return FIRST_FRESH_ID + (uploaded_at - FIRST_MOMENT) * STEP + member_number


def _moment(id_: int) -> int:
    return FIRST_MOMENT + (id_ - FIRST_FRESH_ID) // STEP


def _fresh_document(id_: int) -> Document:
    return {"index": None, "fields": {"updated_at": _moment(id_)}}
