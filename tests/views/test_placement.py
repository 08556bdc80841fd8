"""A photo in a gallery: what is said under it there, by whom, and the slideshow from it."""

import re

import pytest
from django.test import Client
from lxml import html

from galleries.models import Gallery, OutboxItem, Photo
from galleries.views.kept_pages import KEEPER
from tests.cast import Cast, make_photo
from tests.views.gallery_scenes import make_curator, make_gallery
from tests.views.sound_html import unsound

pytestmark = pytest.mark.django_db

PAGE = "/galleries/the-last-ferries/"
PUBLIC = Photo.Visibility.PUBLIC


@pytest.fixture
def photos(cast: Cast) -> list[Photo]:
    return [make_photo(cast.bob, f"Boat {number}", visibility=PUBLIC) for number in range(3)]


@pytest.fixture
def gallery(cast: Cast, photos: list[Photo]) -> Gallery:
    return make_gallery(cast.alice, "The last ferries", *photos)


def read(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    assert unsound(answer.text) == []
    return str(answer.text)


@pytest.mark.usefixtures("gallery")
def test_visitors_are_led_to_the_sign_in_and_back_and_their_page_lives_without_htmx(
    photos: list[Photo],
) -> None:
    url = f"{PAGE}{photos[1].pk}/"
    page = read(Client(), url)
    assert f'href="/sign-in/?next={url.replace("/", "%2F")}"' in page.replace("next=/", "next=%2F")
    assert "htmx-4" not in page
    assert "<form" not in page.replace('<form method="dialog">', "")
    assert 'href="/galleries/work/"' in page


@pytest.mark.usefixtures("gallery")
def test_whoever_is_signed_in_faves_and_comments_right_there(
    cast: Cast, photos: list[Photo]
) -> None:
    url = f"{PAGE}{photos[1].pk}/"
    for who in (cast.alice, cast.guest):
        page = html.fromstring(read(who.client, url))
        fave, write = page.get_element_by_id("fave"), page.get_element_by_id("write")
        assert page.xpath('//script[contains(@src, "htmx-4")]')
        for form, said in ((fave, {}), (write, {"text": "Lovely light."})):
            told = dict(form.form_values()) | said
            assert told["next"] == url
            answer = who.client.post(form.action, told)
            assert answer.status_code == 302
            assert answer["Location"].startswith((url, "/outbox/permission/"))
        assert "Lovely light." in read(who.client, url)
    sent = OutboxItem.objects.filter(photo=photos[1]).values_list("verb", flat=True)
    assert sorted(sent) == ["comment", "comment", "fave", "fave"]


@pytest.mark.usefixtures("gallery")
def test_its_photographer_is_led_to_their_say_and_faves_it_not(
    cast: Cast, photos: list[Photo]
) -> None:
    page = read(cast.bob.client, f"{PAGE}{photos[1].pk}/")
    assert "It is yours: have your say" in page
    assert 'id="fave"' not in page
    assert "have your say" not in read(cast.stranger.client, f"{PAGE}{photos[1].pk}/")


@pytest.mark.usefixtures("gallery")
def test_the_way_back_from_a_deed_leads_to_no_other_photo(cast: Cast, photos: list[Photo]) -> None:
    for elsewhere in (f"{PAGE}{photos[0].pk}/", "/settings/", "//evil.example/galleries/x/1/"):
        told = {"wanted": "1", "next": elsewhere}
        answer = cast.alice.client.post(f"/photos/bob/{photos[1].pk}/fave/", told)
        assert elsewhere not in answer["Location"]


def links(page: str) -> dict[str, str]:
    return {
        element.get("id"): element.get("href")
        for element in html.fromstring(page).xpath('//a[starts-with(@id, "show-")]')
    }


@pytest.mark.usefixtures("gallery")
def test_a_slideshow_is_an_address_and_walks_in_a_circle_by_links_alone(
    photos: list[Photo],
) -> None:
    visitor = Client()
    answer = visitor.get(f"{PAGE}?show")
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}{photos[0].pk}/?show")
    assert 'href="/galleries/the-last-ferries/' in read(visitor, PAGE)
    seen, url = [], str(answer["Location"])
    for _ in range(4):
        page = read(visitor, url)
        seen.append(re.findall(r'data-photo="(\d+)"', page))
        assert 'rel="license noopener nofollow"' in page
        assert '<meta name="robots" content="noindex">' in page
        url = links(page)["show-next"]
    keys = [[str(photo.pk)] for photo in photos]
    assert seen == [*keys, keys[0]]
    first = links(read(visitor, f"{PAGE}{photos[0].pk}/?show"))
    assert first["show-previous"] == f"{PAGE}{photos[2].pk}/?show"
    assert first["show-close"] == f"http://testserver{PAGE}{photos[0].pk}/"


@pytest.mark.usefixtures("gallery")
def test_the_pace_of_a_show_stands_in_its_address(photos: list[Photo]) -> None:
    slow = read(Client(), f"{PAGE}{photos[0].pk}/?show=15")
    assert 'data-seconds="15"' in slow
    assert links(slow)["show-next"] == f"{PAGE}{photos[1].pk}/?show=15"
    assert 'aria-current="true">15 seconds' in slow
    kept = len(KEEPER)
    odd = read(Client(), f"{PAGE}{photos[0].pk}/?show=0.001")
    assert 'data-seconds="7"' in odd
    assert links(odd)["show-next"] == f"{PAGE}{photos[1].pk}/?show"
    assert len(KEEPER) == kept


@pytest.mark.usefixtures("gallery")
def test_a_show_without_photos_is_none(photos: list[Photo]) -> None:
    Photo.objects.update(visibility=Photo.Visibility.PRIVATE)
    assert Client().get(f"{PAGE}?show").status_code == 404
    assert Client().get(f"{PAGE}{photos[0].pk}/?show").status_code == 404


def test_a_curator_has_a_page_of_public_galleries_alone(
    cast: Cast, gallery: Gallery, photos: list[Photo]
) -> None:
    make_curator(gallery, cast.stranger)
    make_gallery(cast.alice, "A secret draft", photos[0], is_public=False)
    for who in ("alice", "11111111@N01", "stranger"):
        page = read(Client(), f"/galleries/by/{who}/")
        assert "The last ferries" in page
        assert "A secret draft" not in page
        assert "1 gallery" in page
    assert 'rel="canonical" href="http://testserver/galleries/by/alice/"' in read(
        Client(), "/galleries/by/11111111@N01/"
    )
    assert 'href="/galleries/by/alice/"' in read(Client(), PAGE)
    for nobody in ("bob", "nobody", "x" * 300):
        assert Client().get(f"/galleries/by/{nobody}/").status_code == 404
    Gallery.objects.update(state=Gallery.State.DRAFT)
    assert cast.alice.client.get("/galleries/by/alice/").status_code == 404
