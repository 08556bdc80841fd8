"""Replies that the real Flickr once gave, as they lie in a folder of recordings.

One file holds one exchange; its README says what the keys mean. The replies belong to other
people: they are read where they lie, and nothing of them is part of this repository.
"""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Elements that Flickr's JSON writes as a list even when there is only one. Directly under
# <rsp> they stand alone: photos.getInfo answers one "photo", people.getInfo one "person".
ALWAYS_LISTS = frozenset(
    (
        "blog",
        "camera",
        "category",
        "cluster",
        "collection",
        "comment",
        "contact",
        "event",
        "exif",
        "gallery",
        "group",
        "institution",
        "item",
        "license_history",
        "license",
        "member",
        "note",
        "pair",
        "person",
        "photo",
        "photocount",
        "photoset",
        "place",
        "pool",
        "reply",
        "service",
        "set",
        "size",
        "suggestion",
        "tag",
        "topic",
        "url",
        "value",
    )
)

# What an empty container holds; all other empty elements are empty texts.
CONTAINERS = {
    "comments": "comment",
    "contacts": "contact",
    "galleries": "gallery",
    "groups": "group",
    "licenses": "license",
    "members": "member",
    "notes": "note",
    "photos": "photo",
    "photosets": "photoset",
    "replies": "reply",
    "sizes": "size",
    "tags": "tag",
    "topics": "topic",
    "urls": "url",
}


@dataclass(frozen=True, slots=True)
class Recording:
    """One exchange. ``body`` is the reply as JSON, also when it travelled as XML."""

    name: str  # "flickr.people.getInfo/001"
    method: str
    request: dict[str, str]
    request_known: bool
    recorded: str  # "2023-11-05", or the later end of a span, or "" when nobody knows
    is_xml: bool  # then every value is a text: types can only be learned from JSON
    body: Any


def has_recordings(folder: Path) -> bool:
    """Whether there is anything to make a world of."""
    return any(folder.glob("flickr.*/*.json"))


def read_all(folder: Path) -> Iterator[Recording]:
    """Every exchange of a folder, in order of method and number."""
    return map(read_recording, sorted(folder.glob("flickr.*/*.json")))


def read_recording(path: Path) -> Recording:
    saved = json.loads(path.read_text(encoding="utf-8"))
    body = saved["body"]
    is_xml = isinstance(body, str) and body.lstrip().startswith("<?xml")
    span = saved.get("recorded_between") or [None]
    return Recording(
        name=f"{path.parent.name}/{path.stem}",
        method=saved["method"],
        request=saved.get("request") or {},
        request_known=saved.get("request_known", True),
        recorded=saved.get("recorded") or span[-1] or "",
        is_xml=is_xml,
        body=xml_as_json(body) if is_xml else body,
    )


def xml_as_json(body: str) -> dict[str, Any]:
    """An XML reply in the form that ``format=json`` would have had; all values are texts."""
    root = ET.fromstring(body)  # noqa: S314 - recordings of our own, on this machine
    error = root.find("err")
    if error is not None:
        return {
            "stat": root.get("stat", ""),
            "code": int(error.get("code", "0")),
            "message": error.get("msg", ""),
        }
    return {**_as_json(root, outermost=True), "stat": root.get("stat", "")}


def _as_json(element: ET.Element, *, outermost: bool = False) -> dict[str, Any]:
    value: dict[str, Any] = {} if outermost else dict(element.attrib)
    for child in element:
        repeated = len(element.findall(child.tag)) > 1
        if repeated or (child.tag in ALWAYS_LISTS and not outermost):
            value.setdefault(child.tag, []).append(_as_json(child))
        else:
            value[child.tag] = _as_json(child)
    if len(element) == 0 and not outermost:
        text = element.text or ""
        if not text.strip() and element.tag in CONTAINERS:
            value[CONTAINERS[element.tag]] = []
        elif text or not element.attrib:
            value["_content"] = text
    return value
