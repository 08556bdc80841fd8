"""A finger draws the next photo in, and never when it means something else."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_hands import pytestmark
from tests.browser.world import World, window

__all__ = ["pytestmark"]

type Draw = Callable[[tuple[float, float], tuple[float, float]], None]

LEFT, RIGHT = ((300.0, 200.0), (80.0, 210.0)), ((60.0, 200.0), (280.0, 190.0))


@contextmanager
def phone(browser: Browser, world: World) -> Iterator[tuple[Page, Draw]]:
    """Alice's telephone, and a finger that is drawn from here to there."""
    with window(browser, world, "alice", width=360) as (context, page, _):
        session = context.new_cdp_session(page)

        def touch(kind: str, *points: tuple[float, float]) -> None:
            told = [{"x": x, "y": y} for x, y in points]
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": told})

        def draw(begin: tuple[float, float], end: tuple[float, float]) -> None:
            touch("touchStart", begin)
            for step in (0.25, 0.5, 0.75, 1):
                spot = tuple(a + step * (b - a) for a, b in zip(begin, end, strict=True))
                touch("touchMove", (spot[0], spot[1]))
            touch("touchEnd")

        yield page, draw


def stays(page: Page, address: str) -> None:
    """Nothing was followed: the browser has had the time to say where it goes."""
    page.evaluate("() => new Promise((done) => setTimeout(done, 150))")
    assert page.url == address
    assert page.locator("img[data-photo]").evaluate("(picture) => picture.style.translate") == ""


@pytest.mark.parametrize("tail", ["", "in/favorites-alice/"])
def test_a_finger_draws_the_next_photo_in_and_the_last_one_back(
    browser: Browser, world: World, tail: str
) -> None:
    photos = world.favourites if tail else world.photos
    places = [f"{world.url}/photos/{p.owner.who}/{p.pk}/{tail}" for p in photos[3:5]]
    with phone(browser, world) as (page, draw):
        page.goto(places[0])
        draw(*LEFT)
        page.wait_for_url(places[1])
        draw(*RIGHT)
        page.wait_for_url(places[0])


def test_a_finger_that_means_something_else_stays_on_the_photo(
    browser: Browser, world: World
) -> None:
    here = f"{world.url}/photos/alice/{world.photos[3].pk}/"
    with phone(browser, world) as (page, draw):
        page.goto(here)
        draw((200, 260), (190, 60))  # scrolls
        stays(page, here)
        page.evaluate("window.scrollTo(0, 0)")
        draw((200, 200), (170, 200))  # too little
        stays(page, here)
        draw((4, 200), (240, 200))  # the phone's own way back
        stays(page, here)
        page.mouse.move(300, 200)
        page.mouse.down()
        page.mouse.move(80, 200, steps=3)
        page.mouse.up()
        stays(page, here)


def test_a_finger_on_a_page_that_is_zoomed_moves_the_page(browser: Browser, world: World) -> None:
    here = f"{world.url}/photos/alice/{world.photos[3].pk}/"
    with phone(browser, world) as (page, draw):
        page.goto(here)
        page.context.new_cdp_session(page).send(
            "Emulation.setPageScaleFactor", {"pageScaleFactor": 2}
        )
        page.wait_for_function("() => visualViewport.scale > 1")
        draw((170, 100), (40, 100))
        stays(page, here)
        moves = "() => getComputedStyle(document.querySelector('.stage')).touchAction === 'auto'"
        page.wait_for_function(moves)


def test_a_photo_at_the_end_of_a_list_springs_back(browser: Browser, world: World) -> None:
    here = f"{world.url}/photos/alice/{world.photos[0].pk}/"
    with phone(browser, world) as (page, draw):
        page.goto(here)
        draw(*RIGHT)
        stays(page, here)


def test_who_asked_for_stillness_still_swipes_and_nothing_slides(
    browser: Browser, world: World
) -> None:
    places = [f"{world.url}/photos/alice/{photo.pk}/" for photo in world.photos[3:5]]
    with phone(browser, world) as (page, draw):
        page.emulate_media(reduced_motion="reduce")
        page.goto(places[0])
        page.evaluate("""() => {
          const picture = document.querySelector("img[data-photo]");
          new MutationObserver(() => console.error("it slid")).observe(picture,
            {attributeFilter: ["style"]});
        }""")
        draw(*LEFT)
        page.wait_for_url(places[1])
