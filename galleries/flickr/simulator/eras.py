"""How Flickr typed the numbers of its JSON, era by era (API.md 7.2). XML has only text."""

import json
import re
from dataclasses import replace
from typing import Any, Literal, get_args

from galleries.flickr.simulator.http import Reply

type Era = Literal["2013", "2018", "today"]
ERAS: tuple[str, ...] = get_args(Era.__value__)

WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
DEGREES = frozenset(("latitude", "longitude"))


def retyped(reply: Reply, era: Era) -> Reply:
    """The reply as it was typed in that era; JSON that went well, all else is left alone."""
    if era == "today" or reply.stat != "ok" or reply.content_type != "application/json":
        return reply
    typed = _as_in_2013 if era == "2013" else _as_in_2018
    body = typed("", json.loads(reply.body))
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return replace(reply, body=text.encode("utf-8", "replace"))


def _as_in_2013(name: str, value: Any) -> Any:
    """Whatever looks like a number is one up to 100, and a text above."""
    match value:
        case dict():
            return {key: _as_in_2013(key, item) for key, item in value.items()}
        case list():
            return [_as_in_2013(name, item) for item in value]
        case bool() | None:
            return value
        case _ if WHOLE.fullmatch(str(value)):
            return int(value) if int(value) <= 100 else str(value)
        case _ if name in DEGREES:
            return float(value) if float(value) <= 100 else f"{float(value):g}"
        case _:
            return value


def _as_in_2018(name: str, value: Any) -> Any:
    """As today, with ``total`` as a text, an empty one for none, and a text for granularity."""
    match value:
        case dict():
            return {key: _as_in_2018(key, item) for key, item in value.items()}
        case list():
            return [_as_in_2018(name, item) for item in value]
        case int() if name == "total":
            return str(value or "")
        case int() if name == "datetakengranularity":
            return str(value)
        case _:
            return value
