"""The same table as ``test_visibility``, asked of people, tags, contacts' photos and pools."""

import pytest
from pytest_django import Settings

from galleries.models import Group, PhotoTag, Stream
from tests.views.test_visibility import EVERYBODY, SIGNED_IN, TITLE, Kind, Scene, make_scene
from tests.views.test_visibility import KINDS as OF_FAVOURITES
from tests.views.test_visibility_through_lists import KINDS as OF_LISTS

pytestmark = pytest.mark.django_db

KINDS = OF_FAVOURITES | OF_LISTS


def that_show_it(scene: Scene, address: str) -> set[str]:
    return {who for who in EVERYBODY if TITLE in scene.page(who, address).text}


@pytest.mark.parametrize("kind", [pytest.param(kind, id=name) for name, kind in KINDS.items()])
def test_a_photo_is_shown_to_these_and_to_nobody_else(kind: Kind, settings: Settings) -> None:
    settings.OPERATOR = ["7@N00"]
    scene = make_scene(kind)
    PhotoTag.objects.create(
        photo=scene.photo,
        text="pier",
        owner=scene.photo.owner,
        uploaded_at=scene.photo.uploaded_at,
    )
    assert that_show_it(scene, "/people/ann/") == kind.shown_to
    assert that_show_it(scene, "/photos/ann/tags/pier/") == kind.shown_to
    assert that_show_it(scene, "/photos/tags/pier/") == kind.shown_to & SIGNED_IN
    there = {
        who for who in EVERYBODY if scene.page(who, "/photos/ann/tags/pier/").status_code == 200
    }
    assert there == kind.shown_to | {"owner"}

    is_in_list = "gone_at" not in kind.listed
    for_the_friend = kind.shown_to & {"friend"} if is_in_list else set()
    friends = for_the_friend if kind.listed_in == "contacts' photos" else set()
    assert that_show_it(scene, "/photos/friends/") == friends
    for group in Group.objects.all():
        # The friend reads this pool; another group holds the photo beside it.
        Stream.objects.filter(connection__user__nsid="2@N00", kind=Stream.Kind.POOL).update(
            subject=group.nsid
        )
        holds_it = group.entries.filter(photo=scene.photo).exists()
        expected = for_the_friend if holds_it else set()
        assert that_show_it(scene, f"/groups/{group.nsid}/") == expected
