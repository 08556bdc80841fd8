"""The REST endpoint: finds the method, checks who may call it, writes the answer.

A method is one function with a decorator::

    @method("people.getPhotos", perms="none")
    def get_photos(call: Call) -> Answer:
        return {"photos": {...}}

It returns what stands beside "stat" in the JSON form, or raises ``Fail(code, message)``. Whoever
changed the world says so with ``call.changed_something()``, for the journal.
"""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from galleries.flickr.simulator.callers import NOBODY, Caller
from galleries.flickr.simulator.http import Reply, Request
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.wire import View
from galleries.flickr.simulator.xml import as_json, as_xml

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

type Answer = dict[str, Any]


@dataclass
class Effect:
    """Whether a call changed the world. Every call has its own, so threads share none."""

    took_place: bool = False


@dataclass(frozen=True)
class Call:
    """One call of a method, after the signature was checked."""

    sim: "Simulator"
    caller: Caller
    args: Mapping[str, str]
    request: Request
    effect: Effect = field(default_factory=Effect)

    def changed_something(self) -> None:
        """For the journal: the world is another one now, also when the answer is a Fail."""
        self.effect.took_place = True

    def arg(self, name: str, default: str = "") -> str:
        return self.args.get(name, default).strip()

    def number(self, name: str, default: int) -> int:
        """A whole number; nonsense counts as not given."""
        text = self.arg(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else default

    @property
    def member(self) -> Member:
        """The member who calls; only for methods that need a token."""
        if self.caller.member is None:
            raise Fail(99, "User not logged in")
        return self.caller.member

    def view(self, photo: SimPhoto, owner: Member) -> View:
        """The photo as this caller sees it."""
        return View(photo, owner, self.caller, self.sim.static_url, self.sim.site_url)

    def sees(self, photo: SimPhoto, owner: Member, safe_search: int | None = None) -> bool:
        """May the caller see this photo, also by meeting it in the pool of a group?

        Not for photostreams: they leave out what only a group sees.
        """
        return self.sim.sees(self.caller, photo, owner, safe_search)

    @property
    def extras(self) -> list[str]:
        return [extra.strip() for extra in self.arg("extras").split(",") if extra.strip()]


@dataclass(frozen=True)
class Method:
    name: str
    perms: str
    answer: Callable[[Call], Answer]


METHODS: dict[str, Method] = {}


def method(
    name: str, *, perms: str = "none"
) -> Callable[[Callable[[Call], Answer]], Callable[[Call], Answer]]:
    """Register a method of the API under its name without "flickr."."""

    def register(function: Callable[[Call], Answer]) -> Callable[[Call], Answer]:
        METHODS[name] = Method(name, perms, function)
        return function

    return register


def method_name(args: Mapping[str, str]) -> str:
    return args.get("method", "").removeprefix("flickr.")


def answer(sim: "Simulator", request: Request) -> Reply:
    """The whole endpoint: a reply of status 200, whatever the method says.

    Raises OAuthProblem where the signature is at fault.
    """
    style = request.args.get("format", "rest")
    if style not in ("rest", "json"):
        return write({"stat": "fail", "code": 111, "message": f'Format "{style}" not found'}, {})
    effect = Effect()
    try:
        body = _answer(sim, request, effect)
    except Fail as fail:
        body = {"stat": "fail", "code": fail.code, "message": fail.message}
    return replace(write(body, request.args), took_effect=effect.took_place)


def _answer(sim: "Simulator", request: Request, effect: Effect) -> Answer:
    name = request.args.get("method", "")
    found = METHODS.get(name.removeprefix("flickr.")) if name.startswith("flickr.") else None
    caller = _caller(sim, request)
    if found is None:
        raise Fail(112, f'Method "{name}" not found')
    if not caller.may(found.perms):
        raise Fail(
            99,
            "Insufficient permissions. Method requires "
            f"{found.perms} privileges; {caller.perms} granted.",
        )
    # Older deployments answered 116; today's wording is not on record.
    writes = found.perms in ("write", "delete")
    if writes and request.method != "POST":
        raise Fail(116, "This method must be called with POST")
    # One write at a time: of two that ask for the same, one finds it done.
    with sim.writing if writes else nullcontext():
        return {**found.answer(Call(sim, caller, request.args, request, effect)), "stat": "ok"}


def _caller(sim: "Simulator", request: Request) -> Caller:
    signed = sim.oauth.signature(request)
    if signed is None:
        key = request.args.get("api_key", "")
        if len(key) != 32 or set(key) - set("0123456789abcdef"):
            raise Fail(100, "Invalid API Key (Key has invalid format)")
        if key != sim.key:
            raise Fail(100, "Invalid API Key (Key not found)")
        return NOBODY
    token = sim.oauth.caller_token(signed)
    if token is None:
        return NOBODY
    return Caller(sim.world.directory.find(token["nsid"]), token["perms"])


def write(body: Answer, args: Mapping[str, str]) -> Reply:
    """The body in the asked format, with what the journal wants to know of it."""
    if args.get("format") == "json":
        wrapped = args.get("nojsoncallback") != "1"
        callback = args.get("jsoncallback", "jsonFlickrApi") if wrapped else None
        kind = "text/javascript; charset=utf-8" if wrapped else "application/json"
        text = as_json(body, callback)
    else:
        kind, text = "text/xml; charset=utf-8", as_xml(body)
    # Lone surrogates cannot be sent; nobody should get a 500 for them.
    sent = text.encode("utf-8", "replace")
    return Reply(200, sent, kind, stat=body["stat"], code=body.get("code"))
