"""The methods of the API, one module per family. Importing this package registers them all."""

from galleries.flickr.simulator.methods import (
    activity,
    auth,
    comments,
    contacts,
    contacts_photos,
    details,
    favorites,
    galleries,
    groups,
    licences,
    people,
    photos,
    photosets,
    pools,
    test,
    urls,
)

__all__ = [
    "activity",
    "auth",
    "comments",
    "contacts",
    "contacts_photos",
    "details",
    "favorites",
    "galleries",
    "groups",
    "licences",
    "people",
    "photos",
    "photosets",
    "pools",
    "test",
    "urls",
]
