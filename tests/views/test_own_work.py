"""The photographer's say: it holds at once, everywhere, and only for one's own photos."""

from typing import Any

import pytest

from galleries.models import Gallery, Photo, Sentence, Withdrawal
from tests.cast import Actor, Cast, make_photo
from tests.views.gallery_scenes import make_gallery
from tests.views.sound_html import unsound

pytestmark = pytest.mark.django_db

PUBLIC = Photo.Visibility.PUBLIC
WORK, SAY = "/galleries/work/", "/galleries/work/say/"


@pytest.fixture
def horn(cast: Cast) -> Photo:
    return make_photo(cast.bob, "Horn", visibility=PUBLIC)


@pytest.fixture
def gallery(cast: Cast, horn: Photo) -> Gallery:
    own = make_photo(cast.alice, "Quay", visibility=PUBLIC)
    return make_gallery(cast.alice, "The last ferries", own, horn)


def ask(actor: Actor, status: int = 302, **said: Any) -> None:
    assert actor.client.post(SAY, said).status_code == status


def places(cast: Cast, gallery: Gallery, photo: Photo) -> dict[str, bool]:
    """Each way out to everybody, and whether the photo comes out by it."""
    get, slug = cast.visitor.client.get, gallery.slug
    own = f"/galleries/{slug}/{photo.pk}/"
    first = gallery.placements.in_order()[0].photo_id
    ways = {
        "page": f"/galleries/{slug}/",
        "page beside it": f"/galleries/{slug}/{first}/",
        "feed": f"/galleries/{slug}/feed/",
        "feed of all": "/galleries/feed/",
        "list of all": "/galleries/",
        "sitemap": "/sitemap-photos.xml",
    }
    found = {name: str(photo.pk) in get(url).text for name, url in ways.items()}
    return found | {"own page": get(own).status_code == 200}


def test_a_photographer_finds_every_public_gallery_with_their_work(
    cast: Cast, gallery: Gallery, horn: Photo
) -> None:
    make_gallery(cast.alice, "A secret draft", horn, is_public=False)
    page = cast.bob.client.get(WORK).text
    assert unsound(page) == []
    assert page.count('class="hanging__line"') == 1
    assert "The last ferries" in page
    assert "A secret draft" not in page
    assert f"/{horn.pk}/" in page
    assert "No public gallery here shows a photo of yours." in cast.stranger.client.get(WORK).text
    assert cast.visitor.client.get(WORK).status_code == 302


def test_a_sentence_stands_beside_the_photo_until_it_is_taken_back(
    cast: Cast, gallery: Gallery, horn: Photo
) -> None:
    said: dict[str, Any] = {"do": "say", "photo": horn.pk, "gallery": gallery.pk}
    version = gallery.version
    ask(cast.bob, **said, text="I was <b>cold</b>.")
    page = f"/galleries/the-last-ferries/{horn.pk}/"
    assert "I was &lt;b&gt;cold&lt;/b&gt;." in cast.visitor.client.get(page).text
    gallery.refresh_from_db()
    assert gallery.version > version
    ask(cast.bob, **said, text="x" * 501)
    assert Sentence.objects.get().text == "I was <b>cold</b>."
    ask(cast.bob, **said, text="")
    assert "cold" not in cast.visitor.client.get(page).text


@pytest.mark.parametrize("way", ["withdraw here", "withdraw everywhere", "forbid"])
def test_a_photo_is_down_at_once_by_every_way_out_and_comes_back(
    cast: Cast, gallery: Gallery, horn: Photo, way: str
) -> None:
    Gallery.objects.update(cover=gallery.placements.get(photo=horn))
    assert set(places(cast, gallery, horn).values()) == {True}
    here: dict[str, Any] = {"gallery": gallery.pk} if way == "withdraw here" else {}
    if way == "forbid":
        ask(cast.bob, do="forbid")
    else:
        ask(cast.bob, do="withdraw", photo=horn.pk, **here)
    version = Gallery.objects.get().version
    assert version > gallery.version
    assert set(places(cast, gallery, horn).values()) == {False}
    page = cast.bob.client.get(WORK).text
    assert unsound(page) == []
    if way == "forbid":
        ask(cast.bob, do="permit")
    else:
        ask(cast.bob, do="let hang", photo=horn.pk, **here)
    assert Gallery.objects.get().version > version
    assert set(places(cast, gallery, horn).values()) == {True}


def test_nobody_has_a_say_about_other_peoples_photos(
    cast: Cast, gallery: Gallery, horn: Photo
) -> None:
    for do in ("say", "withdraw", "let hang", "burn"):
        ask(cast.alice, 404, do=do, photo=horn.pk, gallery=gallery.pk, text="Mine.")
        ask(cast.alice, 404, do=do, photo=1, gallery=gallery.pk)
        ask(cast.bob, 404, do=do, photo="x", gallery=gallery.pk)
        ask(cast.bob, 404, do=do, photo=horn.pk, gallery=10**6)
    assert not Withdrawal.objects.exists()
    assert not Sentence.objects.exists()
    assert set(places(cast, gallery, horn).values()) - {False} == {True}
