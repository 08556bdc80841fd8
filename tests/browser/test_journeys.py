"""From the first page to a photo, on to others, and back to where one was; and by keys alone."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.by_keys import enter, tab_to
from tests.browser.everything import LISTS, fill, visits
from tests.browser.test_hands import pytestmark
from tests.browser.test_live_parts import SOON_MS, let_write
from tests.browser.test_outbox import guest, town, worker_comes_by
from tests.browser.world import World, window
from tests.simulated import Town

__all__ = ["pytestmark", "town"]

CARD = ".photo-card__link"
IS_IN_SIGHT = """(card) => {
  const box = card.getBoundingClientRect();
  return document.activeElement === card && box.bottom > 0 && box.top < innerHeight;
}"""
GREW = """addEventListener("pagereveal", (event) => setTimeout(() => {
  const shown = document.querySelector("[style*=view-transition-name] , img[style*=photo]");
  window.grew = event.viewTransition ? (shown ?? "nothing") && shown.className : "no transition";
}))"""

type Follow = Callable[[Page, Locator], None]


def press(page: Page, link: Locator) -> None:
    link.click()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("follow", [press, enter])
def test_from_home_to_a_favourite_and_two_more_and_back_to_the_same_place(
    browser: Browser, world: World, width: int, follow: Follow
) -> None:
    third = world.favourites[30 + 12 + 2]
    with window(browser, world, "alice", width=width) as (_, page, _):
        page.goto(f"{world.url}/")
        main = page.get_by_role("navigation", name="Main")
        follow(page, main.get_by_role("link", name="Favourites"))
        follow(page, page.locator(".pager__link[rel=next]"))
        page.wait_for_url("**/favorites/?after=*")
        wall = urlsplit(page.url).query
        follow(page, page.locator(CARD).nth(12))
        for place in (13, 14):
            page.wait_for_url(f"**/{world.favourites[30 + place - 1].pk}/in/favorites-alice/")
            if follow is enter:
                page.keyboard.press("ArrowRight")
            else:
                page.locator(".stage a[rel=next]").click()
        page.wait_for_url(f"**/{third.pk}/in/favorites-alice/")
        follow(page, page.locator(".photo__back a"))
        page.wait_for_url(f"**/photos/alice/favorites/?{wall}")
        card = page.locator(f"{CARD}[data-photo='{third.pk}']")
        page.wait_for_function(f"() => document.activeElement.dataset.photo === '{third.pk}'")
        assert card.evaluate(IS_IN_SIGHT)
        has_ring = card.evaluate("(card) => card.matches(':focus-visible')")
        assert has_ring == (follow is enter), "a ring for those who need it"


@pytest.mark.parametrize("width", [360, 1440])
def test_back_in_history_leads_to_the_card_one_came_from(
    browser: Browser, world: World, width: int
) -> None:
    with window(browser, world, "alice", width=width) as (_, page, _):
        page.goto(f"{world.url}/photos/alice/")
        card = page.locator(CARD).nth(20)
        card.scroll_into_view_if_needed()
        stood = page.evaluate("scrollY")
        card.click()
        page.wait_for_url(f"**/{world.photos[20].pk}/")
        page.go_back()
        page.wait_for_function(
            f"() => document.activeElement.dataset.photo === '{world.photos[20].pk}'"
        )
        assert card.evaluate(IS_IN_SIGHT)
        page.wait_for_function(f"() => Math.abs(scrollY - {stood}) < 2")


def test_whoever_opens_a_list_anew_starts_at_its_top(browser: Browser, world: World) -> None:
    with window(browser, world, "alice") as (_, page, _):
        page.goto(f"{world.url}/photos/alice/{world.photos[12].pk}/")
        page.get_by_role("link", name="You", exact=True).click()
        page.wait_for_url(f"**/photos/{world.cast.alice.user.nsid}/")
        page.wait_for_load_state("load")
        assert page.evaluate("scrollY") == 0
        assert page.evaluate("document.activeElement === document.body")


def test_a_photo_grows_from_its_card_in_every_list(browser: Browser, world: World) -> None:
    fill(world)
    grown = []
    for name, page in visits(browser, world, LISTS, width=1440):
        page.add_init_script(GREW)
        page.locator(CARD).filter(has=page.locator("img")).first.click()
        page.wait_for_function("() => window.grew?.includes('stage__picture')")
        page.go_back()
        page.wait_for_function("() => window.grew?.includes('photo-card__picture')")
        grown.append(name)
    assert len(grown) == len(LISTS)


def test_the_next_photo_is_there_before_one_asks_for_it(browser: Browser, world: World) -> None:
    here, there = world.favourites[3], world.favourites[4]
    asked = []
    with window(browser, world, "alice") as (_, page, _):
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{world.url}/photos/{here.owner.who}/{here.pk}/in/favorites-alice/")
        page.wait_for_function(
            "(id) => performance.getEntriesByType('resource').some(({name}) => name.includes(id))",
            arg=f"/{there.pk}_",
        )
        assert any(f"/{there.pk}/in/favorites-alice/" in url for url in asked)
        pictures = [url for url in asked if f"/{there.pk}_" in url]
        page.keyboard.press("ArrowRight")
        page.wait_for_url(f"**/{there.pk}/in/favorites-alice/")
        shown = page.locator("img[data-photo]").evaluate("(picture) => picture.currentSrc")
        assert pictures == [shown], "the very file that the page then shows, and no other"


def test_nothing_is_fetched_ahead_where_data_is_dear(browser: Browser, world: World) -> None:
    here, there = world.photos[3], world.photos[4]
    asked = []
    with window(browser, world, "alice") as (_, page, _):
        page.add_init_script(
            "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
        )
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{world.url}/photos/alice/{here.pk}/", wait_until="load")
        page.evaluate("() => new Promise((done) => setTimeout(done, 400))")
    assert [url for url in asked if f"/{there.pk}" in url] == []


def test_a_comment_and_a_fave_by_keys_alone(
    browser: Browser, live_server: LiveServer, town: Town
) -> None:
    with guest(browser, live_server, town, scripts=True) as yael:
        page = yael.page
        yael.sign_in()
        let_write(yael)
        page.reload()
        page.keyboard.press("f")
        expect(page.locator("#fave-button")).to_have_attribute("aria-pressed", "true")
        field, button = page.get_by_label("Your comment"), page.locator("#write button")
        tab_to(page, field)
        page.keyboard.type("Why f?")
        enter(page, button)
        expect(page.locator(".comment--unsent", has_text="Why f?")).to_contain_text("Being sent")
        worker_comes_by()
        worker_comes_by()
        expect(page.locator(".remarks__news")).to_have_text("Sent: Flickr has it.", timeout=SOON_MS)
        assert yael.on_flickr == ["Why f?"]


def test_keys_are_switched_off_one_by_one_or_all_at_once_and_stay_off(
    browser: Browser, world: World
) -> None:
    here, there = (f"{world.url}/photos/alice/{photo.pk}/" for photo in world.photos[3:5])
    with window(browser, world, "alice") as (context, page, _):
        page.goto(here)
        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keys")
        single = dialog.locator("li input")
        assert single.count() == page.evaluate(
            "async () => (await (await fetch('/static/js/keys.js')).text())"
            ".match(/NAMES = \\{(.*)\\}/)[1].split(',').length"
        ), "every key has its switch"
        all_keys = dialog.get_by_label("All of these keys")
        all_keys.focus()
        page.keyboard.press("Space")
        expect(single.first).to_be_disabled()
        page.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        for tab in (page, context.new_page()):  # in this browser, not in this window
            tab.goto(here)
            for key in ("?", "ArrowRight", "f", "z"):
                tab.keyboard.press(key)
            expect(tab.get_by_role("dialog")).to_have_count(0)
            assert tab.url == here
        page.get_by_role("contentinfo").get_by_role("button", name="Keys").click()
        expect(all_keys).not_to_be_checked()
        all_keys.check()
        expect(single.first).to_be_enabled()
        page.keyboard.press("Escape")
        expect(page.get_by_role("contentinfo").get_by_role("button", name="Keys")).to_be_focused()
        page.keyboard.press("ArrowRight")
        page.wait_for_url(there)


def test_visitors_reach_the_switch_as_well(browser: Browser, world: World) -> None:
    fill(world)
    for _, page in visits(browser, world, ("photo-of-visitor",), width=360):
        page.get_by_role("button", name="Keys").click()
        expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
