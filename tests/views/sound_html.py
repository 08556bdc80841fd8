"""Whether a page is sound HTML: what a browser would silently put right."""

from html.parser import HTMLParser

VOID = {"img", "input", "br", "hr", "link", "meta", "source", "wbr"}
INTERACTIVE = {"a", "button", "summary"}


def unsound(page: str) -> list[str]:
    """What is wrong with it, each with its line. Empty for a page that is sound."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return [*reader.wrong, *(f"never closed: <{tag}>" for tag in reader.open)]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: set[str] = set()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in INTERACTIVE and INTERACTIVE.intersection(self.open):
            self._say(f"<{tag}> inside a link or a button")
        if tag == "li" and self.open[-1] not in ("ul", "ol"):
            self._say(f"<li> inside <{self.open[-1]}>")
        if tag in ("p", "div", "ol", "ul", "h2", "h3", "blockquote") and "p" in self.open:
            self._say(f"<{tag}> ends a paragraph")
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self._say(f"<{tag}> says something twice")
        own = dict(attrs).get("id")
        if own in self.ids:
            self._say(f"a second id={own}")
        if own is not None:
            self.ids.add(own)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """As in SVG."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self._say(f"</{tag}> closes something else")

    def _say(self, what: str) -> None:
        self.wrong.append(f"line {self.getpos()[0]}: {what}")
