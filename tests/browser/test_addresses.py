"""No page is forgotten: every address that shows one is among those that all the tests look at."""

from urllib.parse import urlsplit

from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.browser.everything import fill
from tests.browser.pages import PAGES, address
from tests.browser.test_hands import pytestmark
from tests.browser.world import World

__all__ = ["pytestmark"]

# They do something and lead elsewhere, or answer with a file or a part of a page.
NO_PAGES = {
    *("flickr_login", "sign_out", "switches", "disconnect", "export", "healthz"),
    *("readyz", "metrics"),
    *("talk", "fave", "comment", "withdraw_deed", "try_deed_again", "outbox_not_now"),
    *("keep_group", "stop_group", "look_now"),
    *("begin_gallery", "gallery_about", "gallery_state", "gallery_many", "gallery_write"),
    *("add_section", "gallery_section", "change_curators", "say"),
    *("galleries_feed", "gallery_feed", "robots", "sitemap", "sitemap_of"),
    "answer_report",
    *("change_tray", "hang_tray", "tray_marks"),
    *("section_words", "gallery_preview", "gallery_undo", "told_of_gallery"),
    *(
        "open_desk",
        "close_desk",
        "add_reason",
        "desk_reason",
        "hand_over_desk",
        "take_back_removals",
    ),
    *("take_sheet", "extend_sheet", "give_back_sheet", "decide", "undo_verdict", "unfold_burst"),
    *("desk_log_csv", "desk_log_json"),
    *("run_stream", "pause_stream", "go_on_stream", "reset_stream"),
}


def test_every_address_that_shows_a_page_is_looked_at(world: World) -> None:
    fill(world)
    seen = {resolve(urlsplit(address(world, name)).path).url_name for name in PAGES}
    assert names(get_resolver()) - seen == NO_PAGES


def names(resolver: URLResolver) -> set[str]:
    """Of all addresses; those without a name lead to others."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            found |= {pattern.name} if pattern.name else set()
        else:
            found |= names(pattern)
    return found
