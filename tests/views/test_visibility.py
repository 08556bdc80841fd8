"""Who may see what: every kind of photo, every viewer, every way to it.

One table says who is shown a photo. Each way - its page, a list, its neighbour, a count, a
title, somebody's favourites - has to agree with it, and says 404 or nothing at all to the
others. Take any rule away from ``galleries.models.visibility`` and something here fails.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.models import OwnerNote, Person, Photo, Sighting, Stream, Viewer
from galleries.queries.photostreams import photostream_page
from tests.cast import (
    LANDSCAPE,
    make_contact_photo,
    make_entry,
    make_favourite,
    make_flickr_gallery,
    make_flickr_gallery_item,
    make_group,
)

pytestmark = pytest.mark.django_db

V, S = Photo.Visibility, Photo.Safety

# owner    took the photo          stranger  a member whom nobody knows
# friend   of the owner, a member  guest     has signed in, nothing of theirs is kept
# family   likewise                operator  runs the installation
# daring   a guest who asked for moderate and restricted photos too
SIGNED_IN = {"owner", "friend", "family", "stranger", "guest", "daring", "operator"}
EVERYBODY = SIGNED_IN | {"visitor"}

TITLE = "A secret pier"
PLACE = "54.50°"


@dataclass(frozen=True)
class Kind:
    """A kind of photo, and who is shown it."""

    fields: dict[str, Any]
    shown_to: set[str]
    by_member: bool = True  # else by somebody who is not here
    listed_by: tuple[str, ...] = ("friend", "family")  # Flickr shows it in a list of theirs
    listed_in: str = "favourites"  # and which list that is
    listed: dict[str, Any] = field(default_factory=dict)  # what else is to be said of its row
    stream: dict[str, Any] = field(default_factory=dict)  # and of the stream behind it
    is_refused: bool = False  # Flickr refuses the tokens that it was shown to
    sighted_ago: timedelta = timedelta(hours=1)  # when their lists were last walked
    shows_photos: bool = True
    in_step_ago: timedelta = timedelta(0)  # when the owner's own stream was last read


# Lists were walked before that: however long the suite has run, and the walk with it.
BEFORE = timedelta(hours=6)


def closed(hours_ago: float) -> dict[str, Any]:
    moment = timezone.now() - timedelta(hours=hours_ago)
    return {"narrowed_at": moment, "narrowed_asked_at": moment}


LONG_AGO = timedelta(days=8, minutes=1)

KINDS = {
    "public": Kind({"visibility": V.PUBLIC}, EVERYBODY),
    "public, of a member who shows nothing": Kind(
        {"visibility": V.PUBLIC}, SIGNED_IN, shows_photos=False
    ),
    "friends": Kind(
        {"visibility": V.FRIENDS} | closed(5), {"owner", "friend"}, listed_by=("friend",)
    ),
    "family": Kind(
        {"visibility": V.FAMILY} | closed(5), {"owner", "family"}, listed_by=("family",)
    ),
    "friends and family": Kind(
        {"visibility": V.FRIENDS_AND_FAMILY} | closed(5), {"owner", "friend", "family"}
    ),
    "private": Kind({"visibility": V.PRIVATE} | closed(5), {"owner"}, listed_by=()),
    "moderate": Kind({"visibility": V.PUBLIC, "safety": S.MODERATE}, {"owner", "daring"}),
    "restricted": Kind({"visibility": V.PUBLIC, "safety": S.RESTRICTED}, {"owner", "daring"}),
    "moderate, for friends": Kind(
        {"visibility": V.FRIENDS, "safety": S.MODERATE} | closed(5),
        {"owner"},
        listed_by=("friend",),
    ),
    "in doubt": Kind(
        {"visibility": V.PUBLIC, "withheld_at": timezone.now()}, {"owner"}, listed_by=()
    ),
    "gone": Kind({"visibility": V.PUBLIC, "gone_at": timezone.now()}, set()),
    "closed a moment ago": Kind(
        {"visibility": V.PRIVATE} | closed(0.1), {"owner"}, sighted_ago=BEFORE
    ),
    "closed to all but friends a moment ago": Kind(
        {"visibility": V.FRIENDS} | closed(0.1), {"owner"}, sighted_ago=BEFORE
    ),
    "for friends, told a day ago": Kind(
        {"visibility": V.FRIENDS} | closed(50),
        {"owner"},
        sighted_ago=timedelta(hours=24, minutes=1),
    ),
    "by somebody who is not here": Kind({"visibility": V.PUBLIC}, SIGNED_IN, by_member=False),
    "by somebody who is not here, unseen for eight days": Kind(
        {"visibility": V.PUBLIC, "told_at": timezone.now() - LONG_AGO},
        {"owner"},
        by_member=False,
        sighted_ago=LONG_AGO,
    ),
    "by somebody who is not here, told of just now and in nobody's list": Kind(
        {"visibility": V.PUBLIC}, SIGNED_IN, by_member=False, listed_by=()
    ),
    "by a member who was last in step nine days ago": Kind(
        {"visibility": V.PUBLIC, "told_at": timezone.now() - LONG_AGO},
        {"owner"},
        listed_by=(),
        in_step_ago=timedelta(days=9),
    ),
    "by somebody who is not here, and still listed": Kind(
        {"visibility": V.PUBLIC, "told_at": timezone.now() - LONG_AGO}, SIGNED_IN, by_member=False
    ),
}


@dataclass
class Scene:
    photo: Photo
    neighbour: Photo
    users: dict[str, User | None]

    def browser(self, who: str) -> Client:
        client = Client()
        user = self.users[who]
        if user is not None:
            client.force_login(user)
        return client

    def page(self, who: str, address: str) -> Any:
        return self.browser(who).get(address)


def member(
    name: str,
    nsid: str,
    *,
    walked_at: datetime,
    in_step_ago: timedelta = timedelta(0),
    stream: dict[str, Any] | None = None,
    **switches: Any,
) -> User:
    Person.objects.create(nsid=nsid, path_alias=name, username=name)
    user = User.objects.create_user(nsid, name=name, **switches)
    connection = FlickrConnection.objects.create(
        user=user, perms="read", sealed_token=seal("t", "s"), in_step_since=walked_at
    )
    for kind in Stream.Kind:
        said = {"walked_at": walked_at, "in_step_at": timezone.now() - in_step_ago}
        Stream.objects.create(
            connection=connection,
            kind=kind,
            due_at=timezone.now(),
            interval_s=300,
            **said | (stream or {}),
        )
    return user


def listed(rows: str, user: User, photo: Photo, *, told_at: datetime, **said: Any) -> None:
    """Flickr has shown this photo to this person's token in one of their lists."""
    streams = Stream.objects.filter(connection__user=user)
    told = {"told_at": told_at} | said
    if rows == "favourites":
        stream = streams.get(kind=Stream.Kind.FAVOURITES)
        make_favourite(person_of(user), photo, stream=stream, **told)
    elif rows == "contacts' photos":
        stream = streams.get(kind=Stream.Kind.CONTACTS_PHOTOS)
        make_contact_photo(person_of(user), photo, stream=stream, **told)
    elif rows == "Flickr gallery":
        stream = streams.get(kind=Stream.Kind.FLICKR_GALLERY)
        make_flickr_gallery_item(make_flickr_gallery(person_of(user)), photo, stream=stream, **told)
    else:
        stream = streams.get(kind=Stream.Kind.POOL)
        if rows == "pool":
            Sighting.objects.create(stream=stream, photo=photo, told_at=told_at)
        make_entry(make_group(), photo, stream=stream, **told)


