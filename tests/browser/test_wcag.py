"""What axe cannot tell: what has the focus can be seen (2.4.11), whatever is swiped has a link
(2.5.7), and what one aims at is large enough (2.5.8). On every page, on a phone and on a desk.

That keys can be switched off (2.1.4) is in ``test_keys``.
"""

import pytest
from playwright.sync_api import Browser

from tests.browser.everything import fill, visits
from tests.browser.test_hands import pytestmark
from tests.browser.world import World

__all__ = ["pytestmark"]

# Puts the focus on everything that takes it, in the order of the page and back, as Tab and
# Shift+Tab do, and tells what stands under something else or out of sight then.
HIDDEN = """() => {
  const TAKES = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const all = [...document.querySelectorAll(TAKES)].filter((element) => !element.disabled);
  const hidden = [];
  for (const element of [...all, ...all.reverse()]) {
    element.focus();
    if (document.activeElement !== element) continue;  // closed in a menu, dialog or details
    const box = element.getBoundingClientRect();
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    const spots = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) =>
      [left + x * (right - left), top + y * (bottom - top)]));
    const isSeen = ([x, y]) => {
      const found = document.elementFromPoint(x, y);
      return found && (element.contains(found) || found.contains(element) ||
        [...element.labels ?? []].some((label) => label.contains(found)));
    };
    const seen = spots.filter(isSeen).length;
    if (left >= right || top >= bottom || seen < 3) {
      hidden.push(`${element.outerHTML.slice(0, 120)} (${seen} of 9 spots)`);
    }
  }
  return hidden;
}"""

# Targets below 24 by 24 px that are neither within a line of text nor far enough from others:
# a circle of 24 px around each meets no other target, and no other such circle.
SMALL = """() => {
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary";
  const isOfALine = (element) => getComputedStyle(element).display === "inline" &&
    [...element.parentNode.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const all = [...document.querySelectorAll(TARGETS)]
    .filter((element) => element.checkVisibility({visibilityProperty: true}) &&
      !element.classList.contains("skip-link"))
    // A label presses what it is of.
    .map((element) => ({element,
      box: (element.closest("label") ?? element).getBoundingClientRect()}))
    .map((one) => ({...one, isSmall: one.box.width < 24 || one.box.height < 24,
      x: one.box.left + one.box.width / 2, y: one.box.top + one.box.height / 2}));
  const small = all.filter((one) => one.isSmall && !isOfALine(one.element));
  const gap = (one, box) => Math.hypot(
    Math.max(box.left - one.x, 0, one.x - box.right),
    Math.max(box.top - one.y, 0, one.y - box.bottom));
  return small.filter((one) => all.some((other) => other !== one && (
    other.isSmall ? Math.hypot(one.x - other.x, one.y - other.y) < 24 : gap(one, other.box) < 12)))
    .map(({element, box}) => `${element.outerHTML.slice(0, 120)} ${box.width} × ${box.height}`);
}"""

# What is drawn with a finger or a mouse, and has no link that does the same.
ONLY_DRAWN = """() => [
  ...[...document.querySelectorAll("[data-behaviour~=swipe]")]
    .filter((stage) => !stage.querySelector("a[rel=prev], a[rel=next]")),
  ...document.querySelectorAll("[draggable=true], [data-behaviour~=sort]"),
].map((element) => element.outerHTML.slice(0, 120))"""

# Our own aim for what is pressed most, on a touch screen.
BELOW_44 = """() => [...document.querySelectorAll(
    "button, .button, nav a, summary, .photo-card__flickr, input:not([type=hidden]), textarea")]
  .filter((element) => element.checkVisibility({visibilityProperty: true}))
  .map((element) => element.closest("label") ?? element)
  .map((element) => [element, element.getBoundingClientRect()])
  .filter(([, box]) => box.width < 43.9 || box.height < 43.9)
  .map(([element, box]) => `${element.outerHTML.slice(0, 120)} ${box.width} × ${box.height}`)"""


@pytest.mark.timeout(900)
@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_is_hidden_too_small_or_only_for_who_can_draw(
    browser: Browser, world: World, forgiven: list[str], width: int
) -> None:
    fill(world)
    forgiven.append("404")  # the page that says that nothing is there
    faults = []
    for name, page in visits(browser, world, width=width):
        found = page.evaluate(SMALL) + page.evaluate(HIDDEN) + page.evaluate(ONLY_DRAWN)
        if width == 360:
            found += page.evaluate(BELOW_44)
        faults += [f"{name}: {fault}" for fault in found]
    assert faults == [], "\n".join(faults)


def test_tab_goes_through_a_wall_and_never_under_the_bar(browser: Browser, world: World) -> None:
    """By real keys, to see that the script above tells the truth."""
    above_the_bar = """() => {
      const element = document.activeElement, bar = document.querySelector(".site-nav");
      return bar.contains(element) ||
        element.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top;
    }"""
    for _, page in visits(browser, world, ("photostream",), width=360):
        for _ in range(40):
            page.keyboard.press("Tab")
            assert page.evaluate(above_the_bar), page.evaluate("document.activeElement.outerHTML")
