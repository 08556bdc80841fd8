"""Every kind of photo and gallery that is not for everybody, by every way out: nothing shows.

Each way is gone before the change as well, so that what is kept of it is old.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from typing import cast as cast_to

import pytest
from django.http import HttpResponse
from django.test import Client

from galleries.actions import says
from galleries.actions.leaving import take_back_photo
from galleries.actions.publishing import archive, choose_cover, move_to_address, unpublish
from galleries.actions.reports import take_off_gallery, take_off_photo
from galleries.models import Gallery, Photo
from tests.cast import NOW, Cast, make_photo
from tests.views.gallery_scenes import make_gallery

pytestmark = pytest.mark.django_db

PAGE = "/galleries/the-last-ferries/"
SECRET = "Horn at dawn"
FIRST_ID = 53_700_000_001

# Of the gallery as a whole, and of the photo alone.
ABOUT_THE_GALLERY = {
    "page": PAGE,
    "second page": f"{PAGE}?after={FIRST_ID + 29}",
    "slideshow": f"{PAGE}?show",
    "feed": f"{PAGE}feed/",
    "report": f"{PAGE}report/",
    "the photo beside": f"{PAGE}{FIRST_ID + 1}/",
    "the slideshow beside": f"{PAGE}{FIRST_ID + 1}/?show",
}
ABOUT_THE_PHOTO = {
    "photo page": f"{PAGE}{FIRST_ID}/",
    "its slideshow": f"{PAGE}{FIRST_ID}/?show",
    "its slow slideshow": f"{PAGE}{FIRST_ID}/?show=15",
    "its report": f"{PAGE}{FIRST_ID}/report/",
}
LISTS = {
    "index": "/galleries/",
    "index feed": "/galleries/feed/",
    "curator": "/galleries/by/alice/",
    "sitemap of galleries": "/sitemap-galleries.xml",
    "sitemap of photos": "/sitemap-photos.xml",
    "sitemap of curators": "/sitemap-curators.xml",
    "home": "/",
}
EVERY_WAY = ABOUT_THE_GALLERY | ABOUT_THE_PHOTO | LISTS


@pytest.fixture
def gallery(cast: Cast) -> Gallery:
    """Of 33 photos; the first is what it is all about, and stands for the gallery elsewhere."""
    horn = make_photo(cast.bob, SECRET, visibility=1, id=FIRST_ID)
    others = [make_photo(cast.alice, visibility=1, id=FIRST_ID + n) for n in range(1, 33)]
    gallery = make_gallery(cast.alice, "Ferries", horn, *others)
    gallery.placements.filter(photo=horn).update(hung_at=NOW + timedelta(seconds=1))
    gallery = move_to_address(gallery, "the-last-ferries", by=cast.alice.user, now=NOW)
    return choose_cover(gallery, gallery.placements.get(photo=horn), by=cast.alice.user, now=NOW)


def ask(who: Client, url: str) -> HttpResponse:
    return cast_to(HttpResponse, who.get(url))


def everything_in(answer: HttpResponse) -> str:
    """The body, and where it leads."""
    return f"{answer.headers.get('Location', '')} {answer.content.decode()}"


def _photo(**fields: Any) -> Callable[[Cast, Gallery], object]:
    return lambda cast, gallery: Photo.objects.filter(pk=FIRST_ID).update(**fields)


PHOTOS: dict[str, Callable[[Cast, Gallery], object]] = {
    "friends": _photo(visibility=2),
    "family": _photo(visibility=3),
    "friends and family": _photo(visibility=4),
    "private": _photo(visibility=5),
    "moderate": _photo(safety=1),
    "restricted": _photo(safety=2),
    "missing": _photo(missing_at=NOW),
    "gone": _photo(gone_at=NOW),
    "in doubt": _photo(withheld_at=NOW),
    "stale": _photo(told_at=NOW - timedelta(days=9)),
    "withdrawn from here": lambda cast, gallery: says.withdraw(
        FIRST_ID, gallery=gallery, by=cast.bob.user, now=NOW
    ),
    "withdrawn from all": lambda cast, gallery: says.withdraw(
        FIRST_ID, gallery=None, by=cast.bob.user, now=NOW
    ),
    "forbidden": lambda cast, gallery: says.forbid(by=cast.bob.user, now=NOW),
    "taken back": lambda cast, gallery: take_back_photo(cast.bob.user, FIRST_ID, now=NOW),
    "taken off": lambda cast, gallery: take_off_photo(FIRST_ID, now=NOW),
}
GALLERIES: dict[str, Callable[[Cast, Gallery], object]] = {
    "draft": lambda cast, gallery: unpublish(gallery, by=cast.alice.user, now=NOW),
    "archived": lambda cast, gallery: archive(gallery, by=cast.alice.user, now=NOW),
    "taken off": lambda cast, gallery: take_off_gallery(gallery, now=NOW),
}


@pytest.mark.parametrize("kind", PHOTOS)
def test_no_way_out_shows_a_photo_that_is_not_for_everybody(
    cast: Cast, gallery: Gallery, kind: str
) -> None:
    visitor = Client()
    before = {way: everything_in(ask(visitor, url)) for way, url in EVERY_WAY.items()}
    silent = {"second page", "report", "sitemap of galleries", "sitemap of curators", "home"}
    assert {way for way, text in before.items() if str(FIRST_ID) not in text} - {
        "its report"
    } == silent, "each other way tells of it while it is public"
    PHOTOS[kind](cast, gallery)
    for who in (visitor, Client(), cast.guest.client):
        for way, url in EVERY_WAY.items():
            answer = ask(who, url)
            text = everything_in(answer).replace(f"next={url}", "")
            is_its_own = way in ABOUT_THE_PHOTO
            assert answer.status_code == 404 if is_its_own else answer.status_code in (200, 302), (
                way
            )
            assert SECRET not in text, way
            assert str(FIRST_ID) not in re.sub(re.escape(url), "", text), way


@pytest.mark.parametrize("kind", GALLERIES)
def test_no_way_out_shows_a_gallery_that_is_not_for_everybody(
    cast: Cast, gallery: Gallery, kind: str
) -> None:
    visitor = Client()
    for url in (*EVERY_WAY.values(), "/galleries/ferries/"):
        assert ask(visitor, url).status_code in (200, 301, 302), url
    GALLERIES[kind](cast, gallery)
    for who in (visitor, Client(), cast.guest.client, cast.bob.client):
        for way, url in (ABOUT_THE_GALLERY | ABOUT_THE_PHOTO).items():
            answer = ask(who, url)
            assert answer.status_code == 404, way
            assert SECRET not in everything_in(answer), way
        assert ask(who, "/galleries/ferries/").status_code == 404
        for way, url in LISTS.items():
            if (way, who) == ("home", cast.bob.client):
                continue  # his own photos stand there
            text = everything_in(ask(who, url))
            assert "Ferries" not in text, way
            assert "the-last-ferries" not in text, way
            assert SECRET not in text, way
