"""No request of a visitor, a robot or a prefetch ever causes a call to Flickr.

The simulator stands at the edge: every call would be in its journal.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Mapping
from html import unescape
from itertools import product

import pytest
from django.test import Client

from accounts.models import User
from galleries.actions.galleries import begin
from galleries.actions.hanging import hang
from galleries.actions.publishing import publish
from galleries.models import Photo, Stream, Talk, TalkAllowance
from tests.simulated import EVERYTHING, Town

pytestmark = pytest.mark.django_db

GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
# In pages, feeds and sitemaps.
LINK = re.compile(r"""(?:(?:href|action|hx-get|src)=["']|http://testserver)(/[^"'#<\s]*)""")
LEAVES_NO_PAGE = ("/static/", "/sign-out/")
# What differs between pages of one kind: whose they are, and numbers.
DIFFERS = re.compile(r"(?<=^/photos/)[^/]+|(?<=/favorites-)[^/]+|[^/?=&-]*\d[^/?=&]*")
OF_A_KIND = 2  # pages of one kind that a browser reads, others one; the rest are more of the same
WAYS: dict[str, dict[str, str]] = {
    "a browser": {},
    "a robot": {"User-Agent": GOOGLEBOT},
    "a prefetch": {"Sec-Purpose": "prefetch", "Purpose": "prefetch"},
    "a prerender": {"Sec-Purpose": "prefetch;prerender"},
    "an old Firefox's prefetch": {"X-Moz": "prefetch"},
    "a part": {"HX-Request": "true", "HX-Request-Type": "partial"},
}


class House:
    """Ingrid shows her photos to everybody. ``kinds`` of hers are copied."""

    def __init__(self, town: Town, *kinds: Stream.Kind) -> None:
        self.town = town
        self.ingrid = town.join(town.simulator.world.member("ingrid").nsid, *kinds)
        town.sync_until_quiet()
        User.objects.update(shows_photos=True, shows_favourites=True)
        photos = Photo.objects.filter(owner__nsid=self.ingrid.nsid)
        self.photo = photos.filter(visibility=1, safety=0).newest_first()[0]
        self.page = f"/photos/{self.ingrid.nsid}/{self.photo.pk}/"
        self.before = town.calls()

    def hang(self) -> set[str]:
        """A public gallery of her photo and of others'. Where it shows."""
        now, others = self.town.clock(), Photo.objects.exclude(owner__nsid=self.ingrid.nsid)
        photos = [self.photo.pk, *others.values_list("pk", flat=True)[:3]]
        gallery = begin("Piers", by=self.ingrid, now=now)
        hang(photos, gallery=gallery, by=self.ingrid, now=now)
        publish(gallery, by=self.ingrid, now=now)
        own = f"/galleries/{gallery.slug}/"
        return {
            *("/galleries/", "/galleries/feed/", own, f"{own}feed/", f"{own}{self.photo.pk}/"),
            *("/sitemap.xml", "/sitemap-galleries.xml", "/sitemap-photos.xml"),
        }

    def browser(self, user: User | None = None) -> Client:
        client = Client()
        if user is not None:
            client.force_login(user)
        return client

    def crawl(self, client: Client, headers: Mapping[str, str]) -> set[str]:
        """Get every address that the pages lead to, breadth first; those that were there."""
        own = f"/photos/{self.ingrid.nsid}/"
        begins = ["/", own, f"{own}favorites/", self.page, "/sync/", "/groups/", "/about/"]
        queue = deque([*begins, "/galleries/", "/robots.txt"])
        known, found = set(queue), set()
        kinds: Counter[str] = Counter()
        while queue:
            address = queue.popleft()
            kind = DIFFERS.sub("#", address)
            kinds[kind] += 1
            if kinds[kind] > (1 if headers else OF_A_KIND):
                continue
            client.head(address, headers=headers)
            answer = client.get(address, headers=headers)
            if answer.status_code != 200 or answer.streaming:
                continue
            found.add(address)
            for link in map(unescape, LINK.findall(answer.text)):
                if link not in known and not link.startswith(LEAVES_NO_PAGE):
                    known.add(link)
                    queue.append(link)
        return found

    def assert_no_call(self) -> None:
        journal = [call.method for call in self.town.simulator.journal.calls()[self.before :]]
        assert journal == []
        assert not Talk.objects.exists()
        assert not TalkAllowance.objects.exists()


@pytest.fixture
def house(make_town: Callable[..., Town]) -> House:
    return House(make_town(scale=40))


@pytest.fixture
def whole_house(make_town: Callable[..., Town]) -> House:
    """All that can be copied is."""
    return House(make_town(scale=90, pool_scale=60), *EVERYTHING)


def test_crawling_every_page_as_a_visitor_or_a_robot_causes_no_call(whole_house: House) -> None:
    hung = whole_house.hang()
    for way, headers in WAYS.items():
        found = whole_house.crawl(whole_house.browser(), headers)
        assert hung | {whole_house.page} <= found, (way, hung - found)
        assert len(found) > 20, way
    whole_house.assert_no_call()


def test_reading_every_page_while_signed_in_causes_no_call(whole_house: House) -> None:
    hung = whole_house.hang()
    for way, headers in WAYS.items():
        found = whole_house.crawl(whole_house.browser(whole_house.ingrid), headers)
        assert hung | {whole_house.page, "/sync/", "/groups/", "/galleries/work/"} <= found, way
        assert any(address.endswith("/edit/") for address in found), way
        for part in ("/albums/", "/galleries/", "/in/album-", "/in/gallery-", "/in/favorites-"):
            assert any(part in address for address in found), (way, part)
        assert len(found) > 20, way
    whole_house.assert_no_call()


@pytest.mark.parametrize("signed_in", [False, True], ids=["visitor", "signed in"])
def test_nothing_but_a_post_has_flickr_asked(house: House, signed_in: bool) -> None:
    client = house.browser(house.ingrid if signed_in else None)
    for method in ("options", "put", "delete", "trace", "patch"):
        assert getattr(client, method)(f"{house.page}talk/").status_code == 405, method
    for method, way in product(("get", "head"), WAYS):
        answer = getattr(client, method)(f"{house.page}talk/", headers=WAYS[way])
        # To get the part is how a page that watches learns what became of a deed.
        part = 200 if signed_in else 403
        assert answer.status_code == (part if way == "a part" else 302), (method, way)
    house.assert_no_call()


def test_a_post_of_a_visitor_or_a_robot_leads_to_signing_in(house: House) -> None:
    for way, headers in WAYS.items():
        answer = house.browser().post(f"{house.page}talk/", headers=headers)
        if way == "a part":
            assert answer.status_code == 403, "nothing to put into the page"
        else:
            assert answer.status_code == 302, way
            assert answer.headers["Location"].startswith("/sign-in/?next=/photos/"), way
            assert "talk" not in answer.headers["Location"], "a page to come back to"
    house.assert_no_call()


def test_a_post_ahead_of_time_is_no_look_at_a_photo(house: House) -> None:
    for way in ("a prefetch", "a prerender", "an old Firefox's prefetch"):
        answer = house.browser(house.ingrid).post(f"{house.page}talk/", headers=WAYS[way])
        assert answer.status_code == 204, way
    house.assert_no_call()


def test_the_journal_would_have_told(house: House) -> None:
    """The same house, and somebody who really asks."""
    assert house.browser(house.ingrid).post(f"{house.page}talk/").status_code == 302
    assert house.town.calls() == house.before + 4
