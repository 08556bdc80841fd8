"""The page of a photo while one stays on it: what is kept, what asks again, and for how long."""

import time

from playwright.sync_api import Browser, Request, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import FlickrConnection, User
from accounts.sealing import seal
from tests.browser.test_hands import pytestmark
from tests.browser.test_outbox import Guest, guest, town, worker_comes_by
from tests.simulated import Town

__all__ = ["pytestmark", "town"]

SOON_MS = 30_000


def let_write(yael: Guest) -> None:
    """Yael has given the permission before."""
    token, secret = yael.town.simulator.grant(yael.nsid, "write")
    user = User.objects.get(nsid=yael.nsid)
    FlickrConnection.objects.create(user=user, perms="write", sealed_token=seal(token, secret))


def test_a_comment_is_sent_while_the_next_one_is_typed(
    browser: Browser, live_server: LiveServer, town: Town
) -> None:
    with guest(browser, live_server, town, scripts=True) as yael:
        page, asked = yael.page, []

        def note(request: Request) -> None:
            if "turn=" in request.url:
                asked.append(request.url)

        page.on("request", note)
        yael.sign_in()
        let_write(yael)
        page.reload()
        field = page.get_by_label("Your comment")
        yael.write("   ")
        expect(page.get_by_role("alert")).to_have_text(
            "There is nothing in it yet. Write something first."
        )
        yael.write("Lovely.")
        mine = page.locator(".comment--unsent", has_text="Lovely.")
        expect(mine).to_contain_text("Being sent…")
        expect(field).to_have_value("")
        expect(page.get_by_role("alert")).to_have_count(0)
        assert page.url == yael.address, "one stays on the page"

        field.fill("A second thought")
        ends = time.monotonic() + SOON_MS / 1000
        while len(asked) < 2 and time.monotonic() < ends:
            page.wait_for_timeout(200)
        assert len(asked) >= 2, "it asks again by itself"
        worker_comes_by()
        expect(page.locator(".remarks__news")).to_have_text("Sent: Flickr has it.", timeout=SOON_MS)
        expect(mine).to_have_count(0)
        expect(field).to_have_value("A second thought")
        assert yael.on_flickr == ["Lovely."]

        asked.clear()
        page.wait_for_timeout(4500)
        assert asked == [], "nothing is on its way any more"
        assert page.evaluate("window.violations") == []


def test_a_page_that_asked_for_a_minute_asks_no_more(
    browser: Browser, live_server: LiveServer, town: Town
) -> None:
    with guest(browser, live_server, town, scripts=True) as yael:
        page = yael.page
        yael.sign_in()
        let_write(yael)
        page.reload()
        # The last turn but one, instead of a minute of waiting.
        page.route(
            "**/talk/?turn=1&*",
            lambda route: route.continue_(url=route.request.url.replace("turn=1&", "turn=29&")),
        )
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        yael.write("Lovely.")
        expect(page.locator(".remarks__news")).to_have_text(
            "Flickr takes longer than usual. Reload to see whether it was sent.", timeout=SOON_MS
        )
        asked.clear()
        page.wait_for_timeout(4500)
        assert [url for url in asked if "turn=" in url] == []
        expect(page.locator(".comment--unsent")).to_contain_text("Being sent…")
