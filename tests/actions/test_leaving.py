"""Leaving again: nothing of a person stays, and nothing of anybody else goes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
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
    """Every row of every table as text, with the name of its table."""
    for model in apps.get_models(include_auto_created=True):
        for row in model._base_manager.values_list():
            yield model._meta.db_table, repr(row)


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
    if connection.vendor == "sqlite":  # PostgreSQL overwrites dead rows in its own time
        database = Path(str(connection.settings_dict["NAME"]))
        files = database.parent.glob(f"{database.name}*")
        bytes_left = b"".join(path.read_bytes() for path in files)
        assert len(bytes_left) > 100_000
        assert not [word for word in words if word.encode() in bytes_left]


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
