"""Facts in words, for photos that make it hard."""

import pytest

from galleries.models import Person, Photo
from galleries.views import words


def photo(title: str = "", **fields: object) -> Photo:
    return Photo(id=1, title=title, owner=Person(nsid="1@N00", username="ann"), **fields)


@pytest.mark.parametrize("title", ["", "   ", "\u200b", "\u200b \u2060\ufeff", "\u202e"])
def test_a_title_that_nobody_can_see_is_no_title(title: str) -> None:
    assert words.title(photo(title)) == "Untitled"
    assert words.alt(photo(title)) == "Untitled photo by ann"


def test_a_title_keeps_what_joins_its_letters() -> None:
    assert words.title(photo(" 👩‍🚀 ")) == "👩‍🚀"


def test_a_title_does_not_turn_the_words_around_it_in_a_tab() -> None:
    assert words.tab_title(photo("Pier \u202edlo\u2066 x")) == "Pier dlo x"


@pytest.mark.parametrize(
    ("taken", "precision", "said"),
    [
        ("2017-02-17 00:00:00", 0, "Feb. 17, 2017"),
        ("2017-02-17 09:30:00", 0, "Feb. 17, 2017, 9:30 a.m."),
        ("2017-02-01 00:00:00", 4, "February 2017"),
        ("2017-01-01 00:00:00", 6, "2017"),
        ("1912-01-01 00:00:00", 8, "around 1912"),
        ("0000-00-00 00:00:00", 0, ""),
        ("", 0, ""),
    ],
)
def test_a_date_is_as_exact_as_the_photographer_knows(
    taken: str, precision: int, said: str
) -> None:
    assert words.taken(photo(taken=taken, taken_precision=precision)) == said


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("anna", "A"),
        ("\u202ebob", "B"),
        ("黑白攝影", "黑"),
        ("  k", "K"),
        ("\u200b", "·"),
        ("", "·"),
    ],
)
def test_the_letter_of_somebody_without_an_icon_can_be_seen(name: str, letter: str) -> None:
    assert words.initial(name) == letter
