"""The one door: lenient readers that turn Flickr's wire values into strict Python values.

Types differ by year, by method and by row (API.md 7.2), so numbers come with and without
quotes, texts come bare or as ``{"_content": …}``, lists may be one object, ``null`` or
absent. Every reader takes any JSON value and returns its own type, or raises ValueError or
TypeError naming what it wanted. What it got is only shown for numbers and flags, never for
texts: a text may be the secret of a photo, which opens it.
"""

import html
import math
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from .records.values import UNSAID, TakenAt, Unsaid

type Wire = Mapping[str, Any]
"""One JSON object of a reply."""

# NUL is refused by PostgreSQL, lone surrogates by every UTF-8 encoder.
LONGEST_NAME = 255  # characters; Flickr takes far fewer
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WHOLE = re.compile(r"[+-]?[0-9]{1,19}\Z")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?\Z")
_TAKEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}\Z")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TITLE_TAG = re.compile(
    r"</?(?:a|b|strong|i|em|u|del|s|blockquote|br|p|code|pre|sub|sup)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_NSID = re.compile(r"[0-9]{1,15}@N[0-9]{2}\Z")
_DIGITS = re.compile(r"[0-9]{1,19}\Z")
_WORD = re.compile(r"[0-9A-Za-z_-]{1,64}\Z")

_LARGEST = 2**63 - 1  # what a 64-bit column of ours can hold


def content(value: object) -> object:
    """Unwrap ``{"_content": x}``, ``{}`` and a list of one such object."""
    if isinstance(value, str):  # by far the most
        return value
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, dict):
        return value.get("_content", "")
    return value


def text(value: object) -> str:
    """Any text: bare, wrapped, ``null`` (empty) or a number whose quotes were lost."""
    value = content(value)
    if value is None:
        return ""
    if isinstance(value, str):
        return _UNSTORABLE.sub("", value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"wanted text, got {type(value).__name__}")
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("wanted text, got a number that is none")
    return str(value)


def name(value: object) -> str:
    """What somebody or something is called; what nobody reads to its end is cut off."""
    return text(value)[:LONGEST_NAME]


def unescaped(value: object) -> str:
    """Plain text that Flickr escaped once or twice, such as group names.

    ``Darren&amp;#039;s`` and ``Darren&#039;s`` both become ``Darren's``; doing it again
    changes nothing more. Only whole entities count, so "R&D" and "AT&T" stay.
    """
    plain = text(value)
    for _ in range(2):
        plain = _UNSTORABLE.sub("", _ENTITY.sub(lambda found: html.unescape(found[0]), plain))
    return plain


def title(value: object) -> str:
    """A title as plain text on one line.

    Titles may hold the limited HTML of descriptions (API.md 7.3), so those tags are cut out;
    anything else in angle brackets ("I <3 boats", "a < b") is what the person wrote. Real
    replies carry ``&`` and quotes bare, but hand-made ones hold entities: they are decoded once.
    The result is text for a page to escape, never HTML.
    """
    plain = _TITLE_TAG.sub("", text(value))
    plain = _ENTITY.sub(lambda found: html.unescape(found[0]), plain)
    return " ".join(re.split(r"[\t\r\n]+", _UNSTORABLE.sub("", plain))).strip()


def number(value: object) -> int:
    """A whole number of at most 64 bits, quoted or not; "" and ``null`` are zero."""
    value = content(value)
    if value is None or value == "":
        return 0
    if isinstance(value, bool):
        raise TypeError("wanted a number, got a boolean")
    if isinstance(value, str) and _WHOLE.match(value.strip()):
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int):
        raise ValueError(f"wanted a whole number, got {_shown(value)}")
    if abs(value) > _LARGEST:
        raise ValueError("wanted a number of 64 bits, got a larger one")
    return value


def count(value: object) -> int:
    """A number that cannot be negative; Flickr's caches may be off, so below zero is zero."""
    return max(0, number(value))


def decimal(value: object) -> float:
    """A finite number with a fraction, quoted or not."""
    value = content(value)
    if isinstance(value, str) and _DECIMAL.match(value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"wanted a decimal number, got {_shown(value)}")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise ValueError("wanted a decimal number, got a huge one")
    if not math.isfinite(value):
        raise ValueError("wanted a decimal number, got one that is not finite")
    return float(value)


def flag(value: object) -> bool:
    """0, 1, "0", "1", true, false; ``null`` and "" mean no (API.md 7.2)."""
    value = content(value)
    if value in (None, "", 0, "0", "false"):  # False equals 0
        return False
    if value in (1, "1", "true"):
        return True
    raise ValueError(f"wanted a flag, got {_shown(value)}")


