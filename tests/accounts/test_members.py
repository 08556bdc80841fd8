"""Guests prove who they are and leave nothing; members have pressed the button."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from accounts.connections import token_of
from accounts.models import FlickrConnection, User
from galleries.models import Photo, Stream, Viewer
from galleries.models.streams import OWN_KINDS
from tests.accounts.walk import START, Walk, everything_stored, seen_in
from tests.cast import Cast, make_photo

SEALED = "gAAAA"  # how everything begins that we have sealed


def members() -> set[str]:
    return set(FlickrConnection.objects.values_list("user__nsid", flat=True))


def test_a_guests_permission_is_kept_nowhere_not_even_sealed(walk: Walk) -> None:
    walk.sign_in("ingrid")
    handed_out = [token for token, _ in walk.simulator.state.items("token")]
    assert len(handed_out) == 1
    stored = everything_stored()
    assert walk.nsid("ingrid") in stored, "who they are is known"
    assert seen_in(stored, [*walk.secrets(), SEALED]) == []
    assert not Stream.objects.exists()
    walk.keep("ingrid")
    assert SEALED in everything_stored(), "a member's would be found"


def test_pressing_the_button_keeps_the_permission_and_begins_the_copying(walk: Walk) -> None:
    walk.sign_in("ingrid")
    arrived = walk.keep("ingrid")
    assert (arrived.status_code, arrived.url) == (302, "/sync/")
    assert walk.signed_in_as == walk.nsid("ingrid")
    connection = FlickrConnection.objects.get()
    assert connection.user.nsid == walk.nsid("ingrid")
    assert connection.perms == "read"
    assert connection.in_step_since is not None
    assert {stream.kind for stream in connection.streams.all()} == set(OWN_KINDS)
    everybodys = Stream.objects.filter(connection=None)
    assert [stream.kind for stream in everybodys] == [Stream.Kind.LICENCES]


def test_the_kept_token_is_the_one_that_flickr_handed_out(walk: Walk) -> None:
    walk.join("ingrid")
    token, secret = token_of(FlickrConnection.objects.get())
    handed_out = walk.simulator.state.get("token", token)
    assert handed_out is not None
    assert (handed_out["nsid"], handed_out["secret"]) == (walk.nsid("ingrid"), secret)


def test_a_member_who_signs_in_again_renews_the_permission(walk: Walk) -> None:
    walk.join("ingrid")
    before = FlickrConnection.objects.get()
    FlickrConnection.objects.update(refused_at=before.connected_at)
    Walk(walk.simulator).sign_in("ingrid")
    after = FlickrConnection.objects.get()
    assert after.pk == before.pk
    assert token_of(after) != token_of(before)
    assert after.refused_at is None
    assert after.in_step_since == before.in_step_since


@pytest.mark.parametrize("already_a_member", [False, True])
def test_whoever_comes_back_as_somebody_else_is_signed_in_and_becomes_no_member(
    walk: Walk, already_a_member: bool
) -> None:
    """Ingrid pressed the button, and on Flickr this browser is Haruka's: she has read nothing."""
    if already_a_member:
        walk.join("ingrid")
    else:
        walk.sign_in("ingrid")
    walk.keep("haruka")
    assert walk.signed_in_as == walk.nsid("haruka")
    assert members() == ({walk.nsid("ingrid")} if already_a_member else set())


@pytest.mark.parametrize("keep", ["1", "true", "12345678@N00", "haruka"])
@pytest.mark.parametrize("where", ["form", "query"])
def test_the_button_of_somebody_not_signed_in_keeps_nothing(
    walk: Walk, keep: str, where: str
) -> None:
    data = {"keep": keep}
    started: Any = walk.client.post(
        START, data if where == "form" else {}, query_params=data if where == "query" else None
    )
    walk.come_back(walk.press(started.url, "ingrid"))
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert members() == set()
    assert SEALED not in everything_stored()


def test_neither_a_link_nor_the_way_back_can_press_it(walk: Walk) -> None:
    walk.sign_in("ingrid")
    linked: Any = walk.client.post(START, query_params={"keep": "1"})
    walk.come_back(walk.press(linked.url, "ingrid"))
    walk.come_back(f"{walk.consent('ingrid')}&keep=1&next=/sync/")
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert members() == set()


def test_a_foreign_page_cannot_press_it(walk: Walk) -> None:
    walk.sign_in("ingrid")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = walk.client.cookies
    assert strict.post(START, {"keep": "1"}).status_code == 403


