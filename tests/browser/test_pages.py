"""Every page as people see it: phone to wall screen, by day and by night, with scripts and without.

Screenshots are kept under var/shots/ for the eye; what a program can tell is asserted here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Literal

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from galleries.models import Photo, Stream
from tests.browser.hang import hang
from tests.cast import Actor, Cast, make_cast

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("picture_settings"),
    # The live server's threads leave their SQLite connections to the garbage collector.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

type Scheme = Literal["light", "dark"]

HEIGHTS = {360: 740, 768: 1024, 1440: 900, 2560: 1440}
LOOKS: list[tuple[int, Scheme]] = [
    (360, "light"),
    (360, "dark"),
    (768, "dark"),
    (1440, "light"),
    (1440, "dark"),
    (2560, "light"),
]
SHOTS = Path(settings.BASE_DIR) / "var" / "shots"
WATCH = """
window.shift = 0; window.violations = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
}).observe({type: "layout-shift", buffered: true});
document.addEventListener("securitypolicyviolation",
  (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
"""

SHOWN = """() => [...document.images].every((image) =>
  image.getBoundingClientRect().top > innerHeight || (image.complete && image.naturalWidth > 0))"""


@dataclass(frozen=True)
class World:
    """Alice's photostream of 200 photos, and where to look at it."""

    url: str
    cast: Cast
    photos: list[Photo]

    def photo_shaped(self, low: float, high: float) -> str:
        """The address of a photo of hers whose width is so many times its height."""
        for photo in self.photos[5:]:
            width, height = photo.sizes["b"]
            if low <= width / height <= high and photo.visibility != 1 and photo.media == "photo":
                return f"/photos/alice/{photo.pk}/"
        raise LookupError(f"{low} to {high}")


@pytest.fixture
def world(live_server: LiveServer, picture_host: str) -> World:
    cast = make_cast()
    photos = hang(cast.alice, picture_host)
    now = timezone.now()
    keep(cast.alice, in_step_at=now - timedelta(minutes=4), due_at=now + timedelta(hours=1))
    return World(live_server.url, cast, photos)


def keep(actor: Actor, **fields: object) -> Stream:
    stream = Stream(
        connection=actor.connection, kind=Stream.Kind.PHOTOSTREAM, interval_s=600, **fields
    )
    stream.save()
    return stream


PAGES = {
    "welcome": ("visitor", "/"),
    "home": ("alice", "/"),
    "photostream": ("alice", "/photos/alice/"),
    "photo": ("alice", "landscape"),
    "photo-tall": ("alice", "tall"),
    "photo-wide": ("alice", "wide"),
    "photo-long": ("alice", "long"),
    "sync": ("alice", "/sync/"),
    "copying": ("bob", "/sync/"),
    "copying-home": ("bob", "/"),
    "invitation": ("stranger", "/sync/"),
    "about": ("visitor", "/about/"),
    "sign-in": ("visitor", "/sign-in/"),
    "settings": ("alice", "/settings/"),
    "not-found": ("visitor", "/photos/nobody/"),
}


def address(world: World, name: str) -> str:
    shapes = {"landscape": (1.4, 1.6), "tall": (0.3, 0.7), "wide": (2.3, 3.1)}
    path = PAGES[name][1]
    if path == "long":
        photo = next(photo for photo in world.photos if photo.title.startswith("Donau"))
        path = f"/photos/alice/{photo.pk}/"
    if path in shapes:
        path = world.photo_shaped(*shapes[path])
    return world.url + path


def prepare(world: World, name: str) -> None:
    if name.startswith("copying"):
        now = timezone.now()
        keep(
            world.cast.bob,
            due_at=now,
            walk=Stream.Walk.FULL,
            walk_began_at=now - timedelta(minutes=3),
            done=4500,
            total=8120,
        )


@contextmanager
def window(
    browser: Browser,
    world: World,
    who: str,
    *,
    width: int = 1440,
    scheme: Scheme = "light",
    scripts: bool = True,
) -> Iterator[tuple[BrowserContext, Page, list[str]]]:
    """A browser of somebody, and what its console complains about."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        java_script_enabled=scripts,
        has_touch=width < 700,
    )
    actor: Actor = getattr(world.cast, who)
    if actor.maybe_user is not None:
        value = actor.client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": world.url}])
    complaints: list[str] = []
    page = context.new_page()
    page.add_init_script(WATCH)
    page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    try:
        yield context, page, complaints
    finally:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_well_everywhere(browser: Browser, world: World, name: str) -> None:
    prepare(world, name)
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width, scheme in LOOKS:
        with window(browser, world, PAGES[name][0], width=width, scheme=scheme) as seen:
            _, page, complaints = seen
            page.goto(address(world, name), wait_until="load")
            page.wait_for_function(SHOWN)
            page.screenshot(path=SHOTS / f"{name}-{width}-{scheme}.png")
            where = f"{name} at {width} px, {scheme}"
            if name == "not-found":
                complaints = [told for told in complaints if "404" not in told]
            assert complaints == [], where
            assert page.evaluate("window.violations") == [], where
            assert page.evaluate("window.shift") == 0, where
            overflow = "document.documentElement.scrollWidth - innerWidth"
            assert page.evaluate(overflow) <= 0, where


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_without_scripts(browser: Browser, world: World, name: str) -> None:
    prepare(world, name)
    with window(browser, world, PAGES[name][0], width=360, scripts=False) as (_, page, _):
        page.goto(address(world, name), wait_until="load")
        assert page.locator("h1").first.is_visible()
        assert page.locator(".needs-scripts:visible").count() == 0


def test_the_pager_and_the_stage_work_without_scripts(browser: Browser, world: World) -> None:
    with window(browser, world, "alice", scripts=False) as (_, page, _):
        page.goto(f"{world.url}/photos/alice/")
        page.get_by_role("link", name="Older").click()
        assert "?after=" in page.url
        page.locator(".photo-card__link").first.click()
        page.get_by_role("link", name="Older photo").click()
        assert page.url.endswith(f"/{world.photos[31].pk}/")
        page.get_by_role("button", name="Menu of Alice").click()
        page.get_by_role("button", name="Sign out").click()
        assert page.get_by_role("link", name="Sign in").is_visible()


def test_arrows_move_between_photos_and_a_key_can_be_switched_off(
    browser: Browser, world: World
) -> None:
    with window(browser, world, "alice") as (_, page, complaints):
        first, second = (f"{world.url}/photos/alice/{photo.pk}/" for photo in world.photos[:2])
        page.goto(first)
        page.keyboard.press("ArrowRight")
        page.wait_for_url(second)
        page.keyboard.press("Control+ArrowLeft")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(first)

        page.keyboard.press("?")
        dialog = page.get_by_role("dialog", name="Keys")
        assert dialog.is_visible()
        page.keyboard.press("ArrowRight")  # never while a dialog is open
        dialog.get_by_label("older photo or page").uncheck()
        page.keyboard.press("Escape")
        assert not dialog.is_visible()
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
        assert page.url == first

        page.reload()
        page.keyboard.press("ArrowRight")  # still off
        page.keyboard.press("?")
        assert not dialog.get_by_label("older photo or page").is_checked()
        assert page.url == first
        assert complaints == []


def test_keys_are_letters_where_somebody_writes(browser: Browser, world: World) -> None:
    with window(browser, world, "alice") as (_, page, _):
        page.goto(f"{world.url}/photos/alice/{world.photos[0].pk}/")
        page.evaluate("document.querySelector('main').append(document.createElement('input'))")
        page.locator("main input").focus()
        page.keyboard.press("?")
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(200)
        assert page.locator("main input").input_value() == "?"
        assert page.url.endswith(f"/{world.photos[0].pk}/")


def test_the_bar_moves_while_somebody_watches_and_stops_when_it_is_done(
    browser: Browser, world: World
) -> None:
    prepare(world, "copying")
    stream = Stream.objects.get(connection=world.cast.bob.connection)
    with window(browser, world, "bob") as (_, page, complaints):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{world.url}/sync/")
        Stream.objects.filter(pk=stream.pk).update(done=8000)
        page.get_by_text("8,000 of 8,120").wait_for(timeout=8000)
        now = timezone.now()
        Stream.objects.filter(pk=stream.pk).update(
            walk=Stream.Walk.NONE, in_step_at=now, due_at=now + timedelta(hours=1)
        )
        page.get_by_text("In step with Flickr").wait_for(timeout=8000)
        asked.clear()
        page.wait_for_timeout(4500)
        assert asked == []
        assert page.evaluate("window.violations") == []
        assert complaints == []


def test_a_photo_grows_from_its_card(browser: Browser, world: World) -> None:
    noted = """addEventListener("pagereveal", (event) => setTimeout(() => {
      window.grew = event.viewTransition && document.querySelector(".stage img").style
        .viewTransitionName;
    }))"""
    with window(browser, world, "alice") as (_, page, complaints):
        page.add_init_script(noted)
        page.goto(f"{world.url}/photos/alice/")
        page.locator(".photo-card__link").first.click()
        page.wait_for_function("() => window.grew === 'photo'")
        page.wait_for_function(
            "() => document.querySelector('.stage img').style.viewTransitionName === ''"
        )
        assert page.evaluate("window.violations") == []
        assert complaints == []


def test_everything_can_be_reached_by_keyboard_and_the_focus_shows(
    browser: Browser, world: World
) -> None:
    with window(browser, world, "alice") as (_, page, _):
        page.goto(f"{world.url}/photos/alice/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        for _ in range(12):
            page.keyboard.press("Tab")
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) == "solid"


@pytest.mark.parametrize("path", ["/", "/photos/alice/", "/sync/", "/about/"])
def test_what_one_touches_is_large_enough(browser: Browser, world: World, path: str) -> None:
    small = """() => [...document.querySelectorAll("button, .button, nav a, .photo-card__flickr")]
      .filter((element) => element.checkVisibility())
      .map((element) => [element.className, element.getBoundingClientRect()])
      .filter(([, box]) => box.width < 44 || box.height < 44).map(([name]) => name)"""
    with window(browser, world, "alice", width=360) as (_, page, _):
        page.goto(world.url + path)
        assert page.evaluate(small) == []
