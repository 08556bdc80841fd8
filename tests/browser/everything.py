"""One world with something on every page, and a walk through all of its pages.

For what is asked of every page alike: a test of it makes one world and looks at many.
"""

from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from galleries.models import Contact
from tests.browser import (
    album_scenes,
    desk_scenes,
    gallery_scenes,
    outbox_scenes,
    pool_scenes,
    scenes,
)
from tests.browser.pages import PAGES, SHOWN, address
from tests.browser.world import Scheme, World, window
from tests.cast import NOW

# With something on them for their reader.
LISTS = (
    "home",
    "photostream",
    "photostream-taken",
    "favourites",
    "album",
    "flickr-gallery",
    "group",
    "friends",
    "person",
    "tagged",
    "tagged-by",
)
PHOTOS = (
    "photo",
    "photo-tall",
    "photo-in-favourites",
    "photo-in-album",
    "photo-in-pool",
    "photo-in-gallery",
    "photo-deeds",
    "photo-of-visitor",
)
OTHERS = (
    "welcome",
    "albums",
    "flickr-galleries",
    "groups",
    "sync",
    "invitation",
    "operator-quiet",
    "outbox",
    "outbox-change",
    "pools",
    "tags",
    "edit-comment",
    "delete-comment",
    "take-back",
    "about",
    "sign-in",
    "settings",
    "forget",
    "not-found",
    "photostream-of-visitor",
    "favourites-empty",
    *gallery_scenes.PAGES,
    *desk_scenes.PAGES,
)
ALL = (*LISTS, *PHOTOS, *OTHERS)


def fill(world: World) -> None:
    """Something of every kind, in one world."""
    alice, bob = world.cast.alice, world.cast.bob
    album_scenes.hung_everywhere(world)
    album_scenes.flickr_galleries(world)
    pool_scenes.pool(world)
    pool_scenes.friends(world)
    gallery_scenes.galleries(world)
    scenes.pools(world)
    scenes.tags(world)
    outbox_scenes.full_outbox(world)
    outbox_scenes.deeds_on_a_photo(world)
    desk_scenes.desk(world)
    for switch in ("shows_photos", "shows_favourites"):
        setattr(alice.user, switch, True)
    alice.user.save()
    Contact.objects.create(person=bob.person, contact=alice.person, is_friend=True, told_at=NOW)


def visits(
    browser: Browser,
    world: World,
    names: tuple[str, ...] = ALL,
    *,
    width: int,
    scheme: Scheme = "light",
    scripts: bool = True,
    bypass_csp: bool = False,
) -> Iterator[tuple[str, Page]]:
    """Each page of those names with its pictures, in a window of whoever it is for."""
    readers = dict.fromkeys(PAGES[name][0] for name in names)
    for who in readers:
        seen = window(
            browser,
            world,
            who,
            width=width,
            scheme=scheme,
            scripts=scripts,
            bypass_csp=bypass_csp,
        )
        with seen as (_, page, _):
            for name in names:
                if PAGES[name][0] == who:
                    page.goto(address(world, name), wait_until="load")
                    page.wait_for_function(SHOWN)
                    yield name, page
