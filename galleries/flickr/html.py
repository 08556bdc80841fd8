"""Text that people wrote on Flickr: hostile until it went through here.

Descriptions, comments, rules and notes hold limited HTML with bare newlines (API.md 7.3).
"""

import html
import re

import nh3

_TAGS = {
    *("a", "b", "strong", "i", "em", "u", "del", "s", "blockquote", "br", "p"),
    *("ul", "ol", "li", "q", "code", "pre", "sub", "sup"),
}
_GONE_WITH_CONTENT = {"script", "style", "iframe", "object", "svg", "math", "template", "title"}
_cleaner = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_GONE_WITH_CONTENT,
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener nofollow ugc",
    strip_comments=True,
)

# The cleaner's output is well formed and escapes ">" in attributes, so tags are easy to tell.
_TAG = re.compile(r"(<[^>]*>)")
_BLOCK = re.compile(r"</?(?:blockquote|p|ul|ol|li|pre|br)\b")
_RELATIVE = re.compile(r"""(<a\b[^>]*?) href="(?!https?://|mailto:)[^"]*\"""", re.IGNORECASE)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
LONGEST = 200_000  # characters; Flickr's own limit for a description is some 64 kB


def clean_html(text: str) -> str:
    """Safe HTML that may stand in a page as it is.

    Allowed are a few text tags and links to http, https and mailto; no images, styles or
    handlers. Newlines become <br>, a blank line two of them, so paragraphs stay visible.
    Cleaning twice is the same as once.
    """
    safe = _cleaner.clean(_UNSTORABLE.sub("", text[:LONGEST]).replace("\r\n", "\n"))
    safe = _RELATIVE.sub(r"\1", safe)  # would lead into our own site
    return _with_breaks(safe.strip())


def plain_text(markup: str) -> str:
    """The words alone, for alt texts, feeds and search; paragraphs become newlines.

    Takes any HTML. The result is text to be escaped, never HTML.
    """
    safe = clean_html(markup)
    safe = re.sub(r"<br>|</?(?:p|li|blockquote|pre|ul|ol)>", "\n", safe)
    words = html.unescape(re.sub(r"<[^>]*>", "", safe))
    lines = [" ".join(line.split()) for line in _UNSTORABLE.sub("", words).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _with_breaks(safe: str) -> str:
    """Newlines of cleaned HTML as <br>; not in <pre>, not between blocks."""
    pieces = _TAG.split(safe)  # texts at even places, tags at odd ones
    in_pre = 0
    for at, piece in enumerate(pieces):
        if at % 2:
            in_pre += (piece == "<pre>") - (piece == "</pre>")
            continue
        if at and pieces[at - 1] == "<pre>":
            pieces[at] = piece.lstrip("\n")  # a browser eats the first one, the next reader another
        if in_pre or "\n" not in piece:
            continue
        before = pieces[at - 1] if at else ""
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        if _BLOCK.match(before):
            piece = piece.lstrip("\n ")
        if _BLOCK.match(after):
            piece = piece.rstrip("\n ")
        piece = re.sub(r"[ \t]*\n[ \t]*", "\n", piece)
        pieces[at] = re.sub(r"\n{3,}", "\n\n", piece).replace("\n", "<br>")
    return "".join(pieces)
