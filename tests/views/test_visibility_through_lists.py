"""Who may see a photo through which list: what one person was shown, and what keeps it fresh.

The same people, and the same questions as in ``tests.views.test_visibility``, which knows of
favourites only.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from galleries.models import Photo, Stream, Viewer
from tests.views.test_visibility import (
    BEFORE,
    EVERYBODY,
    LONG_AGO,
    SIGNED_IN,
    TITLE,
    Kind,
    S,
    V,
    closed,
    make_scene,
)

pytestmark = pytest.mark.django_db

KINDS: dict[str, Kind] = {}

# The lists that Flickr shows to one person: what is not public is shown to that person alone.
for _name in ("contacts' photos", "pool"):
    _closed: dict[str, Any] = {"visibility": V.FRIENDS} | closed(5)
    _kept: dict[str, Any] = {"listed_by": ("friend",), "listed_in": _name}
    KINDS |= {
        f"for friends, in the {_name}": Kind(_closed, {"owner", "friend"}, **_kept),
        f"private, in the {_name}": Kind(
            {"visibility": V.PRIVATE} | closed(5), {"owner", "friend"}, **_kept
        ),
        f"for friends, in the {_name} a day ago": Kind(
            _closed, {"owner"}, **_kept, sighted_ago=timedelta(hours=24, minutes=1)
        ),
        f"for friends, in the {_name} before it was closed": Kind(
            _closed | closed(0.1), {"owner"}, **_kept, sighted_ago=BEFORE
        ),
        f"moderate and for friends, in the {_name}": Kind(
            _closed | {"safety": S.MODERATE}, {"owner"}, **_kept
        ),
        f"gone, in the {_name}": Kind(_closed | {"gone_at": timezone.now()}, set(), **_kept),
    }
KINDS |= {
    "for friends, in a pool that Flickr closed to the friend": Kind(
        _closed, {"owner"}, **_kept, stream={"trouble": Stream.Trouble.NOT_ON_FLICKR}
    ),
    "for friends, in a pool while Flickr is busy": Kind(
        _closed, {"owner", "friend"}, **_kept, stream={"trouble": Stream.Trouble.UNAVAILABLE}
    ),
    "for friends, in a pool of a token that Flickr refuses": Kind(
        _closed, {"owner"}, **_kept, is_refused=True
    ),
    "for friends, in a pool where it was not sighted": Kind(
        _closed, {"owner"}, listed_by=("friend",), listed_in="entries"
    ),
    "for friends, in a Flickr gallery": Kind(
        _closed, {"owner"}, listed_by=("friend",), listed_in="Flickr gallery"
    ),
    "for friends, among the contacts' photos that a walk missed": Kind(
        _closed,
        {"owner"},
        listed_by=("friend",),
        listed_in="contacts' photos",
        listed={"missing_at": timezone.now()},
    ),
    "for friends, among the favourites that a walk missed": Kind(
        _closed, {"owner"}, listed_by=("friend",), listed={"missing_at": timezone.now()}
    ),
}

# Lists that keep a public photo fresh for everybody, though its photographer is not here.
for _name in ("favourites", "contacts' photos", "entries", "Flickr gallery"):
    _public: dict[str, Any] = {"visibility": V.PUBLIC, "told_at": timezone.now() - LONG_AGO}
    _kept = {"by_member": False, "listed_by": ("friend",), "listed_in": _name}
    KINDS |= {
        f"by somebody who is not here, kept fresh by the {_name}": Kind(
            _public, SIGNED_IN, **_kept
        ),
        f"by somebody who is not here, in {_name} unread for eight days": Kind(
            _public, {"owner"}, **_kept, sighted_ago=LONG_AGO
        ),
        f"by somebody who is not here, missing from the {_name}": Kind(
            _public, {"owner"}, **_kept, listed={"missing_at": timezone.now()}
        ),
        f"by somebody who is not here, gone from the {_name}": Kind(
            _public, {"owner"}, **_kept, listed={"gone_at": timezone.now()}
        ),
        f"moderate, by somebody who is not here, kept fresh by the {_name}": Kind(
            _public | {"safety": S.MODERATE}, {"owner", "daring"}, **_kept
        ),
    }


@pytest.mark.parametrize("kind", [pytest.param(kind, id=name) for name, kind in KINDS.items()])
def test_a_photo_is_shown_to_these_and_to_nobody_else(kind: Kind, settings: Settings) -> None:
    settings.OPERATOR = ["7@N00"]
    scene = make_scene(kind)
    viewers = {who: Viewer(scene.users[who]) for who in EVERYBODY}
    assert {w for w in EVERYBODY if scene.photo.is_visible_to(viewers[w])} == kind.shown_to
    listed = {w for w in EVERYBODY if scene.photo in Photo.objects.visible_to(viewers[w])}
    assert listed == kind.shown_to
    pages = {who: scene.page(who, "/photos/ann/101/") for who in EVERYBODY}
    assert {who for who in EVERYBODY if pages[who].status_code == 200} == kind.shown_to
    assert {who for who in EVERYBODY if TITLE in pages[who].text} == kind.shown_to
    favourites = {w for w in EVERYBODY if TITLE in scene.page(w, "/photos/friend/favorites/").text}
    is_there = kind.listed_in == "favourites" and "gone_at" not in kind.listed
    assert favourites == (kind.shown_to if is_there else set())
