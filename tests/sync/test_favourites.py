"""Favourites: other people's photos, through many tokens."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytest_django import Settings

from accounts.models import User
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.models import Favourite, Forgotten, Person, Photo, Stream, Viewer
from galleries.sync.purge import purge_some
from tests.simulated import Town

pytestmark = pytest.mark.django_db

FAVES, STREAM = Stream.Kind.FAVOURITES, Stream.Kind.PHOTOSTREAM


def shown_to(town: Town, nsid: str) -> dict[int, int]:
    """What Flickr's own page of favourites shows to the person: photo to moment of faving."""
    sim = town.simulator
    member = sim.world.member(nsid)
    from galleries.flickr.simulator.callers import Caller, sees

    shown = {}
    for fave in sim.faves.of(member):
        photo = sim.world.photo(fave.photo_id)
        if photo and sees(Caller(member, "read"), photo, sim.world.member(photo.owner)):
            shown[photo.id] = fave.faved_at
    return shown


def kept(nsid: str) -> dict[int, int]:
    rows = Favourite.objects.standing().filter(person__nsid=nsid)
    return {row.photo_id: int(row.faved_at.timestamp()) for row in rows}


def viewer(town: Town, nsid: str) -> Viewer:
    return Viewer(User.objects.get_or_create(nsid=nsid)[0], now=town.clock())


def a_fave(town: Town, nsid: str, *, public: bool = True) -> SimPhoto:
    """A safe photo that this member faved, of somebody who is not here."""
    world = town.simulator.world
    for fave in town.simulator.faves.of(world.member(nsid)):
        photo = world.photo(fave.photo_id)
        if photo and photo.is_public == public and photo.safety == 0:
            return photo
    raise LookupError("no such fave")


def test_everything_a_member_faved_arrives(town: Town) -> None:
    ingrid = town.simulator.world.big_member
    town.join(ingrid.nsid, FAVES)
    town.sync_until_quiet()
    assert kept(ingrid.nsid) == shown_to(town, ingrid.nsid)
    owner = Person.objects.exclude(nsid=ingrid.nsid).exclude(icon_server__in=["", "0"]).first()
    assert owner is not None, "owners come with their icons"
    assert owner.name == (
        town.simulator.world.member(owner.nsid).realname
        or town.simulator.world.member(owner.nsid).username
    )
    assert town.calls() <= len(kept(ingrid.nsid)) / 500 + 2


def test_an_unchanged_list_costs_one_call_a_round(town: Town) -> None:
    town.join(town.simulator.world.big_member.nsid, FAVES)
    town.sync_until_quiet()
    calls = town.calls()
    town.clock.advance(hours=7)
    town.sync_until_quiet()
    assert town.calls() == calls + 1


def test_a_new_fave_arrives_with_the_next_round(town: Town) -> None:
    world = town.simulator.world
    chidi, ingrid = world.member("chidi"), world.big_member
    town.join(chidi.nsid, FAVES)
    town.sync_until_quiet()
    town.clock.advance(hours=7)
    known = kept(chidi.nsid)
    new = next(p for p in world.photos_of(ingrid.nsid) if p.is_public and p.id not in known)
    town.simulator.faves.add(chidi, new.id, at=int(town.clock.epoch()))
    town.sync_until_quiet()
    assert kept(chidi.nsid) == shown_to(town, chidi.nsid)


def test_what_a_member_unfaves_leaves_the_list_and_stays_a_photo(town: Town) -> None:
    chidi = town.simulator.world.member("chidi")
    town.join(chidi.nsid, FAVES)
    town.sync_until_quiet()
    unfaved = a_fave(town, chidi.nsid)
    town.clock.advance(hours=7)
    town.simulator.faves.remove(chidi, unfaved.id)
    town.sync_until_quiet()  # Flickr counts fewer than we hold: every page is read again
    assert unfaved.id not in kept(chidi.nsid)
    assert Photo.objects.visible_to(viewer(town, "1@N00")).filter(pk=unfaved.id).exists()


@pytest.mark.parametrize("what", ["closed", "deleted"])
def test_a_photo_that_is_taken_off_flickr_is_shown_to_nobody_a_day_later(
    town: Town, what: str
) -> None:
    world = town.simulator.world
    chidi = world.member("chidi")
    town.join(chidi.nsid, FAVES)
    town.sync_until_quiet()
    victim = a_fave(town, chidi.nsid)
    assert Photo.objects.visible_to(viewer(town, "1@N00")).filter(pk=victim.id).exists()
    if what == "closed":
        world.set_visibility(victim.id)
    else:
        world.delete(victim.id)
    for _ in range(24):
        town.clock.advance(hours=1)
        town.sync_until_quiet()
    for nsid in ("1@N00", chidi.nsid):
        assert not Photo.objects.visible_to(viewer(town, nsid)).filter(pk=victim.id).exists(), nsid
    town.clock.advance(hours=25)
    while purge_some(now=town.clock()):
        pass
    assert not Photo.objects.filter(pk=victim.id).exists()


def test_what_was_closed_to_everybody_but_friends_shows_to_friends_while_that_is_fresh(
    town: Town,
) -> None:
    world = town.simulator.world
    haruka, chidi = world.member("haruka"), world.member("chidi")  # Ingrid's friend, and nobody
    for friend in (haruka, chidi):
        town.join(friend.nsid, FAVES)
    photo = next(p for p in world.photos_of(world.big_member.nsid) if p.is_public and not p.safety)
    for friend in (haruka, chidi):
        town.simulator.faves.add(friend, photo.id, at=int(town.clock.epoch()))
    town.sync_until_quiet()
    world.set_visibility(photo.id, friend=True)
    town.clock.advance(hours=21)
    town.sync_until_quiet()
    sees = {
        who: Photo.objects.visible_to(viewer(town, who)).filter(pk=photo.id).exists()
        for who in (haruka.nsid, chidi.nsid, "1@N00")
    }
    assert sees == {haruka.nsid: True, chidi.nsid: False, "1@N00": False}
    town.clock.advance(hours=24, seconds=1)
    assert not Photo.objects.visible_to(viewer(town, haruka.nsid)).filter(pk=photo.id).exists()


