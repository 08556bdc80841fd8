"""What stands under a photo, on its page, and the one POST that has Flickr asked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from galleries.models import (
    CallBudget,
    Comment,
    Faver,
    PersonInPhoto,
    Photo,
    Stream,
    Talk,
    TalkAllowance,
)
from tests.cast import NOW, Cast, make_person, make_photo, switch
from tests.simulated import Town

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
BUTTON = "Ask Flickr for comments, faves and camera data"
PUBLIC, PRIVATE = Photo.Visibility.PUBLIC, Photo.Visibility.PRIVATE


def url(photo: Photo, tail: str = "") -> str:
    return f"/photos/alice/{photo.pk}/{tail}"


def tell(photo: Photo, *texts: str, ago: timedelta = timedelta(minutes=12), **said: Any) -> Talk:
    """Flickr has told of these comments, one by each of so many people, oldest first."""
    moment = timezone.now() - ago
    said = {"asked_at": moment, "told_at": moment} | said
    for place, text in enumerate(texts):
        author = make_person(f"writer{place}", nsid=f"{place + 70}@N09", icon_server="7436")
        at = NOW - timedelta(days=100 - place)
        row = {"photo": photo, "author": author, "written_at": at, "text_html": text}
        Comment.objects.create(flickr_id=f"1-{photo.pk}-{place}", **row)
        Faver.objects.create(photo=photo, person=author, faved_at=at)
    return Talk.objects.create(photo=photo, **said)


def test_the_page_shows_who_wrote_what_and_what_the_camera_wrote_down(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC, faves=40, comments=2)
    exif = [["Exposure", "1/200 sec"], ["Lens", "<b>50 mm</b>"]]
    tell(photo, "First <b>word</b>", "Second", camera="Leica <M6>", exif=exif)
    page = cast.bob.client.get(url(photo)).text
    assert page.index("First <b>word</b>") < page.index("Second")
    assert "writer0" in page
    assert 'href="https://www.flickr.com/photos/writer1/"' in page
    assert "As Flickr told it 12\xa0minutes ago." in page
    assert "40 faves" in page
    assert "2 comments" in page
    assert "Leica &lt;M6&gt;" in page
    assert "1/200 sec" in page
    assert "&lt;b&gt;50 mm" in page
    assert BUTTON not in page, "asked within the hour"


def test_a_deleted_account_has_no_page_to_link_to(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    tell(photo, "Word")
    Comment.objects.update(author_is_deleted=True)
    Faver.objects.all().delete()
    page = cast.bob.client.get(url(photo)).text
    assert "is no longer on Flickr" in page
    assert "photos/writer0" not in page


def test_the_page_names_who_is_in_the_photo_and_leads_to_them(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    make_photo(cast.bob, visibility=PUBLIC)
    tell(photo)
    elsewhere = make_person("Else <b>where</b>", nsid="80@N09", path_alias="elsewhere")
    gone = make_person("Gone", nsid="81@N09", path_alias="gone")
    for place, person in enumerate((elsewhere, cast.bob.person, gone)):
        row = {"photo": photo, "person": person, "position": place}
        PersonInPhoto.objects.create(**row, is_deleted=person is gone)
    page = cast.stranger.client.get(url(photo)).text
    [part] = re.findall(r'<div class="talk__people">.*?</div>', page, re.DOTALL)
    assert "In this photo" in part
    assert f'href="/people/{cast.bob.person.who}/"' in part, "whose page opens here"
    assert 'href="https://www.flickr.com/photos/elsewhere/" rel="noopener nofollow ugc"' in part
    assert "<bdi>Else &lt;b&gt;where&lt;/b&gt;</bdi>" in part
    assert "<bdi>Gone</bdi> (no longer on Flickr)" in part
    assert "/gone/" not in part
    order = [part.index(name) for name in ("Else", cast.bob.person.name, "Gone")]
    assert order == sorted(order)


def test_a_photo_in_which_nobody_is_named_says_nothing_of_it(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    tell(photo, "Word")
    assert "In this photo" not in cast.bob.client.get(url(photo)).text


def test_visitors_see_what_the_photo_page_shows_them_and_no_comment(cast: Cast) -> None:
    photo = make_photo(cast.alice, visibility=PUBLIC)
    switch(cast.alice, shows_photos=True)
    tell(photo, "A word", camera="Leica", exif=[["Exposure", "1/200"]], ago=timedelta(hours=2))
    seen = make_person("Somebody seen", nsid="80@N09")
    PersonInPhoto.objects.create(photo=photo, person=seen, position=0)
    page = cast.visitor.client.get(url(photo))
    assert page.status_code == 200
    for hidden in (
        "A word",
        "Somebody seen",
        "In this photo",
        "writer0",
        "Leica",
        "1/200",
        BUTTON,
        "talk",
        "htmx-4",
    ):
        assert hidden not in page.text, hidden


@pytest.mark.parametrize(
    ("visibility", "ago", "who", "offered"),
    [
        (PUBLIC, timedelta(minutes=61), "bob", True),
        (PUBLIC, timedelta(minutes=59), "bob", False),
        (PUBLIC, None, "bob", True),
        (PUBLIC, None, "guest", True),
        (PRIVATE, None, "alice", True),
    ],
)
def test_the_button_is_there_for_whoever_may_ask_now(
    cast: Cast, visibility: int, ago: timedelta | None, who: str, offered: bool
) -> None:
    photo = make_photo(cast.alice, visibility=visibility)
    if ago is not None:
        tell(photo, ago=ago)
    page = getattr(cast, who).client.get(url(photo)).text
    assert (BUTTON in page) is offered


def test_a_photographer_who_gave_no_permission_is_offered_nothing_for_a_closed_photo(
    cast: Cast,
) -> None:
    photo = make_photo(cast.alice, visibility=PRIVATE)
    cast.alice.connection.delete()
    assert BUTTON not in cast.alice.client.get(url(photo)).text


def test_the_number_of_queries_is_fixed(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _, photo, _ = (make_photo(cast.alice, tags=("a", "b")) for _ in range(3))
    tell(photo, *"abcdefghij", ago=timedelta(hours=2), exif=[["A", "B"]])
    for place in range(5):
        seen = make_person(f"seen{place}", nsid=f"{place + 90}@N09")
        PersonInPhoto.objects.create(photo=photo, person=seen, position=place)
    with django_assert_max_num_queries(12):
        cast.alice.client.get(url(photo))


# With the simulator as Flickr.


class House:
    """A town whose Ingrid has her photos copied here, and Yael's browser."""

    def __init__(self, town: Town) -> None:
        self.town = town
        world = town.simulator.world
        self.ingrid = town.join(world.member("ingrid").nsid, Stream.Kind.PHOTOSTREAM)
        town.sync_until_quiet()
        self.yael = town.join(world.member("yael").nsid, Stream.Kind.LICENCES)
        photos = (one for one in world.photos_of("ingrid") if one.is_public and not one.safety)
        most = max(photos, key=lambda one: one.comments)
        self.page = f"/photos/{world.member('ingrid').nsid}/{most.id}/"
        self.address = f"{self.page}talk/"

    def browser(self, user: User | None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    def post(self, user: User | None, **more: Any) -> Any:
        return self.browser(user).post(self.address, **more)


@pytest.fixture
def house(make_town: Callable[..., Town]) -> House:
    return House(make_town(scale=60))


def test_the_button_works_without_scripts_and_leads_back(house: House) -> None:
    answer = house.post(house.yael)
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"{house.page}#talk"
    page = house.browser(house.yael).get(house.page).text
    assert '<li class="comment">' in page
    assert "As Flickr told it " in page
    assert BUTTON not in page


def test_the_post_makes_four_calls_and_the_page_none(house: House) -> None:
    journal = house.town.simulator.journal
    before = len(journal.calls())
    house.post(house.yael)
    assert [call.method for call in journal.calls()[before:]] == [
        "photos.comments.getList", "photos.getFavorites", "photos.getExif",
        "photos.people.getList",
    ]  # fmt: skip
    house.browser(house.yael).get(house.page)
    house.post(house.yael)
    assert len(journal.calls()) == before + 4


def test_it_leads_back_to_the_list_that_the_photo_was_opened_from(house: House) -> None:
    inside = f"{house.page}in/favorites-yael/"
    answer = house.post(house.yael, data={"next": inside})
    assert answer.headers["Location"] == f"{inside}#talk"


@pytest.mark.parametrize("bad", ["https://evil.example/", "//evil.example", "/settings/", "/\\e"])
def test_it_leads_nowhere_else(house: House, bad: str) -> None:
    assert house.post(house.yael, data={"next": bad}).headers["Location"] == f"{house.page}#talk"


def test_with_scripts_it_answers_with_the_part_alone(house: House) -> None:
    answer = house.post(house.yael, headers=PART)
    assert answer.status_code == 200
    page = answer.text
    assert page.lstrip().startswith('<section class="talk talk--live" id="talk"')
    assert '<li class="comment">' in page
    assert page.count('<div class="camera" id="camera" hx-swap-oob="outerMorph">') == 1
    assert "Camera data" in page.split('id="camera"')[1], "beside the other facts"
    assert "<html" not in page
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("headers", [{}, PART], ids=["without scripts", "with scripts"])
def test_a_flickr_that_does_not_answer_is_said_calmly_and_nothing_is_lost(
    house: House, headers: dict[str, str]
) -> None:
    house.post(house.yael)
    Talk.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    house.town.simulator.faults.next("503")
    answer = house.browser(house.yael).post(house.address, headers=headers, follow=True)
    assert answer.status_code == 200
    assert "Flickr does not answer just now." in answer.text
    assert '<li class="comment">' in answer.text
    assert BUTTON not in answer.text, "the next try is five minutes away"


def test_a_spent_budget_reads_like_a_flickr_that_does_not_answer(house: House) -> None:
    CallBudget.objects.update(full_at_s=timezone.now().timestamp() + 10**6)
    before = house.town.calls()
    assert "Flickr does not answer just now." in house.post(house.yael, headers=PART).text
    assert house.town.calls() == before


def test_whoever_opened_too_many_photos_reads_so(house: House) -> None:
    now = timezone.now()
    TalkAllowance.objects.create(user=house.yael, hour_began_at=now, calls=117)
    answer = house.post(house.yael, headers=PART)
    assert "You have opened many photos within an hour." in answer.text
    assert BUTTON not in answer.text, "it would ask by itself, again and again"
    assert BUTTON in house.browser(house.ingrid).get(house.page).text, "others may ask"


def test_a_photo_that_one_may_not_see_is_not_there(house: House) -> None:
    world = house.town.simulator.world
    closed = next(p for p in world.photos_of("ingrid") if not p.is_public and not p.is_friend)
    before = house.town.calls()
    address = f"/photos/{closed.owner}/{closed.id}/talk/"
    assert house.browser(house.yael).post(address).status_code == 404
    assert house.browser(house.yael).post("/photos/nobody/1/talk/").status_code == 404
    assert house.town.calls() == before
    assert not Talk.objects.exists()


def test_a_forged_form_causes_nothing(house: House) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(house.yael)
    before = house.town.calls()
    assert client.post(house.address).status_code == 403
    assert house.town.calls() == before
