"""What is kept of a permission, and which one gives way to which."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps

from accounts.connections import Grant, store, token_of, welcome
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
    connection = store(anna, grant("old", stored), now=THEN)
    connection.refused_at = THEN if refused else None
    connection.save()
    store(anna, grant("new", new), now=NOW)
    connection.refresh_from_db()
    assert token_of(connection) == (kept, f"secret-of-{kept}")
    assert connection.perms == (stored if kept == "old" else new)
    assert connection.connected_at == since
    assert connection.refused_at is None
    assert connection.in_step_since == THEN


def test_a_permission_that_no_key_opens_any_more_gives_way(anna: User, settings: Any) -> None:
    store(anna, grant("old", Perms.WRITE), now=THEN)
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    connection = store(anna, grant("new"), now=NOW)
    assert (connection.perms, token_of(connection)[0]) == ("read", "new")


def test_the_house_is_told_of_members_once_their_connection_is_stored(db: None) -> None:
    told: list[FlickrConnection] = []

    def listen(connection: FlickrConnection, **_: object) -> None:
        told.append(FlickrConnection.objects.get(pk=connection.pk))

    connected.connect(listen)
    try:
        welcome(grant("a"), now=NOW)  # a guest: nobody is told
        welcome(grant("b"), now=NOW, keep=True)
        welcome(grant("c"), now=NOW)
    finally:
        connected.disconnect(listen)
    assert [token_of(connection)[0] for connection in told] == ["b", "c"]
    assert told[0].pk == told[1].pk


def test_a_person_is_made_once_and_cannot_use_a_password(db: None) -> None:
    first = welcome(grant("a", name="anna"), now=THEN)
    again = welcome(grant("b", name=""), now=NOW)
    assert first is not None
    assert first == again
    user = User.objects.get()
    assert (user.name, user.joined_at) == ("anna", THEN)
    assert not user.has_usable_password()


def test_permissions_that_guests_gave_in_former_days_are_destroyed(anna: User) -> None:
    of_a_guest = store(User.objects.create_user("2@N00"), grant("guest"), now=THEN)
    FlickrConnection.objects.filter(pk=of_a_guest.pk).update(in_step_since=None)
    of_a_member = store(anna, grant("member"), now=THEN)
    import_module("accounts.migrations.0003_guests_give_no_permission").destroy(apps, None)
    assert FlickrConnection.objects.get() == of_a_member


def test_a_closed_account_keeps_what_it_had(anna: User) -> None:
    connection = store(anna, grant("old"), now=THEN)
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
