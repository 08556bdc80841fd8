"""Every method of groups, pools, comments, tags and activity, asked for the tests of replies."""

from collections.abc import Callable
from typing import Any

from galleries.flickr.simulator import Simulator
from tests.simulator.conftest import Phone


def ask_about_groups(
    sim: Simulator, add: Callable[..., None], tell: Callable[[str, Any], None], extras: str
) -> None:
    """Asks with ``add(method, phone, **args)``; replies to writes are told with ``tell``."""
    ingrid, yael, anybody = Phone(sim, "ingrid", "write"), Phone(sim, "yael"), Phone(sim)
    groups = [group for group in sim.groups.all() if sim.groups.shows_itself_to(group, None)]
    me = sim.world.big_member.nsid
    for group in groups:
        for phone in (ingrid, yael, anybody):
            add("groups.getInfo", phone, group_id=group.nsid)
            of_pool = {"group_id": group.nsid, "per_page": 60, "extras": extras}
            add("groups.pools.getPhotos", phone, **of_pool)
        add("groups.members.getList", ingrid, group_id=group.nsid, per_page=500)
    big = groups[0]
    pool = sim.pools.of(big)
    for place in (0, 7, len(pool) - 1):
        args = {"group_id": big.nsid, "photo_id": pool[place].photo_id}
        add("groups.pools.getContext", ingrid, **args)
    add("groups.pools.getGroups", ingrid)
    add("urls.lookupGroup", anybody, url=f"https://www.flickr.com/groups/{big.path_alias}/")
    for phone in (ingrid, yael):
        add("people.getGroups", phone, user_id=me, extras="privacy,throttle,restrictions")
        add("people.getPublicGroups", anybody, user_id=me)
        add("activity.userPhotos", phone, timeframe="200d", per_page=50)
    open_ones = [p for p in sim.world.photos_of(me) if p.is_public and not p.safety]
    loud = max(open_ones, key=lambda photo: photo.comments)
    pooled = next(p for p in open_ones if sim.pools.has(big, p.id))
    for photo in (loud, pooled, *open_ones[:5]):
        for phone in (ingrid, anybody):
            add("photos.comments.getList", phone, photo_id=photo.id)
            add("photos.getFavorites", phone, photo_id=photo.id)
            add("photos.getAllContexts", phone, photo_id=photo.id)
            add("photos.getExif", phone, photo_id=photo.id)
            add("tags.getListPhoto", phone, photo_id=photo.id)
    add("tags.getListUser", anybody, user_id=sim.world.member("yael").nsid)
    _write(sim, tell)


def _write(sim: Simulator, tell: Callable[[str, Any], None]) -> None:
    haruka = Phone(sim, "haruka", "write")
    own = next(sim.world.photos_of("haruka"))
    other = next(
        photo for photo in sim.world.photos_of("meiling") if photo.is_public and not photo.safety
    )
    for method, args in (
        ("groups.pools.add", {"group_id": sim.groups.all()[0].nsid, "photo_id": own.id}),
        ("groups.pools.remove", {"group_id": sim.groups.all()[0].nsid, "photo_id": own.id}),
        ("favorites.remove", {"photo_id": other.id}),
        ("favorites.add", {"photo_id": other.id}),
        ("favorites.remove", {"photo_id": other.id}),
        ("photos.addTags", {"photo_id": own.id, "tags": 'sea "Night Pier" sign:type=neon'}),
        ("photos.comments.addComment", {"photo_id": own.id, "comment_text": "Mine <3"}),
    ):
        tell(method, haruka.post(method, **args))
    tag_id = haruka.call("tags.getListPhoto", photo_id=own.id)["photo"]["tags"]["tag"][-1]["id"]
    tell("photos.removeTag", haruka.post("photos.removeTag", tag_id=tag_id))
    comment_id = sim.comments.on(own.id)[-1].id
    words = {"comment_id": comment_id, "comment_text": "Still mine"}
    tell("photos.comments.editComment", haruka.post("photos.comments.editComment", **words))
    only_id = {"comment_id": comment_id}
    tell("photos.comments.deleteComment", haruka.post("photos.comments.deleteComment", **only_id))
