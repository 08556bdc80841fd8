"""A wall of photos: every card has its credit, its licence and its link, and nothing breaks out."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from galleries.management.commands.make_ratios import stylesheet
from galleries.models import Person, Photo, Viewer
from galleries.views.cards import EAGER, photo_cards
from galleries.views.pictures import ratio_class, renditions
from tests.cast import LANDSCAPE, NOW

HOSTILE = [
    '"><script>alert(1)</script>',
    "' onerror='alert(1)",
    "</li></ol><h1>owned</h1>",
    "javascript:alert(1)",
    "{{ settings.SECRET_KEY }} {% csrf_token %}",
    "\u202eevil\u202c \ud7ff\x00",
]
ALLOWED = {"li", "a", "img", "div", "p", "span", "small"} | {"svg", "path", "rect", "circle"}


class Reader(HTMLParser):
    """The tags and words of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def person(name: str = "Anna") -> Person:
    return Person(pk=1, nsid="11111111@N01", path_alias="anna", realname=name)


def photo(owner: Person | None = None, **fields: object) -> Photo:
    told = {
        "id": 53_000_000_001,
        "title": "Pier",
        "licence": 11,
        "server": "65535",
        "secret": "0123456789",
        "sizes": LANDSCAPE,
        "uploaded_at": NOW,
        "visibility": Photo.Visibility.PUBLIC,
    }
    return Photo(owner=owner or person(), **(told | fields))


def test_a_card_has_credit_licence_and_the_way_to_flickr() -> None:
    card = Reader(photo_cards([photo()]))
    links = [link["href"] for link in card.all("a")]
    assert links == [
        "/photos/anna/53000000001/",
        "/photos/anna/",
        "https://creativecommons.org/licenses/by/4.0/",
        "https://www.flickr.com/photos/anna/53000000001/",
    ]
    assert "by Anna" in card.text
    assert "CC BY 4.0" in card.text
    assert "nofollow" in (card.all("a")[3]["rel"] or "")


def test_the_picture_says_how_large_it_is_so_that_nothing_jumps() -> None:
    [image] = Reader(photo_cards([photo()])).all("img")
    base = "https://live.staticflickr.com/65535/53000000001_0123456789"
    assert image["src"] == f"{base}.jpg"
    assert (image["width"], image["height"]) == ("500", "333")
    assert f"{base}_n.jpg 320w" in (image["srcset"] or "")
    assert f"{base}_b.jpg 1024w" in (image["srcset"] or "")
    assert image["alt"] == "Pier"


def test_the_first_is_fetched_first_and_what_is_below_the_fold_later() -> None:
    images = Reader(photo_cards([photo(id=number + 1) for number in range(30)])).all("img")
    assert [place for place, image in enumerate(images) if "fetchpriority" in image] == [0]
    assert [place for place, image in enumerate(images) if "loading" in image] == [
        *range(EAGER, 30)
    ]


def test_an_untitled_photo_is_described_by_its_photographer() -> None:
    card = Reader(photo_cards([photo(title=" ")]))
    assert card.all("img")[0]["alt"] == "Untitled photo by Anna"
    assert "Untitled" in card.text


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"sizes": {}}, "Flickr has not told us where the picture is."),
        ({"secret": ""}, "Flickr has not told us where the picture is."),
        ({"server": "../evil"}, "Flickr has not told us where the picture is."),
        ({"sizes": {"q": [150, 150]}}, "Flickr has not told us where the picture is."),
        ({"media": "video", "media_ready": False}, "Flickr is still preparing it."),
    ],
)
def test_a_missing_picture_leaves_its_title_and_why(fields: dict[str, Any], why: str) -> None:
    card = Reader(photo_cards([photo(**fields)]))
    assert card.all("img") == []
    assert "Pier" in card.text
    assert why in card.text


def test_videos_and_photos_that_are_not_for_everybody_are_marked() -> None:
    film = photo(media="video", visibility=Photo.Visibility.PRIVATE)
    card = Reader(photo_cards([film], viewer=Viewer(User(nsid="11111111@N01"))))
    assert "Video" in card.text
    assert "Only you see this on Flickr" in card.text


@pytest.mark.parametrize("visibility", [value for value in Photo.Visibility if value > 1])
def test_others_are_not_told_whom_else_a_photo_is_shown_to(visibility: int) -> None:
    viewers = (Viewer(User(nsid="22222222@N02")), Viewer(), None)
    cards = [photo_cards([photo(visibility=visibility)], viewer=viewer) for viewer in viewers]
    for card in map(Reader, cards):
        assert "Not public: Flickr shows it to you" in card.text
        assert "friends" not in card.text
        assert "family" not in card.text


@pytest.mark.parametrize(
    ("context", "address"),
    [
        ("", "/photos/anna/53000000001/"),
        ("favorites-alice", "/photos/anna/53000000001/in/favorites-alice/"),
        ("favorites-1@N02", "/photos/anna/53000000001/in/favorites-1@N02/"),
        ('favorites-"><b/', "/photos/anna/53000000001/in/favorites-%22%3E%3Cb%2F/"),
    ],
)
def test_a_card_leads_to_its_place_in_the_list(context: str, address: str) -> None:
    card = Reader(photo_cards([photo()], context=context))
    assert card.all("a")[0]["href"] == address
    assert card.all("a")[1]["href"] == "/photos/anna/"


@pytest.mark.parametrize("alias", ["", "a/b", "..", "a b", "\u202ealice", "x" * 100])
def test_whoever_has_no_usable_alias_is_addressed_by_nsid(alias: str) -> None:
    card = Reader(photo_cards([photo(Person(pk=1, nsid="1@N01", path_alias=alias))]))
    assert card.all("a")[0]["href"] == "/photos/1@N01/53000000001/"
    assert card.all("a")[3]["href"] == "https://www.flickr.com/photos/1@N01/53000000001/"


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ([320, 213], "r-150"),
        ([320, 320], "r-100"),
        ([100, 320], "r-65"),
        ([1000, 100], "r-310"),
        ([320, 180], "r-180"),
    ],
)
def test_the_shape_of_a_photo_is_a_class(size: list[int], shape: str) -> None:
    assert ratio_class(renditions(photo(sizes={"n": size}))) == shape


def test_the_stylesheet_of_shapes_is_current() -> None:
    path = Path(settings.BASE_DIR) / "static" / "css" / "ratios.css"
    assert path.read_text(encoding="utf-8") == stylesheet(), "run: manage.py make_ratios"


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words: str) -> None:
    card = Reader(photo_cards([photo(person(words), title=words)]))
    assert {tag for tag, _ in card.tags} <= ALLOWED
    assert not any(name.startswith("on") for _, attrs in card.tags for name in attrs)
    assert len(card.all("li")) == 1


@given(title=st.text(max_size=40), name=st.text(min_size=1, max_size=40))
def test_no_words_at_all_break_out_of_a_card(title: str, name: str) -> None:
    card = Reader(photo_cards([photo(person(name), title=title)]))
    assert {tag for tag, _ in card.tags} <= ALLOWED
    assert [len(card.all(tag)) for tag in ("li", "a", "img")] == [1, 4, 1]
