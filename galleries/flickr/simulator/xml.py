"""The two ways to write a reply: JSON as it is, XML by Flickr's own rule of translation."""

import json
import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

# XML 1.0 cannot hold these at all, escaped or not.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def as_json(reply: dict[str, Any], callback: str | None = None) -> str:
    text = json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
    return text if callback is None else f"{callback}({text})"


def as_xml(reply: dict[str, Any]) -> str:
    """A key is an attribute, a dictionary an element, a list repeated elements, "_content" text."""
    reply = dict(reply)
    stat = reply.pop("stat")
    if stat == "fail":
        code, message = reply["code"], _attribute(reply["message"])
        inside = f'\t<err code="{code}" msg={message} />\n'
    else:
        inside = "".join(_element(name, value) for name, value in reply.items())
    return f'<?xml version="1.0" encoding="utf-8" ?>\n<rsp stat="{stat}">\n{inside}</rsp>\n'


def _element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(name, item) for item in value)
    if not isinstance(value, dict):
        # Flickr loses the text of lists of plain texts: <eligible_durations /> three times.
        return f"<{name} />\n"
    attributes = "".join(
        f" {key}={_attribute(item)}"
        for key, item in value.items()
        if key != "_content" and not isinstance(item, dict | list)
    )
    inside = "".join(
        _element(key, item) for key, item in value.items() if isinstance(item, dict | list)
    )
    inside += escape(FORBIDDEN.sub("", str(value.get("_content", ""))))
    return f"<{name}{attributes}>{inside}</{name}>\n" if inside else f"<{name}{attributes} />\n"


def _attribute(value: Any) -> str:
    if value is None:
        return '""'
    text = str(int(value)) if isinstance(value, bool) else str(value)
    # Literal newlines in attributes would come back as blanks.
    entities = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;", '"': "&quot;"}
    return quoteattr(FORBIDDEN.sub("", text), entities)