def person_of(user: User) -> Person:
    return Person.objects.get(nsid=user.nsid)


@pytest.fixture
def scene(kind: Kind, settings: Settings) -> Scene:
    settings.OPERATOR = ["7@N00"]
    return make_scene(kind)


def make_scene(kind: Kind) -> Scene:
    now = timezone.now()
    walked_at = now - kind.sighted_ago
    users: dict[str, User | None] = {"visitor": None}
    if kind.by_member:
        users["owner"] = member(
            "ann",
            "1@N00",
            walked_at=now,
            in_step_ago=kind.in_step_ago,
            shows_photos=kind.shows_photos,
        )
    else:
        Person.objects.create(nsid="1@N00", path_alias="ann", username="ann")
        users["owner"] = User.objects.create_user("1@N00", name="ann")
    for name, nsid in (("friend", "2@N00"), ("family", "3@N00")):
        users[name] = member(
            name, nsid, walked_at=walked_at, stream=kind.stream, shows_favourites=True
        )
    users["stranger"] = member("stranger", "4@N00", walked_at=now)
    users["guest"] = User.objects.create_user("5@N00", name="guest")
    users["daring"] = User.objects.create_user("6@N00", name="daring", safety_limit=2)
    users["operator"] = User.objects.create_user("7@N00", name="operator")
    ann = Person.objects.get(nsid="1@N00")
    known = {"server": "1", "secret": "aa", "sizes": LANDSCAPE, "told_at": now}
    neighbour = Photo.objects.create(
        id=100, owner=ann, title="Next", visibility=V.PUBLIC, uploaded_at=now, **known
    )
    photo = Photo.objects.create(
        **{"id": 101, "owner": ann, "title": TITLE, "uploaded_at": now} | known | kind.fields
    )
    OwnerNote.objects.create(photo=photo, latitude=54.5, longitude=-3.5, place_shown_to="nobody")
    for name in kind.listed_by:
        user = users[name]
        assert user is not None
        for shown in (photo, neighbour):
            told_at = min(walked_at, shown.told_at)
            said = kind.listed if shown == photo else {}
            listed(kind.listed_in, user, shown, told_at=told_at, **said)
        if kind.is_refused:
            FlickrConnection.objects.filter(user=user).update(refused_at=now)
    return Scene(photo, neighbour, users)


