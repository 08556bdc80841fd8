"""What has happened since Alice was last here, three days ago."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from accounts.models import User
from galleries.models import ContactPhoto, Entry, Group, Happening, Photo, Stream
from tests.cast import (
    NOW,
    Actor,
    Cast,
    make_contact_photo,
    make_entry,
    make_group,
    make_happening,
    make_membership,
    make_photo,
    make_stream,
)

LAST_TIME = NOW - timedelta(days=3)
HOUR = timedelta(hours=1)
BEFORE, AFTER = LAST_TIME - HOUR, LAST_TIME + HOUR


def was_here(actor: Actor, **fields: Any) -> None:
    """Their visit of three days ago is over, and this one has just begun."""
    fields = {"last_time_at": LAST_TIME, "seen_at": timezone.now()} | fields
    User.objects.filter(pk=actor.user.pk).update(**fields)


def in_step(actor: Actor) -> None:
    """Their photos are copied, and so is what happens to them."""
    make_stream(actor, in_step_at=NOW)
    make_stream(actor, Stream.Kind.HAPPENINGS, in_step_at=NOW)


def upload(cast: Cast, title: str, **fields: Any) -> ContactPhoto:
    """Bob, whom Alice follows, uploads something. Public and after her visit, unless they say."""
    fields = {"visibility": Photo.Visibility.PUBLIC, "uploaded_at": AFTER, **fields}
    return make_contact_photo(cast.alice, make_photo(cast.bob, title, **fields))


def happen(cast: Cast, photo: Photo, kind: str = "fave", **fields: Any) -> Happening:
    """Bob does something to a photo after Alice's visit, unless they say."""
    by = fields.pop("by", cast.bob)
    return make_happening(photo, by, kind, **{"happened_at": AFTER} | fields)


def keep_group(actor: Actor, name: str = "Piers of the North", **fields: Any) -> Group:
    """A group they are in, and whose pool is copied."""
    group = make_group(name, **fields)
    make_membership(actor, group)
    make_stream(actor, Stream.Kind.POOL, subject=group.nsid, in_step_at=NOW, walked_at=NOW)
    return group


def add(cast: Cast, group: Group, title: str, **fields: Any) -> Entry:
    """Bob adds something to a pool after Alice's visit, unless they say."""
    added_at = fields.pop("added_at", AFTER)
    fields = {"visibility": Photo.Visibility.PUBLIC, **fields}
    return make_entry(group, make_photo(cast.bob, title, **fields), added_at=added_at)


def home(actor: Actor) -> str:
    return actor.client.get("/").text


def read(actor: Actor) -> str:
    """The words of the page, as somebody reads them."""
    return " ".join(unescape(strip_tags(home(actor))).split())


def heading(page: str) -> str:
    found = re.search("<h1>(.*?)</h1>", page)
    return unescape(found[1]) if found else ""


@pytest.fixture
def alice(cast: Cast) -> Actor:
    """She was here three days ago; her photos are in step, and one of them is a harbour."""
    in_step(cast.alice)
    was_here(cast.alice)
    return cast.alice


@pytest.fixture
def harbour(alice: Actor) -> Photo:
    return make_photo(alice, "Harbour at dusk", visibility=Photo.Visibility.PUBLIC)
