"""The copy and the world, compared row by row."""

import html

from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.models import Photo
from tests.simulated import Town

VISIBILITY = {
    (True, False, False): Photo.Visibility.PUBLIC,
    (False, True, False): Photo.Visibility.FRIENDS,
    (False, False, True): Photo.Visibility.FAMILY,
    (False, True, True): Photo.Visibility.FRIENDS_AND_FAMILY,
    (False, False, False): Photo.Visibility.PRIVATE,
}


def told(photo: SimPhoto) -> dict[str, object]:
    """What the copy of a photo has to say, read from the world."""
    return {
        "owner": photo.owner,
        "title": html.unescape(photo.title).strip(),
        "visibility": VISIBILITY[photo.is_public, photo.is_friend, photo.is_family],
        "safety": photo.safety,
        "media": photo.media,
        "licence": photo.licence,
        "uploaded": photo.uploaded_at,
        "changed": photo.updated_at,
        "secret": photo.secret,
        "tags": [tag for tag in dict.fromkeys(photo.normal_tags) if tag and ":" not in tag],
        "faves": photo.faves,
        "comments": photo.comments,
    }


def kept(photo: Photo) -> dict[str, object]:
    """The same of our row."""
    return {
        "owner": photo.owner.nsid,
        "title": photo.title,
        "visibility": photo.visibility,
        "safety": photo.safety,
        "media": photo.media,
        "licence": photo.licence,
        "uploaded": int(photo.uploaded_at.timestamp()),
        "changed": int(photo.changed_at.timestamp()) if photo.changed_at else None,
        "secret": photo.secret,
        "tags": [tag.text for tag in sorted(photo.tags.all(), key=lambda tag: tag.position)],
        "faves": photo.faves,
        "comments": photo.comments,
    }


def assert_the_copy_equals_the_world(town: Town, nsid: str) -> None:
    world = {photo.id: photo for photo in town.simulator.world.photos_of(nsid)}
    ours = Photo.objects.filter(owner__nsid=nsid, gone_at=None).select_related("owner")
    copy = {photo.pk: photo for photo in ours.prefetch_related("tags")}
    assert copy.keys() == world.keys()
    differing = {
        (pk, name): (mine, theirs)
        for pk, photo in world.items()
        for (name, mine), theirs in zip(kept(copy[pk]).items(), told(photo).values(), strict=True)
        if mine != theirs
    }
    assert not differing
