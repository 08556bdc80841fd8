"""A public gallery as visitors meet it: its weight, its walls, its slideshow and its print."""

import gzip
import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response

from galleries.models import Gallery
from tests.browser.axe import complaints
from tests.browser.gallery_scenes import galleries, placement
from tests.browser.pages import SHOWN
from tests.browser.test_hands import pytestmark
from tests.browser.world import World, window

__all__ = ["pytestmark"]

PAGE = "/galleries/the-last-ferries/"
CONTRAST = """() => axe.run(document, {resultTypes: ["violations"],
  runOnly: {type: "rule", values: ["color-contrast"]}})"""
WITHOUT_ALT = "() => [...document.images].filter((image) => !image.alt).map((image) => image.src)"
CUT = """() => [...document.querySelectorAll(".photo-card__credit, .photo-card__title")]
  .filter((line) => line.scrollWidth > line.clientWidth + 1).map((line) => line.textContent)"""
HTML_KB, SCRIPTS_KB = 15, 30


def heard(page: Page) -> list[Response]:
    """What comes to a page from now on."""
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    return answers


def packed_kb(answers: list[Response], kind: str) -> float:
    """What they weigh on the line, as gzip packs them."""
    bodies = [answer.body() for answer in answers if kind in answer.headers["content-type"]]
    return sum(len(gzip.compress(body, 6)) for body in bodies) / 1000


def test_thirty_photos_are_light_stand_still_and_call_nobody_but_the_picture_host(
    browser: Browser, world: World, picture_host: str
) -> None:
    galleries(world)
    for width in (360, 1440):
        with window(browser, world, "visitor", width=width) as (_, page, complaints_):
            answers = heard(page)
            page.goto(f"{world.url}{PAGE}", wait_until="load")
            page.wait_for_function(SHOWN)
            assert page.locator(".photo-card").count() == 30
            assert {urlsplit(answer.url).netloc for answer in answers} <= {
                urlsplit(world.url).netloc,
                urlsplit(picture_host).netloc,
            }
            own = [answer for answer in answers if answer.url.startswith(world.url)]
            assert packed_kb(own, "text/html") <= HTML_KB
            assert packed_kb(own, "javascript") <= SCRIPTS_KB
            assert not [each.url for each in own if re.search("htmx|photoswipe", each.url)]
            assert page.evaluate("window.shift") == 0
            assert page.evaluate(WITHOUT_ALT) == []
            assert complaints_ == []


def test_all_words_can_be_read_on_each_of_the_twelve_walls(browser: Browser, world: World) -> None:
    galleries(world)
    walls = [wall for wall in Gallery.Wall.values if wall]
    assert len(walls) == 12
    found = {}
    for scheme in ("light", "dark"):
        seen = window(browser, world, "visitor", width=1440, scheme=scheme, bypass_csp=True)
        with seen as (_, page, _):
            page.goto(f"{world.url}{PAGE}{placement(world)}/", wait_until="load")
            page.goto(f"{world.url}{PAGE}", wait_until="load")
            page.wait_for_function(SHOWN)
            for wall in walls:
                page.evaluate("(name) => document.body.className = name", f"page-gallery on-{wall}")
                found[wall, scheme] = complaints(page, CONTRAST)
    assert {where: what for where, what in found.items() if what} == {}


def number(page: Page) -> str:
    return page.locator("#show-number").inner_text()


def test_a_slideshow_goes_on_by_itself_rests_and_keeps_its_address(
    browser: Browser, world: World
) -> None:
    galleries(world)
    with window(browser, world, "visitor") as (context, page, _):
        page.clock.install()
        page.goto(f"{world.url}{PAGE}", wait_until="load")
        page.get_by_role("link", name="Slideshow").click()
        page.wait_for_function("document.getElementById('show-pause')?.dataset.state === 'playing'")
        assert number(page) == "1 of 40"
        page.clock.run_for(7_100)
        page.get_by_text("2 of 40").wait_for()
        assert page.url.endswith(f"/{placement(world)}/?show")
        page.keyboard.press("Space")
        assert page.get_by_role("button", name="Play").is_visible()
        page.clock.run_for(60_000)
        assert number(page) == "2 of 40"
        page.keyboard.press("ArrowRight")
        page.get_by_text("3 of 40").wait_for()
        page.get_by_role("link", name="Photo before").click()
        page.get_by_text("2 of 40").wait_for()
        assert page.evaluate("document.activeElement.id") == "show-previous"
        # The clock goes on by itself too: at the slowest pace it shows no photo meanwhile.
        page.get_by_role("link", name="15 seconds").click()
        page.wait_for_url("**/?show=15")
        page.get_by_role("button", name="Play").click()
        page.clock.run_for(15_100)
        page.get_by_text("3 of 40").wait_for()
        page.get_by_role("button", name="Full screen").click()
        page.wait_for_function("document.fullscreenElement !== null")
        page.clock.run_for(15_100)
        page.get_by_text("4 of 40").wait_for()
        assert page.evaluate("document.fullscreenElement !== null")
        page.evaluate("document.exitFullscreen()")
        page.wait_for_function("document.fullscreenElement === null")
        page.get_by_role("link", name="Leave the slideshow").click()
        page.wait_for_selector(".page-placement")
        context.close()


def test_who_wants_less_motion_begins_with_a_pause_and_who_has_no_scripts_walks(
    browser: Browser, world: World
) -> None:
    galleries(world)
    with window(browser, world, "visitor") as (_, page, _):
        page.emulate_media(reduced_motion="reduce")
        page.clock.install()
        page.goto(f"{world.url}{PAGE}{placement(world)}/?show", wait_until="load")
        page.get_by_role("button", name="Play").wait_for()
        page.clock.run_for(60_000)
        assert number(page) == "2 of 40"
    with window(browser, world, "visitor", scripts=False) as (_, page, _):
        page.goto(f"{world.url}{PAGE}{placement(world)}/?show", wait_until="load")
        page.locator("#show-next").click()
        assert number(page) == "3 of 40"
        page.locator("#show-close").click()
        assert page.locator(".page-placement h1").is_visible()


def test_on_paper_every_photo_has_its_credit_and_the_wall_stays_white(
    browser: Browser, world: World
) -> None:
    galleries(world)
    with window(browser, world, "visitor") as (_, page, _):
        page.goto(f"{world.url}/galleries/night-shift/", wait_until="load")
        page.emulate_media(media="print")
        assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
        assert page.evaluate(CUT) == []
        assert page.locator(".photo-card__credit [rel~=license]:visible").count() == 30
        assert (
            page.locator(".site-header:visible, .pager:visible, .gallery__do:visible").count() == 0
        )
        printed = page.pdf(format="A4")
        assert printed.startswith(b"%PDF")
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) >= 3
