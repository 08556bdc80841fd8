"""A photographer takes a photo down in one browser; another, at another process, looks on."""

import json
import time
from collections.abc import Iterator

from playwright.sync_api import Browser, BrowserContext, Page

from galleries.models import Photo
from tests.browser.test_hands import pytestmark
from tests.cast import Actor
from tests.house.test_two_processes import PAGE, hang, sites

__all__ = ["pytestmark", "sites"]

PICTURES = "https://live.staticflickr.com/**"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>'
JSON_LD = "script[type='application/ld+json']"


def reader(browser: Browser, *, session_of: Actor | None = None, site: str = "") -> BrowserContext:
    context = browser.new_context()
    context.route(PICTURES, lambda route: route.fulfill(body=PICTURE, content_type="image/svg+xml"))
    if session_of is not None:
        value = session_of.client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": site}])
    return context


def shown(page: Page, site: str, photo: Photo) -> Iterator[str]:
    """The ways in which a visitor's browser is told of a photo."""
    page.goto(f"{site}{PAGE}")
    if page.locator(f"a[href*='{photo.pk}']").count():
        yield "page"
    if page.get_by_role("img", name=photo.title).count():
        yield "picture"
    if str(photo.pk) in json.dumps([json.loads(one) for one in texts(page)]):
        yield "JSON-LD"
    card = page.locator("meta[property^='og:'], meta[name^='twitter:']")
    if any(str(photo.pk) in told for told in card.evaluate_all("all => all.map(a => a.content)")):
        yield "card"
    for way in (f"{PAGE}{photo.pk}/", f"{PAGE}{photo.pk}/?show"):
        answer = page.goto(f"{site}{way}")
        assert answer is not None
        if answer.status != 404:
            yield way
    for way in (f"{PAGE}feed/", "/galleries/feed/", "/galleries/", "/sitemap-photos.xml"):
        # As the browser itself would answer, with what it has kept.
        text = page.evaluate("async way => await (await fetch(way)).text()", way)
        if str(photo.pk) in text:
            yield way


def texts(page: Page) -> list[str]:
    return page.locator(JSON_LD).all_text_contents()


def test_a_photo_that_is_withdrawn_is_gone_for_whoever_reads_at_another_process(
    browser: Browser, sites: list[str], forgiven: list[str]
) -> None:
    forgiven.append("404")
    cast, gallery, horn = hang()
    others = gallery.placements.exclude(photo=horn).values_list("photo", flat=True)
    hers = sites[0]
    owner = reader(browser, session_of=cast.bob, site=hers).new_page()
    visitors = [reader(browser).new_page() for _ in sites]
    for visitor, site in zip(visitors, sites, strict=True):
        told = list(shown(visitor, site, horn))
        assert len(told) == 10, told
    owner.goto(f"{hers}/galleries/work/")
    owner.get_by_role("button", name="Take it down here").click()
    owner.get_by_text("It is taken down.").wait_for()
    time.sleep(1)
    for visitor, site in zip(visitors, sites, strict=True):
        assert list(shown(visitor, site, horn)) == []
        visitor.goto(f"{site}{PAGE}")
        assert len(others) == 3
        assert all(visitor.locator(f"a[href*='{other}']").count() for other in others)
