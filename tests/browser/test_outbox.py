"""A guest writes under a photo, for the first time: asked for permission, sent, changed, deleted.

The browser, the pages and the worker are real; only Flickr is simulated. The worker comes by
when the story says so, so that one sees what waits.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Locator, Page, Route
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from galleries.models import Comment, OutboxItem, Photo, Stream
from galleries.sync import tasks
from galleries.sync.schedule import due_outboxes
from tests.browser.test_hands import pytestmark
from tests.browser.world import HEIGHTS, WATCH
from tests.simulated import Town

__all__ = ["pytestmark"]

WORDS = "How long did you wait for the light?"
OTHER_WORDS = "How very long did you wait?"


@dataclass
class Guest:
    """Yael, who has never been here, and a photo of Ingrid's that everybody may see."""

    town: Town
    url: str
    photo: Photo
    page: Page
    before: int = field(init=False)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.before = len(self.town.simulator.comments.on(self.photo.pk))

    @property
    def nsid(self) -> str:
        return self.town.simulator.world.member("yael").nsid

    @property
    def address(self) -> str:
        return f"{self.url}/photos/{self.photo.owner.who}/{self.photo.pk}/"

    def sign_in(self) -> None:
        self.page.goto(self.address)
        self.page.get_by_role("link", name="Sign in to fave").click()
        self.page.get_by_role("button", name="Go to Flickr and sign in").click()
        self.allow()
        self.page.wait_for_url(self.address)

    def allow(self) -> None:
        """Press Yael's button on Flickr's page."""
        self.page.wait_for_url("**/services/oauth/authorize?*")
        self.page.locator(f'button[value="{self.nsid}"]').first.click()

    def write(self, words: str) -> None:
        self.page.get_by_label("Your comment").fill(words)
        self.page.get_by_role("button", name="Write it on Flickr").click()

    def remark(self, words: str) -> Locator:
        return self.page.locator(".comment", has_text=words)

    @property
    def on_flickr(self) -> list[str]:
        """What stands under the photo on Flickr that did not stand there before."""
        comments = self.town.simulator.comments.on(self.photo.pk)
        return [comment.text for comment in comments][self.before :]


