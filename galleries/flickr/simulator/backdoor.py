"""The back door: what tests in other processes ask of the simulator, over HTTP and with a token.

    POST /backdoor/  {"faults": ["429", "slow"], "times": 2, "method": "people.getPhotos"}
                     {"clear": true}                          no faults any more
                     {"oddities": {"short pages": 0.2, "shuffled": true, "drifting totals": false}}
                     {"era": "2013"}
                     {"do": "edit", "id": 53…, "title": "Another name"}
                     {"do": "decide", "group": "1093358@N20", "id": 53…, "approve": true}
                     {"revoke": "264402891@N08"}             all their tokens end: code 98
                     {"lower": "264402891@N08", "to": "read"}  they may do less: code 99
                     {"happenings": {"seed": 7, "count": 20, "who": ["264402891@N08"]}}
                     {"happenings": {"of": "albums", "seed": 7, "count": 20}}
    GET  /backdoor/  what stands, what waits, and what was called how often
    GET  /backdoor/journal?method=…&page=…  every call, oldest first, 500 at a time, with what
                                         took effect whatever the caller was told
    GET  /backdoor/world?nsid=…&page=…   the true facts of a member's photos, 500 at a time
    GET  /backdoor/lists?nsid=…          and of their albums, galleries and contacts, all of them
    GET  /backdoor/group?nsid=…&page=…   of a group, its members and its pool, 500 entries at a time

Without the right ``X-Backdoor-Token`` it is not there: 404, like any address that is none.
"""

import json
import secrets
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from galleries.flickr.simulator.backdoor_deeds import deeds_of
from galleries.flickr.simulator.callers import LEVELS
from galleries.flickr.simulator.comment_happenings import comment_happenings
from galleries.flickr.simulator.comments import SimComment
from galleries.flickr.simulator.eras import ERAS, Era
from galleries.flickr.simulator.faults import SLOW_S
from galleries.flickr.simulator.group_cast import SimGroup
from galleries.flickr.simulator.group_happenings import group_happenings
from galleries.flickr.simulator.happenings import Happening
from galleries.flickr.simulator.http import NOT_FOUND, Reply, Request, text
from galleries.flickr.simulator.list_happenings import (
    album_happenings,
    contact_happenings,
    gallery_happenings,
    list_happenings,
)
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.simphoto import SimPhoto

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

BACKDOOR = "/backdoor/"
HEADER = "x-backdoor-token"
PAGE = 500
MOST = 10_000  # faults, happenings: more in one request is a slip of the pen

# What can happen besides uploads and edits, by the word that asks for it.
HAPPENINGS: dict[str, Callable[..., list[Happening]]] = {
    "albums": album_happenings,
    "galleries": gallery_happenings,
    "contacts": contact_happenings,
    "lists": list_happenings,
    "groups": group_happenings,
    "comments": comment_happenings,
}

type Wish = dict[str, Any]
type Answer = dict[str, Any]


class NotUnderstood(Exception):
    """A wish that cannot be granted, in a sentence."""


