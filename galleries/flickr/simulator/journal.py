"""A journal of every request: what was asked, by whom, and how it was answered."""

import json
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

# Whatever could be used to sign in, or to recognise a signature, stays out.
SECRETS = frozenset(
    (
        "api_key",
        "api_sig",
        "auth_token",
        "oauth_callback",
        "oauth_consumer_key",
        "oauth_nonce",
        "oauth_signature",
        "oauth_signature_method",
        "oauth_timestamp",
        "oauth_token",
        "oauth_verifier",
        "oauth_version",
        "secret",
    )
)


@dataclass(frozen=True, slots=True)
class Call:
    """One request. ``method`` is an API method without "flickr.", or a path.

    took_effect  the method changed the world, whatever its caller was told of it
    fault        what spoiled it, by its name; its caller may not have seen this status and stat
    """

    at: float
    method: str
    http: str
    caller: str | None
    args: dict[str, str]
    status: int
    stat: str
    code: int | None
    took_effect: bool = False
    fault: str = ""


def without_secrets(args: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in args.items() if name not in SECRETS}


class Journal:
    """Keeps the newest calls in memory and, with a path, appends all of them to a file."""

    def __init__(
        self, path: Path | None = None, *, keep: int = 20_000, rotate_at: int = 5_000_000
    ) -> None:
        self._calls: deque[Call] = deque(maxlen=keep)
        self._path = path
        self._rotate_at = rotate_at
        self._lock = threading.Lock()

    def record(self, call: Call) -> None:
        with self._lock:
            self._calls.append(call)
            if self._path is not None:
                self._append(self._path, call)

    def calls(self, method: str | None = None) -> list[Call]:
        """The calls of one method, such as "people.getPhotos", or all; oldest first."""
        with self._lock:
            return [call for call in self._calls if not method or method == call.method]

    def clear(self) -> None:
        with self._lock:
            self._calls.clear()

    def _append(self, path: Path, call: Call) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > self._rotate_at:
            path.replace(path.with_name(f"{path.stem}.1{path.suffix}"))
        with path.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(asdict(call), ensure_ascii=False) + "\n")
