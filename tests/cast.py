"""The cast of the stories that tests tell, and the photos they made.

alice     a member who keeps her Flickr in step here; most photos are hers
bob       another member, with photos of his own; Flickr may have shown him some of hers
stranger  a member too, who has nothing to do with the others
guest     signed in with Flickr, but nothing of theirs is kept here, not even a permission
operator  a guest who runs the site, in tests that set ``OPERATOR`` to their NSID
visitor   somebody who has not signed in

Their stories happen now: who may see what depends on how long ago Flickr told of it.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.models import (
    Album,
    AlbumItem,
    Contact,
    ContactPhoto,
    Entry,
    Favourite,
    FlickrGallery,
    FlickrGalleryItem,
    Group,
    GroupMember,
    Happening,
    Membership,
    Person,
    Photo,
    PhotoTag,
    Stream,
    Viewer,
)

# A good while ago, so that a test which takes it for the present fails at once, and not only at
# the end of a long run. Flickr tells no finer moments than seconds.
NOW = timezone.now().replace(microsecond=0) - timedelta(minutes=100)
LANDSCAPE = {"n": [320, 213], "": [500, 333], "z": [640, 427], "c": [800, 533], "b": [1024, 683]}

_photo_ids = count(53_000_000_001)
_faves = count(1)
_list_ids = count(72_157_600_000_000_001)
_groups = count(1)


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
    guest: Actor
    operator: Actor
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
        stranger=make_member("stranger", nsid="33333333@N03"),
        guest=make_guest("guest", nsid="44444444@N04"),
        operator=make_guest("operator", nsid="55555555@N05"),
        visitor=Actor("visitor"),
    )


def make_person(name: str, *, nsid: str, realname: str = "", **fields: Any) -> Person:
    """Somebody on Flickr who has never been here."""
    fields = {"path_alias": name, "username": name} | fields
    return Person.objects.create(nsid=nsid, realname=realname, **fields)


def make_guest(name: str, *, nsid: str) -> Actor:
    """Somebody who has signed in and is otherwise unknown here."""
    user = User.objects.create_user(nsid, name=name)
    client = Client()
    client.force_login(user)
    return Actor(name, user, client=client)


def make_member(
    name: str, *, nsid: str, realname: str = "", in_step: bool = True, **fields: Any
) -> Actor:
    """A person on Flickr who has signed in here. ``in_step``: they have pressed the button."""
    person = make_person(name, nsid=nsid, realname=realname, **fields)
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
    photo = Photo.objects.create(id=photo_id, owner=_person(owner), title=title, **fields)
    PhotoTag.objects.bulk_create(
        PhotoTag(
            photo=photo,
            text=text,
            position=position,
            owner=photo.owner,
            uploaded_at=photo.uploaded_at,
        )
        for position, text in enumerate(tags)
    )
    return photo


def make_stream(actor: Actor, kind: Stream.Kind = Stream.Kind.PHOTOSTREAM, **fields: Any) -> Stream:
    """Something of a member's that is kept in step: due in an hour, quiet unless ``fields`` say."""
    fields = {"due_at": NOW + timedelta(hours=1), "interval_s": 600} | fields
    return Stream.objects.create(connection=actor.connection, kind=kind, **fields)


def make_favourite(
    actor: Actor | Person, photo: Photo, *, stream: Stream | None = None, **fields: Any
) -> Favourite:
    """A photo that somebody faved, a minute after the one before. Flickr has just shown it."""
    fields = {"faved_at": NOW + timedelta(minutes=next(_faves)), "told_at": NOW} | fields
    return Favourite.objects.create(person=_person(actor), photo=photo, stream=stream, **fields)


def make_album(owner: Actor | Person, title: str = "Piers", *photos: Photo, **fields: Any) -> Album:
    """An album with these photos in this order.

    A member's list of albums has just been read, unless they have a stream that says otherwise.
    """
    if isinstance(owner, Actor) and owner.maybe_connection is not None:
        Stream.objects.get_or_create(
            connection=owner.connection,
            kind=Stream.Kind.ALBUMS,
            defaults={"due_at": NOW + timedelta(hours=1), "interval_s": 900, "in_step_at": NOW},
        )
    fields = {"id": next(_list_ids), "told_at": NOW, "photo_count": len(photos)} | fields
    album = Album.objects.create(owner=_person(owner), title=title, **fields)
    for photo in photos:
        make_album_item(album, photo)
    return album


