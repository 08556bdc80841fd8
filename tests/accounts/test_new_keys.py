"""New keys: nobody is signed out, and nobody has to connect again."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.test import Client
from pytest_django import Settings

from accounts import resealing
from accounts.connections import Grant, opens, store, token_of
from accounts.models import FlickrConnection
from accounts.resealing import Resealed, reseal_everything
from accounts.sealing import SealBroken, seal_anew
from tests.cast import NOW, Cast

TOKENS = {
    "alice": ("token-of-alice", "secret-of-alice"),
    "bob": ("token-of-bob", "secret-of-bob"),
    "stranger": ("token-of-stranger", "secret-of-stranger"),
}


@pytest.fixture
def new_key(settings: Settings) -> str:
    """A new key stands before the old one, which sealed everybody's token."""
    key = Fernet.generate_key().decode()
    settings.SEALING_KEYS = [key, *settings.SEALING_KEYS]
    return key


def tokens(cast: Cast) -> dict[str, tuple[str, str]]:
    people = (getattr(cast, name) for name in TOKENS)
    return {who.name: token_of(FlickrConnection.objects.get(user=who.user)) for who in people}


def test_after_resealing_the_old_key_may_go(cast: Cast, settings: Settings, new_key: str) -> None:
    said = StringIO()
    call_command("reseal", stdout=said)
    assert "Sealed anew: 3. Under the first key already: 0." in said.getvalue()
    settings.SEALING_KEYS = [new_key]
    assert tokens(cast) == TOKENS


def test_without_resealing_the_old_key_is_needed(
    cast: Cast, settings: Settings, new_key: str
) -> None:
    assert tokens(cast) == TOKENS
    settings.SEALING_KEYS = [new_key]
    with pytest.raises(SealBroken):
        tokens(cast)


@pytest.mark.usefixtures("cast", "new_key")
def test_resealing_goes_on_where_it_ended() -> None:
    assert reseal_everything() == Resealed(anew=3, already=0, broken=0)
    before = list(FlickrConnection.objects.order_by("pk").values())
    assert reseal_everything() == Resealed(anew=0, already=3, broken=0)
    assert list(FlickrConnection.objects.order_by("pk").values()) == before


@pytest.mark.usefixtures("new_key")
def test_a_token_that_no_key_opens_is_counted_and_left(cast: Cast) -> None:
    FlickrConnection.objects.filter(user=cast.bob.user).update(sealed_token="gAAAAAbroken")
    said = StringIO()
    call_command("reseal", stdout=said)
    assert "No key of SEALING_KEYS opens 1" in said.getvalue()
    assert FlickrConnection.objects.get(user=cast.bob.user).sealed_token == "gAAAAAbroken"


@pytest.mark.usefixtures("new_key")
def test_a_token_that_comes_meanwhile_is_not_written_over(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(sealed: str) -> str:
        grant = Grant(cast.bob.user.nsid, "bob", "new token", "new secret")
        store(cast.bob.user, grant, now=NOW, in_step=True)
        return seal_anew(sealed)

    monkeypatch.setattr(resealing, "seal_anew", slowly)
    reseal_everything()
    bob = FlickrConnection.objects.get(user=cast.bob.user)
    assert token_of(bob) == ("new token", "new secret")
    assert opens(bob)


def test_a_new_secret_key_signs_nobody_out(cast: Cast, settings: Settings) -> None:
    alice: Client = cast.alice.client
    old = settings.SECRET_KEY
    settings.SECRET_KEY = "another-" + "0123456789" * 5
    settings.SECRET_KEY_FALLBACKS = [old]
    assert alice.get("/settings/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []  # the session was signed anew on that visit
    assert alice.get("/settings/").status_code == 200
    assert tokens(cast) == TOKENS


def test_without_its_fallback_everybody_signs_in_again_and_stays_connected(
    cast: Cast, settings: Settings
) -> None:
    settings.SECRET_KEY = "another-" + "0123456789" * 5
    assert cast.alice.client.get("/settings/").status_code == 302
    assert tokens(cast) == TOKENS
