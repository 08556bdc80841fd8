"""What stands under a photo comes by itself once it is seen, and not before."""

from collections.abc import Callable

from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from galleries.models import Photo, Stream
from tests.browser.test_hands import pytestmark
from tests.browser.world import WATCH
from tests.simulated import Town

__all__ = ["pytestmark"]


def test_the_part_is_asked_for_when_it_is_seen_and_takes_its_place_quietly(
    browser: Browser,
    live_server: LiveServer,
    picture_settings: None,
    forgiven: list[str],
    make_town: Callable[..., Town],
) -> None:
    town = make_town(scale=60)
    forgiven.append("ERR_NAME_NOT_RESOLVED")  # this town has no pictures
    ingrid = town.join(town.simulator.world.member("ingrid").nsid, Stream.Kind.PHOTOSTREAM)
    town.sync_until_quiet()
    photo = Photo.objects.filter(visibility=1, safety=0).order_by("-comments")[0]
    client = Client()
    client.force_login(ingrid)
    before = town.calls()
    context = browser.new_context(viewport={"width": 1440, "height": 700})
    value = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    page = context.new_page()
    page.add_init_script(WATCH)
    try:
        page.goto(f"{live_server.url}/photos/{ingrid.nsid}/{photo.pk}/", wait_until="load")
        page.evaluate("window.scrollTo(0, 0)")
        page.wait_for_timeout(500)
        assert town.calls() == before, "below the fold: nobody has seen it"
        page.locator(".talk__ask").scroll_into_view_if_needed()
        page.locator(".comment:visible").first.wait_for()
        assert page.get_by_text("As Flickr told it").is_visible()
        assert page.locator(".talk__ask").count() == 0
        page.wait_for_timeout(300)
        assert town.calls() == before + 4, "once"
        assert page.evaluate("window.violations") == []
        assert page.evaluate("window.shift") == 0
    finally:
        context.close()
