"""Seats: whom Flickr has named admin or moderator of a group, within a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from galleries.models.groups import Group, GroupMember, Membership, Role
from galleries.models.people import Person
from galleries.models.visibility import SIGHT_LASTS

NO_ROLE = 0


@dataclass(frozen=True, slots=True)
class Telling:
    """What somebody is in a group, as one list said it.

    role  ``NO_ROLE`` for whom that list does not show any more
    at    when the request behind it began
    """

    role: int
    at: datetime


def latest(tellings: Iterable[Telling]) -> Telling | None:
    """The last word counts; of two in one moment, the lesser role."""
    return max(tellings, key=lambda told: (told.at, -told.role), default=None)


def is_seat(told: Telling | None, *, now: datetime) -> bool:
    """Admin or moderator, and told so within a day."""
    return told is not None and told.role >= Role.MODERATOR and told.at >= now - SIGHT_LASTS


def tellings(rows: Q, *, key: str) -> dict[Any, list[Telling]]:
    """What both lists say: their own token's, and the members' list that others may read.

    key  what to sort them by: "group" or "person"
    """
    said: dict[Any, list[Telling]] = {}
    columns = ("role", "told_at", "stream__walked_at", "missing_at", "gone_at")
    own: QuerySet[Any, Any] = Membership.objects.filter(rows).values_list(key, *columns)
    listed: QuerySet[Any, Any] = GroupMember.objects.filter(rows).values_list(key, *columns)
    both = own.union(listed, all=True)
    for which, role, told_at, walked_at, missing_at, gone_at in both:
        left_at = gone_at or missing_at
        at = max(told_at, walked_at or told_at)
        told = Telling(NO_ROLE, max(left_at, told_at)) if left_at else Telling(role, at)
        said.setdefault(which, []).append(told)
    return said


def groups_run_by(nsid: str, *, now: datetime, of: Q | None = None) -> list[int]:
    """The groups, by their keys, in which somebody has a seat. ``of`` narrows the lists' rows."""
    rows = Q(person__nsid=nsid) & (of or Q())
    said = tellings(rows, key="group")
    return [group for group, told in said.items() if is_seat(latest(told), now=now)]


def runs(nsid: str, group: Group, *, now: datetime) -> bool:
    """Whether somebody has a seat in this group."""
    return bool(groups_run_by(nsid, now=now, of=Q(group=group)))


def seats_of(group: Group, *, now: datetime) -> list[tuple[Person, Role]]:
    """Everybody with a seat in a group, admins first."""
    posts = Membership.objects.filter(group=group, role__gte=Role.MODERATOR).values("person")
    named = GroupMember.objects.filter(group=group, role__gte=Role.MODERATOR).values("person")
    rows = Q(group=group) & (Q(person__in=posts) | Q(person__in=named))
    said = {pk: latest(told) for pk, told in tellings(rows, key="person").items()}
    seats = {pk: Role(told.role) for pk, told in said.items() if told and is_seat(told, now=now)}
    people = Person.objects.in_bulk(seats)
    return sorted(
        ((people[pk], role) for pk, role in seats.items()),
        key=lambda seat: (-seat[1], seat[0].name.casefold()),
    )
