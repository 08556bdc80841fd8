"""Requests that nobody means well: hostile paths, queries, bodies, headers and cookies.

Every address of the site gets its share, filled with ids that exist and with ids that never
could. The same seed makes the same requests.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote_from_bytes

from django.urls import URLPattern, URLResolver, get_resolver

BOUNDARY = "edge"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get")
HOW_OFTEN = (12, 12, 1, 1, 1, 1, 1, 1, 1, 1)

# As bytes, since not all of it is text.
NASTY = (
    b"",
    b"\x00",
    b"pier\x00fog",
    b"\xff\xfe",
    b"\xc3\x28",
    b"\xed\xa0\x80",  # half a surrogate pair
    b"\xf0\x9f\x8c\x8a",
    b"\r\nSet-Cookie: sessionid=mine",
    b"\n",
    b"0",
    b"-1",
    b"00",
    b"1e9",
    b"9223372036854775807",
    b"9223372036854775808",
    b"-9223372036854775809",
    b"9" * 400,
    b"9" * 5000,  # more digits than Python turns into a number
    "١٢٣".encode(),
    "\uff11\uff12".encode(),
    "İ".encode(),
    b"1.5",
    b"NaN",
    b"inf",
    b"' OR 1=1 --",
    b'"><script>alert(1)</script>',
    b"{{ 7 }}{% debug %}",
    b"%s%n%00",
    b"..",
    b"../../../../etc/passwd",
    b"//evil.example/",
    b"https://evil.example/",
    b"javascript:alert(1)",
    b"/\\evil.example",
    b"None",
    b"null",
    b"[]",
    b"[[[",
    b"http://[::1",
    b"2026-02-30",
    b"0000-00-00",
    b"99999-01-01T00:00:00Z",
    b"1-2",
    b"1-2-3",
    b"-",
    b"9" * 19 + b"-" + b"9" * 19,
    b"long " * 900,
    "\u202egpj.exe".encode(),
    "a\u0300".encode() * 200,
    b"@N01",
    b"11111111@N01",
    b"11111111@n01",
)
# What the site's own forms and lists ask for, and what no form has.
FIELDS = (
    *("after", "before", "next", "page", "order", "by", "month", "year", "day", "q", "text"),
    *("comment", "tags", "tag", "group", "pool", "keep", "process", "nsid", "who", "title"),
    *("slug", "state", "version", "position", "photo", "photos", "section", "words", "confirm"),
    *("shows_photos", "shows_favourites", "safety_limit", "oauth_token", "oauth_verifier"),
    *("perms", "denied", "error", "csrfmiddlewaretoken", "cover", "summary", "move", "role"),
    *("say", "see", "p", "n", "[]", "__proto__", ""),
)
HEADERS = (
    *("HTTP_HOST", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_REFERER", "HTTP_ORIGIN", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE", "HTTP_RANGE"),
    *("HTTP_USER_AGENT", "HTTP_HX_REQUEST", "HTTP_HX_REQUEST_TYPE", "HTTP_HX_CURRENT_URL"),
    *("HTTP_HX_TARGET", "HTTP_HX_TRIGGER", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_NONE_MATCH"),
    *("HTTP_AUTHORIZATION", "HTTP_X_REQUEST_ID", "HTTP_X_CSRFTOKEN", "HTTP_CONTENT_ENCODING"),
    *("CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING", "HTTP_EXPECT", "REMOTE_ADDR", "HTTP_PURPOSE"),
)
COOKIES = ("sessionid", "csrftoken", "messages", "django_language", "flickrweb", "a b")


@dataclass(frozen=True, slots=True)
class HostileRequest:
    """One request. ``cookies`` stands beside the session, or in its place."""

    method: str
    path: str  # quoted
    query: str = ""
    body: bytes = b""
    content_type: str = FORM
    headers: dict[str, str] = field(default_factory=dict)
    cookies: str = ""


def hostile_requests(
    random: Random, *, known: tuple[str, ...], count: int
) -> Iterator[HostileRequest]:
    """As many as ``count``, every address in its turn.

    known  ids and names that exist, for the places in the addresses
    """
    addresses = sorted(set(patterns(get_resolver())))
    for number in range(count):
        address = addresses[number % len(addresses)]
        yield _one(random, address, known)


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the site as it is written: "photos/<str:who>/"."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from patterns(pattern, route)


def _one(random: Random, address: str, known: tuple[str, ...]) -> HostileRequest:
    [method] = random.choices(METHODS, HOW_OFTEN)
    body, content_type = b"", FORM
    if method not in {"GET", "HEAD", "TRACE"} or random.random() < 0.02:
        body, content_type = _body(random, known)
    return HostileRequest(
        method=method,
        path=_path(random, address, known),
        query=_pairs(random, known).decode("latin-1") if random.random() < 0.6 else "",
        body=body,
        content_type=content_type,
        headers=_headers(random) if random.random() < 0.3 else {},
        cookies=_cookies(random) if random.random() < 0.15 else "",
    )


def _path(random: Random, address: str, known: tuple[str, ...]) -> str:
    def fill(place: re.Match[str]) -> str:
        if random.random() < 0.8:
            wants_number = place[0].startswith("<int:")
            return random.choice([one for one in known if one.isdigit() or not wants_number])
        return quote_from_bytes(random.choice(NASTY)[:2000])

    path = "/" + re.sub(r"<[^>]+>", fill, address)
    if random.random() < 0.05:
        at = random.randrange(1, len(path) + 1)
        path = path[:at] + quote_from_bytes(random.choice(NASTY)[:2000]) + path[at:]
    return path


def _value(random: Random, known: tuple[str, ...]) -> bytes:
    if random.random() < 0.4:
        return random.choice(known).encode()
    return random.choice(NASTY)


def _pairs(random: Random, known: tuple[str, ...]) -> bytes:
    """A query or a form. Some of it is quoted as it should be, and some is not."""
    pairs = []
    for _ in range(random.choice((1, 1, 2, 3, 6, 12))):
        value = _value(random, known)
        if random.random() < 0.9:
            value = quote_from_bytes(value).encode()
        pairs.append(random.choice(FIELDS).encode() + random.choice((b"=", b"=", b"")) + value)
    return random.choice((b"&", b"&", b"&", b";")).join(pairs)


def _body(random: Random, known: tuple[str, ...]) -> tuple[bytes, str]:
    kind = random.randrange(10)
    if kind < 6:
        charset = random.choice(("", "", "", "; charset=utf-16", "; charset=no-such", "; charset="))
        return _pairs(random, known), FORM + charset
    if kind == 6:
        deep: object = "pier"
        for _ in range(random.choice((1, 50))):
            deep = {random.choice(FIELDS): [deep]}
        return json.dumps(deep).encode(), "application/json"
    if kind == 7:
        return random.choice(NASTY), random.choice(("", "text/plain", "image/png", "a/b; c=\xff"))
    if kind == 8:
        return b"&".join(b"a=1" for _ in range(1100)), FORM  # more fields than Django takes
    return _multipart(random, known), random.choice((MULTIPART, MULTIPART, "multipart/form-data"))


def _multipart(random: Random, known: tuple[str, ...]) -> bytes:
    """Parts with names and files, some cut short, some with parts inside."""
    edge = f"--{BOUNDARY}\r\n".encode()
    parts = []
    for _ in range(random.randrange(1, 5)):
        name = random.choice(FIELDS).encode()
        more = random.choice(
            (
                b"",
                b'; filename="../../x\x00.html"\r\nContent-Type: text/html',
                b"\r\nContent-Transfer-Encoding: base64",
                b"\r\nContent-Type: multipart/mixed; boundary=" + BOUNDARY.encode(),
                b"; filename*=utf-8''%ff%fe",
            )
        )
        head = b'Content-Disposition: form-data; name="' + name + b'"' + more + b"\r\n\r\n"
        parts.append(edge + head + _value(random, known) + b"\r\n")
    whole = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return whole if random.random() < 0.7 else whole[: random.randrange(len(whole))]


def _headers(random: Random) -> dict[str, str]:
    chosen = random.sample(HEADERS, random.randrange(1, 4))
    return {name: random.choice(NASTY).decode("latin-1") for name in chosen}


def _cookies(random: Random) -> str:
    name = random.choice(COOKIES)
    value = random.choice((*NASTY, b"k" * 32, b"a=b; c", b'"\\777"', b"x" * 9000))
    return f"{name}={value.decode('latin-1')}"
