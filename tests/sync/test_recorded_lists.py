"""Every reply that the real Flickr once gave to a list that is kept in step, from call to row."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps

from galleries.flickr.client import Flickr
from galleries.flickr.errors import FlickrError
from galleries.flickr.refusals import refusal_of_reply
from galleries.models import Album, FlickrGallery, Group, Stream
from galleries.sync.kinds import KINDS
from tests.cast import NOW, Actor, make_member
from tests.recordings import Recording, needs_recordings, recordings

pytestmark = [pytest.mark.django_db, needs_recordings]

NOBODY = "99999999@N99"

type Facts = dict[str, Any]


class Replayed(Flickr):
    """A Flickr that gives one recorded reply to every call."""

    def __init__(self, body: Facts) -> None:
        super().__init__(key="k", secret="s")
        self._body = body

    def call(
        self,
        method: str,
        /,
        *,
        expects: str = "",
        allows: tuple[str, ...] | None = None,
        **arguments: Any,
    ) -> Facts:
        if self._body.get("stat") != "ok":
            raise refusal_of_reply(method, self._body, {})
        return self._body


def nobody(body: Facts) -> str:
    return NOBODY


def owner_of_the_first(listing: str, key: str) -> Callable[[Facts], str]:
    def whose(body: Facts) -> str:
        inside = body.get(listing)
        items = inside.get(key) if isinstance(inside, dict) else None
        items = items if isinstance(items, list) else [items]
        owners = [item.get("owner") for item in items if isinstance(item, dict)]
        return str(next((owner for owner in owners if owner), NOBODY))

    return whose


# The kind that keeps it in step, and whose list the reply is.
METHODS: dict[str, tuple[Stream.Kind, Callable[[Facts], str]]] = {
    "photosets.getList": (Stream.Kind.ALBUMS, owner_of_the_first("photosets", "photoset")),
    "photosets.getPhotos": (Stream.Kind.ALBUM, nobody),
    "contacts.getList": (Stream.Kind.CONTACTS, nobody),
    "photos.getContactsPhotos": (Stream.Kind.CONTACTS_PHOTOS, nobody),
    "people.getGroups": (Stream.Kind.GROUPS, nobody),
    "groups.getInfo": (Stream.Kind.GROUP, nobody),
    "groups.pools.getPhotos": (Stream.Kind.POOL, nobody),
    "groups.members.getList": (Stream.Kind.MEMBERS, nobody),
    "galleries.getList": (
        Stream.Kind.FLICKR_GALLERIES,
        owner_of_the_first("galleries", "gallery"),
    ),
    "galleries.getPhotos": (Stream.Kind.FLICKR_GALLERY, nobody),
    "activity.userPhotos": (Stream.Kind.HAPPENINGS, owner_of_the_first("items", "item")),
    "photos.licenses.getInfo": (Stream.Kind.LICENCES, nobody),
    "favorites.getList": (Stream.Kind.FAVOURITES, nobody),
}


def every_recording() -> list[Any]:
    return [
        pytest.param(method, recording, id=recording.name)
        for method in METHODS
        for recording in recordings(method)
    ]


@pytest.mark.parametrize(("method", "recording"), every_recording())
def test_a_real_reply_becomes_rows_and_the_same_again_changes_nothing(
    method: str, recording: Recording
) -> None:
    kind_name, whose = METHODS[method]
    body = recording.body
    assert isinstance(body, dict)
    alice = make_member("alice", nsid=whose(body))
    stream = stream_about(alice, kind_name, body)
    kind = KINDS[kind_name]
    try:
        page = kind.fetch(Replayed(body), stream)
    except FlickrError:
        assert body["stat"] == "fail"
        return
    before = rows()
    applied = kind.apply(page, stream, NOW, NOW)
    assert len(applied.ids) == len(set(applied.ids))
    if page.items and kind_name != Stream.Kind.GROUP:
        assert applied.ids or kind_name in (Stream.Kind.ALBUM, Stream.Kind.HAPPENINGS)
        assert rows() > before or not applied.changed
    after = rows()
    assert kind.apply(page, stream, NOW, NOW).changed == 0
    assert rows() == after


def stream_about(alice: Actor, kind: Stream.Kind, body: Facts) -> Stream:
    """A stream such as the reply would be asked for, and the row that it is about."""
    subject = ""
    owner = alice.person
    if kind == Stream.Kind.ALBUM:
        subject = str(inside(body, "photoset").get("id", "7"))
        Album.objects.create(id=int(subject), owner=owner, told_at=NOW)
    if kind == Stream.Kind.FLICKR_GALLERY:
        subject = "1-7"
        FlickrGallery.objects.create(id=7, api_id=subject, owner=owner, told_at=NOW)
    if kind == Stream.Kind.GROUP:
        group = inside(body, "group")
        subject = str(group.get("nsid") or group.get("id") or "1@N01")
    if kind in (Stream.Kind.POOL, Stream.Kind.MEMBERS):
        subject = "1@N01"
        Group.objects.create(nsid=subject, told_at=NOW)
    return Stream.objects.create(
        connection=None if kind == Stream.Kind.LICENCES else alice.connection,
        kind=kind,
        subject=subject,
        due_at=NOW,
        interval_s=60,
        walk=Stream.Walk.FULL,
        walk_began_at=NOW,
    )


def inside(body: Facts, key: str) -> Facts:
    found = body.get(key)
    return found if isinstance(found, dict) else {}


def rows() -> int:
    """All rows of all tables of ours."""
    every_table = apps.get_app_config("galleries").get_models()
    return sum(table._default_manager.count() for table in every_table)
