"""A line of awards that somebody has opened stays open while the page asks how things stand."""

from playwright.sync_api import Browser

from galleries.models import Comment, OutboxItem
from tests.browser.outbox_scenes import put
from tests.browser.test_hands import pytestmark
from tests.browser.world import World, window
from tests.views.deed_scenes import let_write

__all__ = ["pytestmark"]

BANNER = '<i>Seen in</i> <a href="https://www.flickr.com/groups/fogonly/">Fog Only</a>'


def test_an_opened_line_stays_open(browser: Browser, world: World) -> None:
    photo = world.photos[5]
    first = Comment.objects.filter(photo=photo).order_by("written_at")[:2]
    Comment.objects.filter(pk__in=[one.pk for one in first]).update(text_html=BANNER)
    let_write(world.cast.alice)
    put(world.cast.alice, photo, OutboxItem.Verb.COMMENT, text="Lovely")
    with window(browser, world, "alice", width=360) as (_, page, _):
        asked: list[str] = []
        page.on("response", lambda answer: asked.append(answer.url))
        page.goto(f"{world.url}/photos/{photo.owner.who}/{photo.pk}/")
        line = page.get_by_text("2 awards and invitations")
        line.click()
        banner = page.get_by_role("link", name="Fog Only").first
        assert banner.is_visible()
        page.wait_for_timeout(5000)
        assert any("?turn=" in url for url in asked), "it did ask"
        assert banner.is_visible()
        line.click()
        assert not banner.is_visible()
