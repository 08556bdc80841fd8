"""The cast of the stories that tests tell, and the photos they made.

alice     a member who keeps her Flickr in step here; most photos are hers
bob       another member, with photos of his own
stranger  signed in with Flickr, but nothing of theirs is kept here
visitor   somebody who has not signed in
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.test import Client

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.models import Person, Photo, PhotoTag, Viewer

NOW = datetime(2026, 3, 20, 12, 0, tzinfo=UTC)
LANDSCAPE = {"n": [320, 213], "": [500, 333], "z": [640, 427], "c": [800, 533], "b": [1024, 683]}

_photo_ids = count(53_000_000_001)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in a story. A visitor has no user, person or connection."""

    name: str
    maybe_user: User | None = None
    maybe_person: Person | None = None
    maybe_connection: FlickrConnection | None = None
    client: Client = field(default_factory=Client)

    @property
    def user(self) -> User:
        assert self.maybe_user is not None, f"{self.name} is not signed in"
        return self.maybe_user

    @property
    def person(self) -> Person:
        assert self.maybe_person is not None, f"{self.name} is nobody on Flickr"
        return self.maybe_person

    @property
    def connection(self) -> FlickrConnection:
        assert self.maybe_connection is not None, f"{self.name} gave us no permission"
        return self.maybe_connection

    @property
    def viewer(self) -> Viewer:
        return Viewer(self.maybe_user)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody at once. ``cast.client_for(cast.alice)`` is a browser that is signed in."""

    alice: Actor
    bob: Actor
    stranger: Actor
    visitor: Actor

    def client_for(self, who: Actor | User | None) -> Client:
        client = Client()
        user = who.maybe_user if isinstance(who, Actor) else who
        if user is not None:
            client.force_login(user)
        return client


def make_cast() -> Cast:
    return Cast(
        alice=make_member("alice", nsid="11111111@N01", realname="Alice Ahlgren"),
        bob=make_member("bob", nsid="22222222@N02", realname="Bob Brandt"),
        stranger=make_member("stranger", nsid="33333333@N03", in_step=False),
        visitor=Actor("visitor"),
    )


def make_member(
    name: str, *, nsid: str, realname: str = "", in_step: bool = True, **fields: Any
) -> Actor:
    """A person on Flickr who has signed in here. ``in_step``: they have pressed the button."""
    person = Person.objects.create(
        nsid=nsid, path_alias=name, username=name, realname=realname, **fields
    )
    user = User.objects.create_user(nsid, name=realname or name)
    connection = FlickrConnection.objects.create(
        user=user,
        perms=FlickrConnection.Perms.READ,
        sealed_token=seal(f"token-of-{name}", f"secret-of-{name}"),
        connected_at=NOW,
        in_step_since=NOW if in_step else None,
    )
    client = Client()
    client.force_login(user)
    return Actor(name, user, person, connection, client)


def make_photo(
    owner: Actor | Person, title: str = "Pier", *, tags: tuple[str, ...] = (), **fields: Any
) -> Photo:
    """A photo, a minute younger than the one made before it. Private, as long as nobody says."""
    photo_id = fields.pop("id", None) or next(_photo_ids)
    fields = {
        "uploaded_at": NOW + timedelta(minutes=photo_id - 53_000_000_001),
        "told_at": NOW,
        "server": "65535",
        "secret": f"{photo_id % 0xFFFFFFFFFF:010x}",
        "sizes": LANDSCAPE,
    } | fields
    person = owner.person if isinstance(owner, Actor) else owner
    photo = Photo.objects.create(id=photo_id, owner=person, title=title, **fields)
    PhotoTag.objects.bulk_create(
        PhotoTag(photo=photo, text=text, position=position) for position, text in enumerate(tags)
    )
    return photo
