"""The links beside a person's name: the lists of theirs that open."""

import re

from tests.cast import (
    Cast,
    make_album,
    make_album_item,
    make_person,
    make_photo,
    switch,
)
from tests.views.test_albums import URL
from tests.views.test_favourites import PUBLIC, read


def doors(page: str) -> list[str]:
    return re.findall(r'class="doors__link" href="[^"]+"[^>]*>([^<]+)<', page)


def test_ones_own_lists_always_open(cast: Cast) -> None:
    for address in ("", "favorites/", "albums/", "galleries/"):
        page = read(cast.alice, f"/photos/alice/{address}")
        assert doors(page) == ["Photostream", "Favourites", "Albums", "Galleries"], address
        assert page.count('aria-current="page"') >= 1


def test_of_somebody_else_only_those_are_named_that_open(cast: Cast) -> None:
    make_photo(cast.alice, visibility=PUBLIC)
    assert doors(read(cast.bob, "/photos/alice/")) == []  # a single one leads nowhere
    album = make_album(cast.alice, "A", make_photo(cast.alice))
    assert doors(read(cast.bob, "/photos/alice/")) == []
    make_album_item(album, make_photo(cast.alice, visibility=PUBLIC))
    assert doors(read(cast.bob, "/photos/alice/")) == ["Photostream", "Albums"]
    switch(cast.alice, shows_favourites=True, shows_photos=True)
    assert doors(read(cast.bob, URL)) == ["Photostream", "Favourites", "Albums"]
    assert doors(read(cast.visitor, URL)) == ["Photostream", "Albums"]
    for name in doors(read(cast.bob, URL)):
        assert read(
            cast.bob,
            f"/photos/alice/{name.lower()}/".replace("photostream/", "").replace(
                "favourites", "favorites"
            ),
        )


def test_a_stranger_without_a_photostream_here_has_no_door_to_it(cast: Cast) -> None:
    away = make_person("away", nsid="9@N09")
    for who in ("alice", "visitor"):
        assert getattr(cast, who).client.get(f"/photos/{away.nsid}/albums/").status_code == 404
