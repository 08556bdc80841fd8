"""One call to Flickr: signed, bounded in time and size, and checked before anybody reads it.

No call is ever repeated here: whoever calls decides that (``retry``), since it costs another
call of the budget and may do a write twice.
"""

import json
import logging
import os
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from requests_oauthlib import OAuth1

from .errors import FlickrUnavailable
from .refusals import refusal_of_http, refusal_of_reply, unavailable

API_URL = "https://api.flickr.com/services/rest/"

CONNECT_TIMEOUT_S = 5
READ_TIMEOUT_S = 30  # between two pieces of a reply
WHOLE_TIMEOUT_S = 60  # for the whole reply, so that dripping bytes cannot outlive a claim
LARGEST_REPLY = 64 * 2**20  # bytes after unpacking; the largest recorded one has 0.6 MB
LONGEST_IN_ADDRESS = 1500  # characters; about 1,000 ids in the address gave HTTP 414

# Methods with permission write or delete start with one of these verbs, and no other does
# (checked against the list of all 224 methods). They must be called with POST.
_WRITES = re.compile(
    r"(add|approve|batch|correct|create|delete|edit|join|leave|order|post|reject|remove|reorder"
    r"|rotate|set|suggest)(?![a-z])"
)
# NUL, and halves of characters that have no form in UTF-8.
_UNSENDABLE = re.compile("[\x00\ud800-\udfff]")
# Arguments that are credentials travel in the body: addresses end up in logs.
_CONFIDENTIAL = frozenset({"oauth_token", "secret"})

log = logging.getLogger(__name__)

# At level DEBUG these two print tokens, signatures and base strings.
for _talkative in ("oauthlib", "requests_oauthlib"):
    logging.getLogger(_talkative).setLevel(logging.WARNING)

type Argument = str | int | bool | Iterable[str] | None


@dataclass(frozen=True, slots=True)
class Token:
    """A person's permission to us. It never shows in a repr."""

    token: str = field(repr=False)
    secret: str = field(repr=False)


def nothing(method: str) -> None:
    """What happens before a call when nobody keeps a budget."""


