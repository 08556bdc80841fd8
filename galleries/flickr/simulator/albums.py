"""Albums: the beginning as a pure function, what changed since in the state."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from galleries.flickr.simulator.listids import ALBUMS, fresh_ids, owner_number
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.state import Document, State

if TYPE_CHECKING:
    from galleries.flickr.simulator.world import World

KIND = "album"
ORDER = "album order"


@dataclass(frozen=True, slots=True)
class SimAlbum:
    """One album with all that is in it, whoever asks. Never empty."""

    id: int
    owner: str  # NSID
    title: str
    description: str
    primary_id: int
    photo_ids: tuple[int, ...]  # in the order of the album
    created_at: int  # epoch
    updated_at: int  # epoch
    views: int
    comments: int


class Albums:
    def __init__(self, world: "World", state: State) -> None:
        self._world = world
        self._state = state
        self._beginning = lru_cache(maxsize=None)(self._in_the_beginning)

    # Looking

    def of(self, member: Member) -> list[SimAlbum]:
        """A member's albums in their own order; new ones come first until they are ordered."""
        if member.is_deleted:
            return []
        changed = {
            int(key): document
            for key, document in self._state.items(KIND)
            if document["owner"] == member.nsid
        }
        first = self._beginning(member.nsid)
        fresh = sorted(changed.keys() - {album.id for album in first}, reverse=True)
        ids = [*fresh, *(album.id for album in first)]
        ordered = (self._state.get(ORDER, member.nsid) or {"ids": []})["ids"]
        ranks = {id_: rank for rank, id_ in enumerate(ordered)}
        ids.sort(key=lambda id_: ranks.get(id_, -1))
        known = {album.id: album for album in first}
        known |= {
            id_: _album(id_, document)
            for id_, document in changed.items()
            if not document.get("deleted")
        }
        gone = self._world.deleted_photos(member)
        albums = (
            _without(known[id_], gone) for id_ in ids if not changed.get(id_, {}).get("deleted")
        )
        return [album for album in albums if album is not None]

    def get(self, album_id: int) -> SimAlbum | None:
        """One album as it is now, or None when there is none (any more)."""
        owner = self._owner(album_id)
        if owner is None or owner.is_deleted:
            return None
        document = self._state.get(KIND, str(album_id))
        if document is not None:
            album = None if document.get("deleted") else _album(album_id, document)
        else:
            first = self._beginning(owner.nsid)
            album = next((album for album in first if album.id == album_id), None)
        return album and _without(album, self._world.deleted_photos(owner))

    def photos(self, album: SimAlbum) -> list[SimPhoto]:
        """The photos of an album as they are now, in its order."""
        return self._world.photos_by_id(self._world.member(album.owner), album.photo_ids)

    # Changing

    def create(
        self, member: Member, title: str, photo_ids: Sequence[int], description: str = ""
    ) -> SimAlbum:
        """A new album, first in the order. Raises ValueError without photos of the member."""
        ids = tuple(dict.fromkeys(photo_ids))
        self._check(member, ids)
        now = self._world.now
        album = SimAlbum(
            id=0,
            owner=member.nsid,
            title=title,
            description=description,
            primary_id=ids[0],
            photo_ids=ids,
            created_at=now,
            updated_at=now,
            views=0,
            comments=0,
        )
        free = fresh_ids(ALBUMS, member.number)
        id_ = next(i for i in free if self._state.add(KIND, str(i), _document(album)))
        return replace(album, id=id_)

    def edit(
        self, album_id: int, *, title: str | None = None, description: str | None = None
    ) -> SimAlbum:
        """Other words; what is not given stays. This and all below raise KeyError."""
        given = {"title": title, "description": description}
        return self._change(
            self._existing(album_id), **{k: v for k, v in given.items() if v is not None}
        )

    def add(self, album_id: int, photo_id: int) -> SimAlbum:
        """Put a photo at the end. Raises ValueError for one that is in it, or another's."""
        album = self._existing(album_id)
        if photo_id in album.photo_ids:
            raise ValueError(f"photo {photo_id} is in the album already")
        self._check(self._world.member(album.owner), [photo_id])
        return self._change(album, photo_ids=(*album.photo_ids, photo_id))

    def remove(self, album_id: int, photo_id: int) -> SimAlbum | None:
        """Take a photo out; an emptied album disappears. Raises ValueError when it is not in it."""
        album = self._existing(album_id)
        if photo_id not in album.photo_ids:
            raise ValueError(f"photo {photo_id} is not in the album")
        left = tuple(id_ for id_ in album.photo_ids if id_ != photo_id)
        if not left:
            self.delete(album_id)
            return None
        primary_id = left[0] if album.primary_id == photo_id else album.primary_id
        return self._change(album, photo_ids=left, primary_id=primary_id)

    def reorder(self, album_id: int, photo_ids: Sequence[int]) -> SimAlbum:
        """Another order of the same photos. Raises ValueError for others."""
        album = self._existing(album_id)
        if sorted(photo_ids) != sorted(album.photo_ids):
            raise ValueError("these are not the photos of the album")
        return self._change(album, photo_ids=tuple(photo_ids))

    def set_primary(self, album_id: int, photo_id: int) -> SimAlbum:
        """Another cover. Raises ValueError for a photo that is not in the album."""
        album = self._existing(album_id)
        if photo_id not in album.photo_ids:
            raise ValueError(f"photo {photo_id} is not in the album")
        return self._change(album, primary_id=photo_id)

    def order(self, member: Member, album_ids: Sequence[int]) -> None:
        """The owner's own order; albums that are not named follow, by id. Raises ValueError."""
        theirs = {album.id for album in self.of(member)}
        if not theirs.issuperset(album_ids):
            raise ValueError("these are not all albums of the member")
        ids = [*dict.fromkeys(album_ids), *sorted(theirs.difference(album_ids))]
        self._state.put(ORDER, member.nsid, {"ids": ids})

    def delete(self, album_id: int) -> None:
        """The album goes, its photos stay."""
        album = self._existing(album_id)
        document: Document = {"owner": album.owner, "deleted": True}
        self._state.put(KIND, str(album_id), document)

    def _in_the_beginning(self, nsid: str) -> tuple[SimAlbum, ...]:
        return self._world.first_albums(self._world.member(nsid))

    def _owner(self, album_id: int) -> Member | None:
        number = owner_number(ALBUMS, album_id)
        if number is None:
            return self._world.first_owner("album", album_id)
        return self._world.directory.by_number(number)

    def _existing(self, album_id: int) -> SimAlbum:
        album = self.get(album_id)
        if album is None:
            raise KeyError(album_id)
        return album

    def _change(self, album: SimAlbum, **facts: Any) -> SimAlbum:
        # At least a second later, so that everybody can tell that something changed.
        moved = max(self._world.now, album.updated_at + 1)
        changed = replace(album, **facts, updated_at=moved)
        self._state.put(KIND, str(album.id), _document(changed))
        return changed

    def _check(self, member: Member, photo_ids: Sequence[int]) -> None:
        if not photo_ids:
            raise ValueError("an album cannot be empty")
        if len(self._world.photos_by_id(member, photo_ids)) != len(photo_ids):
            raise ValueError("an album holds photos of its owner only")


def _document(album: SimAlbum) -> Document:
    facts = asdict(album)
    del facts["id"]
    return facts


def _album(id_: int, document: Document) -> SimAlbum:
    return SimAlbum(**{**document, "id": id_, "photo_ids": tuple(document["photo_ids"])})


def _without(album: SimAlbum, gone: Collection[int]) -> SimAlbum | None:
    """The album without photos that were deleted; None when nothing is left of it."""
    left = tuple(id_ for id_ in album.photo_ids if id_ not in gone)
    if len(left) == len(album.photo_ids):
        return album
    if not left:
        return None
    primary_id = album.primary_id if album.primary_id in left else left[0]
    return replace(album, photo_ids=left, primary_id=primary_id)
