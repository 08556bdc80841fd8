"""What curators write on the wall: Markdown, as HTML that may stand in any page."""

from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from galleries.flickr.html import clean_html

# Text, emphasis, quotes, lists and links; no pictures, no tables, no HTML, and no headings: the
# page has its own.
_MARKDOWN = MarkdownIt("zero", {"html": False, "breaks": True, "typographer": True}).enable(
    [
        *("newline", "escape", "entity", "emphasis", "link", "autolink"),
        *("blockquote", "list", "replacements", "smartquotes"),
    ]
)


@lru_cache(maxsize=512)
def wall_text(written: str) -> SafeString:
    """The Markdown of a wall text as paragraphs. Cleaned as what comes from Flickr is."""
    rendered: str = _MARKDOWN.render(written).replace("\n", "")
    return mark_safe(clean_html(rendered))  # noqa: S308 - just cleaned


def caption(written: str) -> SafeString:
    """The same for the line or two under a photo."""
    return wall_text(written)
