"""What is synced may be closed on Flickr at any time: no cache and no search engine keeps it."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.urls import URLPattern

from galleries import urls
from tests.cast import Cast, make_album, make_favourite, make_photo, switch

# Every address of what was copied from Flickr, by its name; "" have none.
SYNCED = {
    "photostream": "/photos/alice/",
    "photo": "/photos/alice/{photo}/",
    "photo, as Flickr spells it": "/photos/alice/{photo}/in/photostream/",
    "favourites": "/photos/bob/favorites/",
    "photo_in": "/photos/alice/{photo}/in/favorites-bob/",
    "tagged_by": "/photos/alice/tags/fog/",
    "person": "/people/alice/",
    "albums": "/photos/alice/albums/",
    "album": "/photos/alice/albums/{album}/",
}


@pytest.fixture
def open_house(cast: Cast) -> Callable[[str, str], HttpResponse]:
    """Everything is opened to everybody: ``open_house("visitor", address)`` reads a page."""
    switch(cast.alice, shows_photos=True)
    switch(cast.bob, shows_favourites=True)
    photo = make_photo(cast.alice, visibility=1, tags=("fog",))
    make_favourite(cast.bob, photo)
    album = make_album(cast.alice, "Piers", photo)

    def get(who: str, address: str) -> HttpResponse:
        address = address.format(photo=photo.pk, album=album.pk)
        answer: HttpResponse = getattr(cast, who).client.get(address)
        return answer

    return get


@pytest.mark.parametrize("who", ["alice", "bob", "guest", "visitor"])
@pytest.mark.parametrize("name", SYNCED)
def test_a_synced_page_is_for_no_cache_and_no_search_engine(
    open_house: Callable[[str, str], HttpResponse], name: str, who: str
) -> None:
    answer = open_house(who, SYNCED[name])
    assert answer.status_code == 200
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert {"Cookie", "HX-Request-Type"} <= set(answer.headers["Vary"].split(", "))


@pytest.mark.parametrize("who", ["alice", "visitor"])
@pytest.mark.parametrize("address", ["/photos/nobody/", "/photos/alice/1/", "/photos/bob/x/"])
def test_what_one_may_not_see_yet_is_not_kept_either(
    open_house: Callable[[str, str], HttpResponse], address: str, who: str
) -> None:
    answer = open_house(who, address)
    assert answer.status_code == 404
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]


def test_the_first_page_is_for_search_engines_until_somebody_is_signed_in(
    open_house: Callable[[str, str], HttpResponse],
) -> None:
    assert "X-Robots-Tag" not in open_house("visitor", "/").headers
    for address in ("/", "/sync/"):
        assert open_house("alice", address).headers["Cache-Control"] == "private, no-cache"


def test_no_synced_page_is_left_out_of_this_table() -> None:
    synced = {
        pattern.name
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern)
        and str(pattern.pattern).startswith(("photos/", "people/", "groups/", "map/"))
        and pattern.name
    }
    # Taking a photo back and having Flickr asked are no pages to look at, and these are none for
    # visitors: groups, Flickr galleries, contacts' photos, everybody's photos with a tag. Their
    # own tests say that nobody keeps them.
    elsewhere = {"talk", "take_back", "groups", "keep_group", "stop_group"}
    elsewhere |= {"flickr_galleries", "flickr_gallery", "group", "friends", "tagged"}
    # Nor are what somebody does to a photo, and the pages for it.
    elsewhere |= {"fave", "comment", "edit_comment", "delete_comment", "pools", "tags", "hang"}
    # The desk of a group, which its seats alone find, and what a member is told of it.
    elsewhere |= {
        str(pattern.name)
        for pattern in urls.urlpatterns
        if isinstance(pattern, URLPattern) and str(pattern.pattern).startswith(urls.DESK)
    }
    elsewhere |= {"own_removals"}
    assert synced - elsewhere <= set(SYNCED)