every_kind = pytest.mark.parametrize(
    "kind", [pytest.param(kind, id=name) for name, kind in KINDS.items()]
)
every_viewer = pytest.mark.parametrize("who", sorted(EVERYBODY))


@every_kind
@every_viewer
def test_one_question_has_one_answer(scene: Scene, kind: Kind, who: str) -> None:
    viewer = Viewer(scene.users[who])
    shown = who in kind.shown_to
    assert scene.photo.is_visible_to(viewer) == shown
    assert (scene.photo in Photo.objects.visible_to(viewer)) == shown


@every_kind
@every_viewer
def test_its_page_shows_it_or_is_not_there(scene: Scene, kind: Kind, who: str) -> None:
    reply = scene.page(who, "/photos/ann/101/")
    if who in kind.shown_to:
        assert reply.status_code == 200
        assert f"<title>{TITLE}" in reply.text
        assert (PLACE in reply.text) == (who == "owner"), "the place is the owner's alone"
    else:
        assert reply.status_code == 404
        assert TITLE not in reply.text
    assert "noindex" in reply.text
    assert "public" not in reply.headers.get("Cache-Control", "")


@every_kind
@every_viewer
def test_the_photostream_lists_and_counts_it_or_not(scene: Scene, kind: Kind, who: str) -> None:
    reply = scene.page(who, "/photos/ann/")
    shown = who in kind.shown_to
    assert (TITLE in reply.text) == shown
    assert ("/101" in reply.text) == shown
    page = photostream_page("ann", Viewer(scene.users[who]))
    others = scene.neighbour.is_visible_to(Viewer(scene.users[who]))
    assert (page.count if page else 0) == shown + others
    assert reply.status_code == (200 if shown or others or who == "owner" else 404)
    if reply.status_code == 200:
        assert "noindex" in reply.text
        assert "private" in reply.headers["Cache-Control"]


@every_kind
@every_viewer
def test_a_neighbour_leads_to_it_or_past_it(scene: Scene, kind: Kind, who: str) -> None:
    reply = scene.page(who, "/photos/ann/100/")
    if reply.status_code == 200:
        assert ("/photos/ann/101/" in reply.text) == (who in kind.shown_to)
        assert TITLE not in reply.text.replace(f'title="{TITLE}"', "") or who in kind.shown_to


@every_kind
@every_viewer
def test_somebodys_favourites_show_it_or_not(scene: Scene, kind: Kind, who: str) -> None:
    """The friend has opened their list to everybody; it shows only what each viewer may see."""
    listed = "friend" in kind.listed_by
    shown = listed and who in kind.shown_to
    reply = scene.page(who, "/photos/friend/favorites/")
    assert (TITLE in reply.text) == shown
    inside = scene.page(who, "/photos/ann/101/in/favorites-friend/")
    assert inside.status_code == (200 if shown else 404)
    assert (TITLE in inside.text) == shown
    beside = scene.page(who, "/photos/ann/100/in/favorites-friend/")
    if beside.status_code == 200:
        assert ("/photos/ann/101/" in beside.text) == shown


@every_viewer
@pytest.mark.parametrize("kind", [KINDS["public"]], ids=["public"])
def test_a_list_that_was_not_opened_is_its_owners_alone(scene: Scene, kind: Kind, who: str) -> None:
    User.objects.update(shows_favourites=False)
    reply = scene.page(who, "/photos/friend/favorites/")
    assert reply.status_code == (200 if who == "friend" else 404)
    inside = scene.page(who, "/photos/ann/101/in/favorites-friend/")
    assert inside.status_code == (200 if who == "friend" else 404)


@pytest.mark.parametrize("kind", [KINDS["public"]], ids=["public"])
def test_an_account_that_was_closed_opens_nothing_to_visitors(scene: Scene, kind: Kind) -> None:
    addresses = ("/photos/ann/", "/photos/ann/101/", "/photos/friend/favorites/")
    assert [scene.page("visitor", address).status_code for address in addresses] == [200, 200, 200]
    User.objects.update(is_active=False)
    assert [scene.page("visitor", address).status_code for address in addresses] == [404, 404, 404]
