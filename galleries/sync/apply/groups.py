"""Groups, and who is in them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from galleries.flickr.records import GroupInfo, GroupRecord, MemberRecord
from galleries.models import Group, GroupMember, Membership, Person, Stream
from galleries.sync.apply.people import apply_people, not_kept_away
from galleries.sync.apply.rows import AppliedRows, apply_rows
from galleries.sync.decide.columns import (
    COUNTERS,
    group_columns,
    group_info_columns,
    member_columns,
    membership_columns,
    remaining,
)

# No row of somebody else is overwritten by it: a group is the same for everybody who tells of it.
UNIQUE = ["nsid"]


def apply_groups(records: Iterable[GroupRecord], *, began_at: datetime) -> dict[str, Group]:
    """Write these groups, touching only what changed: the rows by NSID."""
    told = {record.nsid: group_columns(record) for record in records}
    groups, _ = _write(told, began_at=began_at)
    return groups


def apply_group_info(info: GroupInfo, *, stream: Stream, began_at: datetime) -> int:
    """Write what groups.getInfo tells, and what it tells of the caller: the rows that changed."""
    nsid = info.group.nsid
    columns = group_info_columns(info)
    groups, changed = _write({nsid: columns}, began_at=began_at)
    Group.objects.filter(nsid=nsid).update(asked_at=began_at)
    own = Membership.objects.filter(person__nsid=stream.nsid, group=groups[nsid])
    left = remaining(info.group.throttle)
    own.filter(told_at__lte=began_at).update(remaining=left, remaining_at=began_at)
    return changed


def apply_memberships(
    records: Sequence[GroupRecord], *, stream: Stream, began_at: datetime
) -> AppliedRows:
    """Write all groups of the stream's owner, and what they are there."""
    person, _ = Person.objects.get_or_create(nsid=stream.nsid)
    groups = apply_groups(records, began_at=began_at)
    return apply_rows(
        Membership.objects.filter(person=person),
        {
            groups[record.nsid].pk: membership_columns(record) | {"stream_id": stream.pk}
            for record in records
        },
        key="group_id",
        shared={"person_id": person.pk},
        unique=["person_id", "group_id"],
        began_at=began_at,
    )


def apply_members(
    records: Sequence[MemberRecord], *, group: Group, stream: Stream, began_at: datetime
) -> AppliedRows:
    """Write one page of a group's members."""
    told = not_kept_away({record.person.nsid: record for record in records})
    people = apply_people(record.person for record in told.values())
    ours = GroupMember.objects.filter(group=group)
    keepers = dict(ours.filter(gone_at=None, missing_at=None).values_list("person_id", "stream_id"))
    return apply_rows(
        ours,
        {
            people[nsid].pk: member_columns(record)
            | {"stream_id": keepers.get(people[nsid].pk) or stream.pk}
            for nsid, record in told.items()
        },
        key="person_id",
        shared={"group_id": group.pk},
        unique=["group_id", "person_id"],
        began_at=began_at,
    )


def _write(
    told: Mapping[str, Mapping[str, Any]], *, began_at: datetime
) -> tuple[dict[str, Group], int]:
    """The rows by NSID, and how many of them say something new."""
    ours = Group.objects.in_bulk(list(told), field_name="nsid")
    new: list[Group] = []
    changed: list[Group] = []
    names: set[str] = set()
    loud = 0
    for nsid in sorted(told):
        group = ours.get(nsid)
        if group is None:
            new.append(Group(nsid=nsid, told_at=began_at, **told[nsid]))
            continue
        differing = _differing(told[nsid], group, began_at=began_at)
        if differing:
            for name, value in differing.items():
                setattr(group, name, value)
            group.told_at = max(group.told_at, began_at)
            names |= differing.keys()
            loud += not differing.keys() <= COUNTERS
            changed.append(group)
    # Another worker may have told the same group a moment ago: its row is as good.
    Group.objects.bulk_create(new, ignore_conflicts=True)
    Group.objects.bulk_update(changed, sorted(names | {"told_at"}))
    if new:
        ours |= Group.objects.in_bulk([group.nsid for group in new], field_name="nsid")
    return ours, loud + len(new)


def _differing(said: Mapping[str, Any], group: Group, *, began_at: datetime) -> dict[str, Any]:
    """What to write. An old page may close a group, and may do nothing else."""
    differing = {name: value for name, value in said.items() if getattr(group, name) != value}
    if began_at >= group.told_at:
        return differing
    closes = differing.get("privacy") == Group.Privacy.PRIVATE
    return {"privacy": Group.Privacy.PRIVATE} if closes else {}
