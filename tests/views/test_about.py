"""About, and the sign of life."""

import pytest
from django.test import Client

from tests.cast import Cast

NOTICE = "This product uses the Flickr API but is not endorsed or certified by SmugMug, Inc."


@pytest.mark.parametrize("who", ["visitor", "alice"])
def test_about_says_what_flickr_asks_for_and_how_to_leave(cast: Cast, who: str) -> None:
    page = getattr(cast, who).client.get("/about/").content.decode()
    assert page.count(NOTICE) == 2  # in the words and at the foot
    assert "How to leave" in page
    assert "Cookies" in page


@pytest.mark.parametrize("url", ["/", "/about/", "/sync/", "/photos/alice/", "/nowhere/"])
def test_the_notice_stands_at_the_foot_of_every_page(cast: Cast, url: str) -> None:
    assert NOTICE in cast.alice.client.get(url).content.decode()


def test_a_sign_of_life_asks_neither_session_nor_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.content == b"ok"
    assert not answer.cookies


def test_no_page_carries_inline_scripts_or_styles(cast: Cast) -> None:
    for url in ("/", "/about/", "/sync/", "/photos/alice/"):
        page = cast.alice.client.get(url).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert page.count("<script") == page.count('<script type="module" src=') + page.count(
            "<script src="
        )
