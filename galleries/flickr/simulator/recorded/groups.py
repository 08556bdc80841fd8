"""The groups of the recorded world, with those whose photos are in their pools as members."""

from html import unescape

from galleries.flickr.simulator.group_cast import MEMBER, GroupStart, SimEntry, SimGroup
from galleries.flickr.simulator.recorded.curated import Group
from galleries.flickr.simulator.recorded.world import RecordedWorld


def group_starts(world: RecordedWorld) -> list[GroupStart]:
    return [_start(world, group) for group in world.curated.groups.values()]


def _start(world: RecordedWorld, group: Group) -> GroupStart:
    pool = tuple(
        (photo.owner, SimEntry(photo.id, group.added_at[photo.id]))
        for photo in world.pool(group.nsid)
    )
    return GroupStart(
        group=SimGroup(
            nsid=group.nsid,
            path_alias=group.path_alias,
            # Escaped twice in some recordings, once in others.
            name=unescape(unescape(group.name)) or group.nsid,
            description=group.description,
            rules=group.rules,
            privacy=group.privacy,
            iconserver=group.iconserver,
            created_at=min((entry.added_at for _, entry in pool), default=world.beginning),
        ),
        people={owner: MEMBER for owner, _ in pool},
        pool=pool,
    )
