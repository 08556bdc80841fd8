"""The first page by hand: from what is new to the talk under a photo, and back."""

from playwright.sync_api import Browser

from tests.browser.home_scenes import SCENES
from tests.browser.test_hands import pytestmark
from tests.browser.world import World, window

__all__ = ["pytestmark"]


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