def epoch(value: object) -> datetime:
    """Seconds since 1970 as an aware moment in UTC."""
    seconds = number(value)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("wanted an epoch, got a moment out of range") from error


def epoch_or_none(value: object) -> datetime | None:
    """As ``epoch``, but zero, "" and ``null`` mean that there is no such moment."""
    return epoch(value) if number(value) else None


def taken(moment: object, *, precision: object, unknown: object) -> TakenAt | None:
    """Turn the date-taken fields into a value, or None when Flickr only guesses.

    moment     "2017-02-17 00:00:00" in the photographer's clock; kept without a zone
    precision  0 second, 4 month, 6 year, 8 circa; 0 to 10 accepted
    unknown    1 when Flickr filled in the upload date; we would rather say nothing

    Before 1900 and after today are fine: scans and wrong clocks exist.
    Raises ValueError for a precision we have never seen.
    Source: flickr.com/services/api/misc.dates.html
    """
    written = text(moment).strip()
    # Some videos come with year 0000 though ``unknown`` is "0".
    if flag(unknown) or not written or written.startswith("0000"):
        return None
    if not _TAKEN.match(written):
        raise ValueError("wanted a date taken like 2017-02-17 00:00:00")
    exactness = number(precision)
    if not 0 <= exactness <= 10:
        raise ValueError(f"wanted a precision of 0 to 10, got {exactness}")
    return TakenAt(moment=written, precision=exactness)


def one(value: object) -> dict[str, Any]:
    """One object, also when it comes as a list of one; nothing is an empty object."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if value is None or value == "" or value == []:
        return {}
    if not isinstance(value, dict):
        raise TypeError(f"wanted an object, got {type(value).__name__}")
    return value


def many(value: object) -> list[dict[str, Any]]:
    """A list of objects, also when it is one object, "", ``null`` or absent."""
    if value is None or value == "" or value == {}:
        return []
    if isinstance(value, dict):
        return [value]
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise TypeError("wanted a list of objects")
    return value


def nsid(value: object) -> str:
    """The id of a person or a group, such as "12345678@N00"."""
    return _matched(value, _NSID, "an NSID")


def nsid_or_nobody(value: object) -> str:
    """As ``nsid``, or "" where the author of a few words is not told any more."""
    return nsid(value) if text(value) else ""


def digits_or_none(value: object) -> str | None:
    """As ``digits``, or None for "", 0 and ``null``: a cover that is not there."""
    return digits(value) if text(value) not in ("", "0") else None


def digits(value: object) -> str:
    """The id of a photo or an album: digits, kept as text."""
    return _matched(value, _DIGITS, "an id of digits")


def word(value: object) -> str:
    """A part of an address (server, secret, compound id): it can hold no slash or dot."""
    return _matched(value, _WORD, "a word of letters and digits")


def web_address(value: object) -> str:
    """An http or https address fit for a link; anything else is "": never a javascript: one."""
    address = text(value).strip()
    return address if re.fullmatch(r"https?://[^\s\"'<>\\]{1,2000}", address) else ""


def said[T](wire: Wire, key: str, read: Callable[[object], T]) -> T | Unsaid:
    """What the reply says under ``key``, or UNSAID when it does not speak of it.

    Raises ValueError naming the key when it says nonsense.
    """
    if key not in wire:
        return UNSAID
    try:
        return read(wire[key])
    except (TypeError, ValueError) as error:
        raise ValueError(f"{key}: {error}") from error


def told[T](wire: Wire, key: str, read: Callable[[object], T]) -> T:
    """As ``said``, for a key that every such object has. Raises KeyError when it lacks."""
    if key not in wire:
        raise KeyError(key)
    try:
        return read(wire[key])
    except (TypeError, ValueError) as error:
        raise ValueError(f"{key}: {error}") from error


def first_said[T](wire: Wire, keys: Iterable[str], read: Callable[[object], T]) -> T | Unsaid:
    """As ``said``, for a fact that goes by several keys; the first one there is read."""
    return next((said(wire, key, read) for key in keys if key in wire), UNSAID)


def _matched(value: object, pattern: re.Pattern[str], wanted: str) -> str:
    written = text(value)
    if not pattern.match(written):
        raise ValueError(f"wanted {wanted}")
    return written


def _shown(value: object) -> str:
    return repr(value)[:40] if isinstance(value, int | float) else type(value).__name__
