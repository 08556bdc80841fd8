"""What a signed-in viewer may cause on an open photo: four calls, within their bounds."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import F

from accounts.models import FlickrConnection, User
from galleries.actions.leaving import forget_me
from galleries.actions.talk import Asked, ask_flickr
from galleries.flickr.simulator.exif import is_hidden
from galleries.flickr.simulator.faults import FAULTS
from galleries.flickr.simulator.seen import seen_in
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.models import (
    CallBudget,
    CallTally,
    Comment,
    Faver,
    Forgotten,
    Person,
    PersonInPhoto,
    Photo,
    Stream,
    Talk,
    TalkAllowance,
    Viewer,
)
from galleries.models.conversation import MayNotAsk
from galleries.queries.deeds import deeds_on
from galleries.queries.talk import Conversation, conversation
from galleries.sync.forgetting import forget_some
from galleries.sync.purge import purge_some
from tests.simulated import Town

pytestmark = pytest.mark.django_db

FOUR = [
    "photos.comments.getList",
    "photos.getFavorites",
    "photos.getExif",
    "photos.people.getList",
]


class House:
    """A town, and Ingrid's photos copied here. Yael is a member, Max a guest."""

    def __init__(self, town: Town) -> None:
        self.town = town
        world = town.simulator.world
        self.ingrid = town.join(world.member("ingrid").nsid, Stream.Kind.PHOTOSTREAM)
        town.sync_until_quiet()
        self.yael = town.join(world.member("yael").nsid, Stream.Kind.LICENCES)
        self.max = town.sign_in(world.member("max").nsid)

    def viewer(self, user: User | None) -> Viewer:
        return Viewer(user, now=self.town.clock())

    def ask(self, photo: Photo, user: User | None) -> Asked:
        return ask_flickr(photo, by=self.viewer(user), clock=self.town.clock)

    def sim_photo(self, accept: Callable[[SimPhoto], bool]) -> SimPhoto:
        return next(one for one in self.town.simulator.world.photos_of("ingrid") if accept(one))

    def photo(self, accept: Callable[[SimPhoto], bool]) -> Photo:
        return Photo.objects.select_related("owner").get(pk=self.sim_photo(accept).id)

    @property
    def open_photo(self) -> Photo:
        """The most talked about that everybody may see."""
        world = self.town.simulator.world
        photo = max(filter(is_open, world.photos_of("ingrid")), key=lambda one: one.comments)
        return Photo.objects.select_related("owner").get(pk=photo.id)

    @property
    def peopled_photo(self) -> Photo:
        """The most talked about that everybody may see, of those in which people are named."""
        world = self.town.simulator.world
        named = [one for one in world.photos_of("ingrid") if is_open(one) and seen_in(world, one)]
        photo = max(named, key=lambda one: one.comments)
        return Photo.objects.select_related("owner").get(pk=photo.id)

    def named_in(self, photo: Photo) -> list[str]:
        """By Flickr, in its order."""
        found = self.town.simulator.world.photo(photo.pk)
        assert found is not None
        return [one.nsid for one in seen_in(self.town.simulator.world, found)]

    def last_calls(self, count: int) -> list[tuple[str, str | None]]:
        calls = self.town.simulator.journal.calls()[-count:]
        return [(call.method, call.caller) for call in calls]


def is_open(photo: SimPhoto) -> bool:
    return photo.is_public and not photo.safety


def is_private(photo: SimPhoto) -> bool:
    return not (photo.is_public or photo.is_friend or photo.is_family or photo.safety)


@pytest.fixture
def house(make_town: Callable[..., Town]) -> House:
    return House(make_town(scale=120))


def told_to(photo: Photo, viewer: Viewer) -> Conversation | None:
    """What stands under a photo, as its page asks for it."""
    deeds = deeds_on(photo, viewer)
    if deeds is None:
        return None
    return conversation(photo, viewer, has_connection=deeds.standing.has_connection)


