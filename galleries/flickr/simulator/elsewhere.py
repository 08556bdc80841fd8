"""Replies to other requests than the one that was made: Flickr has been seen to mix them up."""

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from galleries.flickr.simulator import eras, rest
from galleries.flickr.simulator.callers import Caller
from galleries.flickr.simulator.http import Reply, Request
from galleries.flickr.simulator.members import Member

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

# Lists of whoever calls: a member who gets another's list could take it for their own.
OWN_LISTS = frozenset({"people.getPhotos", "photos.recentlyUpdated"})
# The same, where nothing in the reply says whose it is.
UNNAMED_LISTS = frozenset({"contacts.getList", "photos.getContactsPhotos"})
FORM = ("format", "nojsoncallback", "jsoncallback")


def another_method(sim: "Simulator", request: Request) -> Reply:
    """Well formed, in the asked format, and about something else."""
    asked = rest.method_name(request.args)
    if asked == "people.getInfo":
        return _unsigned(sim, request, method="flickr.photos.licenses.getInfo")
    nsid = sim.world.big_member.nsid
    return _unsigned(sim, request, method="flickr.people.getInfo", user_id=nsid)


def another_member(sim: "Simulator", request: Request) -> Reply:
    """The first page of the same list, as another member got it for themselves."""
    method = rest.METHODS[rest.method_name(request.args)]
    other = _another(sim, request)
    args = {**request.args, "user_id": "me", "min_date": "1", "page": "1"}
    call = rest.Call(sim, Caller(other, "read"), args, request)
    body = {**method.answer(call), "stat": "ok"}
    return eras.retyped(rest.write(body, request.args), sim.era)


def empty(sim: "Simulator", request: Request) -> Reply:
    """The same list of somebody who has nothing in it."""
    photos = {"page": 1, "pages": 0, "perpage": 100, "total": 0, "photo": []}
    body = {"photos": photos, "stat": "ok"}
    return eras.retyped(rest.write(body, request.args), sim.era)


def _another(sim: "Simulator", request: Request) -> Member:
    """Somebody with photos who is neither the caller nor meant by the call."""
    caller = sim.caller_nsid(request)
    return next(
        member
        for member in sim.world.members
        if member.photo_count and member.nsid not in (caller, request.args.get("user_id"))
    )


def _unsigned(sim: "Simulator", request: Request, **args: str) -> Reply:
    formed = {name: request.args[name] for name in FORM if name in request.args}
    query = urlencode({"api_key": sim.key, **formed, **args})
    address = request.url.partition("?")[0]
    plain = Request("GET", f"{address}?{query}")
    return eras.retyped(rest.answer(sim, plain), sim.era)
