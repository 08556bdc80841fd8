"""A photo is enlarged, looked at closely and left again: with a mouse, by keys, and without."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import complaints as against
from tests.browser.test_hands import pytestmark
from tests.browser.world import Scheme, World, window

__all__ = ["pytestmark"]

LOADED = """() => [...document.querySelectorAll(".pswp__img:not(.pswp__img--placeholder)")]
  .some((image) => image.complete && image.naturalWidth > 0)"""
WIDTH = """() => document.querySelector(".pswp__img:not(.pswp__img--placeholder)")
  .getBoundingClientRect().width"""

# From the last button one gets to the browser's own, where a page is told that nothing has it.
FOCUS_IS_OUTSIDE = """() => document.activeElement !== document.body &&
  !document.querySelector(".pswp").contains(document.activeElement)"""


def open_photo(page: Page, world: World, number: int = 0) -> None:
    page.goto(f"{world.url}/photos/alice/{world.photos[number].pk}/", wait_until="load")


def in_peace(page: Page, complaints: list[str]) -> bool:
    return complaints == [] and page.evaluate("window.violations") == []


@pytest.mark.parametrize("width", [360, 1440])
def test_a_click_enlarges_a_photo_and_its_credit_stays(
    browser: Browser, world: World, width: int
) -> None:
    with window(browser, world, "alice", width=width) as (_, page, complaints):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        open_photo(page, world)
        assert not any("photoswipe" in url for url in asked), "only once it is wanted"
        page.locator("#zoom").click()
        dialog = page.get_by_role("dialog", name="The photo, enlarged")
        dialog.wait_for()
        page.wait_for_function(LOADED)
        page.wait_for_timeout(500)
        credit = dialog.locator(".pswp__credit")
        assert "by Alice Ahlgren" in credit.inner_text()
        assert credit.get_by_role("link", name="on Flickr").is_visible()
        assert credit.locator("[rel~=license]").is_visible()
        before = page.evaluate(WIDTH)
        dialog.get_by_role("button", name="Zoom").click()
        page.wait_for_timeout(500)
        assert page.evaluate(WIDTH) > 1.5 * before
        dialog.get_by_role("button", name="Close").click()
        dialog.wait_for(state="detached")
        assert page.evaluate("document.activeElement.id") == "zoom"
        assert page.evaluate("window.shift") == 0
        assert in_peace(page, complaints)


def test_it_is_all_done_by_keys_and_no_page_is_turned_meanwhile(
    browser: Browser, world: World
) -> None:
    with window(browser, world, "alice") as (_, page, complaints):
        open_photo(page, world, 1)
        here = page.url
        page.keyboard.press("z")
        dialog = page.get_by_role("dialog", name="The photo, enlarged")
        dialog.wait_for()
        page.wait_for_function(LOADED)
        page.wait_for_timeout(500)
        before = page.evaluate(WIDTH)
        for key in ("ArrowLeft", "ArrowRight", "f", "?"):
            page.keyboard.press(key)
        assert page.evaluate(WIDTH) == before, "the key that opened it did not act in it as well"
        page.keyboard.press("z")
        page.wait_for_timeout(500)
        assert page.evaluate(WIDTH) > 1.5 * before
        left = "() => document.querySelector('.pswp__zoom-wrap').getBoundingClientRect().left"
        at = page.evaluate(left)
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(100)
        assert page.evaluate(left) < at, "it moves"
        for _ in range(8):
            page.keyboard.press("Tab")
            assert page.evaluate(FOCUS_IS_OUTSIDE) is False
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        assert page.evaluate("document.activeElement.id") == "zoom"
        page.keyboard.press("Enter")
        dialog.wait_for()
        page.keyboard.press("Escape")
        dialog.wait_for(state="detached")
        assert page.url == here
        assert page.get_by_role("dialog").count() == 0
        page.keyboard.press("ArrowRight")
        page.wait_for_url(f"**/{world.photos[2].pk}/")
        assert in_peace(page, complaints)


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_axe_has_nothing_against_it(
    browser: Browser, world: World, width: int, scheme: Scheme
) -> None:
    seen = window(browser, world, "alice", width=width, scheme=scheme, bypass_csp=True)
    with seen as (_, page, _):
        open_photo(page, world)
        page.locator("#zoom").click()
        page.wait_for_function(LOADED)
        page.wait_for_timeout(500)
        assert against(page) == []
        small = """() => [...document.querySelectorAll(".pswp :is(a, button)")]
          .filter((one) => one.checkVisibility()).map((one) => one.getBoundingClientRect())
          .filter((box) => box.width < 24 || box.height < 24).length"""
        assert page.evaluate(small) == 0


def test_whoever_wants_less_motion_gets_none(browser: Browser, world: World) -> None:
    with window(browser, world, "alice") as (_, page, complaints):
        page.emulate_media(reduced_motion="reduce")
        open_photo(page, world)
        page.locator("#zoom").click()
        page.wait_for_function(LOADED)
        moving = "document.getAnimations().map((one) => one.effect.target.className)"
        assert page.evaluate(moving) == []
        assert in_peace(page, complaints)


def test_without_scripts_or_without_photoswipe_the_link_leads_to_the_file(
    browser: Browser, world: World, forgiven: list[str]
) -> None:
    forgiven += ["ERR_FAILED", "404"]  # the picture host has no icon
    with window(browser, world, "alice", scripts=False) as (_, page, _):
        open_photo(page, world)
        page.locator("#zoom").click()
        page.wait_for_url("**/*_k.jpg")
    with window(browser, world, "alice") as (_, page, _):
        page.route("**/photoswipe/**", lambda route: route.abort())
        open_photo(page, world)
        page.locator("#zoom").click()
        page.wait_for_url("**/*_k.jpg")


def test_a_video_plays_or_says_that_it_does_not(
    browser: Browser, world: World, forgiven: list[str]
) -> None:
    forgiven.append("404")
    number = next(
        place
        for place, photo in enumerate(world.photos)
        if photo.media == "video" and photo.media_ready
    )
    with window(browser, world, "alice") as (_, page, _):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.route("**/play/**", lambda route: route.fulfill(status=404))
        open_photo(page, world, number)
        assert not any("/play/" in url for url in asked), "not before somebody wants to see it"
        page.evaluate("void document.querySelector('video').play().catch(() => {})")
        page.get_by_text("This video does not play here.").wait_for()
        assert page.locator(".stage").get_by_role("link", name="Watch on Flickr").is_visible()
        assert page.evaluate("window.shift") == 0
