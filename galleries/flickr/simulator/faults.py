"""Trouble on demand: the next calls fail in the ways in which Flickr is known to fail.

A fault is one function with a decorator. It is given the request and a way to get the
proper reply; a fault that never asks for it prevents the call, one that asks first spoils
the answer of a call that did take effect::

    @fault("reset")
    def reset(request: Request, proper: Proper) -> Reply:
        return replace(proper(), broken="reset")

FAULTS pass: the same call made again succeeds. REFUSALS are answers that a client has no
reason to doubt, so it will not ask again soon.
"""

import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from galleries.flickr.simulator import elsewhere, rest
from galleries.flickr.simulator.http import TOO_MANY, Reply, Request, text
from galleries.flickr.simulator.oauth import PLAIN
from galleries.flickr.simulator.problems import OAuthProblem

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

SLOW_S = 35.0  # longer than any client of ours waits for a read


@dataclass(frozen=True, slots=True)
class Proper:
    """The reply that the call should get, made when it is asked for."""

    sim: "Simulator"
    answer: Callable[[], Reply]
    slow_s: float

    def __call__(self) -> Reply:
        return self.answer()


type Fault = Callable[[Request, Proper], Reply]

FAULTS: dict[str, Fault] = {}
REFUSALS: dict[str, Fault] = {}
# Faults that only make sense for some methods pass all others by.
ONLY_FOR: dict[str, frozenset[str]] = {}


def fault(name: str, *, only_for: frozenset[str] = frozenset()) -> Callable[[Fault], Fault]:
    def register(function: Fault) -> Fault:
        FAULTS[name] = function
        if only_for:
            ONLY_FOR[name] = only_for
        return function

    return register


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault to come."""

    name: str
    method: str | None  # only calls of this method, such as "people.getPhotos"
    slow_s: float

    def spoils(self, method: str) -> bool:
        fits = ONLY_FOR.get(self.name)
        return self.method in (None, method) and (fits is None or method in fits)

    def __call__(self, request: Request, sim: "Simulator", answer: Callable[[], Reply]) -> Reply:
        spoil = FAULTS.get(self.name) or REFUSALS[self.name]
        return spoil(request, Proper(sim, answer, self.slow_s))


class Faults:
    """A queue of faults. Each spoils one call; other calls pass it by."""

    def __init__(self) -> None:
        self._queue: deque[Planned] = deque()
        self._lock = threading.Lock()

    def next(
        self, *names: str, times: int = 1, method: str | None = None, slow_s: float = SLOW_S
    ) -> None:
        """Spoil the next calls with these faults, one after the other, ``times`` times over.

        method  only calls of this method; others pass by
        slow_s  how long a "slow" answer takes over HTTP; in this process nobody waits
        """
        known = [*FAULTS, *REFUSALS]
        unknown = [name for name in names if name not in known]
        if unknown:
            raise KeyError(f"no fault {', '.join(unknown)}; there are {', '.join(known)}")
        planned = [Planned(name, method, slow_s) for name in names]
        with self._lock:
            self._queue.extend(planned * times)

    def clear(self) -> None:
        with self._lock:
            self._queue.clear()

    def __len__(self) -> int:
        return len(self._queue)

    @property
    def waiting(self) -> list[str]:
        """The names of the faults to come."""
        with self._lock:
            return [planned.name for planned in self._queue]

    def take(self, method: str) -> Planned | None:
        """The fault that is planned for a call of this method, if any."""
        with self._lock:
            for planned in self._queue:
                if planned.spoils(method):
                    self._queue.remove(planned)
                    return planned
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


@fault("slow")
def slow(request: Request, proper: Proper) -> Reply:
    """The answer comes later than anybody waits for it; the call took effect."""
    return replace(proper(), wait_s=proper.slow_s)


@fault("another body")
def another_body(request: Request, proper: Proper) -> Reply:
    """The answer to somebody's call of another method (snarfed/bridgy#537)."""
    proper()
    return elsewhere.another_method(proper.sim, request)


@fault("another member", only_for=elsewhere.OWN_LISTS)
def another_member(request: Request, proper: Proper) -> Reply:
    """The answer to the same call of another member."""
    proper()
    return elsewhere.another_member(proper.sim, request)


@fault("signature")
def signature_refused(request: Request, proper: Proper) -> Reply:
    try:
        signed = proper.sim.oauth.signature(request)
    except OAuthProblem as problem:
        return text(401, str(problem), PLAIN)
    return proper() if signed is None else text(401, str(signed.invalid), PLAIN)


def _problem(problem: str) -> Fault:
    def answer(request: Request, proper: Proper) -> Reply:
        return text(401, str(OAuthProblem(problem)), PLAIN)

    return answer


for _name, _spelling in (
    ("timestamp", "timestamp_refused"),
    ("key unknown", "consumer_key_unknown"),
    ("nonce", "nonce_used"),
    ("rejected", "token_rejected"),
):
    FAULTS[_name] = _problem(_spelling)


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

# Somebody else's empty list passes for one's own: nothing in it says whose it is.
REFUSALS["empty list"] = lambda request, proper: elsewhere.empty(proper.sim, request)
ONLY_FOR["empty list"] = elsewhere.OWN_LISTS
# Somebody else's contacts pass for one's own in the same way.
REFUSALS["another member's contacts"] = another_member
ONLY_FOR["another member's contacts"] = elsewhere.UNNAMED_LISTS
REFUSALS["code 99"] = _code(
    99, "Insufficient permissions. Method requires read privileges; none granted."
)
REFUSALS["code 99 signed out"] = _code(99, "User not logged in")
