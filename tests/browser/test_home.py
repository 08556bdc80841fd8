"""The first page as people see it: what is new, from a phone to a wall screen, and by hand."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.home_scenes import PAGES, SCENES
from tests.browser.test_axe import RUN, axe, complaints
from tests.browser.test_pages import LOOKS, SHOTS, SHOWN, pytestmark
from tests.browser.world import World, window

__all__ = ["axe", "pytestmark"]

TO_THE_END = """async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight / 2) {
    scrollTo(0, y); await new Promise((done) => setTimeout(done, 60));
  }
}"""
SMALL = """() => [...document.querySelectorAll("main a, main summary")].filter((target) => {
  const box = target.getBoundingClientRect();
  return target.checkVisibility() && !target.closest("p, blockquote") && box.height < 24;
}).map((target) => target.outerHTML)"""


@pytest.mark.parametrize("name", PAGES)
def test_it_reads_well_everywhere(browser: Browser, world: World, name: str) -> None:
    SCENES[name](world)
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width, scheme in LOOKS:
        with window(browser, world, "alice", width=width, scheme=scheme) as (_, page, complained):
            page.goto(world.url, wait_until="load")
            page.wait_for_function(SHOWN)
            page.evaluate(TO_THE_END)
            page.wait_for_function(SHOWN)
            page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png", full_page=True)
            where = f"{name} at {width} px, {scheme}"
            assert complained == [], where
            assert page.evaluate("window.violations") == [], where
            assert page.evaluate("window.shift") == 0, where
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, where
            assert page.evaluate(SMALL) == [], where


def test_axe_has_nothing_against_it(browser: Browser, world: World, axe: Path) -> None:
    SCENES["home-news"](world)
    for width, scheme in LOOKS[:1] + LOOKS[-2:-1]:
        seen = window(browser, world, "alice", width=width, scheme=scheme, bypass_csp=True)
        with seen as (_, page, _):
            page.goto(world.url, wait_until="load")
            page.locator("details summary").click()
            page.evaluate(TO_THE_END)
            page.wait_for_function(SHOWN)
            page.add_script_tag(path=axe)
            assert complaints(page.evaluate(RUN)) == [], f"{width} px, {scheme}"


def test_it_is_whole_without_scripts(browser: Browser, world: World) -> None:
    SCENES["home-news"](world)
    with window(browser, world, "alice", width=360, scripts=False) as (_, page, _):
        page.goto(world.url, wait_until="load")
        for title in ("From people you follow", "On your photos", "In your groups"):
            assert page.get_by_role("heading", name=title).is_visible()


def test_from_the_news_to_the_talk_and_back_by_keyboard(browser: Browser, world: World) -> None:
    SCENES["home-news"](world)
    with window(browser, world, "alice", width=1440) as (_, page, complained):
        page.goto(world.url, wait_until="load")
        news = page.locator("main").inner_text()
        title = page.locator(".happening__title a").first
        for _ in range(120):
            page.keyboard.press("Tab")
            if title.evaluate("(link) => link === document.activeElement"):
                break
        assert title.evaluate("(link) => link === document.activeElement")
        page.keyboard.press("Enter")
        page.wait_for_url("**/photos/alice/*/#talk")
        assert page.locator("#talk").is_visible()
        page.go_back(wait_until="load")
        page.wait_for_url(f"{world.url}/")
        assert page.locator("main").inner_text() == news
        page.reload(wait_until="load")
        assert page.locator("main").inner_text() == news
        assert complained == []
