"""What a guest lets us write ends with their signing out, or after thirty days."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models.signals import pre_delete

from accounts.connections import is_member, lower, may_write, token_of
from accounts.leaving import expire_guests
from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from galleries.models import Stream
from tests.accounts.walk import Walk

NOW = datetime(2026, 4, 30, 9, 0, tzinfo=UTC)
THIRTY_DAYS = timedelta(days=30)
DESTROYED = "Your permission to write is destroyed here. What was not sent yet is withdrawn"


@pytest.fixture
def ended() -> Iterator[list[str]]:
    """The NSIDs of those whose permission the house was told is going."""
    told: list[str] = []

    def listen(instance: FlickrConnection, **_: object) -> None:
        told.append(instance.user.nsid)

    pre_delete.connect(listen, sender=FlickrConnection)
    yield told
    pre_delete.disconnect(listen, sender=FlickrConnection)


def sign_out(walk: Walk) -> str:
    response: Any = walk.client.post("/sign-out/", follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert walk.signed_in_as is None
    return str(response.text)


def somebody(nsid: str, *, age: timedelta, member: bool = False, perms: str = "write") -> User:
    user = User.objects.create_user(nsid)
    FlickrConnection.objects.create(
        user=user,
        perms=perms,
        sealed_token=seal("a token", "a secret"),
        connected_at=NOW - age,
        in_step_since=NOW - age if member else None,
    )
    return user


def test_a_guest_who_signs_out_takes_it_along(walk: Walk, ended: list[str]) -> None:
    walk.sign_in("ingrid")
    walk.let_write("ingrid")
    assert DESTROYED in sign_out(walk)
    assert not FlickrConnection.objects.exists()
    assert ended == [walk.nsid("ingrid")]


def test_a_guest_who_gave_none_is_told_of_none(walk: Walk, ended: list[str]) -> None:
    walk.sign_in("ingrid")
    assert "destroyed" not in sign_out(walk)
    assert "destroyed" not in sign_out(walk), "nor is a visitor"
    assert ended == []


def test_a_member_who_signs_out_keeps_it(walk: Walk, ended: list[str]) -> None:
    walk.join("ingrid")
    walk.let_write("ingrid")
    assert "destroyed" not in sign_out(walk)
    assert may_write(User.objects.get())
    assert ended == []


def test_nobody_elses_ends_with_it(walk: Walk) -> None:
    haruka = Walk(walk.simulator)
    for each, who in ((walk, "ingrid"), (haruka, "haruka")):
        each.sign_in(who)
        each.let_write(who)
    sign_out(walk)
    assert FlickrConnection.objects.get().user.nsid == walk.nsid("haruka")


def test_somebody_else_who_signs_in_in_their_browser_ends_it_too(
    walk: Walk, ended: list[str]
) -> None:
    walk.sign_in("ingrid")
    walk.let_write("ingrid")
    walk.sign_in("ingrid")
    assert ended == []
    walk.sign_in("haruka")
    assert ended == [walk.nsid("ingrid")]
    assert not FlickrConnection.objects.exists()


def test_a_member_keeps_theirs_whoever_signs_in_in_their_browser(walk: Walk) -> None:
    walk.join("ingrid")
    walk.let_write("ingrid")
    walk.sign_in("haruka")
    assert FlickrConnection.objects.get().perms == "write"


def test_whoever_may_not_come_in_ends_nothing(walk: Walk) -> None:
    User.objects.create_user(walk.nsid("haruka"), is_active=False)
    walk.sign_in("ingrid")
    walk.let_write("ingrid")
    assert walk.sign_in("haruka").status_code == 403
    assert walk.signed_in_as == walk.nsid("ingrid")
    assert FlickrConnection.objects.get().perms == "write"


def test_a_guest_who_presses_the_button_becomes_a_member_and_may_still_write(walk: Walk) -> None:
    walk.sign_in("ingrid")
    walk.let_write("ingrid")
    before = FlickrConnection.objects.get()
    walk.keep("ingrid")
    after = FlickrConnection.objects.get()
    assert (after.pk, after.perms, token_of(after)) == (before.pk, "write", token_of(before))
    assert is_member(User.objects.get())
    assert Stream.objects.filter(connection=after).exists()
    assert "destroyed" not in sign_out(walk)
    assert FlickrConnection.objects.exists()


def test_a_guest_destroys_it_in_the_settings(walk: Walk, ended: list[str]) -> None:
    walk.sign_in("ingrid")
    walk.let_write("ingrid")
    response: Any = walk.client.post("/settings/disconnect/", follow=True)
    assert DESTROYED in response.text
    assert "copying has stopped" not in response.text
    assert "No permission of yours is stored here" in response.text
    assert ended == [walk.nsid("ingrid")]
    assert walk.signed_in_as == walk.nsid("ingrid")


@pytest.mark.parametrize(
    ("age", "ends"),
    [
        (timedelta(), False),
        (THIRTY_DAYS - timedelta(seconds=1), False),
        (THIRTY_DAYS, True),
        (THIRTY_DAYS * 20, True),
    ],
)
def test_after_thirty_days_it_ends_by_itself(
    db: None, ended: list[str], age: timedelta, ends: bool
) -> None:
    somebody("1@N00", age=age)
    somebody("2@N00", age=age)
    somebody("3@N00", age=age, member=True)
    somebody("4@N00", age=age, member=True, perms="read")
    assert expire_guests(now=NOW) == (2 if ends else 0)
    assert sorted(ended) == (["1@N00", "2@N00"] if ends else [])
    left = FlickrConnection.objects.order_by("user__nsid").values_list("user__nsid", flat=True)
    assert list(left) == (["3@N00", "4@N00"] if ends else ["1@N00", "2@N00", "3@N00", "4@N00"])
    assert User.objects.count() == 4
    assert expire_guests(now=NOW) == 0


@pytest.mark.parametrize(
    ("age", "ends"),
    [
        (timedelta(), False),
        (timedelta(days=1, seconds=-1), False),
        (timedelta(days=1), True),
        (timedelta(days=2), True),
    ],
)
def test_what_turned_out_to_allow_no_writing_is_kept_from_a_guest_for_a_day(
    db: None, age: timedelta, ends: bool
) -> None:
    """Within it, what waits to be written may get the permission that it needs."""
    somebody("1@N00", age=age, perms="read")
    somebody("2@N00", age=age, perms="read", member=True)
    assert expire_guests(now=NOW) == int(ends)
    left = FlickrConnection.objects.order_by("user__nsid").values_list("user__nsid", flat=True)
    assert list(left) == (["2@N00"] if ends else ["1@N00", "2@N00"])


def test_the_day_begins_when_flickr_says_so_and_not_when_the_permission_was_given(
    db: None,
) -> None:
    user = somebody("1@N00", age=timedelta(days=20))
    lower(FlickrConnection.objects.get(), now=NOW)
    assert not may_write(user)
    assert expire_guests(now=NOW + timedelta(hours=23)) == 0
    assert expire_guests(now=NOW + timedelta(days=1)) == 1


def settings_of(walk: Walk, **state: object) -> str:
    walk.sign_in("ingrid")
    walk.let_write("ingrid")
    FlickrConnection.objects.update(connected_at=NOW, **state)
    return str(walk.get("/settings/").text)


def test_the_settings_tell_a_guest_what_they_allowed_and_when_it_ends(walk: Walk) -> None:
    page = settings_of(walk)
    assert "This site may write on Flickr what you write here" in page
    assert "Since April 30, 2026. Signing out here destroys it" in page
    assert "it ends on May 30, 2026 at the latest" in page
    assert "until you sign out, the permission to write, encrypted" in page
    assert "kept in step since" not in page
    assert "Destroy my permission to write" in page
    assert "Disconnect" not in page
    assert 'href="/sync/">Keep my Flickr in step here' in page
    assert 'action="/sign-in/flickr/"' not in page


@pytest.mark.parametrize("state", [{"perms": "read"}, {"refused_at": NOW}])
def test_the_settings_tell_a_guest_that_it_has_come_to_nothing(
    walk: Walk, state: dict[str, Any]
) -> None:
    page = settings_of(walk, **state)
    assert "Flickr does not let this site write in your name any more" in page
    assert "This site may write on Flickr" not in page
    assert "Destroy my permission to write" in page
    assert 'action="/sign-in/flickr/"' not in page


def test_a_member_who_only_lets_us_read_knows_when_writing_is_asked_for(walk: Walk) -> None:
    walk.join("ingrid")
    asked_later = "Writing is asked for when you first fave or comment here"
    assert asked_later in walk.get("/settings/").text
    walk.let_write("ingrid")
    page = walk.get("/settings/").text
    assert asked_later not in page
    assert "write there what you write here" in page
    assert "Disconnect" in page
