"""Whom Flickr names in a photo: copied as a whole, shown to whom it was told, and forgotten."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F

from galleries.actions.leaving import forget_me, take_back_photo
from galleries.actions.talk import Asked
from galleries.models import Forgotten, Person, PersonInPhoto, Photo, Talk
from galleries.queries.leaving import held, list_exports
from galleries.sync.forgetting import forget_some
from galleries.sync.purge import purge_some
from tests.actions.test_talk import House, is_open, told_to
from tests.cast import NOW, Cast, make_person, make_photo
from tests.simulated import Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(make_town: Callable[..., Town]) -> House:
    return House(make_town(scale=120))


def rows_of(photo: Photo) -> list[str]:
    rows = PersonInPhoto.objects.filter(photo=photo).order_by("position")
    return list(rows.values_list("person__nsid", flat=True))


def name(photo: Photo, *people: Person, **said: object) -> None:
    """Flickr has named these in a photo."""
    Talk.objects.update_or_create(photo=photo, defaults={"asked_at": NOW, "told_at": NOW, **said})
    for place, person in enumerate(people):
        PersonInPhoto.objects.create(photo=photo, person=person, position=place)


def test_whom_flickr_names_is_copied_in_its_order(house: House) -> None:
    photo = house.peopled_photo
    assert house.ask(photo, house.yael) is Asked.ANSWERED
    assert rows_of(photo) == house.named_in(photo)
    known = told_to(photo, house.viewer(house.max))
    assert known is not None
    assert [person.nsid for person, _ in known.seen] == house.named_in(photo)


def test_each_answer_replaces_the_one_before_as_a_whole(house: House) -> None:
    photo = house.peopled_photo
    house.ask(photo, house.yael)
    first = PersonInPhoto.objects.filter(photo=photo).earliest("position")
    PersonInPhoto.objects.filter(pk=first.pk).update(position=9, is_deleted=not first.is_deleted)
    left = PersonInPhoto.objects.create(
        photo=photo, person=make_person("left", nsid="9@N09"), position=7
    )
    house.town.clock.advance(hours=1)
    house.ask(photo, house.yael)
    assert rows_of(photo) == house.named_in(photo)
    assert not PersonInPhoto.objects.filter(pk=left.pk).exists()
    kept = PersonInPhoto.objects.get(pk=first.pk)
    assert (kept.position, kept.is_deleted) == (first.position, first.is_deleted)


def test_who_closed_their_account_is_said_to_be_gone(house: House) -> None:
    photo = house.peopled_photo
    gone = house.named_in(photo)[0]
    house.town.simulator.world.directory.change(gone, is_deleted=True)
    house.ask(photo, house.yael)
    assert PersonInPhoto.objects.get(photo=photo, person__nsid=gone).is_deleted


def test_what_was_told_to_the_owner_alone_is_for_the_owner_alone(house: House) -> None:
    """A friend whom the owner's list opens the photo to sees it, and not who is in it."""
    world = house.town.simulator.world
    closed = next(
        one for one in world.photos_of("ingrid") if not is_open(one) and house_names(house, one.id)
    )
    photo = Photo.objects.select_related("owner").get(pk=closed.id)
    assert house.ask(photo, house.ingrid) is Asked.ANSWERED
    assert rows_of(photo)
    Photo.objects.filter(pk=photo.pk).update(
        visibility=Photo.Visibility.PUBLIC, safety=Photo.Safety.SAFE, withheld_at=None
    )
    photo.refresh_from_db()
    for user, reads in ((house.ingrid, True), (house.yael, False), (house.max, False)):
        assert photo.is_visible_to(house.viewer(user))
        known = told_to(photo, house.viewer(user))
        assert known is not None
        assert bool(known.seen) is reads


def house_names(house: House, photo_id: int) -> bool:
    row = Photo.objects.filter(pk=photo_id).first()
    return row is not None and bool(house.named_in(row))


