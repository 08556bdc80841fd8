"""The methods of the API, one module per family. Importing this package registers them all."""

from galleries.flickr.simulator.methods import (
    auth,
    favorites,
    licences,
    people,
    photos,
    test,
    urls,
)

__all__ = ["auth", "favorites", "licences", "people", "photos", "test", "urls"]
