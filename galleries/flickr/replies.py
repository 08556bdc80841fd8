"""Whole objects and lists of a reply: where a surprise becomes one UnexpectedAnswer.

The readers of ``parse`` say what is wrong with a value; here the method and the object are named.
"""

import re
from collections.abc import Callable
from typing import Any

from .errors import FlickrUnavailable, UnexpectedAnswer
from .parse import Wire, count, many, number, one, text
from .records.values import Page


def record[T](method: str, what: str, wire: Wire, read: Callable[[Wire], T]) -> T:
    """Read one object; a surprise is one UnexpectedAnswer naming the method and the object."""
    try:
        return read(wire)
    except (KeyError, TypeError, ValueError) as error:
        raise UnexpectedAnswer(method, f"{what} {_name_of(wire)}: {error!r}") from None


def only(method: str, reply: Wire, key: str) -> dict[str, Any]:
    """The one object a reply is about. Raises UnexpectedAnswer when it is none."""
    try:
        return one(reply.get(key))
    except TypeError as error:
        raise UnexpectedAnswer(method, f"{key}: {error!r}") from None


def records[T](method: str, what: str, value: object, read: Callable[[Wire], T]) -> tuple[T, ...]:
    """Read a list of objects, one after the other, in Flickr's order."""
    try:
        wires = many(value)
    except TypeError as error:
        raise UnexpectedAnswer(method, f"{what} list: {error!r}") from None
    return tuple(record(method, what, wire, read) for wire in wires)


def page[T](method: str, what: str, wire: object, key: str, read: Callable[[Wire], T]) -> Page[T]:
    """Read one page of a list: its items under ``key``, and where in the list it stands.

    ``page``, ``pages`` and the page size (under any of its two names) are read from the reply,
    since Flickr clamps what was asked for. ``total`` is None when it cannot be read: never
    count on it. Lists without paging are the only page of one.
    """
    try:
        listing = one(wire)
        if not {key, "page", "total"} & set(listing):
            # Taken for an empty list, it would make everything in our copy look gone.
            raise ValueError("a list that says nothing at all")
        items = records(method, what, listing.get(key), read)
        return Page(
            items=items,
            page=max(1, number(listing.get("page", 1))),
            pages=count(listing.get("pages", 1)),
            per_page=count(listing.get("perpage") or listing.get("per_page") or len(items)),
            total=_total(listing.get("total")),
        )
    except (TypeError, ValueError) as error:
        raise UnexpectedAnswer(method, f"{what} page: {error!r}") from None


def _total(value: object) -> int | None:
    if value is None:
        return None
    try:
        return count(value)
    except (TypeError, ValueError):
        return None


def _name_of(wire: Wire) -> str:
    """The id of a broken object for the error, if it has one that is fit to be shown."""
    for key in ("id", "nsid"):
        value = wire.get(key)
        if isinstance(value, str | int) and re.fullmatch(r"[0-9@N-]{1,40}", str(value)):
            return repr(str(value))
    return "without id"


def ensure_about(told: object, wanted: str) -> None:
    """Raise FlickrUnavailable for a reply about something else than what was asked about.

    Flickr has been seen to deliver the body of another request (snarfed/bridgy#537).
    """
    try:
        same = text(told) == wanted
    except (TypeError, ValueError):
        same = False
    if not same:
        raise FlickrUnavailable("the reply belongs to another request", 5)
