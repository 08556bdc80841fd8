from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from galleries.flickr.html import clean_html, plain_text

ALLOWED = set(
    "a b strong i em u del s blockquote br p ul ol li q code pre sub sup".split()  # noqa: SIM905
)


class Found(HTMLParser):
    """What a browser would find in a text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self.links.append(dict(attrs))
        else:
            assert not attrs, (tag, attrs)


def found_in(markup: str) -> Found:
    found = Found()
    found.feed(markup)
    found.close()
    return found


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.example></SCRIPT>",
        '<img src=x onerror="alert(1)">',
        '<b onmouseover="alert(1)">bold</b>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" jAvAsCrIpT:alert(1)">x</a>',
        '<a href="java\tscript:alert(1)">x</a>',
        '<a href="&#106;avascript:alert(1)">x</a>',
        '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
        '<a href="vbscript:x">x</a>',
        '<a href="/settings/">x</a>',
        '<a href="//evil.example">x</a>',
        '<a href="https://good.example" style="position:fixed" target=_top>x</a>',
        "<style>body{display:none}</style>",
        '<p style="background:url(javascript:1)">x</p>',
        "<svg><script>alert(1)</script></svg>",
        "<math><mi xlink:href='javascript:1'>x</mi></math>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<form action=/x><input name=y></form>",
        "<base href=//evil.example>",
        "<meta http-equiv=refresh content=0>",
        "<b><i>never closed <a href='https://x.example'>",
        "</div></body></html>",
        "<!-- <script>alert(1)</script> -->",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<a href='https://x.example\"onclick=alert(1)'>x</a>",
        "<template><b>x</b></template><noscript><p title='</noscript><img src=x onerror=1>'>",
    ],
)
def test_nothing_hostile_comes_through(hostile: str) -> None:
    clean = clean_html(hostile)
    found = found_in(clean)
    assert set(found.tags) <= ALLOWED
    for link in found.links:
        assert set(link) <= {"href", "rel"}
        assert link["rel"] == "noopener nofollow ugc"
        assert (link.get("href") or "https:").startswith(("http:", "https:", "mailto:"))


def test_the_words_of_a_link_stay_when_its_address_must_go() -> None:
    assert plain_text('see <a href="javascript:x">my site</a>') == "see my site"


def test_what_people_use_is_kept() -> None:
    text = (
        'A <b>bold</b>, <i>fine</i> &amp; <a href="https://x.example/?a=1&amp;b=2">linked</a> word'
    )
    assert clean_html(text) == (
        'A <b>bold</b>, <i>fine</i> &amp; <a href="https://x.example/?a=1&amp;b=2" '
        'rel="noopener nofollow ugc">linked</a> word'
    )


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("one\ntwo", "one<br>two"),
        ("one\r\n\r\ntwo", "one<br><br>two"),
        ("one\n\n\n\n\ntwo", "one<br><br>two"),
        ("\n\none\n", "one"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<pre>a\n b</pre>", "<pre>a\n b</pre>"),
        ("said:\n<blockquote>a\nb</blockquote>\nyes", "said:<blockquote>a<br>b</blockquote>yes"),
        ("one<br>\ntwo", "one<br>two"),
        ("I <3 boats & 5 > 4", "I &lt;3 boats &amp; 5 &gt; 4"),
        ("nul\x00 and \ud83d half", "nul and  half"),
        ("", ""),
    ],
)
def test_paragraphs_stay_visible(written: str, shown: str) -> None:
    assert clean_html(written) == shown


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<b>one</b><br><br>two &amp; three", "one\n\ntwo & three"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("I &lt;3 boats", "I <3 boats"),
        ("<script>x</script>y", "y"),
        ("a   b", "a b"),
    ],
)
def test_the_words_alone(markup: str, words: str) -> None:
    assert plain_text(markup) == words


markup_like = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["<b>", "</b>", "<pre>", "</pre>", "<ul>", "<li>", "<p>", "</p>", "<a href=", "'", '"',
             "\n", "\n\n", "<script>", "</script>", "<!--", "&lt;", "&amp;", "&#0;", "<br>", ">",
             "<img src=x onerror=y>", '<a href="javascript:x">', '<a href="https://x.example">',
             "<blockquote>", "</blockquote>", "\x00", "\ud800", "<svg>", "</a>"]
        ),
    ),
    max_size=20,
).map("".join)  # fmt: skip


@given(markup_like)
@example("<pre>\n\nx")
def test_any_text_becomes_safe_and_stays_as_it_is_when_cleaned_again(markup: str) -> None:
    clean = clean_html(markup)
    assert set(found_in(clean).tags) <= ALLOWED
    clean.encode()
    assert "\x00" not in clean
    assert clean_html(clean) == clean
    plain_text(markup).encode()
