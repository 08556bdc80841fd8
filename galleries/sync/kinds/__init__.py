"""One small module for each kind of stream: what to ask Flickr, and what to do with it.

A further stream is a module with one ``Kind`` and a line in KINDS.
"""

from galleries.models import Stream
from galleries.sync.kinds import favourites, photostream
from galleries.sync.kinds.kind import Kind

KINDS: dict[str, Kind] = {
    Stream.Kind.PHOTOSTREAM: photostream.PHOTOSTREAM,
    Stream.Kind.FAVOURITES: favourites.FAVOURITES,
}

__all__ = ["KINDS", "Kind"]
