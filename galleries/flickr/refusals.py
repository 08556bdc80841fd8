"""Which error a refusal of Flickr is: by HTTP, by OAuth, by global code, by method and code.

Source: API.md 3 (OAuth), 10.1 (global codes), 10.2 (HTTP), 11 (the methods' own codes).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from .errors import (
    FlickrError,
    FlickrRefused,
    FlickrUnavailable,
    InstallationRefused,
    NotOnFlickr,
    OverLimit,
    PermissionLacking,
    TokenRefused,
    UnexpectedAnswer,
)

WAIT_S = 30  # after a failure that usually passes quickly
WAIT_OVER_LIMIT_S = 60
LONGEST_WAIT_S = 3600

# Not now: 0 and 201 overload, 105 service away, 106 a write failed (look before doing it again).
_PASSING = frozenset({0, 105, 106, 201})
# A method's own codes that mean the same.
_PASSING_OF_METHOD = frozenset(
    {
        ("photos.search", 10),
        ("photos.transform.rotate", 3),
        ("photos.geo.correctLocation", 4),
        ("photos.geo.setLocation", 6),
    }
)

# "Not found" and "closed to you", per method: the code, and the argument that names what is gone.
# Codes of writes that only say "you cannot" stay FlickrRefused: the photo is not gone.
_PHOTO = {1: "photo_id"}
_GROUP = {1: "group_id"}
_USER = {1: "user_id"}
NOT_FOUND: Mapping[str, Mapping[int, str]] = {
    "contacts.getPublicList": _USER,
    "favorites.add": {1: "photo_id", 4: "photo_id"},
    "favorites.getContext": {1: "photo_id", 2: "user_id"},
    "favorites.getList": _USER,
    "favorites.getPublicList": _USER,
    "favorites.remove": {3: "user_id"},
    "galleries.editPhoto": {1: "gallery_id"},
    "galleries.getInfo": {1: "gallery_id"},
    "galleries.getPhotos": {1: "gallery_id"},
    "galleries.removePhoto": {1: "gallery_id"},
    # 2: the group is private, and the caller is no member.
    "groups.getInfo": {1: "group_id", 2: "group_id"},
    "groups.members.getList": _GROUP,
    # 2 and 4: the pool is for members only.
    "groups.pools.getPhotos": {1: "group_id", 2: "group_id", 3: "user_id", 4: "group_id"},
    "groups.pools.remove": _GROUP,
    "people.getGroups": _USER,
    "people.getInfo": {1: "user_id", 5: "user_id"},
    "people.getPhotos": {2: "user_id", 5: "user_id"},
    "people.getPhotosOf": _USER,
    "people.getPublicGroups": _USER,
    "people.getPublicPhotos": _USER,
    "photos.comments.addComment": _PHOTO,
    # 1: the photo is gone, of which the call names only the comment.
    "photos.comments.deleteComment": {1: "comment_id", 2: "comment_id"},
    "photos.comments.editComment": {1: "comment_id", 2: "comment_id"},
    "photos.comments.getList": _PHOTO,
    "photos.getAllContexts": _PHOTO,
    # Not 2: whoever hides their EXIF still shows the photo.
    "photos.getExif": _PHOTO,
    "photos.getFavorites": _PHOTO,
    # 2 "Photo is private" until 2024, 1 since then.
    "photos.getInfo": {1: "photo_id", 2: "photo_id"},
    "photos.getPerms": _PHOTO,
    "photos.getSizes": {1: "photo_id", 2: "photo_id"},
    "photos.licenses.getLicenseHistory": _PHOTO,
    "photos.people.getList": _PHOTO,
    "photos.removeTag": {1: "tag_id"},
    "photos.setMeta": _PHOTO,
    "photos.setPerms": _PHOTO,
    "photos.setTags": _PHOTO,
    "photos.addTags": _PHOTO,
    "photosets.addPhoto": {1: "photoset_id", 2: "photo_id"},
    "photosets.comments.getList": {1: "photoset_id"},
    "photosets.getInfo": {1: "photoset_id", 2: "user_id"},
    "photosets.getList": _USER,
    "photosets.getPhotos": {1: "photoset_id", 2: "user_id"},
    "photosets.removePhoto": {1: "photoset_id", 2: "photo_id"},
    "profile.getProfile": _USER,
    "tags.getListPhoto": _PHOTO,
    "tags.getListUser": _USER,
    "urls.lookupGallery": {1: "url"},
    "urls.lookupGroup": {1: "url"},
    "urls.lookupUser": {1: "url"},
}

# "Insufficient permissions. Method requires write privileges; read granted."
_LACKING = re.compile(r"requires ([a-z]{1,20}) privileges", re.IGNORECASE)

_PROBLEM = re.compile(r"(?:\A|[\s&?,\"])oauth_problem=\"?([a-z_]{1,40})")


def refusal_of_http(
    method: str, status: int, headers: Mapping[str, str], body: bytes
) -> FlickrError | None:
    """The error that status, headers and a plain-text body speak of, or None to read on."""
    if status == 429:
        return OverLimit("too many calls with this key", wait_in(headers, WAIT_OVER_LIMIT_S))
    if status >= 500:
        return FlickrUnavailable(f"HTTP {status}", wait_in(headers, WAIT_S))
    if status in (413, 414):
        return UnexpectedAnswer(method, f"HTTP {status}: our request is too long for Flickr")
    # A JSON body is never searched: somebody may have named a photo "oauth_problem=…".
    if not body.lstrip().startswith((b"{", b"[")):
        problem = _PROBLEM.search(body[:2000].decode("latin-1"))
        if problem is not None and (status >= 400 or body.startswith(b"oauth_problem=")):
            return refusal_of_oauth(method, status, problem[1])
    return None


def refusal_of_oauth(method: str, status: int, problem: str) -> FlickrError:
    """The error that an ``oauth_problem`` is. The base string beside it is never kept."""
    match problem:
        case "token_rejected":
            return TokenRefused(method, problem)
        case "signature_invalid":
            return InstallationRefused("signature")
        case "consumer_key_unknown" | "consumer_key_rejected" | "consumer_key_refused":
            return InstallationRefused("key")
        case "timestamp_refused":
            return InstallationRefused("clock")
        case "nonce_used":
            return FlickrUnavailable("the nonce was used before", 1)
        case _:
            return FlickrRefused(method, status, problem)


def refusal_of_reply(method: str, reply: Mapping[str, Any], said: Mapping[str, str]) -> FlickrError:
    """The error that a ``stat=fail`` is. ``said`` are the arguments of the call."""
    try:
        code = int(reply.get("code", ""))
    except (TypeError, ValueError, OverflowError):
        return FlickrUnavailable("a failure without a code", WAIT_S)
    if code in _PASSING or (method, code) in _PASSING_OF_METHOD:
        return FlickrUnavailable(f"Flickr cannot answer now (code {code})", WAIT_S)
    match code:
        case 98:
            return TokenRefused(method, "code 98")
        case 96 | 97:
            return InstallationRefused("signature")
        case 100:
            return InstallationRefused("key")
    if code in NOT_FOUND.get(method, {}):
        return NotOnFlickr(method, said.get(NOT_FOUND[method][code], "the caller"), code)
    told = reply.get("message", "")
    message = _harmless(told if isinstance(told, str) else "")
    lacking = _LACKING.search(message) if code == 99 else None
    if lacking is not None:
        return PermissionLacking(method, lacking[1].lower())
    return FlickrRefused(method, code, message)


def unavailable(reason: str) -> FlickrUnavailable:
    """An error that usually passes quickly."""
    return FlickrUnavailable(reason, WAIT_S)


def wait_in(headers: Mapping[str, str], otherwise_s: int) -> int:
    """Seconds to wait by a Retry-After header (seconds or a date), from 1 to an hour."""
    wanted = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", wanted):
        return min(max(int(wanted), 1), LONGEST_WAIT_S)
    try:
        until = parsedate_to_datetime(wanted)
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return otherwise_s
    return min(max(int(seconds), 1), LONGEST_WAIT_S)


def _harmless(message: str) -> str:
    """Flickr's own words, short, in one line; long hex words could be somebody's secret."""
    line = " ".join(message.split())[:200]
    return re.sub(r"\b(?=[0-9a-f-]*[a-f])[0-9a-f-]{10,}\b", "…", line)