def test_four_calls_bring_comments_faves_camera_data_and_people(house: House) -> None:
    photo, before = house.open_photo, house.town.calls()
    for number in range(30):
        house.town.simulator.comments.add(house.yael.nsid, photo.pk, f"Number {number}")
    assert house.ask(photo, house.yael) is Asked.ANSWERED
    assert house.town.calls() == before + 4
    told = house.town.simulator.comments.on(photo.pk)
    assert len(told) > 100
    rows = Comment.objects.filter(photo=photo).order_by("written_at", "pk")
    assert {(row.flickr_id, row.author.nsid, row.author_is_deleted) for row in rows} == {
        (one.id, one.author, one.author_is_deleted) for one in told
    }
    faves = house.town.simulator.faves.on(photo.pk)
    favers = Faver.objects.filter(photo=photo).values_list("person__nsid", "faved_at")
    assert {(nsid, int(at.timestamp())) for nsid, at in favers} == set(faves[:50])
    photo.refresh_from_db()
    assert (photo.faves, photo.comments) == (len(faves), len(told))
    known = told_to(photo, house.viewer(house.max))
    assert known is not None
    assert known.told_at == house.town.clock()
    assert known.exif
    assert [one.flickr_id for one in known.comments] == [one.id for one in told[-100:]]
    assert known.earlier
    assert not known.may_ask


def test_each_is_made_with_the_viewers_own_permission_and_the_last_two_as_anybody_would(
    house: House,
) -> None:
    house.ask(house.open_photo, house.yael)
    nsid = house.yael.nsid
    assert house.last_calls(4) == list(zip(FOUR, (nsid, nsid, None, None), strict=True))
    house.town.clock.advance(hours=1)
    house.ask(house.open_photo, house.max)
    assert house.last_calls(4) == [(method, None) for method in FOUR]
    assert CallTally.objects.filter(nsid=nsid, method__in=FOUR).count() == 2, "and counted"


def test_a_photo_is_asked_about_once_an_hour_for_everybody(house: House) -> None:
    photo, before = house.open_photo, house.town.calls()
    assert house.ask(photo, house.yael) is Asked.ANSWERED
    for user in (house.yael, house.max, house.ingrid):
        assert house.ask(photo, user) is Asked.ALREADY
    house.town.clock.advance(minutes=59, seconds=59)
    assert house.ask(photo, house.ingrid) is Asked.ALREADY
    assert house.town.calls() == before + 4
    house.town.clock.advance(seconds=1)
    assert house.ask(photo, house.ingrid) is Asked.ANSWERED
    assert house.town.calls() == before + 8


def test_a_person_causes_120_calls_an_hour_and_others_may_still_ask(house: House) -> None:
    photos = list(Photo.objects.visible_to(house.viewer(house.yael)).select_related("owner"))
    before = house.town.calls()
    asked = [house.ask(photo, house.yael) for photo in photos[:32]]
    assert asked == [Asked.ANSWERED] * 30 + [Asked.TOO_MUCH] * 2
    assert house.town.calls() == before + 120
    assert house.ask(photos[30], house.max) is Asked.ANSWERED, "the photo's hour was given back"
    house.town.clock.advance(hours=1)
    assert house.ask(photos[31], house.yael) is Asked.ANSWERED


def test_a_visitor_may_never_ask(house: House) -> None:
    before = house.town.calls()
    with pytest.raises(MayNotAsk):
        house.ask(house.open_photo, None)
    assert told_to(house.open_photo, house.viewer(None)) is None
    assert house.town.calls() == before
    assert not Talk.objects.exists()


def test_whoever_may_not_see_a_photo_may_not_ask_about_it(house: House) -> None:
    photo, before = house.photo(is_private), house.town.calls()
    for user in (house.yael, house.max):
        with pytest.raises(MayNotAsk):
            house.ask(photo, user)
    assert house.town.calls() == before
    assert house.ask(photo, house.ingrid) is Asked.ANSWERED


