"""The simulator itself: one object that answers requests, whichever door they come through."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from galleries.flickr.simulator import callers, consent, eras, methods, rest
from galleries.flickr.simulator.activity import Activity
from galleries.flickr.simulator.albums import Albums
from galleries.flickr.simulator.backdoor import BACKDOOR, Backdoor
from galleries.flickr.simulator.callers import Caller
from galleries.flickr.simulator.comments import Comments, first_comments
from galleries.flickr.simulator.contacts import Contacts
from galleries.flickr.simulator.faults import Faults
from galleries.flickr.simulator.faves import Faves
from galleries.flickr.simulator.films import Films
from galleries.flickr.simulator.galleries import Galleries
from galleries.flickr.simulator.group_cast import group_cast
from galleries.flickr.simulator.groups import Groups
from galleries.flickr.simulator.http import NOT_FOUND, TOO_MANY, Reply, Request, text
from galleries.flickr.simulator.journal import Call, Journal, without_secrets
from galleries.flickr.simulator.limits import HourlyLimit
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.oauth import PLAIN, OAuth
from galleries.flickr.simulator.oddities import Oddities
from galleries.flickr.simulator.pictures import Pictures
from galleries.flickr.simulator.pool_starts import fillers_need
from galleries.flickr.simulator.pools import Pools
from galleries.flickr.simulator.problems import OAuthProblem
from galleries.flickr.simulator.recorded import RecordedWorld
from galleries.flickr.simulator.recorded.groups import group_starts
from galleries.flickr.simulator.recorded.words import recorded_comments
from galleries.flickr.simulator.simphoto import SimPhoto
from galleries.flickr.simulator.standins import standin
from galleries.flickr.simulator.state import FileState, MemoryState, State
from galleries.flickr.simulator.world import BEGINNING, SEED, World

if TYPE_CHECKING:
    from galleries.flickr.simulator.doors import Adapter, Wsgi

# Invented, and the same everywhere, so that a demo needs no setting up.
KEY = "5e1ec7ab1e5ca1ab1eca5cade0ff1ce5"
SECRET = "ba5eba11ca11ab1e"  # noqa: S105 - of a simulator that holds nothing

TOLERANCE_S = 1800  # Flickr's is not documented; one report places it between 30 and 35 minutes
REST = "/services/rest"
OAUTH = "/services/oauth/"


class Simulator:
    """A small Flickr.

    folder      where changes, the journal and painted pictures are kept; None: in memory only
    clock       the time for everything; tests may travel
    scale       number of photos of the big member, up to a million
    pool_scale  number of photos in the pool of the big group, up to 250,000
    limit       calls an hour for the key
    recordings  folder of recorded real replies to build the world from, instead of inventing it
    backdoor    the token of the back door; without one there is none
    """

    def __init__(
        self,
        *,
        folder: Path | None = None,
        state: State | None = None,
        clock: Callable[[], float] = time.time,
        key: str = KEY,
        secret: str = SECRET,
        limit: int = 3600,
        scale: int = 1200,
        pool_scale: int = 3000,
        seed: int = SEED,
        now: int = BEGINNING,
        tolerance_s: int = TOLERANCE_S,
        static_url: str = "https://live.staticflickr.com",
        site_url: str = "https://www.flickr.com",
        recordings: Path | None = None,
        backdoor: str = "",
    ) -> None:
        if state is None:
            state = MemoryState() if folder is None else FileState(folder / "simulator.sqlite3")
        self.key = key
        self.secret = secret
        self.static_url = static_url
        self.site_url = site_url
        self._clock = clock
        self._methods = methods  # imported for what they register
        self.state = state
        self.writing = threading.RLock()  # whoever looks before they write holds it
        self.world = (
            World(
                state,
                clock,
                seed=seed,
                beginning=now,
                big_photo_count=scale,
                pool_fillers_count=fillers_need(pool_scale),
            )
            if recordings is None
            else RecordedWorld(state, clock, recordings, seed=seed, beginning=now)
        )
        self.faves = Faves(self.world, state)
        self.albums = Albums(self.world, state)
        self.galleries = Galleries(self.world, state)
        self.contacts = Contacts(self.world, state)
        recorded = self.world if isinstance(self.world, RecordedWorld) else None
        starts = group_cast() if recorded is None else group_starts(recorded)
        self.groups = Groups(self.world, state, clock, starts)
        self.pools = Pools(self.world, self.groups, state, clock, scale=pool_scale)
        said = first_comments if recorded is None else recorded_comments
        self.comments = Comments(self.world, state, clock, said)
        self.activity = Activity(self.world, self.comments, self.faves)
        self.oauth = OAuth(state, clock, key=key, secret=secret, tolerance_s=tolerance_s)
        self.limit = HourlyLimit(state, clock, limit)
        self.faults = Faults()
        self.oddities = Oddities(seed)
        self.era: eras.Era = "today"
        self.journal = Journal(None if folder is None else folder / "journal.jsonl")
        self._pictures = Pictures(
            self.world, self.groups, None if folder is None else folder / "pictures"
        )
        self._films = Films(self.world, self._pictures, self.static_url)
        self._backdoor = Backdoor(self, backdoor) if backdoor else None

    # For tests and demos

    def grant(self, who: Member | str, perms: str = "read") -> tuple[str, str]:
        """A token and its secret for a member, without the dance. By NSID, alias or key."""
        member = who if isinstance(who, Member) else self.world.member(who)
        return self.oauth.grant(member.nsid, perms)

    def revoke(self, token: str) -> None:
        """What a member does in the settings of their account: the token ends at once."""
        self.oauth.revoke(token)

    def lower(self, who: Member | str, perms: str = "read") -> int:
        """Leave a member's tokens no more than this level; how many lost something."""
        member = who if isinstance(who, Member) else self.world.member(who)
        return self.oauth.lower_all(member.nsid, perms)

    def adapter(self) -> "Adapter":
        """A transport to mount on a requests session; no socket is opened."""
        from galleries.flickr.simulator.doors import Adapter

        return Adapter(self)

    @property
    def wsgi(self) -> "Wsgi":
        """The same as a WSGI application."""
        from galleries.flickr.simulator.doors import Wsgi

        return Wsgi(self)

    def sees(
        self, caller: Caller, photo: SimPhoto, owner: Member, safe_search: int | None = None
    ) -> bool:
        """May the caller see this photo, also by meeting it in the pool of a group?"""
        if callers.sees(caller, photo, owner, safe_search):
            return True
        meets = not photo.is_public and self.pools.share(photo.id, caller.nsid)
        return callers.sees(caller, photo, owner, safe_search, shares_pool=meets)

    # Requests

    def handle(self, request: Request) -> Reply:
        """Answer one request. Never raises."""
        if self._backdoor is not None and request.path.startswith(BACKDOOR):
            return self._backdoor.reply(request)
        if not request.path.startswith((REST, OAUTH)):
            return self._page_or_picture(request)
        is_rest = request.path.startswith(REST)
        name = (
            rest.method_name(request.args) if is_rest else request.path.removeprefix("/services/")
        )
        fault = self.faults.take(name)
        proper: list[Reply] = []  # what the API made of it, if a fault let it

        def answer() -> Reply:
            proper.append(self._api(request))
            return proper[-1]

        reply = answer() if fault is None else fault(request, self, answer)
        took_effect = any(one.took_effect for one in proper)
        spoiled_by = fault.name if fault is not None else ""
        self._write_down(name, request, reply, took_effect=took_effect, fault=spoiled_by)
        return reply

    def _api(self, request: Request) -> Reply:
        step = request.path.removeprefix(OAUTH) if request.path.startswith(OAUTH) else "rest"
        if step == "authorize":
            return consent.authorize(self, request)
        if not self.limit.allows(self.key):
            return TOO_MANY
        try:
            if step == "rest":
                return eras.retyped(rest.answer(self, request), self.era)
            if step == "request_token":
                return self.oauth.request_token(request)
            if step == "access_token":
                return self.oauth.access_token(request, self.world.directory.living)
        except OAuthProblem as problem:
            return text(401, str(problem), PLAIN)
        return NOT_FOUND

    def _page_or_picture(self, request: Request) -> Reply:
        if request.path == "/healthz":
            return text(200, "ok", "text/plain; charset=utf-8")
        if request.method not in ("GET", "HEAD"):
            return NOT_FOUND
        for way in (self._pictures.reply, self._films.reply):
            reply = way(request)
            if reply is not None:
                return reply
        return standin(self, request) or NOT_FOUND

    def _write_down(
        self, name: str, request: Request, reply: Reply, *, took_effect: bool, fault: str
    ) -> None:
        self.journal.record(
            Call(
                at=self._clock(),
                method=name,
                http=request.method,
                caller=self.caller_nsid(request),
                args=without_secrets(request.args),
                status=reply.status,
                stat=reply.stat,
                code=reply.code,
                took_effect=took_effect,
                fault=fault,
            )
        )

    def caller_nsid(self, request: Request) -> str | None:
        """Whose token signed a request, right or wrong."""
        try:
            signed = self.oauth.signature(request)
        except OAuthProblem:
            return None
        token = None if signed is None else self.oauth.token(signed.token)
        return None if token is None else str(token["nsid"])
