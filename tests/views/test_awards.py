"""Which comments are banners of groups, and which are somebody's words."""

import pytest

from galleries.flickr.html import clean_html
from galleries.flickr.simulator.comments import _words as simulated
from galleries.views.awards import is_banner

GROUP = '<a href="https://www.flickr.com/groups/fogonly/">{}</a>'
FOG = GROUP.format("Fog Only")
IMAGE = GROUP.format('<img src="https://live.staticflickr.com/1/2_3_s.jpg" alt="award">')


@pytest.mark.parametrize(
    "text",
    [
        FOG,
        f"{IMAGE}\n{FOG}",
        f"<b>★ HARBOUR OF THE WEEK ★</b>\n<i>Seen in</i> {FOG}",
        f"{IMAGE}\n<b>You have been FOGGED</b> — post 1, award 2",
        f"Seen and admired in {FOG} (?)",
        f"{IMAGE}\nYou are INVITED to display this wonderful photo\nin the FOG Pool, and give the"
        f" award to your page...\n{FOG}\nHave a nice day:)",
        f"Hi, I'm an admin for a group called {FOG}, "
        "and we'd love to have this added to the group!",
        f"Hi, I’m an admin for a group called {FOG}, "
        "and we’d love to have this added to the group!",
        f"🏆 Congratulations! 🏆 You have received this award from {FOG}",
        "[https://www.flickr.com/groups/fogonly/] P1/A2",
        f"As seen on {FOG}",
    ],
)
def test_a_banner_says_nothing(text: str) -> None:
    assert is_banner(clean_html(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lovely.",
        "Seen in <i>Harbours</i>",
        "★ Seen in <i>Harbours &amp; piers</i> ★",
        f"Great shot! Seen in {FOG}",
        f"Seen in {FOG}. How long did you wait?",
        f"The light of the day! Seen in {FOG}",
        f"Thank you, {FOG}",
        f"I know that bench, it is in {FOG}",
        f"★ What light ★ seen in {FOG}",
        f"★ いい光ですね ★ seen in {FOG}",
        f"いい光ですね。 Seen in {FOG}",
        f"Seen in {FOG}\n<a href='https://example.org/'>my other walks</a>",
        f"Fog only at dawn. Seen in {FOG}",
        GROUP.format("Your picture made me stop for a while. " * 3) + " award",
        "<a href='https://www.flickr.com/photos/anna/'>award</a> You are invited",
        "<a href='https://evil.example/www.flickr.com/groups/x/'>award</a> You are invited",
        f"Seen in {FOG}" + " ★" * 2000,
    ],
)
def test_whoever_says_something_is_heard(text: str) -> None:
    assert not is_banner(clean_html(text))


def test_the_simulated_flickr_has_both() -> None:
    words = simulated()
    assert all(is_banner(clean_html(text)) for text in words["awards"])
    said = [*words["short"], *words["long"], *words["replies"]]
    assert not any(is_banner(clean_html(text)) for text in said)