@pytest.mark.parametrize("lost", ["disconnected", "refused"])
def test_without_a_permission_only_what_everybody_may_see_is_asked_about(
    house: House, lost: str
) -> None:
    connection = FlickrConnection.objects.filter(user=house.ingrid)
    if lost == "refused":
        connection.update(refused_at=house.town.clock())
    else:
        connection.delete()
    private = house.photo(is_private)
    with pytest.raises(MayNotAsk):
        house.ask(private, house.ingrid)
    known = told_to(private, house.viewer(house.ingrid))
    assert known is not None
    assert not known.may_ask
    assert house.ask(house.open_photo, house.ingrid) is Asked.ANSWERED
    assert {caller for _, caller in house.last_calls(4)} == {None}


@pytest.mark.parametrize("method", FOUR)
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_loses_nothing_and_the_hour_comes_back_after_five_minutes(
    house: House, fault: str, method: str
) -> None:
    photo = house.peopled_photo
    house.ask(photo, house.yael)
    assert PersonInPhoto.objects.filter(photo=photo).exists()
    knew = told_to(photo, house.viewer(house.yael))
    house.town.clock.advance(hours=1)
    house.town.simulator.faults.next(fault, method=method)
    asked = house.ask(photo, house.yael)
    if asked is Asked.ANSWERED:  # a fault that only makes the reply odd
        return
    assert asked is Asked.NO_ANSWER
    known = told_to(photo, house.viewer(house.yael))
    assert known is not None
    assert knew is not None
    assert (known.comments, known.favers, known.exif) == (knew.comments, knew.favers, knew.exif)
    assert known.seen == knew.seen
    assert known.told_at == knew.told_at
    house.town.clock.advance(minutes=4, seconds=59)
    assert house.ask(photo, house.max) is Asked.ALREADY
    house.town.clock.advance(seconds=1)
    CallBudget.objects.update(paused_until=None, stop="")
    assert house.ask(photo, house.max) is Asked.ANSWERED


def test_a_spent_budget_makes_no_call_and_costs_nobody_their_own(house: House) -> None:
    far = house.town.clock().timestamp() + 10**6
    CallBudget.objects.update(full_at_s=far)
    before = house.town.calls()
    assert house.ask(house.open_photo, house.yael) is Asked.NO_ANSWER
    assert house.town.calls() == before
    assert TalkAllowance.objects.get().calls == 0


def test_a_busy_flickr_makes_everybody_wait(house: House) -> None:
    house.town.simulator.faults.next("429")
    assert house.ask(house.open_photo, house.yael) is Asked.NO_ANSWER
    assert CallBudget.objects.get().stop == "busy"
    assert TalkAllowance.objects.get().calls == 1


def test_people_who_wait_use_what_background_work_leaves(house: House) -> None:
    """The last fifth of the bucket is for them."""
    now_s = house.town.clock().timestamp()
    CallBudget.objects.update(full_at_s=now_s + 290 * 1.2)
    assert house.ask(house.open_photo, house.yael) is Asked.ANSWERED


def test_what_flickr_no_longer_tells_goes(house: House) -> None:
    photo, sim = house.open_photo, house.town.simulator
    house.ask(photo, house.yael)
    first, second, *_ = sim.comments.on(photo.pk)
    sim.comments.delete(first.id)
    sim.faves.remove(sim.world.member(sim.faves.on(photo.pk)[0][0]), photo.pk)
    sim.comments.add(house.yael.nsid, photo.pk, "A new word")
    kept = Comment.objects.get(flickr_id=second.id).pk
    house.town.clock.advance(hours=1)
    house.ask(photo, house.yael)
    told = {one.id for one in sim.comments.on(photo.pk)}
    assert set(Comment.objects.values_list("flickr_id", flat=True)) == told
    assert Comment.objects.get(flickr_id=second.id).pk == kept, "what stays is not written anew"
    favers = set(Faver.objects.values_list("person__nsid", flat=True))
    assert favers == {nsid for nsid, _ in sim.faves.on(photo.pk)[:50]}


