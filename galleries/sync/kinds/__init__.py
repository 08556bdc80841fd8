"""One small module for each kind of stream: what to ask Flickr, and what to do with it.

A further stream is a module with one ``Kind`` and a line in KINDS.
"""

from galleries.models import Stream
from galleries.sync.kinds import (
    album,
    albums,
    contacts,
    contacts_photos,
    favourites,
    flickr_galleries,
    flickr_gallery,
    group,
    groups,
    happenings,
    hung,
    licences,
    members,
    pasted,
    photostream,
    pool,
)
from galleries.sync.kinds.kind import Kind, News

KINDS: dict[str, Kind] = {
    Stream.Kind.PHOTOSTREAM: photostream.PHOTOSTREAM,
    Stream.Kind.FAVOURITES: favourites.FAVOURITES,
    Stream.Kind.ALBUMS: albums.ALBUMS,
    Stream.Kind.ALBUM: album.ALBUM,
    Stream.Kind.CONTACTS: contacts.CONTACTS,
    Stream.Kind.CONTACTS_PHOTOS: contacts_photos.CONTACTS_PHOTOS,
    Stream.Kind.GROUPS: groups.GROUPS,
    Stream.Kind.GROUP: group.GROUP,
    Stream.Kind.POOL: pool.POOL,
    Stream.Kind.MEMBERS: members.MEMBERS,
    Stream.Kind.FLICKR_GALLERIES: flickr_galleries.FLICKR_GALLERIES,
    Stream.Kind.FLICKR_GALLERY: flickr_gallery.FLICKR_GALLERY,
    Stream.Kind.HAPPENINGS: happenings.HAPPENINGS,
    Stream.Kind.LICENCES: licences.LICENCES,
    Stream.Kind.HUNG: hung.HUNG,
    Stream.Kind.PASTED: pasted.PASTED,
}

__all__ = ["KINDS", "Kind", "News"]
