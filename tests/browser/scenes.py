"""What some pages need before anybody looks at them: much that is copied, or in trouble."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone

from accounts.models import FlickrConnection
from galleries.models import (
    Album,
    CallTally,
    Entry,
    FlickrGallery,
    Group,
    Membership,
    OutboxItem,
    Role,
    Stream,
    StreamLog,
)
from galleries.models.streams import OWN_KINDS
from tests.browser import album_scenes, gallery_scenes, home_scenes, outbox_scenes, pool_scenes
from tests.browser.world import World, begin_copying
from tests.cast import NOW, Actor

Kind = Stream.Kind
GROUPS = (
    "Harbours & piers",
    "Oberösterreichische Landschaftsfotografiefreundinnen und -freunde e. V.",
    "黑白攝影 — Black & white in the morning",
    "أبواب المدينة القديمة",
    "Film is not dead <b>it just smells funny</b>",
    "Two chairs",
    "k",
)
RULES = (
    "Two photos a day.\n\nNo <b>boats</b> without a harbour. Ask "
    '<a href="https://example.org/" rel="noopener nofollow ugc">here</a> when in doubt.'
)


def set_scene(world: World, name: str) -> None:
    """Put up what the page of that name shows, beyond what every page has."""
    scene = SCENES.get(name)
    if scene is not None:
        scene(world)


def copying(world: World) -> None:
    begin_copying(world.cast.bob)


def copying_lists(world: World) -> None:
    """The photos are here; albums, groups and a pool are still to come."""
    stranger = world.cast.stranger
    in_step(stranger)
    albums(stranger, 21)
    albums(stranger, 3, in_step_at=None)
    groups(stranger, 42, icons=False)
    begun = timezone.now() - timedelta(minutes=2)
    bar = {"walk": Stream.Walk.FULL, "walk_began_at": begun, "in_step_at": None}
    switched_on(stranger, 2)
    pools = Stream.objects.filter(kind=Kind.POOL)
    pools.filter(subject="1@N20").update(done=3500, total=12400, **bar)
    Stream.objects.filter(kind=Kind.MEMBERS, subject="1@N20").update(in_step_at=None)
    Stream.objects.filter(kind=Kind.CONTACTS).update(total=None, **bar)
    Stream.objects.filter(kind=Kind.HAPPENINGS).update(in_step_at=None)


def much_in_step(world: World) -> None:
    stranger = world.cast.stranger
    in_step(stranger)
    albums(stranger, 214)
    groups(stranger, 42, icons=False)
    switched_on(stranger, 5)


def in_trouble(world: World) -> None:
    stranger = world.cast.stranger
    in_step(stranger)
    albums(stranger, 20)
    gone = {"trouble": "not_on_flickr", "trouble_detail": "code 1: Photoset not found"}
    albums(stranger, 5, **gone)
    groups(stranger, 40, icons=False)
    detail = "Timeout: read timed out after 30 s"
    Stream.objects.filter(kind=Kind.GROUP, subject="1@N20").update(
        trouble="unavailable", trouble_detail=detail
    )
    switched_on(stranger, 3)
    Stream.objects.filter(kind=Kind.POOL, subject="2@N20").update(**gone)
    Stream.objects.filter(kind=Kind.FAVOURITES).update(trouble="unavailable", trouble_detail=detail)
    Stream.objects.filter(kind=Kind.CONTACTS).update(missing=3)
    Stream.objects.filter(kind=Kind.POOL, subject="1@N20").update(missing=120)


def held_up(world: World) -> None:
    """Starved, paused, broken; and what the operator did about it."""
    stranger = world.cast.stranger
    now = timezone.now()
    in_trouble(world)
    waiting = {"waiting_since": now - timedelta(minutes=50), "due_at": now}
    own = Stream.objects.filter(connection=stranger.connection)
    own.filter(kind=Kind.PHOTOSTREAM).update(
        walk="full", walk_began_at=now, done=4500, total=8120, **waiting
    )
    own.exclude(trouble="").update(trouble_at=now - timedelta(minutes=20))
    own.filter(kind=Kind.CONTACTS).update(paused_at=now - timedelta(days=2))
    own.filter(kind=Kind.ALBUM, trouble="").update(**waiting)
    own.filter(kind=Kind.POOL, subject="3@N20").update(paused_at=now)
    StreamLog.objects.bulk_create(
        StreamLog(
            connection=stranger.connection,
            kind=kind,
            deed=deed,
            done_at=now - timedelta(hours=hours),
        )
        for hours, (kind, deed) in enumerate(
            [(Kind.POOL, "pause"), (Kind.ALBUM, "reset"), (Kind.CONTACTS, "run")]
        )
    )


def operating(world: World) -> None:
    """Much that wants somebody to look, and many calls."""
    held_up(world)
    now = timezone.now()
    FlickrConnection.objects.filter(pk=world.cast.bob.connection.pk).update(refused_at=now)
    Stream.objects.create(
        kind=Kind.LICENCES, interval_s=600, in_step_at=now, due_at=now - timedelta(minutes=15)
    )
    methods = (
        "people.getPhotos",
        "favorites.getList",
        "photosets.getPhotos",
        "photos.getContactsPhotos",
        "activity.userPhotos",
        "sign-in",
    )
    people = ("11111111@N01", "33333333@N03", "22222222@N02", "99999999999@N09", "")
    CallTally.objects.bulk_create(
        CallTally(
            began_at=now - timedelta(minutes=10 + 70 * late),
            method=method,
            result=result,
            nsid=nsid,
            count=(place + 1) * (25 if result == "ok" else 2),
        )
        for late in range(2)
        for place, method in enumerate(methods)
        for nsid in people
        for result in ("ok", "unavailable", "refused")[: 1 + place % 3]
    )


def many_groups(world: World) -> None:
    alice = world.cast.alice
    groups(alice, 40, icons=True)
    switched_on(alice, 2)
    Stream.objects.filter(kind=Kind.POOL, subject="2@N20").update(in_step_at=None)


def shown_to_visitors(world: World) -> None:
    world.cast.alice.user.shows_photos = True
    world.cast.alice.user.save()


def pools(world: World) -> None:
    """What becomes of a photo in a dozen groups."""
    alice, photo = world.cast.alice, world.photos[5]
    many_groups(world)
    nsids = Group.objects.values_list("nsid", flat=True)
    Group.objects.filter(nsid__in=nsids[4:6]).update(restrictions={"photos_ok": False})
    found = list(Group.objects.order_by("pk")[:8])
    Entry.objects.create(
        group=found[0], photo=photo, owner=photo.owner, added_at=timezone.now(), told_at=NOW
    )
    ends = [("waiting", ""), ("refused", "only_safe"), ("sent", "queued"), ("sending", "")]
    for group, (state, outcome) in zip(found[1:], ends, strict=False):
        fields = {"group": group, "state": state, "outcome": outcome}
        outbox_scenes.put(alice, photo, OutboxItem.Verb.ADD_TO_POOL, **fields)


def tags(world: World) -> None:
    alice, photo = world.cast.alice, world.photos[5]
    outbox_scenes.put(alice, photo, OutboxItem.Verb.ADD_TAGS, text='"long exposure" 長時間露光')
    first = photo.tags.order_by("position")[0]
    outbox_scenes.put(alice, photo, OutboxItem.Verb.REMOVE_TAG, text=first.text)


def in_step(actor: Actor) -> None:
    now = timezone.now()
    totals = {Kind.CONTACTS: 312, Kind.PHOTOSTREAM: 8120}
    Stream.objects.bulk_create(
        Stream(
            connection=actor.connection,
            kind=kind,
            interval_s=600,
            total=totals.get(kind),
            in_step_at=now - timedelta(minutes=4),
            due_at=now + timedelta(hours=1),
        )
        for kind in OWN_KINDS
    )
    FlickrGallery.objects.create(id=1, api_id="1-1", owner=actor.person, title="Rooms", told_at=now)
    children(actor, Kind.FLICKR_GALLERY, ["1-1"])


def albums(actor: Actor, count: int, **fields: object) -> None:
    first = Album.objects.count() + 1
    Album.objects.bulk_create(
        Album(
            id=number,
            owner=actor.person,
            title=f"Sommerfrische an der Ostsee {number}",
            told_at=timezone.now(),
        )
        for number in range(first, first + count)
    )
    children(actor, Kind.ALBUM, map(str, range(first, first + count)), **fields)


def groups(actor: Actor, count: int, *, icons: bool) -> None:
    now = timezone.now()
    rows = Group.objects.bulk_create(
        Group(
            nsid=f"{number}@N20",
            name=GROUPS[number - 1] if number <= len(GROUPS) else f"Group of the week {number}",
            privacy=(3, 3, 2, 1)[number % 4],
            is_adult=number % 11 == 0,
            is_pool_moderated=number % 5 == 0,
            icon_server="7436" if icons and number % 3 else "0",
            icon_farm=8,
            member_count=number**3 * 17 % 90_000,
            entry_count=number**4 * 31 % 2_000_000,
            throttle_mode=("none", "day", "week", "ever", "disabled")[number % 5],
            throttle_count=number % 5,
            rules_html=RULES if number % 3 else "",
            blast_html="The walk is on <i>Sunday</i>." if number % 6 == 1 else "",
            asked_at=now if number % 4 else None,
            told_at=now,
        )
        for number in range(1, count + 1)
    )
    Membership.objects.bulk_create(
        Membership(
            person=actor.person,
            group=group,
            role=Role.ADMIN if place < 2 else Role.MODERATOR if place == 2 else Role.MEMBER,
            remaining=place % 3,
            remaining_at=now,
            told_at=now,
        )
        for place, group in enumerate(rows)
    )
    children(actor, Kind.GROUP, [group.nsid for group in rows])


def switched_on(actor: Actor, count: int) -> None:
    nsids = [f"{number}@N20" for number in range(1, count + 1)]
    children(actor, Kind.POOL, nsids, total=12400)
    children(actor, Kind.MEMBERS, nsids, total=812)


def children(actor: Actor, kind: Stream.Kind, subjects: Iterable[str], **fields: object) -> None:
    now = timezone.now()
    well = {"in_step_at": now - timedelta(minutes=9), "due_at": now + timedelta(hours=1)}
    Stream.objects.bulk_create(
        Stream(
            connection=actor.connection,
            kind=kind,
            subject=subject,
            interval_s=600,
            **well | fields,
        )
        for subject in subjects
    )


SCENES: dict[str, Callable[[World], None]] = {
    **album_scenes.SCENES,
    **pool_scenes.SCENES,
    **gallery_scenes.SCENES,
    **home_scenes.SCENES,
    "copying": copying,
    "copying-home": copying,
    "copying-lists": copying_lists,
    "sync-much": much_in_step,
    "sync-trouble": in_trouble,
    "sync-held-up": held_up,
    "operator": operating,
    "groups": many_groups,
    "pools": pools,
    "photostream-of-visitor": shown_to_visitors,
    "photo-of-visitor": shown_to_visitors,
    "photo-in-pool": pool_scenes.pool,
    "photo-in-gallery": album_scenes.flickr_galleries,
    "outbox-change": outbox_scenes.nothing_may_be_sent,
    "photo-deeds": outbox_scenes.deeds_on_a_photo,
    "outbox": outbox_scenes.full_outbox,
    "outbox-held": outbox_scenes.nothing_may_be_sent,
    "permission": outbox_scenes.nothing_may_be_sent,
    "tags": tags,
    "edit-comment": outbox_scenes.deeds_on_a_photo,
    "delete-comment": outbox_scenes.deeds_on_a_photo,
}
