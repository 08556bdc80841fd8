"""Nothing moves once it is seen: not when slow pictures come, nor on the way down a page."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser.everything import LISTS, PHOTOS, fill
from tests.browser.pages import PAGES, SHOWN, address
from tests.browser.test_hands import pytestmark
from tests.browser.world import World, window

__all__ = ["pytestmark"]

SHOWN_HERE = """() => [...document.images].every((image) => {
  const box = image.getBoundingClientRect();
  return box.bottom < 0 || box.top > innerHeight || (image.complete && image.naturalWidth > 0);
})"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class SlowPictures:
    """They come when the story says so."""

    held: list[Route] = field(default_factory=list)
    is_over: bool = False

    def hold(self, route: Route) -> None:
        if self.is_over:
            route.continue_()
        else:
            self.held.append(route)

    def let_go(self) -> None:
        self.is_over = True
        for route in self.held:
            route.continue_()


@pytest.mark.parametrize("width", [360, 1440])
def test_slow_pictures_move_nothing(browser: Browser, world: World, width: int) -> None:
    fill(world)
    moved = {}
    names = (*LISTS, *PHOTOS)
    for who in dict.fromkeys(PAGES[name][0] for name in names):
        with window(browser, world, who, width=width) as (_, page, _):
            for name in names:
                if PAGES[name][0] == who:
                    moved[name] = shift_of(page, address(world, name))
    assert set(moved) == set(names)
    assert set(moved.values()) == {0}, moved


def shift_of(page: Page, url: str) -> float:
    """How much moves on a page whose pictures come last, down to its foot."""
    slow = SlowPictures()
    page.route("**/*.jpg", slow.hold)
    page.goto(url, wait_until="domcontentloaded")
    page.evaluate(PAINTED)
    slow.let_go()
    page.wait_for_function(SHOWN)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.evaluate(PAINTED)
    page.wait_for_function(SHOWN_HERE)
    page.evaluate(PAINTED)
    page.unroute("**/*.jpg")
    return float(page.evaluate("window.shift"))
