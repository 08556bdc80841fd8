"""Whatever people wrote, a page stays as wide as the phone, and asks nobody else for anything."""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Browser
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_hands import pytestmark
from tests.hostile_flickr import everything_of, make_hostile
from tests.simulated import Town
from tests.views.test_hostile_text import client_of, pages

__all__ = ["pytestmark"]

TOO_WIDE = """() => {
  const page = document.documentElement, over = page.scrollWidth - innerWidth;
  return over <= 0 ? [] : [...document.querySelectorAll("main *")]
    .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((element) => `${over} px: ${element.outerHTML.slice(0, 100)}`);
}"""


def test_no_words_make_a_page_wider_than_a_phone(
    browser: Browser,
    live_server: LiveServer,
    settings: Settings,
    picture_settings: None,
    picture_host: str,
    forgiven: list[str],
    make_town: Callable[..., Town],
) -> None:
    town = make_town(scale=60, pool_scale=40)
    town.simulator.static_url = picture_host
    make_hostile(town)
    ingrid = everything_of(town, "ingrid")
    settings.OPERATOR = [ingrid.nsid]
    value = client_of(ingrid).cookies["sessionid"].value
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page = context.new_page()
    page.route("**/*.jpg", lambda route: route.abort())
    forgiven += ["ERR_FAILED", "404"]  # the pictures that are not wanted here
    hosts = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).hostname))
    wide = {}
    for address in pages(ingrid.nsid, each=3):
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        wide[address] = page.evaluate(TOO_WIDE)
        assert page.evaluate("typeof owned") == "undefined", "or somebody's script has run"
    assert {address: each for address, each in wide.items() if each} == {}
    assert hosts == {"localhost", "127.0.0.1"}
    context.close()
