"""The lists of one member and the world's, compared row by row.

Each function gives the world's rows and ours, as dictionaries by the same keys.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from galleries.flickr import parse
from galleries.flickr.html import clean_html
from galleries.flickr.simulator.callers import Caller
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.methods.licences import LICENCES
from galleries.models import (
    Album,
    AlbumItem,
    Contact,
    ContactPhoto,
    Entry,
    Favourite,
    FlickrGallery,
    FlickrGalleryItem,
    GroupMember,
    Happening,
    ListedLicence,
    Membership,
    Sighting,
    Stream,
)
from tests.simulated import Town

type Rows = dict[Any, Any]


def assert_all_lists_equal_the_world(
    town: Town, nsid: str, *, groups: Sequence[str] = ()
) -> dict[str, int]:
    """Every list of this member, and pool and members of these groups. How many rows each has."""
    member = town.simulator.world.member(nsid)
    counts = {
        rows.__name__: _assert_equal(rows.__name__, *rows(town, member))
        for rows in (
            favourites,
            albums,
            album_items,
            contacts,
            contacts_photos,
            memberships,
            galleries,
            gallery_items,
            happenings,
            licences,
        )
    }
    for group in groups:
        counts[f"pool {group}"] = _assert_equal(f"pool {group}", *pool(town, member, group))
        counts[f"members {group}"] = _assert_equal(
            f"members {group}", *members(town, member, group)
        )
    return counts


def _assert_equal(name: str, world: Rows, copy: Rows) -> int:
    assert copy.keys() == world.keys(), (
        f"{name}: only ours {list(copy.keys() - world.keys())[:5]}, "
        f"only the world's {list(world.keys() - copy.keys())[:5]}"
    )
    differing = {key: (copy[key], world[key]) for key in world if copy[key] != world[key]}
    assert not differing, f"{name}: {dict(list(differing.items())[:3])}"
    return len(world)


def favourites(town: Town, member: Member) -> tuple[Rows, Rows]:
    world = {
        fave.photo_id: fave.faved_at
        for fave in town.simulator.faves.of(member)
        if _is_shown(town, member, fave.photo_id)
    }
    ours = Favourite.objects.filter(person__nsid=member.nsid, gone_at=None)
    return world, {row.photo_id: _epoch(row.faved_at) for row in ours}


def albums(town: Town, member: Member) -> tuple[Rows, Rows]:
    ours = Album.objects.filter(owner__nsid=member.nsid, gone_at=None).in_order()
    return {
        album.id: (
            place,
            parse.title(album.title),
            clean_html(album.description),
            album.primary_id,
            len(album.photo_ids),
            album.created_at,
            album.updated_at,
        )
        for place, album in enumerate(town.simulator.albums.of(member))
    }, {
        row.pk: (
            place,
            row.title,
            row.description_html,
            row.cover_flickr_id,
            row.photo_count + row.video_count,
            _epoch(row.created_at),
            _epoch(row.changed_at),
        )
        for place, row in enumerate(ours)
    }


def album_items(town: Town, member: Member) -> tuple[Rows, Rows]:
    """The photos of each album, in its order."""
    copy: dict[int, list[int]] = {}
    ours = AlbumItem.objects.filter(album__owner__nsid=member.nsid, album__gone_at=None)
    for row in ours.filter(gone_at=None).in_order():
        copy.setdefault(row.album_id, []).append(row.photo_id)
    return {album.id: list(album.photo_ids) for album in town.simulator.albums.of(member)}, copy


def contacts(town: Town, member: Member) -> tuple[Rows, Rows]:
    ours = Contact.objects.filter(person__nsid=member.nsid, gone_at=None).select_related("contact")
    return {
        one.nsid: (one.username, one.realname, one.friend, one.family, one.ignored)
        for one in town.simulator.contacts.of(member)
    }, {
        row.contact.nsid: (
            row.contact.username,
            row.contact.realname,
            row.is_friend,
            row.is_family,
            row.is_ignored,
        )
        for row in ours
    }


def contacts_photos(town: Town, member: Member) -> tuple[Rows, Rows]:
    """The newest 50. Older ones that we hold were among them once."""
    sim, caller = town.simulator, Caller(member)
    newest = sim.contacts.newest_photos(
        member, 50, shown=lambda photo, owner: sim.sees(caller, photo, owner)
    )
    ours = ContactPhoto.objects.filter(person__nsid=member.nsid).exclude(stream=None)
    return {photo.id: photo.uploaded_at for photo in newest}, {
        row.photo_id: _epoch(row.uploaded_at) for row in ours
    }


def memberships(town: Town, member: Member) -> tuple[Rows, Rows]:
    """Groups with role, throttle, restrictions, rules and privacy, and what is left to add."""
    rows = Membership.objects.filter(person__nsid=member.nsid, gone_at=None)
    sim = town.simulator
    return {
        group.nsid: (
            type_,
            group.name,
            group.path_alias,
            group.privacy,
            group.eighteen_plus,
            group.is_moderated,
            group.throttle_mode,
            group.throttle_count if group.sets_a_limit else 0,
            {name: bool(value) for name, value in group.restrictions.items()},
            clean_html(group.description),
            clean_html(group.rules),
            clean_html(group.blast),
            sim.pools.remaining(group, member),
        )
        for group, type_ in sim.groups.of(member)
    }, {
        row.group.nsid: (
            row.role,
            row.group.name,
            row.group.path_alias,
            row.group.privacy,
            row.group.is_adult,
            row.group.is_pool_moderated,
            row.group.throttle_mode,
            row.group.throttle_count,
            {_on_wire(name): value for name, value in row.group.restrictions.items()},
            row.group.description_html,
            row.group.rules_html,
            row.group.blast_html,
            row.remaining,
        )
        for row in rows.select_related("group")
    }


def galleries(town: Town, member: Member) -> tuple[Rows, Rows]:
    ours = FlickrGallery.objects.filter(owner__nsid=member.nsid, gone_at=None)
    return {
        one.id: (
            one.api_id,
            parse.title(one.title),
            clean_html(one.description),
            one.primary_id or None,
            len(one.items),
            one.created_at,
            one.updated_at,
        )
        for one in town.simulator.galleries.of(member)
    }, {
        row.pk: (
            row.api_id,
            row.title,
            row.description_html,
            row.cover_flickr_id,
            row.photo_count + row.video_count,
            _epoch(row.created_at),
            _epoch(row.changed_at),
        )
        for row in ours
    }


def gallery_items(town: Town, member: Member) -> tuple[Rows, Rows]:
    """The photos of each Flickr gallery, in its order, with its curator's words."""
    copy: dict[int, list[tuple[int, str]]] = {}
    ours = FlickrGalleryItem.objects.filter(
        gallery__owner__nsid=member.nsid, gallery__gone_at=None, gone_at=None
    )
    for row in ours.in_order():
        copy.setdefault(row.gallery_id, []).append((row.photo_id, row.comment_html))
    return {
        one.id: [(item.photo_id, clean_html(item.caption)) for item in one.items]
        for one in town.simulator.galleries.of(member)
        if one.items
    }, copy


