"""Albums and galleries made of what recordings say about them."""

from collections.abc import Mapping

from galleries.flickr.simulator.albums import SimAlbum
from galleries.flickr.simulator.galleries import SimGallery, SimGalleryItem, api_id
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.recorded.curated import Collected
from galleries.flickr.simulator.simphoto import SimPhoto


def recorded_album(one: Collected, known: Mapping[int, SimPhoto]) -> SimAlbum | None:
    """An album with those of its photos that are known; None when none is."""
    photo_ids = tuple(id_ for id_ in one.photo_ids if id_ in known)
    if not photo_ids:
        return None
    # Made after its photos, where no reply tells when.
    created_at = one.created_at or max(known[id_].uploaded_at for id_ in photo_ids)
    return SimAlbum(
        id=int(one.id),
        owner=one.owner,
        title=one.title,
        description=one.description,
        primary_id=one.primary_id if one.primary_id in photo_ids else photo_ids[0],
        photo_ids=photo_ids,
        created_at=created_at,
        updated_at=max(created_at, one.updated_at),
        views=one.views,
        comments=one.comments,
    )


def recorded_gallery(one: Collected, owner: Member, beginning: int) -> SimGallery:
    """A gallery with all that was told to hang in it; what is not known shows to nobody."""
    created_at = one.created_at or one.updated_at or beginning
    items = tuple(SimGalleryItem(id_, one.notes.get(id_, "")) for id_ in one.photo_ids)
    first = one.photo_ids[0] if one.photo_ids else 0
    return SimGallery(
        api_id=api_id(owner, int(one.id)),
        id=int(one.id),
        owner=one.owner,
        title=one.title,
        description=one.description,
        primary_id=one.primary_id if one.primary_id in one.photo_ids else first,
        items=items,
        created_at=created_at,
        updated_at=max(created_at, one.updated_at),
        views=one.views,
        comments=one.comments,
    )