def test_a_photo_closed_deep_in_a_long_list_and_one_in_a_photostream_are_hidden_within_a_day(
    make_town: Callable[..., Town],
) -> None:
    town = make_town(scale=4000)
    world = town.simulator.world
    ingrid, chidi = world.big_member, world.member("chidi")
    public = [p for p in world.photos_of(ingrid.nsid) if p.is_public and p.safety == 0]
    for number, photo in enumerate(public):
        town.simulator.faves.add(chidi, photo.id, at=int(town.clock.epoch()) - 10 * number)
    town.join(chidi.nsid, FAVES)
    tomas = world.member("tomas")
    town.join(tomas.nsid, STREAM)
    town.sync_until_quiet()
    deep = public[3000] if len(public) > 3000 else public[-100]
    own = next(p for p in world.photos_of(tomas.nsid) if p.is_public and p.safety == 0)
    stranger = viewer(town, "1@N00")
    both = Photo.objects.filter(pk__in=[deep.id, own.id])
    assert both.visible_to(stranger).count() == 2
    calls = town.calls()
    world.set_visibility(deep.id)
    world.set_visibility(own.id)
    for _ in range(24):
        town.clock.advance(hours=1)
        town.sync_until_quiet()
    assert not both.visible_to(viewer(town, "1@N00")).exists()
    assert not both.visible_to(viewer(town, chidi.nsid)).exists()
    assert both.visible_to(viewer(town, tomas.nsid)).count() == 1, "his own"
    assert town.calls() - calls <= 60, "a day of two members"


def test_photos_of_people_who_are_not_here_are_hidden_after_eight_days_unseen(town: Town) -> None:
    chidi = town.simulator.world.member("chidi")
    town.join(chidi.nsid, FAVES)
    town.sync_until_quiet()
    photo = a_fave(town, chidi.nsid)
    seen = Photo.objects.filter(pk=photo.id)
    assert seen.visible_to(viewer(town, "1@N00")).exists()
    town.clock.advance(days=8, seconds=1)  # no worker has worked
    assert not seen.visible_to(viewer(town, "1@N00")).exists()
    town.sync_until_quiet()
    assert seen.visible_to(viewer(town, "1@N00")).exists(), "until seen again"


def test_what_an_owner_took_back_does_not_come_back_with_the_next_walk(town: Town) -> None:
    chidi = town.simulator.world.member("chidi")
    town.join(chidi.nsid, FAVES)
    town.sync_until_quiet()
    photo = a_fave(town, chidi.nsid)
    Photo.objects.filter(pk=photo.id).delete()
    Forgotten.objects.create(kind=Forgotten.Kind.PHOTO, key=str(photo.id), asked_at=town.clock())
    for _ in range(3):
        town.clock.advance(hours=21)
        town.sync_until_quiet()
    assert not Photo.objects.filter(pk=photo.id).exists()
    assert len(kept(chidi.nsid)) == len(shown_to(town, chidi.nsid)) - 1
    assert Stream.objects.get().trouble == ""


def test_when_half_the_list_is_missing_at_once_nothing_is_hidden_before_a_second_walk(
    town: Town,
) -> None:
    chidi = town.simulator.world.member("chidi")
    town.join(chidi.nsid, FAVES)
    town.sync_until_quiet()
    faves = list(kept(chidi.nsid))
    someone = viewer(town, "1@N00")
    shown = Photo.objects.visible_to(someone).filter(pk__in=faves).count()
    for photo_id in faves[: len(faves) // 2]:
        town.simulator.faves.remove(chidi, photo_id)
    town.clock.advance(hours=21)
    town.sync_until_quiet(within=timedelta(minutes=40))
    assert Photo.objects.visible_to(viewer(town, "1@N00")).filter(pk__in=faves).count() == shown
    assert Stream.objects.get().missing == len(faves) // 2
    town.clock.advance(hours=2)
    town.sync_until_quiet()
    assert kept(chidi.nsid) == shown_to(town, chidi.nsid)


def test_purging_leaves_what_a_member_owns_or_lists(town: Town) -> None:
    world = town.simulator.world
    town.join(world.big_member.nsid)
    town.sync_until_quiet()
    before = Photo.objects.count()
    for _ in range(60):
        town.clock.advance(hours=21)
        town.sync_until_quiet()
    while purge_some(now=town.clock()):
        pass
    assert Photo.objects.count() == before


def test_a_walk_in_small_pages_over_a_changing_list_loses_nothing(
    make_town: Callable[..., Town], settings: Settings
) -> None:
    settings.FLICKR_PER_PAGE = 40
    town = make_town()
    world = town.simulator.world
    chidi = world.member("chidi")
    town.join(chidi.nsid, FAVES)
    changes = list(shown_to(town, chidi.nsid))
    step = 0
    while town.work_once(slice_s=0):
        town.simulator.faves.remove(chidi, changes[step * 3])
        step += 1
        town.clock.advance(seconds=1)
    for _ in range(4):
        town.clock.advance(hours=2)
        town.sync_until_quiet()
    assert kept(chidi.nsid) == shown_to(town, chidi.nsid)
