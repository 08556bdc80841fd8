"""Galleries of this Flickr: other people's public photos, hung by somebody, with captions."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from galleries.flickr.simulator.listids import GALLERIES, fresh_ids, owner_number
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.state import Document, State

if TYPE_CHECKING:
    from galleries.flickr.simulator.world import World

KIND = "gallery"
MOST = 500  # items in one gallery


@dataclass(frozen=True, slots=True)
class SimGalleryItem:
    photo_id: int
    caption: str  # the curator's words, with HTML; "" for none


@dataclass(frozen=True, slots=True)
class SimGallery:
    """One gallery with all that hangs in it; it may be empty."""

    api_id: str  # "{owner number}-{id}", what calls take
    id: int
    owner: str  # NSID
    title: str
    description: str
    primary_id: int  # 0 in an empty gallery
    items: tuple[SimGalleryItem, ...]
    created_at: int  # epoch
    updated_at: int  # epoch
    views: int
    comments: int

    @property
    def photo_ids(self) -> tuple[int, ...]:
        return tuple(item.photo_id for item in self.items)


def may_hang(photo: SimPhoto | None, curator_nsid: str) -> bool:
    """Only other people's photos that are public and safe hang in a gallery."""
    return (
        photo is not None and photo.owner != curator_nsid and photo.is_public and photo.safety == 0
    )