class Backdoor:
    def __init__(self, sim: "Simulator", token: str) -> None:
        self._sim = sim
        self._token = token

    def reply(self, request: Request) -> Reply:
        given = request.headers.get(HEADER, "").encode()
        if not secrets.compare_digest(given, self._token.encode()):
            return NOT_FOUND
        try:
            return _json(200, self._answer(request))
        except NotUnderstood as wrong:
            return _json(400, {"error": str(wrong)})
        except (KeyError, TypeError, ValueError, Fail) as wrong:
            return _json(400, {"error": f"{type(wrong).__name__}: {wrong}"})

    def _answer(self, request: Request) -> Answer:
        match request.method, request.path.removeprefix(BACKDOOR):
            case "GET", "":
                return self._summary()
            case "GET", "journal":
                return self._journal(request.args)
            case "GET", "world":
                return self._world(request.args)
            case "GET", "lists":
                return self._lists(request.args)
            case "GET", "group":
                return self._group(request.args)
            case "POST", "":
                return self._grant(request.body)
            case _:
                raise NotUnderstood("GET or POST /backdoor/, or GET /backdoor/world?nsid=…")

    # Looking

    def _summary(self) -> Answer:
        calls = self._sim.journal.calls()
        return {
            "era": self._sim.era,
            "oddities": self._sim.oddities.standing,
            "faults": self._sim.faults.waiting,
            "calls": len(calls),
            "by_method": Counter(call.method for call in calls),
            "took_effect": Counter(call.method for call in calls if call.took_effect),
            "by_status": Counter(str(call.status) for call in calls),
            "by_code": Counter(str(call.code) for call in calls if call.code is not None),
            "members": {member.nsid: member.username for member in self._sim.world.members},
        }

    def _journal(self, args: dict[str, str]) -> Answer:
        page = _page(args)
        calls = self._sim.journal.calls(args.get("method"))
        return {
            "page": page,
            "pages": -(-len(calls) // PAGE),
            "total": len(calls),
            "calls": [asdict(call) for call in calls[(page - 1) * PAGE : page * PAGE]],
        }

    def _world(self, args: dict[str, str]) -> Answer:
        world = self._sim.world
        member = world.member(args.get("nsid", ""))
        page = _page(args)
        photos = [] if member.is_deleted else world.stream(member)
        facts = [_facts(photo) for photo in photos[(page - 1) * PAGE : page * PAGE]]
        pages = -(-len(photos) // PAGE)
        who = {
            name: getattr(member, name)
            for name in ("nsid", "username", "realname", "path_alias", "iconserver", "is_deleted")
        }
        return {
            "member": who,
            "page": page,
            "pages": pages,
            "total": len(photos),
            "photos": facts,
        }

    def _lists(self, args: dict[str, str]) -> Answer:
        sim = self._sim
        member = sim.world.member(args.get("nsid", ""))
        return {
            "albums": [asdict(album) for album in sim.albums.of(member)],
            "galleries": [asdict(gallery) for gallery in sim.galleries.of(member)],
            "contacts": [asdict(contact) for contact in sim.contacts.of(member)],
        }

    def _group(self, args: dict[str, str]) -> Answer:
        sim = self._sim
        group = sim.groups.get(args.get("nsid", ""))
        page = _page(args)
        if group is None:
            raise NotUnderstood("a group by its nsid")
        pool = sim.pools.of(group)
        entries = pool[(page - 1) * PAGE : page * PAGE]
        return {
            "group": asdict(group),
            "members": [asdict(member) for member in sim.groups.members(group)],
            "pending": sim.pools.pending(group),
            "page": page,
            "pages": -(-len(pool) // PAGE),
            "total": len(pool),
            "pool": [asdict(entry) for entry in entries],
        }

    # Changing

    def _grant(self, body: str) -> Answer:
        try:
            wish = json.loads(body)
        except ValueError:
            raise NotUnderstood("the body is no JSON") from None
        if not isinstance(wish, dict):
            raise NotUnderstood("the body is no JSON object")
        for name, grant in self._wishes().items():
            if name in wish:
                return {"ok": True, name: grant(wish)}
        raise NotUnderstood(f"wish for one of: {', '.join(self._wishes())}")

    def _wishes(self) -> dict[str, Callable[[Wish], Any]]:
        return {
            "faults": self._faults,
            "clear": self._clear,
            "oddities": self._oddities,
            "era": self._era,
            "do": self._do,
            "revoke": self._revoke,
            "lower": self._lower,
            "happenings": self._happenings,
        }

    def _faults(self, wish: Wish) -> list[str]:
        times = _number(wish.get("times", 1))
        method, slow_s = wish.get("method"), float(wish.get("slow_s", SLOW_S))
        self._sim.faults.next(*wish["faults"], times=times, method=method, slow_s=slow_s)
        return self._sim.faults.waiting

    def _clear(self, wish: Wish) -> bool:
        self._sim.faults.clear()
        return True

    def _oddities(self, wish: Wish) -> dict[str, float]:
        for name, strength in wish["oddities"].items():
            if strength is False:
                self._sim.oddities.off(name)
            else:
                self._sim.oddities.on(name, None if strength is True else float(strength))
        return self._sim.oddities.standing

    def _era(self, wish: Wish) -> str:
        if wish["era"] not in ERAS:
            raise NotUnderstood(f"there are the eras {', '.join(ERAS)}")
        self._sim.era = cast("Era", wish["era"])
        return self._sim.era

    def _do(self, wish: Wish) -> Any:
        """The deed, with its other words as arguments.

        A photo goes by "id", a member by "nsid", a group by "group", a comment by "comment".
        """
        deeds = deeds_of(self._sim)
        if wish["do"] not in deeds:
            raise NotUnderstood(f"members do one of: {', '.join(deeds)}")
        about, deed = deeds[wish["do"]]
        missing = [name for name in about if name not in wish]
        if missing:
            raise NotUnderstood(f"{wish['do']} needs {' and '.join(missing)}")
        words = {name: value for name, value in wish.items() if name not in ("do", *about)}
        with self._sim.writing:
            done = deed(*(_named(wish, name) for name in about), **words)
        if isinstance(done, SimPhoto):
            return _facts(done)
        return asdict(done) if isinstance(done, SimGroup | SimComment) else True

    def _revoke(self, wish: Wish) -> int:
        return self._sim.oauth.revoke_all(self._sim.world.member(wish["revoke"]).nsid)

    def _lower(self, wish: Wish) -> int:
        perms = wish.get("to")
        if perms not in LEVELS:
            raise NotUnderstood(f"to one of: {', '.join(LEVELS)}")
        return self._sim.oauth.lower_all(self._sim.world.member(wish["lower"]).nsid, perms)

    def _happenings(self, wish: Wish) -> list[dict[str, Any]]:
        words = dict(wish["happenings"])
        count = _number(words.pop("count"))
        seed, of = int(words.pop("seed")), words.pop("of", "photos")
        if of == "photos":
            return self._sim.world.happenings(seed, count, **words)
        if of not in HAPPENINGS:
            raise NotUnderstood(f"happenings are of photos, {', '.join(HAPPENINGS)}")
        return HAPPENINGS[of](self._sim, seed, count, **words)


def _facts(photo: SimPhoto) -> Answer:
    """All that is true of a photo, with its tags as Flickr searches them."""
    return {**asdict(photo), "normal_tags": photo.normal_tags}


def _named(wish: Wish, name: str) -> Any:
    return int(wish[name]) if name == "id" else wish[name]


def _page(args: dict[str, str]) -> int:
    page = int(args.get("page", "1"))
    if page < 1:
        raise NotUnderstood("pages count from 1")
    return page


def _number(value: Any) -> int:
    if not 0 <= int(value) <= MOST:
        raise NotUnderstood(f"at most {MOST:,} at once")
    return int(value)


def _json(status: int, body: Answer) -> Reply:
    return text(status, json.dumps(body, ensure_ascii=True), "application/json")
