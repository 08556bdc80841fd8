"""Photographers take back what is theirs: one photo, or everything, whoever's list holds it."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models.signals import post_save
from django.test import Client

from accounts.models import FlickrConnection, User
from accounts.signals import connected
from galleries.models import Favourite, Forgotten, OwnerNote, Person, Photo, PhotoTag, Stream
from galleries.models.streams import OWN_KINDS
from galleries.sync.forgetting import forget_some
from tests.cast import Cast, make_photo
from tests.simulated import Town

pytestmark = pytest.mark.django_db


@dataclass
class Story:
    """A member whose favourites are kept here, and the photographer of one of them."""

    town: Town
    member: User
    photographer: User
    photo: Photo

    @property
    def address(self) -> str:
        return f"/photos/{self.photographer.nsid}/{self.photo.pk}/take-back/"

    def held(self) -> int:
        """How many photos of the photographer are here."""
        return Photo.objects.filter(owner__nsid=self.photographer.nsid).count()

    def take_back(self) -> Any:
        return browser_of(self.photographer).post(self.address)

    def forget_me(self, **box: str) -> Any:
        """The photographer has everything forgotten, and the workers do it."""
        name = str(self.photographer)
        reply = browser_of(self.photographer).post("/settings/forget/", {"name": name, **box})
        assert reply.status_code == 302
        while forget_some():
            pass
        return reply

    def next_full_walk(self) -> None:
        calls = self.town.calls("favorites.getList")
        self.town.clock.advance(hours=21)
        self.town.sync_until_quiet()
        assert self.town.calls("favorites.getList") > calls


@pytest.fixture
def story(town: Town) -> Story:
    member = town.join(town.simulator.world.big_member.nsid, Stream.Kind.FAVOURITES)
    town.sync_until_quiet()
    photo = Photo.objects.select_related("owner").filter(visibility=1).order_by("pk")[0]
    return Story(town, member, town.sign_in(photo.owner.nsid), photo)


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_photo_that_its_photographer_takes_back_is_gone_from_a_members_favourites(
    story: Story,
) -> None:
    before = set(Favourite.objects.values_list("photo", flat=True))
    browser = browser_of(story.photographer)
    reply: Any = browser.post(story.address)
    assert (reply.status_code, reply.url) == (302, f"/photos/{story.photo.owner.who}/")
    for rows in (Favourite, PhotoTag, OwnerNote):
        assert not rows._default_manager.filter(photo=story.photo.pk).exists()
    assert not Photo.objects.filter(pk=story.photo.pk).exists()
    assert set(Favourite.objects.values_list("photo", flat=True)) == before - {story.photo.pk}
    assert "It does not come back here." in browser.get(reply.url, follow=True).text


def test_it_does_not_come_back_with_the_next_walk_nor_when_it_is_faved_once_more(
    story: Story,
) -> None:
    story.take_back()
    held = Photo.objects.count()
    story.next_full_walk()
    assert Photo.objects.count() == held
    faves, world = story.town.simulator.faves, story.town.simulator.world
    member = world.member(story.member.nsid)
    faves.remove(member, story.photo.pk)
    story.next_full_walk()
    faves.add(member, story.photo.pk, at=int(story.town.clock.epoch()))
    story.town.clock.advance(hours=1)
    story.town.sync_until_quiet()
    story.next_full_walk()
    assert Photo.objects.count() == held
    assert not Favourite.objects.filter(photo=story.photo.pk).exists()
    story.town.clock.advance(hours=2)
    story.town.sync_until_quiet()
    stream = Stream.objects.get()
    assert (stream.trouble, stream.walk_again) == ("", False), "and the walks are calm again"


def test_a_member_takes_a_photo_of_their_own_back_and_their_stream_passes_it_over(
    town: Town,
) -> None:
    member = town.join(town.simulator.world.big_member.nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    photo = Photo.objects.order_by("pk")[7]
    address = f"/photos/{member.nsid}/{photo.pk}/take-back/"
    assert "your own pages here as well" in browser_of(member).get(address).text
    browser_of(member).post(address)
    town.clock.advance(days=8)
    town.simulator.world.edit(photo.pk, title="Another name")
    town.sync_until_quiet()
    assert Photo.objects.filter(gone_at=None).count() == 1199
    assert not Photo.objects.filter(pk=photo.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "address",
    [
        "/photos/alice/{id}/take-back/",
        "/photos/bob/{id}/take-back/",
        "/photos/alice/1/take-back/",
        "/photos/bob/1/take-back/",
        "/photos/bob/99999999999999999999999999/take-back/",
        "/photos/a%00b/{id}/take-back/",
    ],
)
@pytest.mark.parametrize("who", ["bob", "stranger"])
def test_nobody_takes_back_what_is_not_theirs(
    cast: Cast, who: str, address: str, method: str
) -> None:
    photo = make_photo(cast.alice, "A secret pier", visibility=Photo.Visibility.PUBLIC)
    make_photo(cast.bob)
    answer = getattr(getattr(cast, who).client, method)(address.format(id=photo.pk))
    assert answer.status_code == 404
    assert "secret pier" not in answer.text
    assert Photo.objects.count() == 2
    assert not Forgotten.objects.exists()


def test_an_address_that_names_somebody_else_leads_nowhere_even_for_ones_own(cast: Cast) -> None:
    photo = make_photo(cast.alice)
    for method in (cast.alice.client.get, cast.alice.client.post):
        assert method(f"/photos/bob/{photo.pk}/take-back/").status_code == 404
    assert Photo.objects.exists()


def test_a_visitor_proves_who_they_are_first(cast: Cast) -> None:
    photo = make_photo(cast.alice)
    address = f"/photos/alice/{photo.pk}/take-back/"
    for method in (cast.visitor.client.get, cast.visitor.client.post):
        assert method(address).headers["Location"] == f"/sign-in/?next={address}"
    assert Photo.objects.exists()


def test_looking_at_the_page_takes_nothing_back_and_a_foreign_page_cannot(cast: Cast) -> None:
    photo = make_photo(cast.alice, "Pier <b>", visibility=Photo.Visibility.PRIVATE)
    address = f"/photos/alice/{photo.pk}/take-back/"
    page = cast.alice.client.get(address)
    assert "Take this photo back" in page.text
    assert "Pier &lt;b&gt;" in page.text
    assert "There is no way to undo this here." in page.text
    assert "private" in page.headers["Cache-Control"]
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.alice.user)
    assert strict.post(address).status_code == 403
    assert Photo.objects.exists()
    assert cast.alice.client.post(address).status_code == 302
    assert cast.alice.client.post(address).status_code == 404
    assert Forgotten.objects.count() == 1


def test_a_guest_reaches_their_own_photos(story: Story) -> None:
    page = browser_of(story.photographer).get(f"/photos/{story.photographer.nsid}/")
    assert page.status_code == 200
    assert f"/{story.photo.pk}/" in page.text
    assert browser_of(story.photographer).get(story.address).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("box", [{}, {"never_again": "on"}])
def test_a_guest_has_everything_forgotten_and_says_whether_it_may_come_back(
    story: Story, box: dict[str, str]
) -> None:
    had = story.held()
    others = Photo.objects.count() - had
    story.forget_me(**box)
    assert story.held() == 0
    assert Photo.objects.count() == others
    assert not Person.objects.filter(nsid=story.photographer.nsid).exists()
    assert not User.objects.filter(nsid=story.photographer.nsid).exists()
    story.next_full_walk()
    assert story.held() == (0 if box else had)
    assert Photo.objects.count() == others + story.held()


def test_the_box_is_ticked_until_somebody_unticks_it(cast: Cast) -> None:
    client = cast.stranger.client
    ticked = 'aria-describedby="never-again" checked'
    assert ticked in client.get("/settings/forget/").text
    assert ticked not in client.post("/settings/forget/", {"name": "wrong"}).text
    again = client.post("/settings/forget/", {"name": "wrong", "never_again": "on"})
    assert ticked in again.text
    assert not Forgotten.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_back_and_leaves_the_box_empty_is_not_kept_away_any_more(
    story: Story,
) -> None:
    had = story.held()
    story.forget_me(never_again="on")
    story.photographer = story.town.sign_in(story.photographer.nsid)
    assert Forgotten.objects.exists(), "signing in as a guest changes nothing"
    story.forget_me()
    assert not Forgotten.objects.exists()
    story.next_full_walk()
    assert story.held() == had


@pytest.mark.django_db(transaction=True)
def test_whoever_becomes_a_member_again_is_let_in_before_the_copying_begins(
    story: Story,
) -> None:
    story.forget_me(never_again="on")
    other = Forgotten.objects.create(
        kind=Forgotten.Kind.PERSON, key="1@N01", asked_at=story.town.clock()
    )
    still_away: list[bool] = []

    def look(**_: object) -> None:
        still_away.append(Forgotten.objects.exclude(pk=other.pk).exists())

    user = story.town.join(story.photographer.nsid)
    Stream.objects.filter(connection__user=user).delete()
    post_save.connect(look, sender=Stream)
    try:
        connected.send(FlickrConnection, connection=FlickrConnection.objects.get(user=user))
    finally:
        post_save.disconnect(look, sender=Stream)
    assert len(still_away) >= len(OWN_KINDS)
    assert not any(still_away)
    assert list(Forgotten.objects.all()) == [other]
    story.town.sync_until_quiet()
    assert story.held() == len(list(story.town.simulator.world.photos_of(user.nsid)))