def make_album_item(album: Album, photo: Photo, **fields: Any) -> AlbumItem:
    """A photo at the end of an album."""
    fields = {"position": album.items.count(), "told_at": NOW} | fields
    return AlbumItem.objects.create(album=album, photo=photo, **fields)


def make_contact(actor: Actor | Person, contact: Actor | Person, **fields: Any) -> Contact:
    """Somebody whom ``actor`` follows: no friend and no family, unless ``fields`` say."""
    fields = {"told_at": NOW} | fields
    return Contact.objects.create(person=_person(actor), contact=_person(contact), **fields)


def make_contact_photo(
    actor: Actor | Person, photo: Photo, *, stream: Stream | None = None, **fields: Any
) -> ContactPhoto:
    """A photo that Flickr has just shown to somebody among the newest of their contacts."""
    fields = {"uploaded_at": photo.uploaded_at, "told_at": NOW} | fields
    return ContactPhoto.objects.create(person=_person(actor), photo=photo, stream=stream, **fields)


def make_group(name: str = "Piers of the North", **fields: Any) -> Group:
    """A group on Flickr that everybody may find, unless ``fields`` say. Nobody is in it yet."""
    nsid = f"{7_000_000 + next(_groups)}@N20"
    fields = {"nsid": nsid, "privacy": Group.Privacy.PUBLIC, "told_at": NOW} | fields
    return Group.objects.create(name=name, **fields)


def make_membership(
    actor: Actor | Person, group: Group, *, stream: Stream | None = None, **fields: Any
) -> Membership:
    """Somebody's place in a group, as their own token has just told it."""
    fields = {"told_at": NOW} | fields
    return Membership.objects.create(person=_person(actor), group=group, stream=stream, **fields)


def make_group_member(
    group: Group, person: Actor | Person, *, stream: Stream | None = None, **fields: Any
) -> GroupMember:
    """Somebody in the list of a group's members, as whoever reads ``stream`` was shown it."""
    fields = {"told_at": NOW} | fields
    return GroupMember.objects.create(person=_person(person), group=group, stream=stream, **fields)


def make_entry(group: Group, photo: Photo, *, stream: Stream | None = None, **fields: Any) -> Entry:
    """A photo in a pool, added when it was uploaded. Flickr has just shown it."""
    fields = {"added_at": photo.uploaded_at, "owner": photo.owner, "told_at": NOW} | fields
    return Entry.objects.create(group=group, photo=photo, stream=stream, **fields)


def make_flickr_gallery(
    owner: Actor | Person, title: str = "Best piers", *photos: Photo, **fields: Any
) -> FlickrGallery:
    """Somebody's gallery on Flickr, with these photos in this order."""
    number = fields.pop("id", None) or next(_list_ids)
    fields = {"api_id": f"1-{number}", "told_at": NOW, "created_at": NOW} | fields
    gallery = FlickrGallery.objects.create(
        id=number, owner=_person(owner), title=title, photo_count=len(photos), **fields
    )
    for photo in photos:
        make_flickr_gallery_item(gallery, photo)
    return gallery


def make_flickr_gallery_item(
    gallery: FlickrGallery, photo: Photo, *, stream: Stream | None = None, **fields: Any
) -> FlickrGalleryItem:
    """A photo at the end of a Flickr gallery."""
    fields = {"position": gallery.items.count(), "told_at": NOW} | fields
    return FlickrGalleryItem.objects.create(gallery=gallery, photo=photo, stream=stream, **fields)


def make_happening(
    photo: Photo, by: Actor | Person, kind: str = "fave", **fields: Any
) -> Happening:
    """What somebody has just done to a photo, as its owner's token told it."""
    fields = {"happened_at": NOW, "told_at": NOW} | fields
    return Happening.objects.create(
        owner=photo.owner, photo=photo, by=_person(by), kind=kind, **fields
    )


def _person(somebody: Actor | Person) -> Person:
    return somebody.person if isinstance(somebody, Actor) else somebody


def switch(actor: Actor, **switches: bool | int) -> None:
    """Set somebody's switches: ``shows_photos``, ``shows_favourites``, ``safety_limit``."""
    for name, value in switches.items():
        setattr(actor.user, name, value)
    actor.user.save(update_fields=list(switches))
