"""A request has an id. It stands on every line that is logged for it, in its tasks as well."""

import re
from secrets import token_hex

from structlog.contextvars import bind_contextvars, clear_contextvars, get_contextvars

HEADER = "X-Request-ID"
FIT = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)


def begin(told: str = "") -> str:
    """The id of what begins now: the one that was told, if it is fit to be written down."""
    clear_contextvars()
    request_id = told if FIT.fullmatch(told) else token_hex(8)
    bind_contextvars(request_id=request_id)
    return request_id


def current() -> str:
    """The id of what goes on here; "" when nothing does."""
    return str(get_contextvars().get("request_id", ""))


def end() -> None:
    clear_contextvars()
