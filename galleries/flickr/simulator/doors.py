"""The two doors: a transport for requests without a socket, and a WSGI application."""

import io
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import requests
from requests.adapters import BaseAdapter
from requests.cookies import RequestsCookieJar
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPHeaderDict, HTTPResponse

from galleries.flickr.simulator.http import Reply, Request

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from galleries.flickr.simulator.simulator import Simulator

MAX_BODY = 20_000_000


class Adapter(BaseAdapter):
    """Mount it for ``https://api.flickr.com/`` and ``https://www.flickr.com/``."""

    def __init__(self, sim: "Simulator") -> None:
        super().__init__()
        self._sim = sim

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        reply = self._sim.handle(_request(request))
        if reply.wait_s:
            # Nobody sleeps in here: whoever waits for this has waited long enough.
            raise requests.ReadTimeout("Read timed out.", request=request)
        if reply.broken == "reset":
            raise requests.ConnectionError("Connection reset by peer", request=request)
        body = reply.body[: len(reply.body) // 2] if reply.broken == "cut" else reply.body
        raw = HTTPResponse(
            body=io.BytesIO(body),
            headers=HTTPHeaderDict(reply.all_headers),
            status=reply.status,
            reason=_reason(reply),
            preload_content=False,
            enforce_content_length=True,
            request_method=request.method,
        )
        response = requests.Response()
        response.status_code = reply.status
        response.headers = CaseInsensitiveDict(raw.headers)
        response.encoding = requests.utils.get_encoding_from_headers(response.headers)
        response.raw = raw
        response.reason = raw.reason or ""
        response.url = request.url or ""
        response.cookies = RequestsCookieJar()
        response.request = request
        if not stream:
            # Read now, as a session would, so that a broken line shows in send().
            _ = response.content
        return response

    def close(self) -> None:
        """Nothing is open."""


def _request(prepared: requests.PreparedRequest) -> Request:
    body = prepared.body or ""
    if isinstance(body, bytes):
        # Uploads are not simulated yet; everything else is text.
        body = body.decode("utf-8", "replace")
    headers = {
        name.lower(): value if isinstance(value, str) else value.decode("latin-1")
        for name, value in prepared.headers.items()
    }
    return Request(prepared.method or "GET", prepared.url or "", headers, str(body))


def _reason(reply: Reply) -> str:
    return HTTPStatus(reply.status).phrase


class Wsgi:
    def __init__(self, sim: "Simulator") -> None:
        self._sim = sim

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        # Faults come through the back door, which has a server of its own (``breakable``).
        reply = self._sim.handle(_from_environ(environ))
        start_response(f"{reply.status} {_reason(reply)}", reply.all_headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [reply.body]


def _from_environ(environ: "WSGIEnvironment") -> Request:
    length = min(int(environ.get("CONTENT_LENGTH") or 0), MAX_BODY)
    body = environ["wsgi.input"].read(length).decode("utf-8", "replace") if length else ""
    headers = {
        name.removeprefix("HTTP_").replace("_", "-").lower(): str(value)
        for name, value in environ.items()
        if name.startswith("HTTP_") or name in ("CONTENT_TYPE", "CONTENT_LENGTH")
    }
    host = headers.get("host") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    path = quote(str(environ.get("PATH_INFO", "/")).encode("latin-1"), safe="/@:~-._!$&'()*+,;=")
    query = str(environ.get("QUERY_STRING", ""))
    url = f"{environ['wsgi.url_scheme']}://{host}{path}{'?' + query if query else ''}"
    return Request(environ["REQUEST_METHOD"], url, headers, body)
