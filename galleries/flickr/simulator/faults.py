"""Trouble on demand: the next calls fail in the ways in which Flickr is known to fail.

A fault is one function with a decorator. It is given the request and a way to get the
proper reply; a fault that never asks for it prevents the call, one that asks first spoils
the answer of a call that did take effect::

    @fault("reset")
    def reset(request: Request, proper: Proper) -> Reply:
        return replace(proper(), broken="reset")
"""

import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace

from galleries.flickr.simulator import rest
from galleries.flickr.simulator.http import TOO_MANY, Reply, Request, text

type Proper = Callable[[], Reply]
type Fault = Callable[[Request, Proper], Reply]

FAULTS: dict[str, Fault] = {}


def fault(name: str) -> Callable[[Fault], Fault]:
    def register(function: Fault) -> Fault:
        FAULTS[name] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class Planned:
    fault: str
    method: str | None  # only calls of this method, such as "people.getPhotos"


class Faults:
    """A queue of faults. Each spoils one call; other calls pass it by."""

    def __init__(self) -> None:
        self._queue: deque[Planned] = deque()
        self._lock = threading.Lock()

    def next(self, *names: str, times: int = 1, method: str | None = None) -> None:
        """Spoil the next calls with these faults, one after the other, ``times`` times over."""
        unknown = [name for name in names if name not in FAULTS]
        if unknown:
            raise KeyError(f"no fault {', '.join(unknown)}; there are {', '.join(FAULTS)}")
        with self._lock:
            self._queue.extend(Planned(name, method) for _ in range(times) for name in names)

    def clear(self) -> None:
        with self._lock:
            self._queue.clear()

    def __len__(self) -> int:
        return len(self._queue)

    def take(self, method: str) -> Fault | None:
        """The fault that is planned for a call of this method, if any."""
        with self._lock:
            for planned in self._queue:
                if planned.method in (None, method):
                    self._queue.remove(planned)
                    return FAULTS[planned.fault]
        return None


@fault("429")
def too_many(request: Request, proper: Proper) -> Reply:
    return TOO_MANY


@fault("500")
def server_error(request: Request, proper: Proper) -> Reply:
    return text(500, "<html><body><h1>500 Internal Server Error</h1></body></html>")


@fault("502")
def bad_gateway(request: Request, proper: Proper) -> Reply:
    return text(502, "<html><body><center><h1>502 Bad Gateway</h1></center></body></html>")


@fault("503")
def unavailable(request: Request, proper: Proper) -> Reply:
    return text(503, "<html><body><h1>Will be right back</h1></body></html>")


@fault("504")
def gateway_timeout(request: Request, proper: Proper) -> Reply:
    """The call took effect; the answer did not arrive in time."""
    proper()
    return text(504, "<html><body><center><h1>504 Gateway Time-out</h1></center></body></html>")


@fault("html")
def html_with_200(request: Request, proper: Proper) -> Reply:
    return text(200, "<!DOCTYPE html><html><body><p>Please stand by.</p></body></html>")


@fault("empty")
def empty_with_200(request: Request, proper: Proper) -> Reply:
    return text(200, "", "application/json")


@fault("half")
def half_a_body(request: Request, proper: Proper) -> Reply:
    """A shorter body that claims to be whole."""
    reply = proper()
    return replace(reply, body=reply.body[: len(reply.body) // 2])


@fault("cut")
def cut_off(request: Request, proper: Proper) -> Reply:
    """The line breaks in the middle of the body."""
    return replace(proper(), broken="cut")


@fault("reset")
def reset(request: Request, proper: Proper) -> Reply:
    """The line breaks before anything arrives; the call took effect."""
    return replace(proper(), broken="reset")


@fault("refused")
def refused(request: Request, proper: Proper) -> Reply:
    """No connection: the call took no effect."""
    return Reply(0, b"", broken="reset")


@fault("xml")
def xml_for_json(request: Request, proper: Proper) -> Reply:
    """The right answer in the wrong format."""
    reply = proper()
    if not reply.content_type.startswith("application/json"):
        return reply
    return rest.write(json.loads(reply.body), {})


def _code(code: int, message: str) -> Fault:
    def answer(request: Request, proper: Proper) -> Reply:
        return rest.write({"stat": "fail", "code": code, "message": message}, request.args)

    return answer


for _number, _message in (
    (0, "Sorry, the Flickr API service is not currently available."),
    (96, "Invalid signature"),
    (98, "Invalid auth token"),
    (100, "Invalid API Key (Key has expired)"),
    (105, "Service currently unavailable"),
    (106, "Write operation failed"),
    (201, "Sorry, the Flickr API service is not currently available."),
):
    FAULTS[f"code {_number}"] = _code(_number, _message)
