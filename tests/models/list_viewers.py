"""Who looks at somebody's lists, and how a row of them may have changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from accounts.models import User
from galleries.models import (
    Group,
    Photo,
    Stream,
    Viewer,
)
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_stream,
)

V = Photo.Visibility
K = Stream.Kind
PRIVATE, INVITE_ONLY = Group.Privacy.PRIVATE, Group.Privacy.INVITE_ONLY

# alice, bob, stranger   members; which of them the list is about, each table says
# guest                  has signed in, nothing of theirs is kept
# daring                 a guest who asked for moderate and restricted photos too
# operator               a guest who runs the installation
SIGNED_IN = {"alice", "bob", "stranger", "guest", "daring", "operator"}
EVERYBODY = SIGNED_IN | {"visitor"}


@dataclass
class House:
    """The cast, and what each of them is shown."""

    cast: Cast
    daring: User

    def viewer(self, who: str) -> Viewer:
        return Viewer(self.daring) if who == "daring" else getattr(self.cast, who).viewer

    def who_sees(self, row: Any) -> set[str]:
        rows = type(row).objects
        return {who for who in EVERYBODY if rows.visible_to(self.viewer(who)).contains(row)}


@pytest.fixture
def house(cast: Cast, settings: Settings) -> House:
    settings.OPERATOR = [cast.operator.user.nsid]
    return House(cast, User.objects.create_user("6@N06", name="daring", safety_limit=2))


def ago(**duration: float) -> datetime:
    return NOW - timedelta(**duration)


FRESH, STALE = {"hours": 1}, {"hours": 24, "minutes": 1}


def read(actor: Actor, kind: Stream.Kind, group: Group, **duration: float) -> Stream:
    """A stream of theirs about a group, whose last walk ended so long ago."""
    moment = ago(**duration)
    return make_stream(actor, kind, subject=group.nsid, in_step_at=moment, walked_at=moment)


def refuse(actor: Actor) -> None:
    actor.connection.refused_at = NOW
    actor.connection.save()


def nothing_more(house: House, row: Any) -> None:
    """As it stands."""


def gone(house: House, row: Any) -> None:
    row.gone_at = NOW
    row.save()


def missing(house: House, row: Any) -> None:
    row.missing_at = NOW
    row.save()


def with_(**change: Any) -> Callable[[House], None]:
    def changed(_house: House) -> None:
        Stream.objects.update(**change)

    return changed


def as_it_is(_house: House) -> None:
    """Bob's token has read it an hour ago."""


def bob_is_refused(house: House) -> None:
    refuse(house.cast.bob)


def it_is_the_strangers(house: House) -> None:
    Stream.objects.update(connection=house.cast.stranger.connection)


def nobody_reads_it(_house: House) -> None:
    Stream.objects.all().delete()