def worker_comes_by() -> None:
    for user_id in due_outboxes(now=timezone.now()):
        tasks.send(user_id)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def town(
    make_town: Callable[..., Town], settings: Settings, picture_settings: None, picture_host: str
) -> Iterator[Town]:
    """A town whose consent page a browser can open; Ingrid has shown her photos here."""
    town = make_town(scale=60)
    server = make_server("127.0.0.1", 0, town.simulator.wsgi, handler_class=_Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    site = f"http://127.0.0.1:{server.server_port}"
    town.simulator.site_url, town.simulator.static_url = site, picture_host
    settings.FLICKR_AUTHORIZE_URL = f"{site}/services/oauth/authorize"
    forms = [*settings.SECURE_CSP["form-action"], site]
    settings.SECURE_CSP = {**settings.SECURE_CSP, "form-action": forms}
    town.join(town.simulator.world.member("ingrid").nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    User.objects.update(shows_photos=True)
    yield town
    server.shutdown()
    server.server_close()


@contextmanager
def guest(
    browser: Browser, live_server: LiveServer, town: Town, *, scripts: bool
) -> Iterator[Guest]:
    context = browser.new_context(
        viewport={"width": 360, "height": HEIGHTS[360]}, java_script_enabled=scripts
    )
    photo = Photo.objects.filter(visibility=1, safety=0).order_by("-comments", "pk")[0]
    yael = Guest(town, live_server.url, photo, context.new_page())
    if scripts:
        yael.page.add_init_script(WATCH)
    yael.page.on("pageerror", lambda error: yael.complaints.append(str(error)))
    yael.page.on(
        "console",
        lambda told: yael.complaints.append(told.text) if told.type == "error" else None,
    )
    try:
        yield yael
        assert yael.complaints == []
    finally:
        context.close()


def test_a_new_guest_writes_a_comment_and_watches_it_being_sent(
    browser: Browser, live_server: LiveServer, town: Town
) -> None:
    with guest(browser, live_server, town, scripts=True) as yael:
        page = yael.page
        yael.sign_in()
        yael.write(WORDS)
        page.wait_for_url("**/outbox/permission/?next=*")
        assert page.get_by_role("heading", name="May this site write on Flickr").is_visible()
        assert page.locator(".deed").get_by_text(WORDS).is_visible()
        worker_comes_by()
        assert yael.on_flickr == [], "nothing without permission"

        page.get_by_role("button", name="Go to Flickr and allow it").click()
        yael.allow()
        page.wait_for_url(f"{yael.address}#write")
        assert yael.remark(WORDS).get_by_text("Being sent…").is_visible()
        assert page.get_by_label("Your comment").input_value() == ""

        page.get_by_label("Your comment").fill("Half a sent")
        worker_comes_by()
        page.get_by_text("Sent: Flickr has it.").wait_for()
        assert yael.on_flickr == [WORDS]
        assert page.locator(".comment--unsent").count() == 0
        assert yael.remark(WORDS).count() == 1
        assert page.get_by_label("Your comment").input_value() == "Half a sent", "left alone"

        yael.remark(WORDS).get_by_role("link", name="Edit").click()
        assert page.get_by_label("Your words").input_value() == WORDS
        page.get_by_label("Your words").fill(OTHER_WORDS)
        page.get_by_role("button", name="Write it on Flickr").click()
        page.wait_for_url(f"{yael.address}#talk")
        changed = yael.remark(OTHER_WORDS)
        assert changed.get_by_text("You changed this. Being sent…").is_visible()
        worker_comes_by()
        page.get_by_text("Sent: Flickr has it.").wait_for()
        assert yael.on_flickr == [OTHER_WORDS]
        assert changed.get_by_text("You changed this.").count() == 0

        changed.get_by_role("link", name="Delete").click()
        page.get_by_role("button", name="Delete it on Flickr").click()
        page.wait_for_url(f"{yael.address}#talk")
        assert changed.get_by_text("You delete this. Being sent…").is_visible()
        worker_comes_by()
        page.get_by_text("Sent: Flickr has it.").wait_for()
        assert changed.count() == 0
        assert yael.on_flickr == []
        assert page.evaluate("window.violations") == []


def test_the_same_without_scripts(browser: Browser, live_server: LiveServer, town: Town) -> None:
    with guest(browser, live_server, town, scripts=False) as yael:
        page = yael.page
        yael.sign_in()
        yael.write(WORDS)
        page.get_by_role("button", name="Go to Flickr and allow it").click()
        yael.allow()
        page.wait_for_url(f"{yael.address}#write")
        assert yael.remark(WORDS).get_by_text("Being sent…").is_visible()
        # Chromium shows no <noscript> when a test has switched the scripts off.
        assert "Reload to see whether it was sent." in page.content()
        worker_comes_by()
        page.reload()
        assert "Reload to see" not in page.content()
        assert page.locator(".comment--unsent").count() == 0
        assert yael.on_flickr == [WORDS]

        yael.remark(WORDS).get_by_role("link", name="Edit").click()
        page.get_by_label("Your words").fill(OTHER_WORDS)
        page.get_by_role("button", name="Write it on Flickr").click()
        assert yael.remark(OTHER_WORDS).get_by_text("Being sent…").is_visible()
        worker_comes_by()
        page.reload()
        assert yael.on_flickr == [OTHER_WORDS]

        yael.remark(OTHER_WORDS).get_by_role("link", name="Delete").click()
        page.get_by_role("button", name="Delete it on Flickr").click()
        worker_comes_by()
        page.reload()
        assert yael.remark(OTHER_WORDS).count() == 0
        assert yael.on_flickr == []


def test_not_now_sends_nothing_and_leads_back(
    browser: Browser, live_server: LiveServer, town: Town
) -> None:
    with guest(browser, live_server, town, scripts=True) as yael:
        yael.sign_in()
        yael.page.get_by_role("button", name="Fave", exact=True).click()
        yael.page.wait_for_url("**/outbox/permission/?next=*")
        yael.page.get_by_role("button", name="Not now").click()
        yael.page.wait_for_url(yael.address)
        assert yael.page.locator("#fave-button").get_attribute("aria-pressed") == "false"
        assert OutboxItem.objects.get().state == "withdrawn"


def test_a_key_faves_and_says_so_without_leaving_the_photo(
    browser: Browser, live_server: LiveServer, town: Town
) -> None:
    with guest(browser, live_server, town, scripts=True) as yael:
        page, button = yael.page, yael.page.locator("#fave-button")
        yael.sign_in()
        page.keyboard.press("f")
        page.wait_for_url("**/outbox/permission/?next=*")
        page.get_by_role("button", name="Go to Flickr and allow it").click()
        yael.allow()
        page.wait_for_url(yael.address)
        assert button.get_attribute("aria-pressed") == "true"
        worker_comes_by()
        page.get_by_text("Sent: Flickr has it.").wait_for()
        assert page.locator(".fave__state").inner_text() == ""
        page.keyboard.press("f")
        page.locator("#fave-button[aria-pressed=false]").wait_for()
        page.locator(".fave__state", has_text="Being sent…").wait_for()
        page.keyboard.press("f")
        page.locator("#fave-button[aria-pressed=true]").wait_for()
        assert [item.state for item in OutboxItem.objects.order_by("pk")] == ["sent", "withdrawn"]
        page.get_by_label("Your comment").click()
        page.keyboard.press("f")
        page.wait_for_timeout(200)
        assert page.get_by_label("Your comment").input_value() == "f"
        assert OutboxItem.objects.count() == 2, "a letter where somebody writes"


def test_what_somebody_types_stays_when_flickr_answers_meanwhile(
    browser: Browser, live_server: LiveServer, town: Town
) -> None:
    held: list[Route] = []
    with guest(browser, live_server, town, scripts=True) as yael:
        page, address = yael.page, f"**/{yael.photo.pk}/talk/"
        page.route(address, lambda route: held.append(route))
        yael.sign_in()
        page.locator(".talk__ask").scroll_into_view_if_needed()
        page.get_by_label("Your comment").click()
        page.keyboard.type("Half a ")
        for _ in range(600):
            if not held:
                page.wait_for_timeout(50)
        held[0].continue_()
        page.locator(".comment:visible").first.wait_for()
        page.keyboard.type("sentence")
        assert page.get_by_label("Your comment").input_value() == "Half a sentence"
        assert Comment.objects.exists()