def test_exif_that_its_owner_hides_stays_the_owners(house: House) -> None:
    world = house.town.simulator.world
    owner = world.member("meiling")
    meiling = house.town.join(owner.nsid, Stream.Kind.PHOTOSTREAM)
    house.town.sync_until_quiet()
    hidden = [one for one in world.photos_of(owner) if is_hidden(one, owner)]
    rows = Photo.objects.select_related("owner")
    open_one = rows.get(pk=next(one.id for one in hidden if is_open(one)))
    closed = rows.get(pk=next(one.id for one in hidden if not one.is_public))
    assert house.ask(open_one, meiling) is Asked.ANSWERED, "a refusal is no error"
    assert Talk.objects.get(photo=open_one).exif is None
    assert house.ask(closed, meiling) is Asked.ANSWERED
    for user, reads in ((meiling, True), (house.yael, False)):
        known = told_to(closed, house.viewer(user))
        assert known is not None
        assert (bool(known.exif), bool(known.camera)) == (reads, reads)


def test_the_place_is_not_told_by_the_camera(house: House) -> None:
    for photo in Photo.objects.select_related("owner")[:30]:
        house.ask(photo, house.ingrid)
    lines = [line for exif in Talk.objects.values_list("exif", flat=True) for line in exif or ()]
    assert lines
    assert not [label for label, _ in lines if "GPS" in label or "itude" in label]


def test_a_photo_that_flickr_no_longer_shows_is_withheld(house: House) -> None:
    photo = house.open_photo
    FlickrConnection.objects.filter(user=house.ingrid).delete()  # whose own list knew better
    house.town.simulator.world.set_visibility(photo.pk)
    assert house.ask(photo, house.yael) is Asked.NO_ANSWER
    assert not photo.is_visible_to(house.viewer(house.yael))


def test_whoever_asked_never_to_be_copied_leaves_no_word_here(house: House) -> None:
    photo = house.open_photo
    author = house.town.simulator.comments.on(photo.pk)[0].author
    faver = house.town.simulator.faves.on(photo.pk)[0][0]
    for nsid in {author, faver}:
        Forgotten.objects.create(kind="person", key=nsid, asked_at=house.town.clock())
    house.ask(photo, house.yael)
    assert Comment.objects.exists()
    assert not Person.objects.filter(nsid__in=(author, faver)).exists()


@pytest.mark.django_db(transaction=True)
def test_forgetting_takes_a_persons_words_under_photos_along(house: House) -> None:
    photo = house.open_photo
    house.town.simulator.comments.add(house.yael.nsid, photo.pk, "Salt!")
    house.ask(photo, house.yael)
    assert Comment.objects.filter(author__nsid=house.yael.nsid).exists()
    house.town.clock.advance(seconds=1)
    Talk.objects.update(told_at=F("told_at") - timedelta(hours=1))
    forget_me(house.yael, typed=house.yael.nsid, never_again=True)
    while forget_some():
        pass
    assert not Person.objects.filter(nsid=house.yael.nsid).exists()
    assert Comment.objects.exists(), "others keep theirs"


def test_what_came_back_in_the_moment_of_forgetting_is_purged(house: House) -> None:
    photo, now = house.open_photo, house.town.clock()
    house.ask(photo, house.yael)
    author = house.town.simulator.comments.on(photo.pk)[0].author
    Forgotten.objects.create(kind="person", key=author, asked_at=now)
    while purge_some(now=now):
        pass
    assert Comment.objects.exists()
    assert not Comment.objects.filter(author__nsid=author).exists()


def test_what_nobody_has_opened_for_a_month_goes(house: House) -> None:
    house.ask(house.open_photo, house.yael)
    for days, stays in ((29, True), (31, False)):
        while purge_some(now=house.town.clock() + timedelta(days=days)):
            pass
        assert Comment.objects.exists() is Faver.objects.exists() is Talk.objects.exists() is stays
