"""A Flickr that answers what it is told to: requests' adapter interface, and nothing inside."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from galleries.flickr.client import Flickr, Token

KEY = "0123456789abcdef0123456789abcdef"
SECRET = "5ec2e75ec2e75ec2"
TOKEN = Token("72157720900000000-70c3a70c3a70c3a7", "70c3a5ec2e770c3a")
SECRETS = (SECRET, TOKEN.token, TOKEN.secret)

type Answer = tuple[int, Mapping[str, str], bytes] | Exception


class Scripted(BaseAdapter):
    """Answers requests in order and remembers them; the last answer is given for ever."""

    def __init__(self, *answers: Answer) -> None:
        super().__init__()
        self.answers = list(answers)
        self.requests: list[requests.PreparedRequest] = []

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        status, headers, body = answer
        response = requests.Response()
        response.status_code = status
        response.headers = CaseInsensitiveDict(headers)
        response.url = request.url or ""
        response.request = request
        response.raw = HTTPResponse(
            body=io.BytesIO(body), headers=headers, status=status, preload_content=False
        )
        return response

    def close(self) -> None:
        """Nothing is open."""

    @property
    def last(self) -> requests.PreparedRequest:
        return self.requests[-1]

    def fields(self) -> dict[str, str]:
        """The arguments of the last request, wherever they travelled."""
        body = self.last.body or b""
        text = body.decode() if isinstance(body, bytes) else str(body)
        query = urlsplit(self.last.url or "").query
        return dict(parse_qsl(text or query, keep_blank_values=True))


def says(reply: object, status: int = 200) -> Answer:
    """A JSON answer."""
    body = json.dumps(reply).encode()
    return status, {"Content-Type": "application/json"}, body


def fails(code: object, message: str = "Sorry") -> Answer:
    """A failure the way the API says it: HTTP 200."""
    return says({"stat": "fail", "code": code, "message": message})


def html(status: int, **headers: str) -> Answer:
    """A page for people where a program asked."""
    body = b"<html><body><h1>Will be right back</h1></body></html>"
    return status, {"Content-Type": "text/html", **headers}, body


def plain(status: int, body: str) -> Answer:
    """An OAuth failure is plain text."""
    return status, {"Content-Type": "text/plain; charset=utf-8"}, body.encode()


def flickr_that(
    *answers: Answer,
    token: Token | None = TOKEN,
    before_call: Callable[[str], None] = lambda method: None,
) -> tuple[Flickr, Scripted]:
    """A client whose network is a script."""
    adapter = Scripted(*answers)
    session = requests.Session()
    session.mount("https://", adapter)
    client = Flickr(key=KEY, secret=SECRET, token=token, session=session, before_call=before_call)
    return client, adapter


def walk(error: BaseException | None) -> Iterator[BaseException]:
    """An error and everything that hangs on it."""
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