def test_saying_no_to_the_button_leaves_a_guest_a_guest(walk: Walk) -> None:
    walk.sign_in("ingrid")
    started: Any = walk.client.post(START, {"keep": "1"})
    assert walk.come_back(walk.press(started.url, deny=True)).status_code == 403
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert members() == set()


def unlisted(_walk: Walk, _settings: Settings) -> None:
    """Nobody has heard of them."""


def listed(walk: Walk, settings: Settings) -> None:
    settings.MEMBERS = ["12345678@N00", walk.nsid("ingrid")]


def operator(walk: Walk, settings: Settings) -> None:
    settings.OPERATOR = [walk.nsid("ingrid")]


def member(walk: Walk, settings: Settings) -> None:
    """They joined when everybody could."""
    sign_up, settings.SIGN_UP = settings.SIGN_UP, "open"
    Walk(walk.simulator).join("ingrid")
    settings.SIGN_UP = sign_up


@pytest.mark.parametrize(
    ("sign_up", "who", "becomes_or_stays"),
    [
        ("open", unlisted, True),
        ("open", listed, True),
        ("open", operator, True),
        ("open", member, True),
        ("listed", unlisted, False),
        ("listed", listed, True),
        ("listed", operator, True),
        ("listed", member, True),
        ("closed", unlisted, False),
        ("closed", listed, False),
        ("closed", operator, True),
        ("closed", member, True),
    ],
)
def test_the_operator_says_who_may_become_a_member(
    walk: Walk,
    settings: Settings,
    sign_up: str,
    who: Callable[[Walk, Settings], None],
    becomes_or_stays: bool,
) -> None:
    settings.SIGN_UP = sign_up
    who(walk, settings)
    walk.sign_in("ingrid")
    assert walk.signed_in_as == walk.nsid("ingrid"), "proving who one is always works"
    assert walk.get("/settings/").status_code == 200
    assert (members() != set()) == (who is member), "and makes nobody a member"
    offered = 'name="keep"' in walk.get("/sync/").text
    assert offered == (becomes_or_stays and who is not member)
    walk.keep("ingrid")
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert members() == ({walk.nsid("ingrid")} if becomes_or_stays else set())


def test_a_closed_site_still_lets_photographers_reach_their_own_photos(
    walk: Walk, settings: Settings, cast: Cast
) -> None:
    settings.SIGN_UP = "closed"
    cast.alice.person.nsid = walk.nsid("ingrid")
    cast.alice.person.save()
    photo = make_photo(cast.alice, "Harbour wall", visibility=Photo.Visibility.PUBLIC)
    walk.sign_in("ingrid")
    for address in (f"/photos/{walk.nsid('ingrid')}/", f"/photos/alice/{photo.pk}/take-back/"):
        assert "Harbour wall" in walk.get(address).text
    assert "The copy of 1 photo" in walk.get("/settings/forget/").text
    assert walk.get("/settings/export/").status_code == 200


@pytest.mark.parametrize(
    ("operators", "is_operator"),
    [([], False), (["22222222@N02"], False), (["11111111@N01", "22222222@N02"], True)],
)
@pytest.mark.parametrize("sign_up", ["open", "listed", "closed"])
def test_whom_the_setting_names_is_operator_and_nobody_else(
    cast: Cast, settings: Settings, operators: list[str], is_operator: bool, sign_up: str
) -> None:
    settings.SIGN_UP, settings.OPERATOR = sign_up, operators
    settings.MEMBERS = [cast.alice.user.nsid]
    assert cast.alice.viewer.is_operator == is_operator
    settings.OPERATOR = []
    assert not cast.alice.viewer.is_operator, "and from then on no more"
    settings.OPERATOR = [""]
    assert not cast.visitor.viewer.is_operator


def test_an_operator_sees_no_more_photos_than_anybody_else(cast: Cast, settings: Settings) -> None:
    for visibility in Photo.Visibility:
        for safety in Photo.Safety:
            make_photo(cast.alice, visibility=visibility, safety=safety)
    viewer = Viewer(User.objects.get(pk=cast.bob.user.pk))
    before = set(Photo.objects.visible_to(viewer))
    settings.OPERATOR = [cast.bob.user.nsid]
    assert viewer.is_operator
    assert set(Photo.objects.visible_to(viewer)) == before
    assert len(before) < Photo.objects.count()