def happenings(town: Town, member: Member) -> tuple[Rows, Rows]:
    """What happened to their photos in the last days."""
    since = town.clock() - timedelta(days=6)
    world = {
        (event.kind, item.photo.id, event.user, event.at): clean_html(event.text)
        for item in town.simulator.activity.of(member, int(since.timestamp()))
        for event in item.events
    }
    ours = Happening.objects.filter(owner__nsid=member.nsid, happened_at__gte=since)
    return world, {
        (row.kind, row.photo_id, row.by.nsid, _epoch(row.happened_at)): row.text_html
        for row in ours.select_related("by")
    }


def pool(town: Town, member: Member, group_nsid: str) -> tuple[Rows, Rows]:
    """Who added what, and when, as far as any reader of this pool is shown it; and which of it
    that is not for everybody was shown to this member."""
    sim = town.simulator
    ours = Entry.objects.filter(group__nsid=group_nsid, gone_at=None).select_related("photo__owner")
    sighted = set(
        Sighting.objects.filter(
            stream__connection__user__nsid=member.nsid, stream__subject=group_nsid
        ).values_list("photo_id", flat=True)
    )
    streams = Stream.objects.filter(kind=Stream.Kind.POOL, subject=group_nsid)
    nsids = set(streams.values_list("connection__user__nsid", flat=True))
    readers = [sim.world.member(nsid) for nsid in nsids]
    world = {}
    for entry in sim.pools.of(group_nsid):
        photo = sim.world.photo(entry.photo_id)
        if photo is None or not any(_is_shown(town, one, entry.photo_id) for one in readers):
            continue
        is_not_for_all = not photo.is_public and photo.owner != member.nsid
        is_sighted = is_not_for_all and _is_shown(town, member, entry.photo_id)
        world[entry.photo_id] = (entry.added_at, photo.owner, is_sighted)
    return world, {
        row.photo_id: (_epoch(row.added_at), row.photo.owner.nsid, row.photo_id in sighted)
        for row in ours
    }


def members(town: Town, member: Member, group_nsid: str) -> tuple[Rows, Rows]:
    ours = GroupMember.objects.filter(group__nsid=group_nsid, gone_at=None)
    return {one.nsid: one.member_type for one in town.simulator.groups.members(group_nsid)}, {
        row.person.nsid: row.role for row in ours.select_related("person")
    }


def licences(town: Town, member: Member) -> tuple[Rows, Rows]:
    return {number: name for number, name, _ in LICENCES}, {
        row.pk: row.name for row in ListedLicence.objects.all()
    }


def _is_shown(town: Town, member: Member, photo_id: int) -> bool:
    sim = town.simulator
    photo = sim.world.photo(photo_id)
    if photo is None:
        return False
    return sim.sees(Caller(member), photo, sim.world.member(photo.owner))


def _on_wire(name: str) -> str:
    return "has_geo" if name == "needs_geo" else name


def _epoch(moment: Any) -> int | None:
    return int(moment.timestamp()) if moment is not None else None