@pytest.mark.parametrize(
    ("visibility", "who", "sees"),
    [
        (Photo.Visibility.PUBLIC, "alice", True),
        (Photo.Visibility.PUBLIC, "bob", True),
        (Photo.Visibility.PUBLIC, "stranger", True),
        (Photo.Visibility.PUBLIC, "visitor", False),
        (Photo.Visibility.PRIVATE, "alice", True),
        (Photo.Visibility.PRIVATE, "bob", False),
        (Photo.Visibility.PRIVATE, "visitor", False),
    ],
)
def test_they_are_shown_to_whoever_is_signed_in_and_may_see_the_photo(
    cast: Cast, visibility: int, who: str, sees: bool
) -> None:
    name(make_photo(cast.alice, visibility=visibility), cast.bob.person)
    viewer = getattr(cast, who).viewer
    assert PersonInPhoto.objects.visible_to(viewer).exists() is sees


def test_without_a_word_of_when_it_was_told_nobody_is_shown(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=Photo.Visibility.PUBLIC)
    name(photo, cast.bob.person)
    Talk.objects.all().delete()
    assert not PersonInPhoto.objects.visible_to(cast.alice.viewer).exists()


def test_whoever_asked_never_to_be_copied_is_named_nowhere(house: House) -> None:
    photo = house.peopled_photo
    away = house.named_in(photo)[0]
    house.ask(photo, house.yael)
    Forgotten.objects.create(kind="person", key=away, asked_at=house.town.clock())
    known = told_to(photo, house.viewer(house.ingrid))
    assert known is not None
    assert away not in {person.nsid for person, _ in known.seen}, "not even until the purge"
    while purge_some(now=house.town.clock()):
        pass
    assert away not in rows_of(photo)
    house.town.clock.advance(hours=1)
    house.ask(photo, house.yael)
    assert away not in rows_of(photo)
    assert len(rows_of(photo)) == len(house.named_in(photo)) - 1


@pytest.mark.django_db(transaction=True)
def test_forgetting_takes_a_persons_name_out_of_others_photos(cast: Cast) -> None:
    before, since = make_photo(cast.alice), make_photo(cast.alice)
    name(before, cast.bob.person, cast.stranger.person)
    forget_me(cast.bob.user, typed="Bob Brandt", never_again=False)
    name(since, cast.bob.person)
    Talk.objects.filter(photo=before).update(told_at=F("told_at") - timedelta(days=400))
    Talk.objects.filter(photo=since).update(told_at=F("told_at") + timedelta(days=4000))
    while forget_some():
        pass
    assert rows_of(before) == [cast.stranger.person.nsid]
    assert rows_of(since) == [cast.bob.person.nsid], "what came after a return stays"


def test_a_photo_that_is_taken_back_takes_its_names_along(cast: Cast) -> None:
    photo, kept = make_photo(cast.alice), make_photo(cast.alice)
    name(photo, cast.bob.person)
    name(kept, cast.bob.person)
    take_back_photo(cast.alice.user, photo.pk, now=NOW)
    assert not rows_of(photo)
    assert rows_of(kept)


@pytest.mark.parametrize(("days", "stays"), [(29, True), (31, False)])
def test_names_that_nobody_has_asked_for_in_a_month_go(cast: Cast, days: int, stays: bool) -> None:
    photo = make_photo(cast.alice)
    name(photo, cast.bob.person)
    while purge_some(now=NOW + timedelta(days=days)):
        pass
    assert bool(rows_of(photo)) is Talk.objects.exists() is stays


def test_whoever_leaves_reads_and_takes_along_in_which_photos_they_are_seen(cast: Cast) -> None:
    photo = make_photo(cast.alice)
    name(photo, cast.bob.person, cast.stranger.person)
    assert held(cast.bob.user).seen_in == 1
    assert held(cast.alice.user).seen_in == 0
    assert list(list_exports(cast.bob.user)["seen_in"]) == [{"photo": photo.pk}]
    assert list(list_exports(cast.alice.user)["seen_in"]) == []
