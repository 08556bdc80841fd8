"""What can go wrong when asking Flickr, sorted by what the caller does next.

    FlickrUnavailable    wait, then make the same call again
    TokenRefused         ask the person to connect again
    PermissionLacking    ask the person for a higher permission
    NotOnFlickr          hide our copy
    UnexpectedAnswer     fix our code; never retry
    InstallationRefused  stop all calls, tell the operator
    FlickrRefused        look at the method's own codes

Errors carry facts, not sentences to search, and pass every fact on to ``Exception`` by
position, so that they survive the way between worker processes. None of them ever holds a
key, token, signature, photo secret or address of a request.
"""

from typing import Literal


class FlickrError(Exception):
    """Something went wrong at Flickr: catch one of the classes below instead."""


class FlickrUnavailable(FlickrError):
    """Flickr is slow, down or answers nonsense: make the same call again after ``wait_s``."""

    def __init__(self, reason: str, wait_s: int) -> None:
        super().__init__(reason, wait_s)
        self.reason = reason
        self.wait_s = wait_s

    def __str__(self) -> str:
        return f"{self.reason}; wait {self.wait_s} s before trying again"


class OverLimit(FlickrUnavailable):
    """Too many calls with this key (HTTP 429): everybody stops for ``wait_s``."""


class TokenRefused(FlickrError):
    """This person's permission is gone: ask them to connect again.

    Only code 98 and oauth_problem=token_rejected mean this. Confirm once with
    ``auth.check_token`` before a connection is marked.
    """

    def __init__(self, method: str, reason: str) -> None:
        super().__init__(method, reason)
        self.method = method
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.method}: Flickr refuses this person's token ({self.reason})"


class PermissionLacking(FlickrError):
    """This person's token may not do that: ask them for a higher permission.

    needs  "read", "write" or "delete": what the method requires

    The token is good for everything it could do before. What an owner forbids (to comment on a
    photo, say) is FlickrRefused, though the code is the same 99: no permission helps there.
    """

    def __init__(self, method: str, needs: str) -> None:
        super().__init__(method, needs)
        self.method = method
        self.needs = needs

    def __str__(self) -> str:
        return f"{self.method}: Flickr wants a token with permission to {self.needs}"


class NotOnFlickr(FlickrError):
    """Deleted, or closed to whoever asked: hide our copy of ``subject``.

    Since 2025 Flickr answers the same for deleted, private, blocked and never existed.
    """

    def __init__(self, method: str, subject: str, code: int) -> None:
        super().__init__(method, subject, code)
        self.method = method
        self.subject = subject
        self.code = code

    def __str__(self) -> str:
        return f"{self.method}: {self.subject} is not on Flickr for us (code {self.code})"


class UnexpectedAnswer(FlickrError):
    """A reply that our parser does not understand: a bug of ours, never retry at once."""

    def __init__(self, method: str, detail: str) -> None:
        super().__init__(method, detail)
        self.method = method
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.method}: {self.detail}"


class InstallationRefused(FlickrError):
    """Our key, signature or clock is wrong: stop all calls, tell the operator, blame nobody."""

    def __init__(self, reason: Literal["key", "signature", "clock"]) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return f"Flickr refuses this installation's {self.reason}"


class FlickrRefused(FlickrError):
    """Flickr said no for a reason of this method: map ``code`` together with ``method``.

    The same small number means different things per method: 3 is "already in the pool" for
    groups.pools.add and "no permission" for groups.pools.remove. For a refusal of HTTP or
    OAuth ``code`` is the HTTP status.
    """

    def __init__(self, method: str, code: int, message: str) -> None:
        super().__init__(method, code, message)
        self.method = method
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return f"{self.method}: refused with code {self.code} ({self.message})"
