"""flickr.contacts.*"""

from collections.abc import Callable, Sequence

from galleries.flickr.simulator.contacts import SimContact
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.paging import page_of
from galleries.flickr.simulator.problems import Fail
from galleries.flickr.simulator.rest import Answer, Call, method
from galleries.flickr.simulator.wire import Wire

MOST = 1000
FILTERS: dict[str, Callable[[SimContact], bool]] = {
    "friends": lambda contact: contact.friend,
    "family": lambda contact: contact.family,
    "both": lambda contact: contact.friend and contact.family,
    "neither": lambda contact: not (contact.friend or contact.family),
}


@method("contacts.getList", perms="read")
def get_list(call: Call) -> Answer:
    """Whom the caller follows, by name, or those followed last first."""
    sort = call.arg("sort") or "name"
    if sort not in ("name", "time"):
        raise Fail(1, "Invalid sort parameter.")
    contacts = call.sim.contacts.of(call.member)
    wanted = FILTERS.get(call.arg("filter"))
    if wanted is not None:
        contacts = [contact for contact in contacts if wanted(contact)]
    if sort == "time":
        since = call.sim.contacts.since
        contacts.sort(key=lambda contact: since(call.member, contact.nsid), reverse=True)
    return _page(call, contacts, _own_contact)


@method("contacts.getPublicList")
def get_public_list(call: Call) -> Answer:
    """Whom anybody follows, as everybody may know it."""
    return _page(call, call.sim.contacts.of(_member(call)), _contact)


def _page(
    call: Call, contacts: Sequence[SimContact], told_as: Callable[[SimContact], Wire]
) -> Answer:
    page = page_of(call, len(contacts), default=MOST, most=MOST)
    told = call.sim.oddities.told(page, contacts)
    head = {**told.head, "per_page": page.size, "perpage": page.size}
    return {"contacts": {**head, "contact": [told_as(contact) for contact in told.items]}}


def _contact(contact: SimContact) -> Wire:
    return {
        "nsid": contact.nsid,
        "username": contact.username,
        "iconserver": str(contact.iconserver) if contact.iconserver else 0,
        "iconfarm": contact.iconfarm,
        "ignored": int(contact.ignored),
        "rev_ignored": 0,
    }


def _own_contact(contact: SimContact) -> Wire:
    return {
        **_contact(contact),
        "realname": contact.realname,
        "friend": int(contact.friend),
        "family": int(contact.family),
        "path_alias": contact.path_alias,
        "location": contact.location,
    }


def _member(call: Call) -> Member:
    found = call.sim.world.directory.living(call.arg("user_id"))
    if found is None or found.nsid != call.arg("user_id"):
        raise Fail(1, "User not found")
    return found
