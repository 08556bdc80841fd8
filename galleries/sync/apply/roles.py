"""What somebody is in a group, as Flickr has just told their own token."""

from datetime import datetime

from galleries.flickr.records import GroupInfo
from galleries.models import Group, GroupMember, Membership, Role
from galleries.sync.decide.columns import membership_columns


def apply_own_role(info: GroupInfo, *, group: Group, nsid: str, began_at: datetime) -> bool:
    """Write it into the lists that tell of them, unless those were told later.

    Nobody is added to a list by this: the lists themselves do that. Returns whether they run
    the group: a reply that does not speak of it says that they do not.
    """
    role: Role = membership_columns(info.group)["role"]
    is_in_it = info.group.is_member is True or role >= Role.MODERATOR
    for rows in (Membership.objects, GroupMember.objects):
        theirs = rows.filter(person__nsid=nsid, group=group, told_at__lte=began_at, gone_at=None)
        if is_in_it:
            theirs.update(role=role, told_at=began_at)
        else:
            theirs.update(gone_at=began_at, told_at=began_at)
    return is_in_it and role >= Role.MODERATOR
