"""Every page: for whom it is, where, and at which sizes people look at it."""

from tests.browser import (
    album_scenes,
    desk_scenes,
    gallery_scenes,
    home_scenes,
    outbox_scenes,
    pool_scenes,
)
from tests.browser.world import Scheme, World

LOOKS: list[tuple[int, Scheme]] = [
    (360, "light"),
    (360, "dark"),
    (768, "dark"),
    (1440, "light"),
    (1440, "dark"),
    (2560, "light"),
]
SHOWN = """() => [...document.images].every((image) =>
  image.getBoundingClientRect().top > innerHeight || (image.complete && image.naturalWidth > 0))"""


PAGES = {
    "welcome": ("visitor", "/"),
    "home": ("alice", "/"),
    "photostream": ("alice", "/photos/alice/"),
    "photo": ("alice", "landscape"),
    "photo-tall": ("alice", "tall"),
    "photo-wide": ("alice", "wide"),
    "photo-long": ("alice", "long"),
    "favourites": ("alice", "/photos/alice/favorites/"),
    "favourites-empty": ("bob", "/photos/bob/favorites/"),
    "photo-in-favourites": ("alice", "faved"),
    "photostream-of-somebody-else": ("bob", "/photos/oberforstmeister/"),
    "sync": ("alice", "/sync/"),
    "copying": ("bob", "/sync/"),
    "copying-home": ("bob", "/"),
    "copying-lists": ("stranger", "/sync/"),
    "sync-much": ("stranger", "/sync/"),
    "sync-trouble": ("stranger", "/sync/"),
    "invitation": ("guest", "/sync/"),
    "sync-held-up": ("stranger", "/sync/"),
    "operator": ("operator", "/operator/?who=33333333@N03"),
    "operator-quiet": ("operator", "/operator/"),
    "groups": ("alice", "/groups/"),
    "groups-guest": ("guest", "/groups/"),
    "photo-deeds": ("alice", "deeds"),
    "outbox": ("alice", "/outbox/"),
    "outbox-held": ("alice", "/outbox/"),
    "outbox-empty": ("bob", "/outbox/"),
    "permission": ("alice", "/outbox/permission/?next=/photos/alice/"),
    "pools": ("alice", "pools"),
    "tags": ("alice", "tags"),
    "edit-comment": ("alice", "edit"),
    "delete-comment": ("alice", "delete"),
    "photostream-of-visitor": ("visitor", "/photos/alice/"),
    "photo-of-visitor": ("visitor", "shown"),
    "photo-in-pool": ("alice", "in-pool"),
    "photo-in-gallery": ("alice", "in-gallery"),
    "outbox-change": ("alice", "change"),
    "take-back": ("alice", "take-back"),
    "forget": ("alice", "/settings/forget/"),
    "about": ("visitor", "/about/"),
    "sign-in": ("visitor", "/sign-in/"),
    "settings": ("alice", "/settings/"),
    "sign-in-problem": ("visitor", "/sign-in/flickr/callback/?denied=1"),
    "not-found": ("visitor", "/photos/nobody/"),
    **album_scenes.PAGES,
    **pool_scenes.PAGES,
    **gallery_scenes.PAGES,
    **home_scenes.PAGES,
    **desk_scenes.PAGES,
}


# What the console says of a page that tells of something that went wrong.
FAILS = {"not-found": "404", "sign-in-problem": "400"}


def address(world: World, name: str) -> str:
    """Where the page of that name is, in this world."""
    shapes = {"landscape": (1.4, 1.6), "tall": (0.3, 0.7), "wide": (2.3, 3.1)}
    path = PAGES[name][1]
    if path == "long":
        photo = next(photo for photo in world.photos if photo.title.startswith("Donau"))
        path = f"/photos/alice/{photo.pk}/"
    if path == "in-album":
        path = album_scenes.address_in_album(world)
    if path == "shown":
        photo = next(photo for photo in world.photos[5:] if photo.visibility == 1)
        path = f"/photos/alice/{photo.pk}/"
    if path in ("in-pool", "in-gallery"):
        photo = world.favourites[1]
        within = f"pool-{pool_scenes.NSID}" if path == "in-pool" else album_scenes.IN_GALLERY
        path = f"/photos/{photo.owner.who}/{photo.pk}/in/{within}/"
    if path in ("placement", "show"):
        tail = "?show" if path == "show" else ""
        path = f"/galleries/the-last-ferries/{gallery_scenes.placement(world)}/{tail}"
    if path == "report-photo":
        path = f"/galleries/the-last-ferries/{gallery_scenes.placement(world)}/report/"
    if path == "kind-note":
        path = desk_scenes.kind_note()
    if path == "change":
        path = f"/outbox/{outbox_scenes.comment_that_waits().pk}/change/"
    if path == "faved":
        photo = next(photo for photo in world.favourites[3:] if photo.description_html)
        path = f"/photos/{photo.owner.who}/{photo.pk}/in/favorites-alice/"
    if path in ("pools", "tags", "take-back", "hang"):
        path = f"/photos/alice/{world.photos[5].pk}/{path}/"
    if path in ("deeds", "edit", "delete"):
        photo = world.favourites[3]
        comment = photo.remarks.filter(flickr_id__startswith="9-")[0]
        tail = "" if path == "deeds" else f"comments/{comment.pk}/{path}/"
        path = f"/photos/{photo.owner.who}/{photo.pk}/{tail}"
    if path in shapes:
        path = world.photo_shaped(*shapes[path])
    return world.url + path
