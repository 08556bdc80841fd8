"""Requests and replies as the simulator sees them, whichever door they came through."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

FORM = "application/x-www-form-urlencoded"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Request:
    """One HTTP request. ``url`` is absolute, as the client signed it."""

    method: str
    url: str
    headers: dict[str, str] = field(default_factory=dict)  # names in lower case
    body: str = ""

    @cached_property
    def path(self) -> str:
        return urlsplit(self.url).path

    @cached_property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.url).query, keep_blank_values=True)

    @cached_property
    def form(self) -> list[tuple[str, str]]:
        if not self.headers.get("content-type", "").startswith(FORM):
            return []
        return parse_qsl(self.body, keep_blank_values=True)

    @cached_property
    def args(self) -> dict[str, str]:
        """Query and form together; what came last wins."""
        return dict(self.query + self.form)


@dataclass(frozen=True)
class Reply:
    """One HTTP reply. ``broken`` says that the line fails while it is sent, ``wait_s`` how late."""

    status: int
    body: bytes
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    broken: Literal["", "reset", "cut"] = ""
    wait_s: float = 0.0
    # For the journal only; they are no part of what is sent.
    stat: str = ""
    code: int | None = None
    took_effect: bool = False

    @property
    def all_headers(self) -> list[tuple[str, str]]:
        length = ("Content-Length", str(len(self.body)))
        return [("Content-Type", self.content_type), length, *self.headers]


def text(status: int, body: str, content_type: str = HTML) -> Reply:
    return Reply(status, body.encode(), content_type)


def redirect(url: str) -> Reply:
    return Reply(302, b"", headers=(("Location", url),))


NOT_FOUND = text(404, "<html><head><title>404</title></head><body><h1>Not found</h1></body></html>")
TOO_MANY = text(
    429,
    "<html><head><title>429</title></head>"
    "<body><h1>429 Too Many Requests</h1>The rate limit was reached.</body></html>",
    "text/html",
)
