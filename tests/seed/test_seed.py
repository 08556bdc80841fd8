"""The invented world stands on its pages, and only in an empty database."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from galleries.models import (
    Album,
    Entry,
    Favourite,
    FlickrGallery,
    Photo,
    PhotoTag,
    Sighting,
    Stream,
    Viewer,
)
from galleries.seed.plan import Plan
from galleries.seed.run import LARGE, NotEmpty, seed, sign_in
from tests.cast import Cast

PHOTOS = 1_000
PAGES = [
    "/",
    "/photos/invented-0/",
    "/photos/invented-0/?order=taken",
    "/photos/invented-0/favorites/",
    "/photos/invented-0/albums/",
    "/photos/invented-0/albums/72177720000000000/",
    "/photos/invented-0/galleries/",
    "/photos/invented-0/galleries/72157720000000000/",
    "/photos/friends/",
    "/photos/tags/invented/",
    "/photos/invented-0/tags/invented/",
    "/people/invented-0/",
    "/groups/99000000@N98/",
]


@pytest.fixture
def world(db: None) -> Plan:
    plan = Plan(PHOTOS)
    told: list[str] = []
    seed(plan, now=timezone.now().replace(microsecond=0), say=told.append)
    assert f"{PHOTOS:>10,} photos, " in told[1]
    return plan


def signed_in(number: int) -> Client:
    client = Client()
    client.cookies["sessionid"] = sign_in(number)
    return client


def shown(client: Client, address: str) -> int:
    """How many photos or covers are on a page."""
    response = client.get(address)
    assert response.status_code == 200, address
    page = response.text
    return page.count('class="photo-card ') + page.count('class="cover"')


@pytest.mark.django_db(transaction=True)
def test_every_page_shows_the_invented_world(world: Plan) -> None:
    client = signed_in(0)
    assert {address: shown(client, address) > 2 for address in PAGES} == dict.fromkeys(PAGES, True)
    assert client.get("/groups/").text.count("Invented group") >= 30
    visitor = Client()
    assert shown(visitor, "/photos/99000001@N99/") == 30, "the second member shows theirs"
    assert visitor.get("/photos/invented-0/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_invented_world_has_what_was_planned_and_keeps_our_own_rules(world: Plan) -> None:
    assert Photo.objects.count() == sum(world.photo_counts) == PHOTOS
    assert Photo.objects.filter(owner__nsid="99000000@N99").count() == world.photo_counts[0] == 300
    assert Favourite.objects.count() == sum(world.fave_counts) == 3 * PHOTOS
    assert Entry.objects.count() == sum(world.pool_counts)
    assert PhotoTag.objects.exclude(photo__owner=None).count() > PHOTOS
    faves = Favourite.objects.filter(person__nsid="99000000@N99")
    visible = faves.visible_to(Viewer(_user(0)))
    safe = faves.filter(photo__safety=0)
    assert set(visible.values_list("pk", flat=True)) == set(safe.values_list("pk", flat=True))
    assert not Sighting.objects.filter(photo__visibility=Photo.Visibility.PUBLIC).exists()
    assert not Stream.objects.due(now=timezone.now()).exists(), "nobody asks Flickr about it"
    for album in Album.objects.all():
        owners = set(album.items.values_list("photo__owner", flat=True))
        assert owners == {album.owner_id}
        assert album.items.count() == album.photo_count + album.video_count
    for gallery in FlickrGallery.objects.all():
        assert gallery.items.count() == gallery.photo_count > 0


@pytest.mark.django_db(transaction=True)
def test_indexes_and_constraints_are_as_they_were(db: None) -> None:
    before = _constraints()
    seed(Plan(PHOTOS), now=timezone.now().replace(microsecond=0), say=lambda line: None)
    assert _constraints() == before


@pytest.mark.django_db(transaction=True)
def test_a_database_that_holds_somebody_is_left_alone(cast: Cast) -> None:
    with pytest.raises(NotEmpty):
        seed(Plan(PHOTOS), now=timezone.now(), say=print)
    with pytest.raises(CommandError, match="holds something already"):
        call_command("seed", photos=PHOTOS, even_in_production=True)
    assert not Photo.objects.exists()


@pytest.mark.django_db
def test_what_may_be_somebodys_site_is_only_filled_when_they_say_so(settings: Settings) -> None:
    settings.DEBUG = settings.DEMO = False
    with pytest.raises(CommandError, match="--even-in-production"):
        call_command("seed", photos=PHOTOS)
    with pytest.raises(CommandError, match="1000 or more"):
        call_command("seed", photos=10, even_in_production=True)
    assert not Photo.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_command_says_what_it_wrote_and_how_to_look_at_it() -> None:
    said = StringIO()
    call_command("seed", photos=PHOTOS, even_in_production=True, stdout=said)
    assert "1,000 photos, " in said.getvalue()
    client = Client()
    client.cookies["sessionid"] = said.getvalue().rpartition("sessionid=")[2].strip()
    assert shown(client, "/photos/invented-0/") == 30


@pytest.mark.parametrize("photos", [1_000, 1_001, 4_096, 99_991])
def test_each_photo_has_one_owner_and_each_owner_their_photos(photos: int) -> None:
    plan = Plan(photos)
    assert sum(plan.photo_counts) == photos
    for owner in (0, 1, 5, plan.members, len(plan.photo_counts) - 1):
        places = range(min(50, plan.photo_counts[owner]))
        theirs = {plan.photo_of(owner, place) for place in places}
        assert len(theirs) == len(places)
        assert {plan.owner_of(photo) for photo in theirs} == {owner}
    assert len({plan.scattered(7, place) for place in range(photos)}) == photos


def _user(number: int) -> User:
    return User.objects.get(nsid=f"{99_000_000 + number}@N99")


def _constraints() -> dict[str, object]:
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in LARGE]
        return {table: connection.introspection.get_constraints(cursor, table) for table in tables}