class Galleries:
    def __init__(self, world: "World", state: State) -> None:
        self._world = world
        self._state = state
        self._beginning = lru_cache(maxsize=None)(self._in_the_beginning)

    # Looking

    def of(self, member: Member) -> list[SimGallery]:
        """A member's galleries, newest first, with what may still hang in them."""
        if member.is_deleted:
            return []
        known = {gallery.id: gallery for gallery in self._beginning(member.nsid)}
        for key, document in self._state.items(KIND):
            if document["owner"] == member.nsid:
                known.pop(int(key), None)
                if not document.get("deleted"):
                    known[int(key)] = _gallery(member, int(key), document)
        newest = sorted(known.values(), key=lambda one: (one.created_at, one.id), reverse=True)
        return [self._as_it_hangs(gallery) for gallery in newest]

    def get(self, gallery_id: int) -> SimGallery | None:
        """One gallery as it is now, or None when there is none (any more)."""
        owner = self._owner(gallery_id)
        if owner is None or owner.is_deleted:
            return None
        document = self._state.get(KIND, str(gallery_id))
        if document is not None:
            gallery = None if document.get("deleted") else _gallery(owner, gallery_id, document)
        else:
            first = self._beginning(owner.nsid)
            gallery = next((gallery for gallery in first if gallery.id == gallery_id), None)
        return gallery and self._as_it_hangs(gallery)

    # Changing

    def create(self, member: Member, title: str, description: str = "") -> SimGallery:
        """A new gallery with nothing in it."""
        now = self._world.now
        gallery = SimGallery(
            api_id="",
            id=0,
            owner=member.nsid,
            title=title,
            description=description,
            primary_id=0,
            items=(),
            created_at=now,
            updated_at=now,
            views=0,
            comments=0,
        )
        free = fresh_ids(GALLERIES, member.number)
        id_ = next(i for i in free if self._state.add(KIND, str(i), _document(gallery)))
        return replace(gallery, id=id_, api_id=api_id(member, id_))

    def edit(
        self, gallery_id: int, *, title: str | None = None, description: str | None = None
    ) -> SimGallery:
        """Other words; what is not given stays. This and all below raise KeyError."""
        given = {"title": title, "description": description}
        return self._change(
            self._existing(gallery_id), **{k: v for k, v in given.items() if v is not None}
        )

    def add(self, gallery_id: int, photo_id: int, caption: str = "") -> SimGallery:
        """Hang a photo at the end. Raises ValueError when it may not hang there."""
        gallery = self._existing(gallery_id)
        if photo_id in gallery.photo_ids:
            raise ValueError(f"photo {photo_id} hangs in the gallery already")
        if len(gallery.items) >= MOST:
            raise ValueError("the gallery is full")
        if not may_hang(self._world.photo(photo_id), gallery.owner):
            raise ValueError("a gallery holds other people's public and safe photos only")
        items = (*gallery.items, SimGalleryItem(photo_id, caption))
        return self._change(gallery, items=items, primary_id=gallery.primary_id or photo_id)

    def remove(self, gallery_id: int, photo_id: int) -> SimGallery:
        """Take a photo down; an emptied gallery stays. Raises ValueError when it is not there."""
        gallery = self._holding(gallery_id, photo_id)
        left = tuple(item for item in gallery.items if item.photo_id != photo_id)
        primary_id = gallery.primary_id
        if primary_id == photo_id:
            primary_id = left[0].photo_id if left else 0
        return self._change(gallery, items=left, primary_id=primary_id)

    def edit_caption(self, gallery_id: int, photo_id: int, caption: str) -> SimGallery:
        """Other words beside a photo, or none. Raises ValueError when it is not there."""
        gallery = self._holding(gallery_id, photo_id)
        items = tuple(
            replace(item, caption=caption) if item.photo_id == photo_id else item
            for item in gallery.items
        )
        return self._change(gallery, items=items)

    def reorder(self, gallery_id: int, photo_ids: Sequence[int]) -> SimGallery:
        """Another order of the same photos. Raises ValueError for others."""
        gallery = self._existing(gallery_id)
        if sorted(photo_ids) != sorted(gallery.photo_ids):
            raise ValueError("these are not the photos of the gallery")
        by_id = {item.photo_id: item for item in gallery.items}
        return self._change(gallery, items=tuple(by_id[id_] for id_ in photo_ids))

    def delete(self, gallery_id: int) -> None:
        gallery = self._existing(gallery_id)
        document: Document = {"owner": gallery.owner, "deleted": True}
        self._state.put(KIND, str(gallery_id), document)

    def _in_the_beginning(self, nsid: str) -> tuple[SimGallery, ...]:
        return self._world.first_galleries(self._world.member(nsid))

    def _owner(self, gallery_id: int) -> Member | None:
        number = owner_number(GALLERIES, gallery_id)
        if number is None:
            return self._world.first_owner(KIND, gallery_id)
        return self._world.directory.by_number(number)

    def _as_it_hangs(self, gallery: SimGallery) -> SimGallery:
        """The gallery without what was closed or deleted since; it comes back when opened."""
        items = tuple(
            item
            for item in gallery.items
            if may_hang(self._world.photo(item.photo_id), gallery.owner)
        )
        if len(items) == len(gallery.items):
            return gallery
        ids = [item.photo_id for item in items]
        primary_id = gallery.primary_id if gallery.primary_id in ids else (ids or [0])[0]
        return replace(gallery, items=items, primary_id=primary_id)

    def _existing(self, gallery_id: int) -> SimGallery:
        gallery = self.get(gallery_id)
        if gallery is None:
            raise KeyError(gallery_id)
        return gallery

    def _holding(self, gallery_id: int, photo_id: int) -> SimGallery:
        gallery = self._existing(gallery_id)
        if photo_id not in gallery.photo_ids:
            raise ValueError(f"photo {photo_id} does not hang in the gallery")
        return gallery

    def _change(self, gallery: SimGallery, **facts: Any) -> SimGallery:
        # At least a second later, so that everybody can tell that something changed.
        moved = max(self._world.now, gallery.updated_at + 1)
        changed = replace(gallery, **facts, updated_at=moved)
        self._state.put(KIND, str(gallery.id), _document(changed))
        return changed


def api_id(owner: Member, id_: int) -> str:
    return f"{owner.account_number}-{id_}"


def _document(gallery: SimGallery) -> Document:
    facts = asdict(gallery)
    del facts["id"], facts["api_id"]
    return facts


def _gallery(owner: Member, id_: int, document: Document) -> SimGallery:
    items = tuple(SimGalleryItem(**item) for item in document["items"])
    facts = {**document, "id": id_, "api_id": api_id(owner, id_), "items": items}
    return SimGallery(**facts)
