"""Groups with their pools, contacts' photos, people and tags for the eye."""

from datetime import timedelta

from galleries.models import Album, AlbumItem, Contact, ContactPhoto, Entry, Group, Role, Stream
from tests.browser.world import World
from tests.cast import NOW, make_group, make_membership, make_stream

NSID = "7654321@N20"
LONG_NAME = "Oberösterreichische Landschaftsfotografiefreundinnen und -freunde e. V."
RULES = (
    "Two photos a day.\n\nNo <b>boats</b> without a harbour. Ask "
    '<a href="https://example.org/" rel="noopener nofollow ugc">here</a> when in doubt.'
)
ABOUT = "Everything that floats, and where it rests. In the <i>morning</i>, if it can be had."


def group(world: World) -> Group:
    """Alice is a moderator of it. Nobody has switched it on."""
    group = make_group(
        LONG_NAME,
        nsid=NSID,
        path_alias="landschaft",
        icon_server="7436",
        icon_farm=8,
        member_count=8120,
        entry_count=124_000,
        throttle_mode="day",
        throttle_count=2,
        restrictions={"videos_ok": False, "moderate_ok": False, "has_geo": True},
        is_pool_moderated=True,
        description_html=ABOUT,
        rules_html=RULES,
        blast_html="The walk is on <i>Sunday</i>, whatever the weather.",
        asked_at=NOW,
    )
    make_membership(world.cast.alice, group, role=Role.MODERATOR, remaining=1, remaining_at=NOW)
    return group


def pool(world: World) -> None:
    """Its pool holds 120 photos of many people."""
    alice = world.cast.alice
    held = group(world)
    stream = make_stream(alice, Stream.Kind.POOL, subject=NSID, in_step_at=NOW, walked_at=NOW)
    photos = [*world.favourites, *world.photos[:45]]
    Entry.objects.bulk_create(
        Entry(
            group=held,
            photo=photo,
            owner=photo.owner,
            added_at=NOW - timedelta(hours=7 * number),
            told_at=NOW,
            stream=stream,
        )
        for number, photo in enumerate(photos)
    )


def group_off(world: World) -> None:
    group(world)


def friends(world: World) -> None:
    ContactPhoto.objects.bulk_create(
        ContactPhoto(
            person=world.cast.alice.person,
            photo=photo,
            uploaded_at=photo.uploaded_at,
            told_at=NOW,
        )
        for photo in world.favourites
    )


def person(world: World) -> None:
    """Bob follows Alice, who has opened her favourites and has three albums."""
    alice, bob = world.cast.alice, world.cast.bob
    alice.user.shows_favourites = True
    alice.user.save()
    Contact.objects.create(person=bob.person, contact=alice.person, is_friend=True, told_at=NOW)
    make_stream(alice, Stream.Kind.ALBUMS, in_step_at=NOW)
    public = [photo for photo in world.photos if photo.visibility == 1]
    for number in range(3):
        album = Album.objects.create(id=number + 1, owner=alice.person, told_at=NOW)
        AlbumItem.objects.create(album=album, photo=public[number], told_at=NOW)


SCENES = {
    "group": pool,
    "group-off": group_off,
    "group-of-others": group_off,
    "friends": friends,
    "person": person,
}
PAGES = {
    "group": ("alice", f"/groups/{NSID}/"),
    "group-off": ("alice", "/groups/landschaft/"),
    "group-of-others": ("bob", f"/groups/{NSID}/"),
    "friends": ("alice", "/photos/friends/"),
    "friends-empty": ("bob", "/photos/friends/"),
    "friends-guest": ("guest", "/photos/friends/"),
    "person": ("bob", "/people/alice/"),
    "person-own": ("alice", "/people/alice/"),
    "person-away": ("alice", "/people/oberforstmeister/"),
    "person-empty": ("bob", "/people/bob/"),
    "tagged": ("alice", "/photos/tags/harbour/"),
    "tagged-by": ("bob", "/photos/alice/tags/fog/"),
    "tagged-empty": ("alice", "/photos/tags/donaudampfschifffahrtsgesellschaftskapitänsmütze/"),
    "photostream-taken": ("alice", "/photos/alice/?order=taken"),
}
