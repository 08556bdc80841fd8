"""What is kept of a permission, and which one gives way to which."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps

from accounts.connections import (
    Grant,
    is_member,
    let_write,
    lower,
    may_write,
    store,
    token_of,
    welcome,
)
from accounts.models import FlickrConnection, User
from accounts.sealing import SealBroken, seal, unseal
from accounts.signals import connected

Perms = FlickrConnection.Perms
THEN = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
NOW = THEN + timedelta(days=19)


def grant(token: str, perms: Perms = Perms.READ, name: str = "anna") -> Grant:
    return Grant(
        nsid="12345678@N00", name=name, token=token, secret=f"secret-of-{token}", perms=perms
    )


def a_connection(
    user: User, perms: Perms = Perms.READ, *, in_step: bool, refused: bool = False
) -> FlickrConnection:
    connection = store(user, grant("old", perms), now=THEN, in_step=in_step)
    connection.refused_at = THEN if refused else None
    connection.save()
    return connection


@pytest.fixture
def anna(db: None) -> User:
    return User.objects.create_user("12345678@N00", name="anna")


@pytest.mark.parametrize(
    ("stored", "refused", "new", "kept", "since"),
    [
        pytest.param(Perms.READ, False, Perms.READ, "new", THEN, id="renewed"),
        pytest.param(Perms.READ, False, Perms.WRITE, "new", NOW, id="raised"),
        pytest.param(Perms.WRITE, False, Perms.READ, "old", THEN, id="never lowered"),
        pytest.param(Perms.WRITE, False, Perms.WRITE, "new", THEN, id="renewed at write"),
        pytest.param(Perms.WRITE, True, Perms.READ, "new", NOW, id="refused, so it gives way"),
        pytest.param(Perms.READ, True, Perms.READ, "new", NOW, id="refused and given again"),
    ],
)
def test_a_sign_in_never_lowers_a_permission_that_works(
    anna: User, stored: Perms, refused: bool, new: Perms, kept: str, since: datetime
) -> None:
    connection = a_connection(anna, stored, in_step=True, refused=refused)
    store(anna, grant("new", new), now=NOW, in_step=True)
    connection.refresh_from_db()
    assert token_of(connection) == (kept, f"secret-of-{kept}")
    assert connection.perms == (stored if kept == "old" else new)
    assert connection.connected_at == since
    assert connection.refused_at is None
    assert connection.in_step_since == THEN


@pytest.mark.parametrize(
    ("stored", "refused", "new", "kept"),
    [
        pytest.param(Perms.WRITE, False, Perms.READ, "old", id="what may write stays"),
        pytest.param(Perms.WRITE, True, Perms.READ, "new", id="unless it is refused"),
        pytest.param(Perms.READ, False, Perms.READ, "new", id="what may only read is renewed"),
    ],
)
def test_a_guest_who_let_us_write_becomes_a_member_with_the_higher_permission(
    anna: User, stored: Perms, refused: bool, new: Perms, kept: str
) -> None:
    connection = a_connection(anna, stored, in_step=False, refused=refused)
    assert not is_member(anna)
    assert welcome(grant("new", new), now=NOW, keep=True) == anna
    connection.refresh_from_db()
    assert is_member(anna)
    assert connection.in_step_since == NOW
    assert connection.perms == (stored if kept == "old" else new)
    assert token_of(connection)[0] == kept


def test_a_guest_who_signs_in_again_neither_loses_nor_lowers_what_they_gave(anna: User) -> None:
    connection = a_connection(anna, Perms.WRITE, in_step=False)
    before = FlickrConnection.objects.values().get()
    welcome(grant("new"), now=NOW)
    assert FlickrConnection.objects.values().get() == before
    assert token_of(connection)[0] == "old"


def test_letting_us_write_keeps_a_member_a_member_and_a_guest_a_guest(anna: User) -> None:
    a_connection(anna, in_step=True)
    let_write(anna, grant("new", Perms.WRITE), now=NOW)
    connection = FlickrConnection.objects.get()
    assert (connection.perms, connection.in_step_since) == ("write", THEN)
    guest = User.objects.create_user("2@N00")
    let_write(guest, grant("guest", Perms.WRITE), now=NOW)
    assert not is_member(guest)
    assert may_write(guest)


def test_a_guest_who_says_yes_once_more_has_thirty_days_from_then(anna: User) -> None:
    a_connection(anna, Perms.WRITE, in_step=False)
    let_write(anna, grant("new", Perms.WRITE), now=NOW)
    assert FlickrConnection.objects.get().connected_at == NOW


@pytest.mark.parametrize("in_step", [False, True])
@pytest.mark.parametrize(
    ("perms", "refused", "may"),
    [
        (Perms.WRITE, False, True),
        (Perms.WRITE, True, False),
        (Perms.READ, False, False),
    ],
)
def test_who_may_write(anna: User, in_step: bool, perms: Perms, refused: bool, may: bool) -> None:
    assert not may_write(anna), "who gave nothing"
    a_connection(anna, perms, in_step=in_step, refused=refused)
    assert may_write(anna) == may
    assert not may_write(User.objects.create_user("2@N00")), "nor does anybody else"


def test_a_token_that_may_only_read_is_known_as_such(anna: User) -> None:
    connection = a_connection(anna, Perms.WRITE, in_step=True)
    assert lower(connection, now=NOW)
    assert not lower(connection, now=NOW), "once"
    connection.refresh_from_db()
    assert (connection.perms, connection.connected_at) == ("read", NOW)
    assert (connection.in_step_since, token_of(connection)[0]) == (THEN, "old")


def test_a_newer_token_is_not_lowered_for_an_older_one(anna: User) -> None:
    sent_with = a_connection(anna, Perms.WRITE, in_step=True)
    let_write(anna, grant("new", Perms.WRITE), now=NOW)
    assert not lower(sent_with, now=NOW)
    assert may_write(anna)


def test_a_permission_that_no_key_opens_any_more_gives_way(anna: User, settings: Any) -> None:
    store(anna, grant("old", Perms.WRITE), now=THEN, in_step=True)
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    connection = store(anna, grant("new"), now=NOW, in_step=True)
    assert (connection.perms, token_of(connection)[0]) == ("read", "new")


def test_the_house_is_told_of_a_permission_once_it_is_stored(db: None) -> None:
    told: list[FlickrConnection] = []

    def listen(connection: FlickrConnection, **_: object) -> None:
        told.append(FlickrConnection.objects.get(pk=connection.pk))

    connected.connect(listen)
    try:
        welcome(grant("a"), now=NOW)  # a guest: nobody is told
        welcome(grant("b"), now=NOW, keep=True)
        welcome(grant("c"), now=NOW)
        let_write(User.objects.get(), grant("d", Perms.WRITE), now=NOW)
        let_write(User.objects.create_user("2@N00"), grant("e", Perms.WRITE), now=NOW)
    finally:
        connected.disconnect(listen)
    assert [token_of(connection)[0] for connection in told] == ["b", "c", "d", "e"]
    assert told[0].pk == told[1].pk == told[2].pk
    assert [bool(connection.in_step_since) for connection in told] == [True, True, True, False]


def test_a_person_is_made_once_and_cannot_use_a_password(db: None) -> None:
    first = welcome(grant("a", name="anna"), now=THEN)
    again = welcome(grant("b", name=""), now=NOW)
    assert first is not None
    assert first == again
    user = User.objects.get()
    assert (user.name, user.joined_at) == ("anna", THEN)
    assert not user.has_usable_password()


def test_permissions_that_guests_gave_in_former_days_are_destroyed(anna: User) -> None:
    of_a_guest = store(User.objects.create_user("2@N00"), grant("guest"), now=THEN, in_step=True)
    FlickrConnection.objects.filter(pk=of_a_guest.pk).update(in_step_since=None)
    of_a_member = store(anna, grant("member"), now=THEN, in_step=True)
    import_module("accounts.migrations.0003_guests_give_no_permission").destroy(apps, None)
    assert FlickrConnection.objects.get() == of_a_member


def test_a_closed_account_keeps_what_it_had(anna: User) -> None:
    connection = store(anna, grant("old"), now=THEN, in_step=True)
    User.objects.update(is_active=False)
    assert welcome(grant("new", name="anna2"), now=NOW) is None
    connection.refresh_from_db()
    assert token_of(connection)[0] == "old"
    assert User.objects.get().name == "anna"


def test_a_seal_opens_with_the_key_that_made_it_and_with_no_other(settings: Any) -> None:
    sealed = seal("a token", "a secret")
    assert "a token" not in sealed
    assert unseal(sealed) == ("a token", "a secret")
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(SealBroken):
        unseal(sealed)


@pytest.mark.parametrize("damaged", ["", "nonsense", "gAAAAA==", "é"])
def test_a_damaged_seal_is_a_broken_one(damaged: str) -> None:
    with pytest.raises(SealBroken):
        unseal(damaged)


def test_a_new_key_seals_and_the_old_one_still_opens(settings: Any) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))
    settings.SEALING_KEYS = [old]
    sealed_before = seal("t", "s")
    settings.SEALING_KEYS = [new, old]
    assert unseal(sealed_before) == ("t", "s")
    sealed_after = seal("t", "s")
    settings.SEALING_KEYS = [new]
    assert unseal(sealed_after) == ("t", "s")
    with pytest.raises(SealBroken):
        unseal(sealed_before)
