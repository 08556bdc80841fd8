"""Leaving again: nothing of a person stays, and nothing of anybody else goes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts.models import FlickrConnection, User
from galleries.models import Forgetting, Person, Photo, Stream
from galleries.sync.engine import work
from galleries.sync.forgetting import forget_some
from tests.simulated import Town

SECRETIVE = "xyzzy-a-word-that-nobody-else-writes"


def everything_in_the_tables() -> Iterator[tuple[str, str]]:
    """Every row of every table as text, with the name of its table; the cache's is one of them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            for row in cursor.fetchall():
                yield table, repr([bytes(v) if isinstance(v, memoryview) else v for v in row])


def everything_in_the_state_folder() -> bytes:
    """Every file: the database with its journal, messages of the queue, whatever else there is.

    Other workers of this suite keep their databases in the same folder; those are left out.
    """
    own = Path(str(connection.settings_dict["NAME"])).name
    found = b""
    for path in settings.STATE_DIR.rglob("*"):
        others = ".sqlite3" in path.name and not path.name.startswith(own)
        if path.is_file() and not others:
            found += path.read_bytes()
    return found


def everything_in_redis() -> bytes:
    if not settings.REDIS_URL:
        return b""
    client = redis.Redis.from_url(settings.REDIS_URL)
    found = b""
    for key in client.scan_iter():
        kind = client.type(key)
        found += key
        found += client.get(key) or b"" if kind == b"string" else b""
        found += repr(client.lrange(key, 0, -1)).encode() if kind == b"list" else b""
        found += repr(client.hgetall(key)).encode() if kind == b"hash" else b""
    return found


def a_member_with_a_word_of_their_own(town: Town) -> User:
    world = town.simulator.world
    world.upload(
        world.big_member, title=SECRETIVE, description=SECRETIVE, tags=(SECRETIVE.replace("-", ""),)
    )
    user = town.join(world.big_member.nsid, Stream.Kind.PHOTOSTREAM)
    user.name = "Ingrid"
    user.save()
    town.sync_until_quiet()
    return user


@pytest.mark.django_db(transaction=True)
def test_after_forget_me_nothing_of_the_person_is_left_anywhere(town: Town) -> None:
    user = a_member_with_a_word_of_their_own(town)
    nsid = user.nsid
    other = next(m for m in town.simulator.world.members if m.nsid != nsid)
    town.join(other.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    others_photos = Photo.objects.filter(owner__nsid=other.nsid).count()
    words = [SECRETIVE, SECRETIVE.replace("-", ""), nsid]
    words += [photo.secret for photo in town.simulator.world.photos_of(nsid)][:50]
    words += list(Photo.objects.exclude(title="").values_list("title", flat=True)[:20])
    assert any(SECRETIVE in row for _, row in everything_in_the_tables()), "it was there"

    browser = Client()
    browser.force_login(user)
    reply = browser.post("/settings/forget/", {"name": "  INGRID "})
    assert reply.status_code == 302
    while forget_some():
        pass

    rows = list(everything_in_the_tables())
    left = [(table, word) for table, row in rows for word in words if word in row]
    assert not left
    assert Photo.objects.filter(owner__nsid=other.nsid).count() == others_photos
    assert browser.get("/settings/").status_code == 302, "and nobody is signed in any more"
    # PostgreSQL overwrites dead rows in its own time, and its files are not in the folder.
    kept = everything_in_the_state_folder() + everything_in_redis()
    assert len(kept) > 100_000 or connection.vendor != "sqlite"
    assert not [word for word in words if word.encode() in kept]


@pytest.mark.django_db
def test_whoever_types_another_name_changes_nothing(town: Town) -> None:
    user = a_member_with_a_word_of_their_own(town)
    browser = Client()
    browser.force_login(user)
    reply = browser.post("/settings/forget/", {"name": "somebody"})
    assert reply.status_code == 422
    assert "Nothing was changed" in reply.text
    assert User.objects.filter(pk=user.pk).exists()
    assert not Forgetting.objects.exists()


@pytest.mark.django_db
def test_the_page_says_what_goes(town: Town) -> None:
    user = a_member_with_a_word_of_their_own(town)
    browser = Client()
    browser.force_login(user)
    assert "1201 photos" in browser.get("/settings/forget/").text.replace(",", "")


@pytest.mark.django_db
def test_disconnecting_destroys_the_permission_and_keeps_the_copy(town: Town) -> None:
    user = a_member_with_a_word_of_their_own(town)
    browser = Client()
    browser.force_login(user)
    calls = town.calls()
    assert browser.post("/settings/disconnect/").status_code == 302
    assert not FlickrConnection.objects.filter(user=user).exists()
    town.clock.advance(days=30)
    assert town.work_once() == 0
    assert town.calls() == calls
    assert Photo.objects.filter(owner__nsid=user.nsid).count() == 1201
    assert browser.get(f"/photos/{user.nsid}/").status_code == 200, "for them alone"


@pytest.mark.django_db
def test_a_worker_that_is_in_the_middle_of_a_page_writes_nothing_after_a_goodbye(
    town: Town,
) -> None:
    user = town.join(town.simulator.world.big_member.nsid, Stream.Kind.PHOTOSTREAM)
    claim = Stream.objects.claim(Stream.objects.get().pk, now=town.clock())
    assert claim is not None
    FlickrConnection.objects.filter(user=user).delete()
    assert work(claim, clock=town.clock).pages == 0
    assert not Photo.objects.exists()


@pytest.mark.django_db
def test_somebody_takes_their_data_along(town: Town) -> None:
    user = a_member_with_a_word_of_their_own(town)
    browser = Client()
    browser.force_login(user)
    reply = browser.get("/settings/export/")
    data = json.loads(reply.getvalue())
    assert len(data["photos"]) == 1201
    assert data["nsid"] == user.nsid
    assert data["switches"]["shows_photos"] is False
    assert data["photos"][-1]["title"] == SECRETIVE
    assert data["photos"][-1]["tags"] == [SECRETIVE.replace("-", "")]
    assert any(photo["own_note"]["latitude"] for photo in data["photos"])
    token = FlickrConnection.objects.get(user=user).sealed_token
    assert token not in reply.getvalue().decode()


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_back_after_being_forgotten_starts_afresh(town: Town) -> None:
    user = a_member_with_a_word_of_their_own(town)
    nsid = user.nsid
    browser = Client()
    browser.force_login(user)
    browser.post("/settings/forget/", {"name": "Ingrid"})
    town.clock.advance(minutes=5)  # the last of the copies is not gone yet
    town.join(nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    while forget_some():
        pass
    town.clock.advance(days=8)
    town.sync_until_quiet()
    assert Photo.objects.filter(owner__nsid=nsid, gone_at=None).count() == 1201
    assert Person.objects.filter(nsid=nsid).exists()


@pytest.mark.django_db
def test_a_visitor_finds_no_such_pages(client: Client) -> None:
    for address in ("/settings/forget/", "/settings/export/"):
        assert client.get(address).status_code == 302
    assert not Session.objects.exists()
    cache.clear()
