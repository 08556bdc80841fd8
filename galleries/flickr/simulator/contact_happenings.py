"""Whom members begin and cease to follow, and what they call them: a seeded mix."""

from collections.abc import Callable, Sequence
from random import Random
from typing import TYPE_CHECKING

from galleries.flickr.simulator.contacts import SimContact
from galleries.flickr.simulator.deeds import Deed, done, words
from galleries.flickr.simulator.happenings import Happening
from galleries.flickr.simulator.members import Member
from galleries.flickr.simulator.uploads import dice
from galleries.flickr.simulator.walk_ons import walk_on

if TYPE_CHECKING:
    from galleries.flickr.simulator.simulator import Simulator

WALK_ONS = 2000  # whom somebody might meet


def contact_happenings(
    sim: "Simulator", seed: int, count: int, who: Sequence[str] = ()
) -> list[Happening]:
    """So many changes of contacts, and contacts that change their own names.

    who  NSIDs, aliases or keys of those whose contacts they are; everybody else rests
    """
    return done(sim, dice("contact happenings", seed), count, who, CONTACT_DEEDS)


def _add(sim: "Simulator", member: Member, chance: Random) -> Happening:
    """Somebody of the cast or a walk-on; to follow again is to mark them anew."""
    others = [other.nsid for other in sim.world.members if other.nsid != member.nsid]
    nsid = chance.choice((chance.choice(others), walk_on(chance.randrange(WALK_ONS)).nsid))
    if sim.world.directory.living(nsid) is None:
        nsid = chance.choice(others)
    sim.contacts.add(member, nsid, chance.random() < 0.3, chance.random() < 0.2)
    return {"do": "add_contact", "nsid": member.nsid, "other": nsid}


def to_contact(deed: Callable[["Simulator", Member, SimContact, Random], str]) -> Deed:
    """Something that happens to one of a member's contacts; who has none gets one."""

    def do(sim: "Simulator", member: Member, chance: Random) -> Happening:
        contacts = sim.contacts.of(member)
        if not contacts:
            return _add(sim, member, chance)
        contact = chance.choice(contacts)
        done_ = deed(sim, member, contact, chance)
        return {"do": done_, "nsid": member.nsid, "other": contact.nsid}

    return do


@to_contact
def _remove(sim: "Simulator", member: Member, contact: SimContact, chance: Random) -> str:
    sim.contacts.remove(member, contact.nsid)
    return "remove_contact"


@to_contact
def _mark(sim: "Simulator", member: Member, contact: SimContact, chance: Random) -> str:
    friend, family = chance.random() < 0.5, chance.random() < 0.3
    sim.contacts.mark(member, contact.nsid, friend=friend, family=family)
    return "mark_contact"


@to_contact
def _rename(sim: "Simulator", member: Member, contact: SimContact, chance: Random) -> str:
    sim.world.rename(contact.nsid, username=words(chance))
    return "rename_contact"


CONTACT_DEEDS: list[tuple[Deed, int]] = [(_add, 20), (_remove, 10), (_mark, 14), (_rename, 4)]
