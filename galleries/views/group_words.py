"""A group in words: what one is there, who may join, how much one may add, what a copy takes."""

from datetime import timedelta
from math import ceil

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from galleries.models import Group, Membership, Role, Viewer

PER_CALL = 500  # photos or members that Flickr tells in one call
REMAINING_LASTS = timedelta(hours=24)

_ROLES = {
    Role.MEMBER: gettext_lazy("Member"),
    Role.MODERATOR: gettext_lazy("Moderator"),
    Role.ADMIN: gettext_lazy("Admin"),
}
_PRIVACY = {
    Group.Privacy.PRIVATE: gettext_lazy("Private"),
    Group.Privacy.INVITE_ONLY: gettext_lazy("By invitation"),
    Group.Privacy.PUBLIC: gettext_lazy("Anybody may join"),
}
_LIMITS = {
    "day": ngettext_lazy("%(number)s photo a day", "%(number)s photos a day", "count"),
    "week": ngettext_lazy("%(number)s photo a week", "%(number)s photos a week", "count"),
    "month": ngettext_lazy("%(number)s photo a month", "%(number)s photos a month", "count"),
    "ever": ngettext_lazy(
        "%(number)s photo at any one time", "%(number)s photos at any one time", "count"
    ),
}


def name(group: Group) -> str:
    return group.name.strip() or _("A group without a name")


def role(membership: Membership) -> str:
    return str(_ROLES.get(Role(membership.role), ""))


def privacy(group: Group) -> str:
    return str(_PRIVACY.get(Group.Privacy(group.privacy), ""))


def throttle(membership: Membership, viewer: Viewer) -> str:
    """How many photos one may add: "2 photos a day, 1 left". "" when there is no limit."""
    group = membership.group
    if group.throttle_mode == "disabled":
        return _("Nobody may add photos at the moment")
    words = _LIMITS.get(group.throttle_mode)
    if words is None or not group.throttle_count:
        return ""
    count = group.throttle_count
    limit = str(words % {"count": count, "number": intcomma(count)})
    left = membership.remaining
    told_at = membership.remaining_at
    if left is None or told_at is None or told_at < viewer.now - REMAINING_LASTS:
        return limit
    if not left:
        return _("%(limit)s, none left") % {"limit": limit}
    return _("%(limit)s, %(left)s left") % {"limit": limit, "left": intcomma(left)}


def calls(group: Group) -> int:
    """How many calls to Flickr it takes to copy its pool and its members for the first time."""
    return max(1, ceil(group.entry_count / PER_CALL)) + max(1, ceil(group.member_count / PER_CALL))


def cost(group: Group) -> str:
    """What it takes to switch it on."""
    number = calls(group)
    return ngettext(
        "Takes about %(number)s call to Flickr",
        "Takes about %(number)s calls to Flickr",
        number,
    ) % {"number": intcomma(number)}