class Flickr:
    """Flickr as one person sees it, or as anybody does when there is no token.

    before_call  called with the method's name before every call; it may raise, for instance
                 because the call budget is spent, and its error passes through untouched
    session      for tests; by default one pool of connections per process is shared
    patience_s   how long to wait for a piece of a reply, and about how long for all of it;
                 shorter where somebody waits for a page
    """

    def __init__(
        self,
        *,
        key: str,
        secret: str,
        token: Token | None = None,
        api_url: str = API_URL,
        session: requests.Session | None = None,
        before_call: Callable[[str], None] = nothing,
        patience_s: float = WHOLE_TIMEOUT_S,
    ) -> None:
        self._key = key
        self._secret = secret
        self._token = token
        self._api_url = api_url
        self._session = session
        self._before_call = before_call
        self._patience_s = patience_s

    def __repr__(self) -> str:
        return f"Flickr({'signed' if self._token else 'unsigned'}, api_url={self._api_url!r})"

    @property
    def token(self) -> Token | None:
        """The permission that calls are signed with."""
        return self._token

    def call(
        self,
        method: str,
        /,
        *,
        expects: str = "",
        allows: tuple[str, ...] | None = None,
        **arguments: Argument,
    ) -> dict[str, Any]:
        """Call a method, named without its "flickr." prefix, and return the whole reply.

        arguments  None is left out, True is 1, lists are joined by commas
        expects    the key that a reply to this method has, such as "photos"
        allows     the only keys it may have, for methods whose empty reply has none

        A reply of another kind is another request's body, which Flickr has been seen to
        deliver (snarfed/bridgy#537): it is FlickrUnavailable.

        Raises FlickrUnavailable, OverLimit, TokenRefused, PermissionLacking, NotOnFlickr,
        InstallationRefused and FlickrRefused, and whatever ``before_call`` raises.
        """
        said = _as_text(arguments)
        self._before_call(method)
        status, headers, body = self._exchange(method, said)
        refusal = refusal_of_http(method, status, headers, body)
        if refusal is not None:
            raise refusal
        reply = _decoded(status, headers, body)
        if reply["stat"] != "ok":
            raise refusal_of_reply(method, reply, said)
        if status >= 300:
            raise unavailable(f"HTTP {status}")
        others = set(reply) - {"stat", *(allows or ())}
        if (expects and expects not in reply) or (allows is not None and others):
            raise FlickrUnavailable("the reply belongs to another request", 5)
        return reply

    def _exchange(
        self, method: str, said: Mapping[str, str]
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Send one request; return status, headers and body.

        Errors of requests hold the whole address and are therefore dropped: ``from None``.
        """
        fields = {"method": f"flickr.{method}", **said, "format": "json", "nojsoncallback": "1"}
        if self._token is None:
            fields["api_key"] = self._key
        in_body = must_be_posted(method, said)
        started = time.monotonic()
        try:
            with (self._session or _shared_session(os.getpid())).request(
                "POST" if in_body else "GET",
                self._api_url,
                data=fields if in_body else None,
                params=None if in_body else fields,
                auth=self._signature(),
                timeout=(
                    min(CONNECT_TIMEOUT_S, self._patience_s),
                    min(READ_TIMEOUT_S, self._patience_s),
                ),
                allow_redirects=False,  # a signature is for one address only
                stream=True,
            ) as response:
                body = _read(response, until=started + self._patience_s)
                status, headers = response.status_code, response.headers
        except requests.Timeout:
            log.info("flickr call method=%s outcome=timeout", method)
            raise unavailable("no answer in time") from None
        except (requests.RequestException, OSError) as error:
            # RequestException covers resets, cut bodies and broken packing.
            log.info("flickr call method=%s outcome=%s", method, type(error).__name__)
            raise unavailable(f"the connection failed ({type(error).__name__})") from None
        took_ms = round((time.monotonic() - started) * 1000)
        log.debug("flickr call method=%s status=%s took_ms=%s", method, status, took_ms)
        return status, headers, body

    def _signature(self) -> OAuth1 | None:
        if self._token is None:
            return None
        return OAuth1(
            self._key,
            client_secret=self._secret,
            resource_owner_key=self._token.token,
            resource_owner_secret=self._token.secret,
        )


def is_write(method: str) -> bool:
    """Whether a method changes something on Flickr."""
    return _WRITES.match(method.rpartition(".")[2]) is not None


def must_be_posted(method: str, said: Mapping[str, str]) -> bool:
    """Writes are, and so is what does not fit into an address or must not stand in one."""
    if is_write(method) or not _CONFIDENTIAL.isdisjoint(said):
        return True
    return sum(len(value.encode()) for value in said.values()) > LONGEST_IN_ADDRESS


def _as_text(arguments: Mapping[str, Argument]) -> dict[str, str]:
    return {
        name: _argument(value) for name, value in sorted(arguments.items()) if value is not None
    }


def _argument(value: str | int | bool | Iterable[str]) -> str:
    if isinstance(value, bool):
        return str(int(value))
    words = str(value) if isinstance(value, str | int) else ",".join(value)
    return _UNSENDABLE.sub("", words)


def _read(response: requests.Response, *, until: float) -> bytes:
    pieces = bytearray()
    for piece in response.iter_content(chunk_size=64 * 1024):
        pieces += piece
        if len(pieces) > LARGEST_REPLY:
            raise unavailable("the reply is too large")
        if time.monotonic() > until:
            raise unavailable("the reply took too long")
    return bytes(pieces)


def _decoded(status: int, headers: Mapping[str, str], body: bytes) -> dict[str, Any]:
    """The JSON object of a reply, or FlickrUnavailable: HTML, XML and cut bodies are passing."""
    kind = headers.get("Content-Type", "").lower()
    at = f"HTTP {status}"
    if "html" in kind or "xml" in kind:
        raise unavailable(f"{at} with {'HTML' if 'html' in kind else 'XML'} in place of JSON")
    try:
        reply = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise unavailable(f"{at} with a body that is no whole JSON") from None
    if not isinstance(reply, dict) or reply.get("stat") not in ("ok", "fail"):
        raise unavailable(f"{at} with JSON that is no reply of the API")
    return reply


@lru_cache(maxsize=1)
def _shared_session(process: int) -> requests.Session:
    """One pool of connections per process: a forked worker must not share its parent's."""
    session = requests.Session()
    adapter = HTTPAdapter(pool_connections=4, pool_maxsize=16, max_retries=0)
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    # Flickr sends a cookie; different people use this session, so it keeps none.
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    session.headers["User-Agent"] = "flickrweb (self-hosted gallery; API client)"
    return session
