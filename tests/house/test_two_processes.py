"""Two web processes, each with pages of its own in memory, and one photographer's word."""

import os
import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import requests
from django.conf import settings
from django.db import connection, connections

from galleries.models import Gallery, Photo
from tests.bench.serving import granian
from tests.cast import Cast, make_cast, make_photo
from tests.views.gallery_scenes import make_gallery

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/galleries/the-last-ferries/"
WAYS = (
    PAGE,
    f"{PAGE}feed/",
    "/galleries/",
    "/galleries/feed/",
    "/galleries/by/alice/",
    "/sitemap-photos.xml",
)


@pytest.fixture
def sites(tmp_path: Path) -> Iterator[list[str]]:
    """The addresses of two processes that serve what stands in this test's database."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        database = f"sqlite:///{Path(told['NAME']).resolve()}"
    else:
        database = f"postgres://{told['USER']}@{told['HOST']}:{told['PORT']}/{told['NAME']}"
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.house.served_settings",
        "DATABASE_URL": database,
        "STATE_DIR": str(tmp_path),
        "SECRET_KEY": settings.SECRET_KEY,
        "SEALING_KEYS": ",".join(settings.SEALING_KEYS),
    }
    with ExitStack() as held:
        yield [
            held.enter_context(
                granian("flickrweb.wsgi:application", env, log=tmp_path / f"{n}.log", workers=1)
            )
            for n in range(2)
        ]
    connections.close_all()


def hang() -> tuple[Cast, Gallery, Photo]:
    cast = make_cast()
    horn = make_photo(cast.bob, "Horn at dawn", visibility=1)
    others = [make_photo(cast.alice, visibility=1) for _ in range(3)]
    return cast, make_gallery(cast.alice, "The last ferries", horn, *others), horn


def tells_of(site: str, way: str, photo: Photo) -> bool:
    answer = requests.get(f"{site}{way}", timeout=60)
    assert answer.status_code in (200, 404), answer.status_code
    return str(photo.pk) in answer.text or photo.title in answer.text


def withdraw(cast: Cast, site: str, photo: Photo) -> None:
    """As its photographer does, on their page. The answer comes after the commit."""
    browser = requests.Session()
    browser.cookies.set("sessionid", cast.bob.client.cookies["sessionid"].value)
    page = browser.get(f"{site}/galleries/work/", timeout=60).text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None
    said = {"do": "withdraw", "photo": photo.pk, "csrfmiddlewaretoken": token[1]}
    answer = browser.post(f"{site}/galleries/work/say/", said, timeout=60)
    assert "It is taken down." in answer.text


def test_what_a_photographer_withdraws_is_gone_from_both_within_a_second(
    sites: list[str],
) -> None:
    cast, _gallery, horn = hang()
    own = (f"{PAGE}{horn.pk}/", f"{PAGE}{horn.pk}/?show")
    for site in sites:
        for way in (*WAYS, *own):
            assert tells_of(site, way, horn), way
            assert tells_of(site, way, horn), way  # from what is kept, too
        assert requests.get(f"{site}{PAGE}", timeout=60).headers["ETag"]
    withdraw(cast, sites[0], horn)
    time.sleep(1)
    left = [f"{site}{way}" for site in sites for way in (*WAYS, *own) if tells_of(site, way, horn)]
    assert left == []
    for site in sites:
        assert [requests.get(f"{site}{way}", timeout=60).status_code for way in own] == [404, 404]
