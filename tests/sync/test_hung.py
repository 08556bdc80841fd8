"""What hangs in public is asked about within a day, whoever took it, and by nobody's token."""

from datetime import timedelta

import pytest
from django.conf import settings

from accounts.models import User
from galleries.actions.galleries import begin
from galleries.actions.hanging import hang
from galleries.actions.publishing import publish, unpublish
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.models import Gallery, Photo, Placement, Stream
from galleries.sync.kinds.on_walls import pays
from tests.simulated import Town

pytestmark = pytest.mark.django_db

FAVES = Stream.Kind.FAVOURITES
ASK = "photos.getInfo"


@pytest.fixture
def ingrid(town: Town) -> User:
    """She has copied her favourites, and then left: nothing tells of them any more."""
    user = town.join(town.simulator.world.big_member.nsid, FAVES)
    town.sync_until_quiet()
    return user


def hung(town: Town, user: User, count: int = 3) -> Gallery:
    """A public gallery of other people's photos, of which no list tells any more."""
    world = town.simulator.world
    others = Photo.objects.filter(visibility=1, safety=0).exclude(owner__nsid=user.nsid)
    keys = [key for key in others.values_list("pk", flat=True) if world.photo(key)][:count]
    gallery = begin("Piers", by=user, now=town.clock())
    hang(keys, gallery=gallery, by=user, now=town.clock())
    publish(gallery, by=user, now=town.clock())
    Stream.objects.filter(kind=FAVES).delete()
    return gallery


def shown(town: Town, gallery: Gallery) -> set[int]:
    rows = Placement.objects.filter(gallery=gallery).shown(now=town.clock())
    return set(rows.values_list("photo", flat=True))


def first(town: Town, gallery: Gallery) -> SimPhoto:
    photo = town.simulator.world.photo(gallery.placements.in_order()[0].photo_id)
    assert photo is not None
    return photo


def live(town: Town, *, days: int) -> None:
    """Days go by, and workers work."""
    for _ in range(days * 24):
        town.clock.advance(hours=1)
        while town.work_once():
            pass


def test_photos_of_people_who_are_not_here_stay_on_the_wall(town: Town, ingrid: User) -> None:
    gallery = hung(town, ingrid)
    live(town, days=10)
    assert len(shown(town, gallery)) == 3
    oldest = min(
        Photo.objects.filter(placements__gallery=gallery).values_list("told_at", flat=True)
    )
    assert town.clock() - oldest < timedelta(hours=24)
    assert town.calls(ASK) <= 3 * 13
    assert {call.caller for call in town.simulator.journal.calls(ASK)} == {None}


def test_without_that_they_would_be_down_after_eight_days(town: Town, ingrid: User) -> None:
    gallery = hung(town, ingrid)
    Stream.objects.all().delete()
    live(town, days=10)
    assert shown(town, gallery) == set()


@pytest.mark.parametrize("change", ["closed", "deleted"])
def test_a_photo_that_its_owner_takes_away_comes_down_within_a_day(
    town: Town, ingrid: User, change: str
) -> None:
    gallery = hung(town, ingrid)
    photo, world = first(town, gallery), town.simulator.world
    if change == "closed":
        world.set_visibility(photo.id)
    else:
        world.delete(photo.id)
    live(town, days=1)
    assert len(shown(town, gallery)) == 2
    assert photo.id not in shown(town, gallery)


def test_what_lists_tell_of_is_not_asked_about_one_by_one(town: Town, ingrid: User) -> None:
    """Favourites are read whole within a day: their photos need no call each."""
    gallery = begin("Piers", by=ingrid, now=town.clock())
    keys = Photo.objects.filter(visibility=1, safety=0).values_list("pk", flat=True)[:20]
    hang(list(keys), gallery=gallery, by=ingrid, now=town.clock())
    publish(gallery, by=ingrid, now=town.clock())
    town.sync_until_quiet()
    live(town, days=3)
    assert len(shown(town, gallery)) == 20
    assert town.calls(ASK) == 0


@pytest.mark.parametrize(
    ("hung", "photos", "pages_pay"),
    [(1, 500, False), (2, 500, True), (40, 20_000, False), (41, 20_000, True), (5, None, True)],
)
def test_a_list_is_read_daily_when_that_takes_fewer_calls_than_asking(
    hung: int, photos: int | None, pages_pay: bool
) -> None:
    assert pays(hung, total=photos) is pages_pay


def test_a_photostream_of_which_much_hangs_is_read_instead_of_asked_about(
    town: Town,
) -> None:
    """Nothing of hers is open to visitors but what hangs there."""
    ingrid = town.join(town.simulator.world.big_member.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    keys = Photo.objects.filter(owner__nsid=ingrid.nsid, visibility=1, safety=0)
    count = 4 * keys.count() // settings.FLICKR_PER_PAGE
    assert count > 4
    gallery = begin("Piers", by=ingrid, now=town.clock())
    hang(
        list(keys.values_list("pk", flat=True)[:count]),
        gallery=gallery,
        by=ingrid,
        now=town.clock(),
    )
    publish(gallery, by=ingrid, now=town.clock())
    pages = town.calls("people.getPhotos")
    live(town, days=2)
    assert town.calls(ASK) == 0
    assert town.calls("people.getPhotos") >= pages * 3
    assert len(shown(town, gallery)) == count
    assert Stream.objects.get(connection__user=ingrid).is_daily
    unpublish(gallery, by=ingrid, now=town.clock())
    live(town, days=1)
    assert not Stream.objects.get(connection__user=ingrid).is_daily


def test_what_hangs_in_no_public_gallery_is_not_asked_about(town: Town, ingrid: User) -> None:
    gallery = hung(town, ingrid)
    unpublish(gallery, by=ingrid, now=town.clock())
    live(town, days=2)
    assert town.calls(ASK) == 0
